"""Server-sent events with lines of many megabytes. Source: WHATWG HTML, section 9.2.

One `data:` line holds a whole picture, so nothing here collects lines. The bytes go to a file as they come; the
`Splitter` sees them pass and says where in the file each event lies. `parse` then takes one event apart.
"""

import mmap
import re
from dataclasses import dataclass
from typing import Final

MAX_EVENT: Final = 64 * 1024 * 1024

# A line may end in \r\n, \n or \r; an event ends with an empty line. Atomic groups keep \r\n from counting as two ends.
_EMPTY_LINE = re.compile(rb"(?>\r\n|\n|\r)(?>\r\n|\n|\r)")
_LONGEST_END = 4
_LINE_FEED, _RETURN = 10, 13


Buffer = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a buffer."""

    buffer: Buffer
    begin: int
    end: int


class EventTooLong(Exception):
    """An event passed `MAX_EVENT` bytes."""


class Splitter:
    """Finds the events in a stream of bytes without keeping the bytes."""

    def __init__(self, max_event: int = MAX_EVENT) -> None:
        self._max_event = max_event
        self._begin = 0
        self._seen = 0
        self._tail = b""

    def feed(self, chunk: bytes) -> list[tuple[int, int]]:
        """Take the next bytes; return `(begin, end)` in the stream of each event that they complete."""
        spans = []
        # Most chunks lie inside one long line. Looking for one byte is many times faster than the expression.
        if _LINE_FEED in chunk or _RETURN in chunk:
            window = self._tail + chunk
            offset = self._seen - len(self._tail)
            for match in _EMPTY_LINE.finditer(window):
                begin, end = self._begin, offset + match.start()
                self._begin = offset + match.end()
                if end > begin:
                    spans.append((begin, end))
        self._seen += len(chunk)
        # Bytes that already belong to a found end must not be found again.
        fresh = min(self._seen - self._begin, _LONGEST_END - 1)
        self._tail = (self._tail + chunk[-_LONGEST_END:])[-fresh:] if fresh > 0 else b""
        if self._seen - self._begin > self._max_event:
            raise EventTooLong
        return spans


def parse(buffer: Buffer, begin: int, end: int) -> tuple[str, Part]:
    """Return the name and the data of the event that lies at `begin` to `end` in `buffer`.

    Comments and other fields are passed over. The data are not copied unless they are spread over several lines.
    """
    if buffer.find(b"\r", begin, end) >= 0:
        buffer = buffer[begin:end].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        begin, end = 0, len(buffer)
    name, found = "", []
    while begin < end:
        stop = buffer.find(b"\n", begin, end)
        stop = end if stop < 0 else stop
        if buffer[begin : begin + 6] == b"event:":
            name = buffer[begin + 6 : stop].strip().decode(errors="replace")
        elif buffer[begin : begin + 5] == b"data:":
            found.append((begin + 5, stop))
        begin = stop + 1
    if len(found) == 1:
        return name, Part(buffer, *found[0])
    whole = b"\n".join(buffer[first:last].removeprefix(b" ") for first, last in found)
    return name, Part(whole, 0, len(whole))
