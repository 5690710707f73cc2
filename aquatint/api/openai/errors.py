"""What this API refuses by itself, and how an ended generation without pictures is told to OpenAI's clients."""

from typing import ClassVar

from aquatint.generations.models import Generation, State
from aquatint.kit.errors import AquatintError, InvalidRequest


class MalformedSize(InvalidRequest):
    """The size is not of the form WIDTHxHEIGHT."""

    code = "invalid_size"


class PictureMissing(InvalidRequest):
    """An edit came without a picture."""

    code = "image_missing"


class NotDelivered(AquatintError):
    """The generation ended without a picture; nothing was charged. `code` is the reason."""

    status = 502
    code: ClassVar[str] = "not_delivered"

    def __init__(self, generation: Generation) -> None:
        sentence = f"{generation.reason} Nothing was charged. Generation {generation.public_id}."
        super().__init__(sentence)
        self.code = generation.reason_code  # type: ignore[misc] # the reason is finer than the class
        self.status = _status(generation)  # type: ignore[misc]


def _status(generation: Generation) -> int:
    """Refusals and impossible parameters are the request's fault, as at OpenAI; all else is ours or the provider's."""
    if generation.state == State.REFUSED or generation.reason_code == "provider_rejected_parameters":
        return 400
    return 409 if generation.state == State.CANCELLED else 502
