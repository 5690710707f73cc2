"""What can go wrong with credentials."""


class SigningFailed(Exception):
    """A file could not be signed; the text says why and holds no secret."""
