import asyncio
import logging
import os
import ssl
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from aquatint.kit import sockets
from aquatint.kit.clock import now
from aquatint.kit.http import (
    USER_AGENT,
    Client,
    NoAnswerError,
    NotListedError,
    NotSentError,
    OutboundError,
    Patience,
    TooBigError,
    origin_of,
)
from aquatint.kit.multipart import FilePart, Multipart
from aquatint.kit.redaction import MASK, Redactor
from tests.kit.loopback import reply, serving

SECRET = "sk-live-0123456789abcdef"
HOST = "https://api.example.com"
Handler = Callable[[httpx2.Request], httpx2.Response]


class Recorder:
    """A service that answers everything with 200 and keeps what it was asked."""

    def __init__(self, **headers: str) -> None:
        self.asked: list[httpx2.Request] = []
        self._headers = headers

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        return httpx2.Response(200, headers=self._headers)


def client(handler: Handler | None = None, **more: Any) -> Client:
    transport = httpx2.MockTransport(handler) if handler else None
    return Client(origins=[HOST], secrets=[SECRET], transport=transport, **more)


async def body_of(outbound: Client, url: str = f"{HOST}/thing", *, cap: int = 1000, **more: Any) -> bytes:
    async with outbound.send("GET", url, **more) as answer:
        return await answer.read(cap)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/thing",
        "http://api.example.com/thing",
        "https://api.example.com:8443/thing",
        "https://api.example.com@evil.example/thing",
        "https://api.example.com.evil.example/",
        "file:///etc/passwd",
        "ftp://api.example.com/",
        "/thing",
        "",
    ],
)
def test_what_is_not_on_the_list_is_refused_before_anything_is_sent(url: str) -> None:
    service = Recorder()
    with pytest.raises(NotListedError):
        asyncio.run(body_of(client(service), url))
    assert service.asked == []


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin_of("https://API.example.com/v1?x=1") == "https://api.example.com:443"
    assert origin_of("http://127.0.0.1:9100/v1") == "http://127.0.0.1:9100"


def test_it_tells_who_it_is_and_wants_nothing_compressed() -> None:
    service = Recorder()
    asyncio.run(body_of(client(service), headers={"authorization": f"Bearer {SECRET}"}))
    headers = service.asked[0].headers
    assert headers["user-agent"] == USER_AGENT
    assert headers["accept-encoding"] == "identity"
    assert headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("status", [301, 302, 307, 308, 429, 500, 503])
def test_it_neither_follows_nor_tries_again(status: int) -> None:
    asked: list[httpx2.Request] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(status, headers={"location": f"{HOST}/elsewhere", "retry-after": "0"})

    async def story() -> int:
        async with client(handler).send("POST", f"{HOST}/thing", body=b"{}") as answer:
            return answer.status

    assert asyncio.run(story()) == status
    assert len(asked) == 1


def test_it_keeps_no_cookies() -> None:
    service = Recorder(**{"set-cookie": "who=ada; Path=/"})

    async def story() -> None:
        outbound = client(service)
        await body_of(outbound)
        await body_of(outbound)

    asyncio.run(story())
    assert "cookie" not in service.asked[1].headers


def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    async def story() -> bytes:
        async with serving(lambda _, writer: reply(writer, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")) as base:
            return await body_of(Client(origins=[base]), base)

    assert asyncio.run(story()) == b"hi"


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (httpx2.ConnectError("refused"), NotSentError),
        (httpx2.ConnectTimeout("slow"), NotSentError),
        (httpx2.PoolTimeout("full"), NotSentError),
        (httpx2.ProxyError("no"), NotSentError),
        (httpx2.WriteError("half"), NoAnswerError),
        (httpx2.WriteTimeout("half"), NoAnswerError),
        (httpx2.ReadTimeout("silence"), NoAnswerError),
        (httpx2.ReadError("reset"), NoAnswerError),
        (httpx2.RemoteProtocolError("gone"), NoAnswerError),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_it_knows_whether_anything_was_sent(error: Exception, meaning: type[OutboundError]) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise error

    with pytest.raises(meaning):
        asyncio.run(body_of(client(handler)))


def test_no_secret_is_in_an_error_nor_in_what_hangs_on_it() -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        message = f"cannot reach https://user:{SECRET}@host/?api_key={SECRET} with {dict(request.headers)}"
        raise httpx2.ConnectError(message, request=request)

    with pytest.raises(NotSentError) as caught:
        asyncio.run(body_of(client(handler), headers={"authorization": f"Bearer {SECRET}"}))
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_no_secret_is_in_what_the_libraries_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story() -> None:
        head = f"HTTP/1.1 200 OK\r\nSet-Cookie: token={SECRET}\r\nContent-Length: 2\r\n\r\nhi".encode()
        async with serving(lambda _, writer: reply(writer, head)) as base:
            outbound = Client(origins=[base], secrets=[SECRET])
            await body_of(outbound, f"{base}?key={SECRET}", headers={"authorization": f"Bearer {SECRET}"})
            await outbound.close()

    asyncio.run(story())
    assert any(record.name.startswith("httpcore2") for record in caplog.records)
    assert SECRET not in caplog.text


def test_a_body_above_the_cap_is_dropped() -> None:
    read = 0

    async def blocks() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b"x" * 100

    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=blocks())

    with pytest.raises(TooBigError):
        asyncio.run(body_of(client(handler), cap=1000))
    assert read == 11


def test_a_body_of_exactly_the_cap_is_taken() -> None:
    assert asyncio.run(body_of(client(lambda _: httpx2.Response(200, content=b"x" * 1000)), cap=1000)) == b"x" * 1000


def test_time_runs_out_while_bytes_keep_coming() -> None:
    async def dripping(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    async def story(*, poured: bool) -> None:
        async with serving(dripping) as base:
            outbound = Client(origins=[base])
            async with outbound.send("GET", base, patience=Patience(total=0.3)) as answer:
                if poured:
                    await answer.read(10**6)
                async for _ in answer.chunks(10**6):
                    pass

    for poured in (True, False):
        with pytest.raises(NoAnswerError):
            asyncio.run(story(poured=poured))


def test_the_receivers_own_time_is_not_cut_short() -> None:
    async def story() -> bytes:
        body = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
        async with serving(lambda _, writer: reply(writer, body)) as base:
            outbound = Client(origins=[base])
            async with outbound.send("GET", base, patience=Patience(total=1)) as answer:
                pieces = [piece async for piece in answer.chunks(100)]
                await asyncio.sleep(1.1)  # the receiver does its own work past the deadline
            await outbound.close()
            return b"".join(pieces)

    assert asyncio.run(story()) == b"hi"


def test_it_holds_a_thousand_calls_at_once() -> None:
    waiting = 0
    everybody_is_here = asyncio.Event()

    async def late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal waiting
        await reader.readuntil(b"\r\n\r\n")
        waiting += 1
        if waiting == 1000:
            everybody_is_here.set()
        await everybody_is_here.wait()
        await reply(writer, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")

    async def story() -> list[bytes]:
        async with serving(late) as base:
            outbound = Client(origins=[base])
            answers = await asyncio.gather(
                *(body_of(outbound, base, patience=Patience(connect=20)) for _ in range(1000))
            )
            await outbound.close()
            return answers

    assert asyncio.run(story()) == [b"hi"] * 1000


def test_a_form_is_as_long_as_it_says_and_names_its_files(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(bytes(range(256)) * 3000)
    form = Multipart([("prompt", "ein Kätzchen")], [FilePart("image[]", "image-0.png", "image/png", path)])
    seen: list[bytes] = []

    async def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(await request.aread())
        assert int(request.headers["content-length"]) == len(seen[0])
        assert "transfer-encoding" not in request.headers
        assert form.boundary in request.headers["content-type"]
        return httpx2.Response(200)

    asyncio.run(body_of(client(handler), body=form))  # type: ignore[arg-type]  # the mock takes a coroutine too
    assert 'name="prompt"\r\n\r\nein Kätzchen\r\n'.encode() in seen[0]
    assert b'name="image[]"; filename="image-0.png"\r\nContent-Type: image/png\r\n\r\n' + path.read_bytes() in seen[0]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Incorrect API key provided: sk-proj-abc***xyz9.", f"Incorrect API key provided: {MASK}."),
        ("Authorization: Bearer abc.def", f"Authorization: Bearer {MASK}"),
        ("GET /?size=1&api_key=hunter2&n=1", f"GET /?size=1&api_key={MASK}&n=1"),
        ("https://ada:pw@host/x", f"https://{MASK}@host/x"),
        ("the lock and its key are made of copper", "the lock and its key are made of copper"),
        ("my-own-secret-word", MASK),
    ],
)
def test_redaction_takes_secrets_and_leaves_words(text: str, clean: str) -> None:
    assert Redactor(["my-own-secret-word"]).clean(text) == clean


def test_it_speaks_tls_and_believes_only_the_certificates_it_trusts(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    _write_certificate(key, certificate)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate, key)
    theirs = ssl.create_default_context(cafile=str(certificate))
    body = os.urandom(3_000_000)
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + body

    async def story(tls: ssl.SSLContext | None) -> bytes:
        async with serving(lambda _, writer: reply(writer, whole), tls=ours) as base:
            outbound = Client(origins=[base], tls=tls)
            try:
                return await body_of(outbound, base, cap=10**7)
            finally:
                await outbound.close()

    assert asyncio.run(story(theirs)) == body
    assert uvloop.run(story(theirs)) == body
    with pytest.raises(NotSentError):
        asyncio.run(story(None))


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def test_what_is_not_fetched_stays_outside(run: Callable[[Any], int]) -> None:
    sent = 0

    async def flood(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while not writer.is_closing():
            writer.write(bytes(1_000_000))
            await writer.drain()
            sent += 1_000_000

    async def story() -> int:
        async with serving(flood) as base:
            outbound = Client(origins=[base])
            async with outbound.send("GET", base) as answer:
                assert answer.status == 200
                before = -1
                while sent != before:  # until the sender is held up by what it cannot get rid of
                    before = sent
                    await asyncio.sleep(0.2)
            await outbound.close()
        return sent

    assert run(story()) < 50_000_000


@pytest.mark.parametrize(("most", "longest"), [(0, sockets.SMALL_PIECE), (sockets.MOST_WAITING, sockets.PIECE)])
def test_pieces_are_small_when_much_waits_and_nothing_waits_in_the_end(
    most: int, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "MOST_WAITING", most)
    size = 4_000_000

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await reply(writer, b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + bytes(size))

    async def story() -> list[int]:
        async with serving(serve) as base:
            outbound = Client(origins=[base])
            async with outbound.send("GET", base) as answer:
                pieces = [len(piece) async for piece in answer.chunks(size)]
            async with outbound.send("GET", base):
                pass  # nobody fetches this one
            await outbound.close()
        return pieces

    pieces = uvloop.run(story())
    assert sum(pieces) == size
    assert max(pieces) <= longest
    assert sockets.waiting() == 0


def _write_certificate(key: Path, certificate: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(private.public_key()), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    key.write_bytes(private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
