"""The emulated Creem: its pages, its schedule, its errors, its disorder."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from aquatint.emulator.payments.creem.shop import redirect_signature
from tests.emulator.running import running_emulator


class Site:
    """A site that answers as it is told and remembers what came."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[tuple[dict[str, str], bytes]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                site.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(site.status)
                self.send_header("content-length", "0")
                self.end_headers()

            @override
            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def types(self) -> list[str]:
        return [json.loads(body)["eventType"] for _, body in self.got]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_emulator() as running:
        yield running.url


@pytest.fixture
def site(url: str) -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    call(f"{url}/_control/reset", {})
    call(f"{url}/_control/site", {"url": made.url})
    yield made
    call(f"{url}/_control/reset", {})
    made.server.shutdown()
    made.server.server_close()
    thread.join(10)


def call(url: str, body: Any = None, *, key: str = "creem_test_x") -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"x-api-key": key} if key else {}
    request = urllib.request.Request(url, data, headers)  # noqa: S310 -- loopback
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return json.load(answer)


def page(url: str, button: str = "") -> str:
    data = urlencode({"do": button}).encode() if button else None
    with urllib.request.urlopen(url, data, timeout=20) as answer:  # noqa: S310
        return str(answer.read().decode())


def wrong(url: str, body: Any = None, **more: Any) -> tuple[int, Any]:
    with pytest.raises(urllib.error.HTTPError) as caught:
        call(url, body, **more)
    with caught.value as error:
        return error.code, json.load(error)


def checkout(url: str, **more: Any) -> Any:
    asked = {"name": "Pack", "price": 900, "currency": "EUR", "billing_type": "onetime", **more}
    product = call(f"{url}/creem/v1/products", asked)
    about = {"product_id": product["id"], "request_id": "ord_1", "success_url": f"{url}/_control/"}
    return call(
        f"{url}/creem/v1/checkouts", {**about, "customer": {"email": "ada@example.org"}, "metadata": {"a": "b"}}
    )


def test_the_pay_page_asks_declines_and_leads_back_with_creems_signature(url: str, site: Site) -> None:
    made = checkout(url)
    address = made["checkout_url"]
    assert "€9.00" in page(address)
    assert "3-D Secure" in page(address, "3ds")
    assert "was declined" in page(address, "decline")
    back = call(f"{url}/_control/creem/checkouts/{made['id']}", {"do": "pay"})["back"]
    about = dict(parse_qsl(urlsplit(back).query))
    given = about.pop("signature")
    assert given == redirect_signature(about, "creem_test_emulator")
    assert about["request_id"] == "ord_1"
    assert "has been paid" in page(address)
    found = call(f"{url}/creem/v1/checkouts?checkout_id={made['id']}")
    assert (found["status"], found["metadata"], "transaction" in found["order"]) == ("completed", {"a": "b"}, False)


def test_who_leaves_closes_the_page(url: str, site: Site) -> None:
    made = checkout(url)
    assert "Nothing was charged" in page(made["checkout_url"], "leave")
    assert call(f"{url}/creem/v1/checkouts?checkout_id={made['id']}")["status"] == "expired"
    assert site.got == []


def test_a_webhook_comes_again_after_30_seconds_1_and_5_minutes_and_an_hour_and_then_never(
    url: str, site: Site
) -> None:
    site.status = 503
    made = checkout(url)
    call(f"{url}/_control/creem/checkouts/{made['id']}", {"do": "pay"})
    call(f"{url}/_control/advance", {"seconds": 0})
    seen = [len(site.got)]
    for seconds in (15, 16, 61, 301, 3601, 86400):
        call(f"{url}/_control/advance", {"seconds": seconds})
        seen.append(len(site.got))
    assert seen == [1, 1, 2, 3, 4, 5, 5]
    [event] = call(f"{url}/_control/creem")["events"]
    assert event["state"] == "failed"
    site.status = 200
    call(f"{url}/_control/creem/resend/{event['id']}", {})
    assert call(f"{url}/_control/creem")["events"][0]["state"] == "delivered"
    assert len({body for _, body in site.got}) == 1
    assert len({headers["webhook-signature"] for headers, _ in site.got}) > 1


def test_a_plan_renews_is_declined_and_ends_as_time_passes(url: str, site: Site) -> None:
    made = checkout(url, billing_type="recurring", billing_period="every-month", price=1200)
    call(f"{url}/_control/creem/checkouts/{made['id']}", {"do": "pay"})
    call(f"{url}/_control/advance", {"days": 70})
    [plan] = call(f"{url}/_control/creem")["subscriptions"]
    call(f"{url}/_control/creem/subscriptions/{plan['id']}", {"declines": True})
    call(f"{url}/_control/advance", {"days": 40})
    paid, over = ["subscription.paid"], ["subscription.past_due", "subscription.expired"] * 3
    first = ["subscription.active", *paid, "checkout.completed"]
    assert site.types() == [*first, *paid, *paid, *over, "subscription.canceled"]
    listed = call(f"{url}/creem/v1/transactions/search?page_size=2")
    assert (len(listed["items"]), listed["pagination"]["total_records"], listed["pagination"]["next_page"]) == (2, 3, 2)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ({"times": 2}, [0, 1, 2, 0, 1, 2]),
        ({"order": "reversed"}, [2, 1, 0]),
        ({"hold": True}, [0, 1, 2]),
        ({"lose": 3}, [0, 1]),
        ({"lose": 1}, []),
    ],
)
def test_news_are_disturbed_as_scripted(url: str, site: Site, script: dict[str, Any], expected: list[int]) -> None:
    call(f"{url}/_control/script", {**script, "hold": True})
    made = checkout(url, billing_type="recurring", billing_period="every-year")
    call(f"{url}/_control/creem/checkouts/{made['id']}", {"do": "pay"})
    call(f"{url}/_control/advance", {"seconds": 0})
    assert site.got == []
    call(f"{url}/_control/deliver", {})
    order = ["subscription.active", "subscription.paid", "checkout.completed"]
    assert [order.index(kind) for kind in site.types()] == expected


def test_it_refuses_as_creem_does(url: str, site: Site) -> None:
    api = f"{url}/creem/v1"
    assert wrong(f"{api}/products/search", key="")[0] == 401
    status, body = wrong(f"{api}/checkouts?checkout_id=ch_none")
    assert (status, body["status"], body["error"], isinstance(body["message"], list)) == (404, 404, "Not Found", True)
    assert wrong(f"{api}/products", {"price": 50, "currency": "EUR", "billing_type": "onetime"})[0] == 400
    assert wrong(f"{api}/products", {"price": 500, "currency": "CHF", "billing_type": "onetime"})[0] == 400
    assert wrong(f"{api}/checkouts", {"product_id": "prod_none"})[0] == 404
    assert wrong(f"{api}/moderation/prompt", {"prompt": ""})[0] == 400
    assert wrong(f"{url}/_control/script", {"order": "sideways"})[0] == 400
    assert wrong(f"{url}/_control/nobody")[0] == 404


@pytest.mark.parametrize(
    ("parameters", "digest"),
    [
        (
            "checkout_id=ch_1|order_id=ord_1|customer_id=cust_1|product_id=prod_1|request_id=req_1",
            "54d6f131fce82f62f9bd4494c97d79b13728918369185b2fe69738224b59f20c",
        ),
        (
            "request_id=req_1|checkout_id=ch_1|order_id=ord_1|customer_id=cust_1|product_id=prod_1",
            "aa118f6ab95d8333a5a6d79bc886767b8b642c760d1916672a9388149a0bb3c4",
        ),
    ],
)
def test_the_redirects_signature_is_salted_in_the_order_of_arrival(parameters: str, digest: str) -> None:
    pairs = dict(part.split("=", 1) for part in parameters.split("|"))
    assert redirect_signature(pairs, "creem_test_key") == digest
