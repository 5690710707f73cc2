"""Why a request does not fit a model. Each names the field, so that a page or a program can point at it."""

from aquatint.kit.errors import InvalidRequest, NotFound


class ModelUnknown(NotFound):
    """There is no such model on offer."""

    code = "model_not_found"


class PromptMissing(InvalidRequest):
    """There are no words."""

    code = "prompt_missing"


class PromptUnreadable(InvalidRequest):
    """The words hold a character that no text has."""

    code = "prompt_unreadable"


class PromptTooLong(InvalidRequest):
    """More words than the model reads."""

    code = "prompt_too_long"


class CountNotOffered(InvalidRequest):
    """Fewer than one picture, or more than the model paints at once."""

    code = "count_not_offered"


class SizeNotOffered(InvalidRequest):
    """The model does not paint this size; the sentence names the nearest that it does."""

    code = "size_not_offered"


class SettingNotOffered(InvalidRequest):
    """A quality, format, background or effort that the model does not have."""

    code = "setting_not_offered"


class InputNotOffered(InvalidRequest):
    """Input pictures or a mask that the model cannot use."""

    code = "input_not_offered"


class TextsNotOffered(InvalidRequest):
    """Exact texts that are empty, too long or too many."""

    code = "texts_not_offered"
