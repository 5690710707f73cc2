"""Bodies larger than the caps are cut, whether or not they say how large they are."""

import asyncio
import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.types import Message

from aquatint.api import bodies
from tests.api.instance import MODEL, WORDS, Instance, png
from tests.commands.running import wait_for

pytestmark = pytest.mark.xdist_group("api")  # one instance serves them all

MEGABYTE = b" " * 1_000_000


@pytest.fixture
def connection(instance: Instance) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection("127.0.0.1", instance.up.port, timeout=30)
    yield made
    made.close()


def send(
    connection: http.client.HTTPConnection, instance: Instance, path: str, kind: str, pieces: Iterator[bytes]
) -> int:
    """Send a body in chunks, without its length, until the server has had enough; return how many went out."""
    connection.putrequest("POST", f"/v1/{path}")
    connection.putheader("authorization", f"Bearer {instance.key_of('ada')}")
    connection.putheader("content-type", kind)
    connection.putheader("transfer-encoding", "chunked")
    connection.endheaders()
    sent = 0
    try:
        for piece in pieces:
            connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
            sent += 1
    except OSError:
        pass
    return sent


def endless() -> Iterator[bytes]:
    for _ in range(1000):
        yield MEGABYTE


def endless_form() -> Iterator[bytes]:
    yield b'--x\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\n\r\n'
    yield from endless()


def most_memory(instance: Instance) -> int:
    """Return the most that the web process ever had in memory, in bytes."""
    status = Path(f"/proc/{instance.up.child('web')}/status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])


def head(instance: Instance, path: str, more: str) -> bytes:
    """Return the head of a request as it goes over the wire."""
    start = f"POST /v1/{path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {instance.key_of('ada')}\r\n"
    return f"{start}{more}\r\n\r\n".encode()


@pytest.mark.parametrize(
    ("path", "kind", "pieces", "most"),
    [
        ("images/generations", "application/json", endless, 1),
        ("images/edits", "application/json", endless, 68),
        ("images/edits", "multipart/form-data; boundary=x", endless_form, 200),
    ],
)
def test_a_body_without_end_is_cut_at_the_cap(
    instance: Instance,
    connection: http.client.HTTPConnection,
    path: str,
    kind: str,
    pieces: Callable[[], Iterator[bytes]],
    most: int,
) -> None:
    before = most_memory(instance)
    sent = send(connection, instance, path, kind, pieces())
    assert most <= sent < most + 30  # what lies in buffers on the way is not read
    assert connection.sock is not None
    answer = http.client.HTTPResponse(connection.sock)
    answer.begin()
    assert (answer.status, json.load(answer)["error"]["code"]) == (413, "too_large")
    assert most_memory(instance) - before < 60_000_000
    wait_for(lambda: not any((instance.data / "media").glob("tmp/*")), "temporary files to go")


@pytest.mark.parametrize(("path", "size"), [("images/generations", 1_000_001), ("images/edits", 68_000_000)])
def test_a_body_that_says_it_is_too_large_is_a_413_before_it_is_read(instance: Instance, path: str, size: int) -> None:
    with socket.create_connection(("127.0.0.1", instance.up.port), timeout=10) as wire:
        wire.sendall(head(instance, path, f"content-type: application/json\r\ncontent-length: {size}"))
        answer = http.client.HTTPResponse(wire)
        answer.begin()
        error = json.load(answer)["error"]
    assert (answer.status, error["code"], answer.headers["connection"]) == (413, "too_large", "close")


def test_a_file_over_the_cap_is_a_413_that_names_the_parameter(instance: Instance) -> None:
    with instance.http() as client:
        file = ("a.png", png() + bytes(50_000_000))
        answer = client.post("images/edits", data={"model": MODEL, "prompt": "Blue"}, files={"image": file})
    assert (answer.status_code, answer.json()["error"]["param"]) == (413, "image")


def test_a_large_prompt_that_is_legal_fits_however_it_is_escaped(instance: Instance) -> None:
    """32,000 characters outside the basic plane are 384 kB of escapes."""
    body = json.dumps({"model": MODEL, "prompt": "🫖" * 32_000})
    assert len(body) > 380_000
    with instance.http() as client:
        assert client.post("images/generations", content=body).status_code == 200


def test_slow_senders_hold_no_database_connection_and_no_thread(instance: Instance) -> None:
    """More of them than there are threads and connections, and everybody else is served at once."""
    wires = [socket.create_connection(("127.0.0.1", instance.up.port), timeout=10) for _ in range(40)]
    try:
        for number, wire in enumerate(wires):
            path = "generations" if number % 2 else "edits"
            wire.sendall(head(instance, f"images/{path}", "content-length: 500") + b"{")
        began = time.monotonic()
        with instance.client() as client:
            client.images.generate(model=MODEL, prompt=WORDS)
            client.images.edit(model=MODEL, prompt="Blue", image=("a.png", png((64, 64))))
        assert time.monotonic() - began < 30
        # A sender would hold one for as long as it is slow; whatever else has one open is through in a moment.
        busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%%'"
        wait_for(lambda: instance.sql(busy) == [(0,)], "no open transaction", seconds=10)
    finally:
        for wire in wires:
            wire.close()


def test_a_sender_that_goes_away_in_the_middle_leaves_nothing(instance: Instance) -> None:
    before = instance.stored()
    for path in ("generations", "edits"):
        with socket.create_connection(("127.0.0.1", instance.up.port), timeout=10) as wire:
            wire.sendall(head(instance, f"images/{path}", "content-length: 500") + b"{")
    with instance.client() as client:
        assert client.models.list().data
    wait_for(lambda: instance.stored() == before, "nothing to be left")


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "PATIENCE", 0.05)
    began = iter([{"type": "http.request", "body": b"{", "more_body": True}])

    async def receive() -> Message:
        for message in began:
            return message
        await asyncio.Event().wait()
        raise AssertionError

    async def read() -> None:
        async for _ in bodies.pieces(Request({"type": "http", "method": "POST", "headers": []}, receive), 100):
            pass

    with pytest.raises(bodies.TooSlow):
        asyncio.run(read())
