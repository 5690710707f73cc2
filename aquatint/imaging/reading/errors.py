"""Why a picture's words cannot be read or written."""

from aquatint.kit.errors import InvalidRequest, Unavailable


class CannotTypeset(InvalidRequest):
    """No font on this machine has the letters, or the place is too small or not a quadrilateral."""

    code = "cannot_typeset"


class NothingToRepair(InvalidRequest):
    """The report knows no place in the picture for this text, or the text is right already."""

    code = "nothing_to_repair"


class ReaderAbsent(Unavailable):
    """A reader that this script needs is not installed; the sentence names the package."""

    code = "reader_absent"
    can_retry = False


class ReaderFailed(Unavailable):
    """The reader ended with an error or took too long."""

    code = "reader_failed"
