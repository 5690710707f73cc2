"""Server-sent events with lines of many megabytes. Source: WHATWG HTML, section 9.2.

One `data:` line holds a whole picture, so nothing here collects lines. The bytes go to a file as they come; the
`Splitter` sees them pass and says where in the file each event lies. `parse` then takes one event apart.
"""

import re
from typing import Final

MAX_EVENT: Final = 64 * 1024 * 1024

# A line may end in \r\n, \n or \r; an event ends with an empty line. Atomic groups keep \r\n from counting as two ends.
_EMPTY_LINE = re.compile(rb"(?>\r\n|\n|\r)(?>\r\n|\n|\r)")
_LONGEST_END = 4
_LINE_FEED, _RETURN = 10, 13


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


def parse(block: bytes) -> tuple[str, bytes]:
    """Return the name and the data of one event; comments and other fields are passed over."""
    if _RETURN in block:
        block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    name, data = "", []
    for line in block.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        field, _, value = line.partition(b":")
        if field == b"event":
            name = value.removeprefix(b" ").decode(errors="replace")
        elif field == b"data":
            data.append(value.removeprefix(b" "))
    return name, data[0] if len(data) == 1 else b"\n".join(data)
