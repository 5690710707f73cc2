import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquatint.providers.openai.sse import EventTooLong, Splitter, parse


def events(stream: bytes, cuts: list[int]) -> list[tuple[str, bytes]]:
    """Feed `stream` cut at `cuts`, and take every event apart that is found."""
    splitter = Splitter()
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    spans = [span for begin, end in itertools.pairwise(edges) for span in splitter.feed(stream[begin:end])]
    found = []
    for begin, end in spans:
        name, data = parse(stream, begin, end)
        payload = data.buffer[data.begin : data.end].strip()
        if payload:
            found.append((name, payload))
    return found


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "image_generation.completed", "error"]),
            st.lists(st.from_regex(rb"[A-Za-z0-9+/={}:\"]{1,30}", fullmatch=True), min_size=1, max_size=3),
        ),
        max_size=6,
    ),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
    st.booleans(),
    st.lists(st.integers(0, 600), max_size=20),
)
def test_events_come_whole_however_the_stream_is_cut(
    sent: list[tuple[str, list[bytes]]],
    ending: bytes,
    comments: bool,  # noqa: FBT001 -- hypothesis gives it
    cuts: list[int],
) -> None:
    lines: list[bytes] = []
    for name, data in sent:
        lines += [b": keepalive", b""] if comments else []
        lines += [b"event: " + name.encode()] if name else []
        lines += [*(b"data: " + line for line in data), b""]
    stream = b"".join(line + ending for line in lines)
    assert events(stream, cuts) == [(name, b"\n".join(data)) for name, data in sent]


def test_an_event_without_its_empty_line_is_not_one_yet() -> None:
    assert Splitter().feed(b"data: {}\n") == []


def test_a_line_of_many_megabytes_is_one_event() -> None:
    splitter = Splitter()
    block = b"A" * 65_536
    assert splitter.feed(b"data: ") == []
    for _ in range(400):
        assert splitter.feed(block) == []
    assert splitter.feed(b"\n\n") == [(0, 6 + 400 * 65_536)]


def test_an_event_above_the_cap_is_refused() -> None:
    splitter = Splitter(max_event=1000)
    splitter.feed(b"data: a\n\n" * 200)
    with pytest.raises(EventTooLong):
        splitter.feed(b"data: " + b"a" * 1000)
