"""The family of errors that people and programs may see.

    AquatintError
    ├── InvalidRequest      400  the request cannot be carried out as written
    ├── NotSignedIn         401  no valid credentials came with the request
    ├── NotEnoughCredits    402  the wallet cannot cover the quote
    ├── NotAllowed          403  known, but not for this person or key
    ├── NotFound            404  no such thing, or not yours
    ├── Conflict            409  the thing is no longer in the state this needs
    ├── TooLarge            413  more bytes, pixels or frames than we take
    ├── TooManyRequests     429  slow down; `retry_after` says how long
    └── Unavailable         503  we cannot do it now; try again

A domain package subclasses these in its own `errors.py`. Status 500 is never raised on purpose: it means our fault.
"""

from typing import ClassVar


class AquatintError(Exception):
    """An error with a code for programs, a sentence for people, and the field that caused it.

    `sentence` is shown as it stands: it says what happened and what to do. `field` names the input (the API's `param`).
    `retry_after` is in seconds, when waiting helps.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    can_retry: ClassVar[bool] = False

    def __init__(self, sentence: str, *, field: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.retry_after = retry_after


class InvalidRequest(AquatintError):
    """The request cannot be carried out as written."""

    code = "invalid_request"


class NotSignedIn(AquatintError):
    """No valid credentials came with the request."""

    code = "not_signed_in"
    status = 401


class NotEnoughCredits(AquatintError):
    """The wallet cannot cover the quote."""

    code = "insufficient_credits"
    status = 402


class NotAllowed(AquatintError):
    """Known, but not for this person or key."""

    code = "not_allowed"
    status = 403


class NotFound(AquatintError):
    """There is no such thing, or it belongs to somebody else; we do not say which."""

    code = "not_found"
    status = 404


class Conflict(AquatintError):
    """The thing is no longer in the state that this needs."""

    code = "conflict"
    status = 409


class TooLarge(AquatintError):
    """More bytes, pixels or frames than we take."""

    code = "too_large"
    status = 413


class TooManyRequests(AquatintError):
    """Slow down; `retry_after` says how long."""

    code = "rate_limited"
    status = 429
    can_retry = True


class Unavailable(AquatintError):
    """We cannot do it now; trying again later makes sense."""

    code = "unavailable"
    status = 503
    can_retry = True
