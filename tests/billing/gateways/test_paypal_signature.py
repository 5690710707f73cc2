"""What makes a webhook PayPal's: the reference vector, one test for each check, and what a signature does not prove."""

import base64
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives import serialization

from aquatint.billing import dealing
from aquatint.billing.errors import GatewayUnavailable
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.base import Event, Forged
from aquatint.billing.gateways.paypal.client import PayPal
from aquatint.billing.models import Delivery, ForgeryCount, Payment
from aquatint.kit import clock
from tests.billing.gateways.paypal_papers import (
    EVENT,
    SANDBOX,
    URL,
    WEBHOOK,
    Paper,
    a_key,
    body_of,
    issue,
    root,
    signed,
)
from tests.billing.shop import later

_SIGNATURE = (
    "thy4/U002quzxFavHPwbfJGcc46E8rc5jzgyeafWm5mICTBdY/8rl7WJpn8JA0GKA+oDTPsSruqusw+XXg5RLAP7ip53Euh9Xu3UbUhQFX7UgwzE2FeY"
    "oY6lyRMiiiQLzy9BvHfIzNIVhPad4KnC339dr6y2l+mN8ALgI4GCdIh3/SoJO5wE64Bh/ueWtt8EVuvsvXfda2Le5a2TrOI9vLEzsm9GS79hAR/5oLex"
    "Nz8UiZr045Mr5ObroH4w4oNfmkTaDk9Rj0G19uvISs5QzgmBpauKr7Nw++JI0pr/v5mFctQkoWJSGfBGzPRXawrvIIVHQ9Wer48GR2g9ZiApWg=="
)
_KEY = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyF4MCY9RPrzzizQO3t5xbEaUKuxtQhXKAjXkYBSBkX3eIrbdowUT3x139Xnlzg0OlcEzD+q1"
    "WKyNxwULuUmUWSjt4ACz4gVk3M+RYVaL2A8/3fw7WrAOS+5dcZkTPhhjxHvw9xEz3sspuhkwLiM0dY7tQbkkJVZyK3CCwx6xWaNEcqhR9XjS96GH4M/m"
    "Qr/lh+ua4UutFaMIiwG9pbAEXJCdj/MCiKbN2FMQKlRuUifR+PbngQyNNcBMxP/ufSfLPRk4ZmzE6j+seDJ3gHBjdUz4phnfcGZW8MKwmA7QqKhQ3MTF"
    "YLw/N7j6yIpxcEyDl8Ot0Er/P/gDbmsAXDSQ6wIDAQAB"
)
_FORGED_BODY = (
    b'{"id":"WH-OWN-TEST-1","event_type":"PAYMENT.SALE.COMPLETED","resource_type":"sale","resource":{"id":"SALE-OWN-1",'
    b'"amount":{"total":"9.90","currency":"USD"}},"pad":"AaaaAaaaAAaAAAaAAAAaaAaaaAAAAaaAaaaaaaaa"}'
)
_GENUINE = {
    "paypal-transmission-id": "dfb3be50-fd74-11e4-8bf3-77339302725b",
    "paypal-transmission-time": "2015-05-18T15:45:13Z",
    "paypal-transmission-sig": _SIGNATURE,
    "paypal-auth-algo": "SHA256withRSA",
    "paypal-cert-url": URL,
}


class Hosts(httpx2.AsyncBaseTransport):
    """PayPal's hosts as far as these tests need them: certificates by address, a token, a verdict, nothing else."""

    def __init__(self, papers: dict[str, bytes], verdict: str = "FAILURE") -> None:
        self.papers = papers
        self.verdict = verdict
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(f"{request.method} {request.url}")
        path = request.url.path
        if path == "/v1/oauth2/token":
            return httpx2.Response(200, json={"access_token": "token", "expires_in": 9000})
        if path == "/v1/notifications/verify-webhook-signature":
            return httpx2.Response(200, json={"verification_status": self.verdict})
        found = self.papers.get(str(request.url))
        if found == b"redirect":
            return httpx2.Response(302, headers={"location": "https://evil.example/cert"})
        return httpx2.Response(200, content=found) if found else httpx2.Response(404, json={})


def _paypal(paper: Paper | bytes, *, url: str = URL, roots: Any = None, **more: Any) -> tuple[PayPal, Hosts]:
    hosts = Hosts({url: paper if isinstance(paper, bytes) else paper.pem}, **more)
    known = [root().certificate] if roots is None else roots
    made = PayPal(
        client_id="id",
        secret="secret",
        webhook=WEBHOOK,
        base="https://api-m.sandbox.paypal.com",
        transport=hosts,
        roots=lambda: known,
    )
    return made, hosts


@pytest.fixture(scope="module")
def good() -> Paper:
    return issue(issuer=root())


@pytest.fixture(scope="module")
def theirs() -> Paper:
    """A certificate over the public key of the vector, whose private key only PayPal has."""
    public = serialization.load_der_public_key(base64.b64decode(_KEY))
    return issue(issuer=root(), public=public)


def test_a_webhook_with_a_good_signature_is_an_event(good: Paper) -> None:
    gateway, _ = _paypal(good)
    body = body_of(EVENT)
    event = gateway.verify(signed(body), body)
    assert event == Event("dfb3be50-fd74-11e4-8bf3-77339302725b", "MOON.ROSE", "test", EVENT)


def test_the_published_signature_also_fits_a_body_that_paypal_never_sent(theirs: Paper) -> None:
    assert (len(_FORGED_BODY), zlib.crc32(_FORGED_BODY)) == (206, 2771810304)
    gateway, hosts = _paypal(theirs)
    event = gateway.verify(_GENUINE, _FORGED_BODY)
    assert event.content["resource"]["amount"] == {"total": "9.90", "currency": "USD"}
    told = gateway.understand(event)  # so the sale is read again, and there is none
    assert [type(happening).__name__ for happening in told] == ["Nothing"]
    assert hosts.asked[-1] == "GET https://api-m.sandbox.paypal.com/v1/payments/sale/SALE-OWN-1"


def test_the_forged_body_with_the_genuine_signature_grants_nothing(
    db: None, theirs: Paper, client: Any, monkeypatch: Any
) -> None:
    gateway, _ = _paypal(theirs)
    monkeypatch.setattr(PayPal, "from_environment", lambda _: gateway)
    registry.forget()
    posted = [
        client.post("/billing/webhooks/paypal", data=_FORGED_BODY, content_type="application/json", headers=_GENUINE)
        for _ in range(2)
    ]
    dealing.handle_due()
    delivery = Delivery.objects.get()
    assert [answer.status_code for answer in posted] == [200, 200]
    assert (delivery.times, delivery.handled is not None, delivery.event_id) == (
        2,
        True,
        _GENUINE["paypal-transmission-id"],
    )
    assert "knows no such sale" in delivery.outcome
    assert (Payment.objects.count(), ForgeryCount.objects.count()) == (0, 0)
    registry.forget()


_BLANK = body_of({**EVENT, "id": ""})
_SPOILT: dict[str, Callable[[dict[str, str], bytes], tuple[dict[str, str], bytes]]] = {
    "a changed byte": lambda headers, body: (headers, body.replace(b"MOON", b"SOON")),
    "another webhook's id": lambda _, body: (signed(body, webhook="8PT597110X687430L"), body),
    "another transmission": lambda headers, body: ({**headers, "paypal-transmission-id": "another"}, body),
    "another time": lambda headers, body: ({**headers, "paypal-transmission-time": "2026-11-21T10:00:01Z"}, body),
    "a bar in the id": lambda headers, body: ({**headers, "paypal-transmission-id": "a|b"}, body),
    "another algorithm": lambda headers, body: ({**headers, "paypal-auth-algo": "SHA1withRSA"}, body),
    "no signature": lambda headers, body: ({**headers, "paypal-transmission-sig": ""}, body),
    "a signature that is no base64": lambda headers, body: ({**headers, "paypal-transmission-sig": "%%%"}, body),
    "another's key": lambda _, body: (signed(body, key=a_key(3)), body),
    "a blank id": lambda *_: (signed(_BLANK), _BLANK),
    "no JSON": lambda *_: (signed(b"moon"), b"moon"),
    "a list": lambda *_: (signed(b"[1]"), b"[1]"),
}


@pytest.mark.parametrize("spoil", _SPOILT.values(), ids=_SPOILT.keys())
def test_anything_wrong_with_a_webhook_makes_it_forged(good: Paper, spoil: Any) -> None:
    gateway, _ = _paypal(good)
    body = body_of(EVENT)
    gateway.verify(signed(body), body)
    headers, altered = spoil(signed(body), body)
    with pytest.raises(Forged):
        gateway.verify(headers, altered)


_PAPERS: dict[str, Callable[[], Paper | bytes]] = {
    "expired": lambda: issue(issuer=root(), until=timedelta(seconds=-1)),
    "of another name": lambda: issue("messageverificationcerts.evil.example", issuer=root()),
    "of a name that only ends well": lambda: issue("evil.sandbox.paypal.com", issuer=root()),
    "of the live environment": lambda: issue("messageverificationcerts.paypal.com", issuer=root()),
    "signed by itself": lambda: issue(issuer=None),
    "of a root that only has the name": lambda: issue(issuer=root(key=4)),
    "no certificate": lambda: b"moon",
    "too large": lambda: issue(issuer=root()).pem + b"\n" * 70_000,
    "behind a redirect": lambda: b"redirect",
    "missing": lambda: b"",
}


@pytest.mark.parametrize("paper", _PAPERS.values(), ids=_PAPERS.keys())
def test_a_certificate_that_is_not_right_signs_nothing(paper: Any) -> None:
    gateway, hosts = _paypal(paper(), verdict="SUCCESS")
    body = body_of(EVENT)
    with pytest.raises(Forged):
        gateway.verify(signed(body), body)
    assert hosts.asked == [f"GET {URL}"]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v1/notifications/certs/CERT-1",
        "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://evil.example@api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
        "http://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.sandbox.paypal.com:8443/v1/notifications/certs/CERT-1",
        "https://api.sandbox.paypal.com/v1/notifications/certs/../../evil",
        "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1?to=evil",
        "https://api.sandbox.paypal.com/evil/CERT-1",
        "https://[",
    ],
)
def test_a_certificate_comes_from_paypals_own_hosts_only(good: Paper, url: str) -> None:
    gateway, hosts = _paypal(good, url=url)
    body = body_of(EVENT)
    with pytest.raises(Forged):
        gateway.verify(signed(body, url=url), body)
    assert hosts.asked == []


def test_a_certificate_is_fetched_once_a_day_and_a_missing_one_once_a_minute(good: Paper) -> None:
    gateway, hosts = _paypal(good)
    body = body_of(EVENT)
    for _ in range(3):
        gateway.verify(signed(body), body)
    assert hosts.asked == [f"GET {URL}"]
    with later(hours=25):
        gateway.verify(signed(body), body)
    absent = URL.replace("CERT-1", "CERT-2")
    for hours in (25, 25, 26):
        with later(hours=hours), pytest.raises(Forged):
            gateway.verify(signed(body, url=absent), body)
    assert hosts.asked == [f"GET {URL}"] * 2 + [f"GET {absent}"] * 2


def test_a_certificate_that_expires_stops_signing_though_it_is_kept() -> None:
    gateway, _ = _paypal(issue(issuer=root(), until=timedelta(hours=1)))
    body = body_of(EVENT)
    gateway.verify(signed(body), body)
    with later(hours=2), pytest.raises(Forged):
        gateway.verify(signed(body), body)


@pytest.mark.parametrize("verdict", ["SUCCESS", "FAILURE"])
def test_where_the_issuer_is_not_served_paypal_itself_is_asked(good: Paper, verdict: str) -> None:
    gateway, hosts = _paypal(good, roots=[root("Another root", 5).certificate], verdict=verdict)
    body = body_of(EVENT)
    if verdict == "SUCCESS":
        assert gateway.verify(signed(body), body).type == "MOON.ROSE"
    else:
        with pytest.raises(Forged):
            gateway.verify(signed(body), body)
    assert hosts.asked[-1].startswith("POST https://api-m.sandbox.paypal.com/v1/notifications/verify")
    spaced = json.dumps(EVENT).encode()  # would not arrive there as it was sent here
    with pytest.raises(Forged):
        gateway.verify(signed(spaced), spaced)


def test_a_chain_may_have_a_certificate_between_root_and_signer() -> None:
    middle = issue("A middle", issuer=root(), key=a_key(6), authority=True)
    leaf = issue(issuer=middle)
    gateway, _ = _paypal(leaf.pem + middle.pem)
    body = body_of(EVENT)
    assert gateway.verify(signed(body), body).environment == "test"
    assert leaf.certificate.not_valid_after_utc > clock.now()
    assert SANDBOX.endswith(".sandbox.paypal.com")


def test_a_certificate_that_cannot_be_fetched_is_no_forgery(good: Paper) -> None:
    gateway, hosts = _paypal(good)

    async def away(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("away", request=request)

    hosts.handle_async_request = away  # type: ignore[method-assign]
    body = body_of(EVENT)
    with pytest.raises(GatewayUnavailable):
        gateway.verify(signed(body), body)


@pytest.fixture(autouse=True)
def fresh_registry() -> Iterator[None]:
    yield
    registry.forget()
