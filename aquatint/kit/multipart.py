"""Bodies of type `multipart/form-data`, sent from disk in small pieces. Source of the format: RFC 7578.

A file is opened only while its own bytes go out, so that a thousand waiting calls do not hold a thousand open files.
"""

import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file in a form. Names are ours: they must not hold quotes or line breaks."""

    name: str
    filename: str
    media_type: str
    path: Path


@dataclass(frozen=True, slots=True)
class Multipart:
    """A form: plain fields, then files, in order. Usable once or many times."""

    fields: Sequence[tuple[str, str]]
    files: Sequence[FilePart] = ()
    boundary: str = field(default_factory=lambda: os.urandom(16).hex())

    @property
    def media_type(self) -> str:
        """The value of the Content-Type header."""
        return f"multipart/form-data; boundary={self.boundary}"

    def length(self) -> int:
        """Return the number of bytes of the body; the files must be in place."""
        files = sum(len(self._head(part)) + part.path.stat().st_size + 2 for part in self.files)
        return len(self._plain()) + files + len(self._end())

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the body in pieces of at most 256 KiB, apart from the plain fields."""
        yield self._plain()
        for part in self.files:
            yield self._head(part)
            with part.path.open("rb", buffering=0) as file:
                while piece := file.read(_PIECE):
                    yield piece
            yield b"\r\n"
        yield self._end()

    def _plain(self) -> bytes:
        lines = (
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self.fields
        )
        return "".join(lines).encode()

    def _head(self, part: FilePart) -> bytes:
        return (
            f"--{self.boundary}\r\n"
            f'Content-Disposition: form-data; name="{part.name}"; filename="{part.filename}"\r\n'
            f"Content-Type: {part.media_type}\r\n\r\n"
        ).encode()

    def _end(self) -> bytes:
        return f"--{self.boundary}--\r\n".encode()
