"""The bodies of the OpenAI Images API, as of openai-python 3.52 (`types/image_generate_params.py`).

Fields that only older models knew (`response_format`, `style`, `user`) are accepted from existing programs and have no
effect; a field that we do not know at all is refused.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from aquatint.api.openai.errors import MalformedSize
from aquatint.providers.types import ImageRequest, Size

Quality = Literal["auto", "low", "medium", "high", "xhigh", "max"]


def writable(text: str) -> str:
    """Return words as they are, if they are words. For schemas."""
    if "\0" in text:
        raise PydanticCustomError("null_character", "it holds the character NUL, which no text has")
    return text


class Wish(BaseModel):
    """What generations and edits have in common."""

    model_config = ConfigDict(extra="forbid")

    prompt: Annotated[str, AfterValidator(writable), Field(description="What the picture should show.")]
    model: Annotated[
        str | None, Field(description="A model of `GET /v1/models`; the instance's default if left out.")
    ] = None
    n: Annotated[int | None, Field(description="How many pictures, 1 to 8; 1 if null.")] = 1
    size: Annotated[str | None, Field(description="`auto` or `WIDTHxHEIGHT`.", examples=["1536x1024"])] = None
    quality: Quality | None = None
    background: Literal["auto", "opaque", "transparent"] | None = None
    output_format: Literal["png", "jpeg", "webp", "gif", "svg"] | None = None
    output_compression: int | None = None
    complexity: Annotated[Literal["low", "medium", "high"] | None, Field(description="Effort spent on planning.")] = (
        None
    )
    moderation: Literal["auto", "low"] | None = None
    stream: bool | None = None
    partial_images: Annotated[int | None, Field(description="Unfinished states to stream, 0 to 3.")] = None
    safety_identifier: Annotated[str | None, Field(description="Accepted; we send a pseudonym of our own.")] = None
    user: Annotated[Any, Field(description="Accepted without effect.", deprecated=True)] = None
    response_format: Annotated[Any, Field(description="Accepted without effect: always base64.", deprecated=True)] = (
        None
    )
    style: Annotated[Any, Field(description="Accepted without effect.", deprecated=True)] = None
    seed: Annotated[
        int | None, Field(ge=0, lt=1 << 63, description="Where the model takes one: same words, same picture.")
    ] = None

    texts: Annotated[
        list[str] | None,
        Field(description="Not OpenAI's: strings that the picture must carry exactly; they are read back."),
    ] = None
    texts_required: Annotated[
        bool | None, Field(description="Not OpenAI's: without a proof of every text the credits come back.")
    ] = None

    def request(self) -> ImageRequest:
        """Return the plain value that quote, start and provider share. Raises `MalformedSize`."""
        return ImageRequest(
            model=self.model or "",
            prompt=self.prompt,
            n=1 if self.n is None else self.n,
            size=_size(self.size),
            quality=self.quality or "auto",
            background=self.background or "auto",
            output_format=self.output_format or "png",
            output_compression=self.output_compression,
            complexity=self.complexity,
            moderation=self.moderation or "auto",
            partial_images=(self.partial_images or 0) if self.stream else 0,
            seed=self.seed,
            texts=tuple(self.texts or ()),
            texts_required=bool(self.texts_required),
        )


class GenerationWish(Wish):
    """The body of `POST /v1/images/generations`."""


class EditWish(Wish):
    """The fields of `POST /v1/images/edits` beside the pictures."""

    lock: Annotated[
        Literal["auto", "off"] | None,
        Field(description="Not OpenAI's: `auto` keeps everything outside of the edit as it was, pixel by pixel."),
    ] = None
    roles: Annotated[
        Literal["edit", "reference"] | None,
        Field(description="Not OpenAI's: with `reference` no picture is changed; all are references for a new one."),
    ] = None
    input_fidelity: Annotated[Any, Field(description="Accepted without effect: always high.", deprecated=True)] = None

    def request(self) -> ImageRequest:
        """Return the plain value, with what only edits have."""
        return super().request().evolve(lock=self.lock or "auto", roles=self.roles or "edit")


def _size(text: str | None) -> Size | None:
    if text is None or text == "auto":
        return None
    size = Size.parse(text)
    if size is None:
        raise MalformedSize(f"{text!r} is not a size. Write WIDTHxHEIGHT, such as 1536x1024, or auto.", field="size")
    return size
