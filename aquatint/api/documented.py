"""What the answers look like, for the OpenAPI document. Tests hold real answers against these shapes."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A JSON object with these members and no others."""

    model_config = ConfigDict(extra="forbid")


class Error(Shape):
    """What went wrong, in the words of the OpenAI API."""

    message: str = Field(description="A sentence that can be shown to people.")
    type: str
    param: str | None = Field(description="The parameter that caused it.")
    code: str | None = Field(description="A word for programs.")


class ErrorBody(Shape):
    """The body of every answer that is not a success."""

    error: Error


class Reason(Shape):
    """Why something did not come."""

    code: str
    message: str


class MissingPicture(Reason):
    """A picture that was not delivered and not charged."""

    index: int


class Facts(Shape):
    """What OpenAI's body has no word for."""

    generation: str = Field(description="Ask for it at `/v1/generations/{id}`.")
    state: str
    credits: int = Field(description="What was charged.")
    model: str
    returned: list[MissingPicture]


class InputTokens(Shape):
    """What the tokens of the input were."""

    text_tokens: int
    image_tokens: int


class Usage(Shape):
    """The tokens that the provider counted; zeros for providers that count none."""

    input_tokens: int
    output_tokens: int
    total_tokens: int
    input_tokens_details: InputTokens


class Base64Picture(Shape):
    """A picture."""

    b64_json: str


class Pictures(Shape):
    """The answer to a generation or an edit."""

    created: int
    background: str
    output_format: str
    quality: str
    size: str
    usage: Usage
    aquatint: Facts
    data: list[Base64Picture]


class ModelFacts(Shape):
    """What a program needs to choose a model."""

    title: str
    provider: str
    sandbox: bool = Field(description="Whether code draws the pictures and no model is involved.")
    capabilities: dict[str, Any] = Field(description="What it can do; `sizes` is the rule that its sizes follow.")
    prices: dict[str, Any] = Field(description="Credits for one picture, by quality and size class.")
    usual_seconds: dict[str, Any]


class Model(Shape):
    """A model on offer."""

    id: str
    object: str
    created: int
    owned_by: str
    aquatint: ModelFacts


class Models(Shape):
    """The models on offer, the default first."""

    object: str
    data: list[Model]


class Image(Shape):
    """A picture's facts."""

    id: str
    object: str
    media_type: str
    width: int
    height: int
    bytes: int
    sha256: str
    content: str = Field(description="Where its bytes are.")
    facts: dict[str, Any]


class Shot(Shape):
    """One wanted picture."""

    index: int
    state: str
    image: Image | None
    reason: Reason | None


class Charge(Shape):
    """The credits of a generation."""

    held: int
    charged: int
    returned: int


class Generation(Shape):
    """A generation."""

    id: str
    object: str
    state: str = Field(description="queued, running, unsettled; then done, partial, returned, refused or cancelled.")
    model: str
    provider: str
    sandbox: bool
    asked: dict[str, Any]
    sent: dict[str, Any]
    credits: Charge
    reason: Reason | None
    created: str
    started: str | None
    finished: str | None
    shots: list[Shot]


class Generations(Shape):
    """Generations, newest first."""

    object: str
    data: list[Generation]
    has_more: bool


class Node(Shape):
    """A picture in its tree."""

    image: Image
    parent: str | None = Field(description="The id of the picture that it was made from.")
    how: str = Field(description="upload, generation; edit, adjust, raw, overlay, upscale or cutout.")
    made: dict[str, Any] = Field(description="What was done, in the words of the verb.")
    created: str


class Versions(Shape):
    """The pictures that are joined with one by edits."""

    object: str
    data: list[Node]


class PlannedShot(Shape):
    """One picture of a plan."""

    title: str
    prompt: str
    texts: list[str]


class Price(Shape):
    """What painting costs at most; charged are the pictures that come."""

    per_shot: int
    total: int


class Plan(Shape):
    """What a set is painted from."""

    id: str
    object: str
    prompt: str
    brief: str
    shots: list[PlannedShot]
    cast: list[str]
    palette: str
    texts: list[str]
    settings: dict[str, Any]
    planner: str = Field(description="`sandbox`: a program made the plan, and no model.")
    credits: Price
    edited: str | None
    generation: str | None = Field(description="The set that was painted from it.")
    created: str


class Receipt(Shape):
    """Everything that is known and proved of a picture."""

    object: str
    image: str
    origin: str = Field(description="generation, upload, version or sidecar.")
    media_type: str
    width: int
    height: int
    bytes: int
    sha256: str
    created: str
    said: dict[str, Any] | None = Field(description="What the provider says that it used.")
    generation: dict[str, Any] | None = Field(description="Asked and sent, calls, credits; null for a version.")
    edit: dict[str, Any] | None = Field(description="The proof of an edit: what changed, and that nothing else did.")
    texts: list[dict[str, Any]] = Field(description="How each exact text reads.")
    version: dict[str, Any] | None = Field(description="What it was made from, and how.")
    consistency: dict[str, Any] | None = Field(description="How it fits its set.")
    credentials: dict[str, Any] | None = Field(description="The C2PA credentials inside of the file.")
    notes: list[str] = Field(description="What is short of a picture that was charged all the same; usually nothing.")


class Lot(Shape):
    """Credits with one origin and one end, or none."""

    source: str
    credits: int
    expires: str | None


class Credits(Shape):
    """What is in the wallet."""

    object: str
    available: int
    held: int
    debt: int
    lots: list[Lot]


_ERROR = {"model": ErrorBody}
ERRORS: dict[int | str, dict[str, Any]] = {
    401: {**_ERROR, "description": "The key is missing, malformed, unknown or revoked."},
    "4XX": {**_ERROR, "description": "The request cannot be carried out; nothing was charged."},
    "5XX": {**_ERROR, "description": "We or the provider failed; nothing was charged for what was not delivered."},
}
PAINTING: dict[int | str, dict[str, Any]] = {
    400: {**_ERROR, "description": "A parameter or a picture is wrong (`param` names it), or the request was refused."},
    402: {**_ERROR, "description": "Not enough credits."},
    413: {**_ERROR, "description": "More bytes than are taken."},
    429: {**_ERROR, "description": "Too many unfinished generations; `retry-after` says when to come back."},
    502: {**_ERROR, "description": "The provider failed. Nothing was charged. Not to be repeated blindly."},
}


def answer(model: type[BaseModel], description: str, **more: Any) -> dict[int | str, dict[str, Any]]:
    """Return the entry for a success."""
    return {200: {"model": model, "description": description, **more}}


def body(model: type[BaseModel], example: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an operation with a JSON body adds to the document; we read bodies ourselves, within a cap."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})
    content = {"application/json": {"schema": _whole(schema, parts), "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def _whole(node: Any, parts: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- any JSON
    """Return a schema with its parts in place: a reference would lead nowhere from inside of the document."""
    if isinstance(node, list):
        return [_whole(one, parts) for one in node]
    if not isinstance(node, dict):
        return node
    if isinstance(name := node.get("$ref"), str):
        return _whole(parts[name.rpartition("/")[2]], parts)
    return {name: _whole(value, parts) for name, value in node.items()}
