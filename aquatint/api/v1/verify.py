"""`/v1/verify`: where a picture comes from, as far as can be known. Free, and without a key."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import Field

from aquatint.api import bodies, documented
from aquatint.api.documented import Shape
from aquatint.kit import threads
from aquatint.media import storage, verifying

router = APIRouter(tags=["Verification"])


class Record(Shape):
    """What our record says of a picture that was made here."""

    match: str = Field(description="`file`: these very bytes. `mark`: our invisible mark. `look`: it shows the same.")
    made: str = Field(description="The day.")
    bits: int = Field(description="How far its fingerprint is off, of 256 bits; above 0 only for `look`.")


class Declared(Shape):
    """What the file says of itself, which anybody could have written."""

    source: str = Field(description="IPTC's digital source type.")
    producer: str = Field(description="The producer in the `AIGC` field.")


class Credentials(Shape):
    """The C2PA credentials of the file."""

    standing: str = Field(description="trusted, ours, untrusted or broken.")
    active: dict[str, Any] | None = Field(description="Program, signer, actions, and the ingredients with theirs.")
    problems: list[str] = Field(description="Codes of the C2PA specification.")
    timestamped: bool


class Verdict(Shape):
    """What can be said of a file."""

    verdict: str = Field(description="made_here, generated, signed, resembles, declared, broken or unknown.")
    sentence: str
    record: Record | None
    sha256: str
    media_type: str
    width: int
    height: int
    bytes: int
    credentials: Credentials | None
    declared: Declared | None
    mark: str | None = Field(description="The payload of our invisible mark, if it has one.")
    fingerprint: str | None = Field(description="PDQ, 256 bits in hex.")


_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    },
    "security": [],
}


@router.post(
    "/verify",
    summary="Ask where a picture comes from",
    openapi_extra=_BODY,
    responses=documented.answer(Verdict, "What can be said."),
)
async def verify(request: Request) -> dict[str, Any]:
    """Look at the file that is the body: its credentials, our invisible mark, our own record. Nothing is kept.

    Whose picture it is, nobody learns. Send the bytes themselves: `curl --data-binary @picture.png …/v1/verify`.
    """
    path = storage.temporary_file()
    try:
        with path.open("wb") as file:
            async for piece in bodies.pieces(request, verifying.limits().bytes):
                file.write(piece)
        address = request.client.host if request.client else ""
        return (await threads.run(verifying.verify, path, address=address)).as_json()
    finally:
        storage.discard(path)
