"""The emulated PayPal: its tokens, its errors, its idempotency, its pages, its search that lags, its retries."""

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography import x509

from aquatint.emulator.payments import paypal
from aquatint.emulator.payments.paypal import signing
from aquatint.emulator.payments.paypal.shapes import stamp
from aquatint.kit import clock
from tests.emulator.running import running_emulator

_CONTEXT = {"return_url": "http://site/back", "cancel_url": "http://site/left"}


class Merchant:
    """Somebody with an app's keys."""

    def __init__(self, url: str) -> None:
        self.url = f"{url}/paypal"
        self.door = f"{url}/_control"
        self.token = ""

    def ask(self, method: str, path: str, content: object = None, key: str = "") -> tuple[int, Any]:
        headers = {"authorization": f"Bearer {self.token}", "paypal-request-id": key}
        return _call(method, f"{self.url}{path}", content, headers)

    def sign_in(self, secret: str = paypal.CLIENT_SECRET) -> int:
        keys = base64.b64encode(f"{paypal.CLIENT_ID}:{secret}".encode()).decode()
        status, found = _call("POST", f"{self.url}/v1/oauth2/token", None, {"authorization": f"Basic {keys}"})
        self.token = found.get("access_token", "")
        return status

    def order(self, key: str = "", value: str = "9.00") -> dict[str, Any]:
        unit = {"amount": {"currency_code": "EUR", "value": value}, "custom_id": "ord_1", "description": "500 credits"}
        source = {"paypal": {"experience_context": _CONTEXT}}
        content = {"intent": "CAPTURE", "purchase_units": [unit], "payment_source": source}
        made: dict[str, Any] = self.ask("POST", "/v2/checkout/orders", content, key)[1]
        return made

    def approve(self, order: str, button: str = "pay") -> None:
        _call("POST", f"{self.door}/paypal/checkouts/{order}", {"do": button}, {})

    def plan(self, product: str, name: str = "Studio") -> str:
        self.ask("POST", "/v1/catalogs/products", {"id": product, "name": "Credits", "type": "DIGITAL"})
        cycle = {
            "frequency": {"interval_unit": "MONTH", "interval_count": 1},
            "tenure_type": "REGULAR",
            "sequence": 1,
            "pricing_scheme": {"fixed_price": {"currency_code": "EUR", "value": "12.00"}},
        }
        content = {"product_id": product, "name": name, "billing_cycles": [cycle]}
        return str(self.ask("POST", "/v1/billing/plans", content)[1]["id"])


def _call(method: str, url: str, content: object, headers: dict[str, str]) -> tuple[int, Any]:
    data = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 -- loopback
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read() or b"{}")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_emulator() as running:
        yield running.url


@pytest.fixture
def merchant(url: str) -> Merchant:
    made = Merchant(url)
    _call("POST", f"{made.door}/reset", {}, {})
    assert made.sign_in() == 200
    return made


def _issue(answer: tuple[int, Any]) -> tuple[int, str]:
    status, content = answer
    return status, content["details"][0]["issue"]


def test_only_the_apps_keys_get_a_token_and_only_a_token_gets_in(merchant: Merchant) -> None:
    good = merchant.token
    assert merchant.sign_in("wrong") == 401
    assert _issue(merchant.ask("GET", "/v2/checkout/orders/X")) == (401, "AUTHENTICATION_FAILURE")
    merchant.token = good
    assert _issue(merchant.ask("GET", "/v2/checkout/orders/X")) == (404, "INVALID_RESOURCE_ID")


def test_an_order_is_approved_by_the_buyer_and_then_captured_once(merchant: Merchant) -> None:
    order = merchant.order()
    path = f"/v2/checkout/orders/{order['id']}"
    assert order["status"] == "PAYER_ACTION_REQUIRED"
    assert _issue(merchant.ask("POST", f"{path}/capture", {})) == (422, "ORDER_NOT_APPROVED")
    merchant.approve(order["id"])
    assert merchant.ask("GET", path)[1]["status"] == "APPROVED"
    status, captured = merchant.ask("POST", f"{path}/capture", {}, key="once")
    [capture] = captured["purchase_units"][0]["payments"]["captures"]
    assert (status, captured["status"], capture["status"], capture["custom_id"]) == (
        201,
        "COMPLETED",
        "COMPLETED",
        "ord_1",
    )
    assert merchant.ask("POST", f"{path}/capture", {}, key="once") == (201, captured)
    assert _issue(merchant.ask("POST", f"{path}/capture", {}, key="twice")) == (422, "ORDER_ALREADY_CAPTURED")


def test_the_same_request_id_makes_one_order_and_none_makes_two(merchant: Merchant) -> None:
    assert merchant.order("key")["id"] == merchant.order("key")["id"]
    assert merchant.order()["id"] != merchant.order()["id"]


def test_refunds_may_be_partial_but_never_more_than_was_paid(merchant: Merchant) -> None:
    order = merchant.order()
    merchant.approve(order["id"])
    captured = merchant.ask("POST", f"/v2/checkout/orders/{order['id']}/capture", {})[1]
    number = captured["purchase_units"][0]["payments"]["captures"][0]["id"]

    def back(value: str, key: str) -> tuple[int, Any]:
        amount = {"amount": {"currency_code": "EUR", "value": value}}
        return merchant.ask("POST", f"/v2/payments/captures/{number}/refund", amount, key)

    assert back("4.00", "a")[1]["id"] == back("4.00", "a")[1]["id"]
    assert merchant.ask("GET", f"/v2/payments/captures/{number}")[1]["status"] == "PARTIALLY_REFUNDED"
    assert _issue(back("5.01", "b")) == (422, "REFUND_AMOUNT_EXCEEDED")
    assert back("5.00", "c")[1]["seller_payable_breakdown"]["total_refunded_amount"]["value"] == "9.00"
    assert _issue(back("0.01", "d")) == (422, "CAPTURE_FULLY_REFUNDED")
    assert merchant.ask("GET", f"/v1/payments/sale/{number}")[0] == 404  # a capture is no sale


def test_a_subscription_is_revised_within_one_product_only_and_cancelled_at_once(merchant: Merchant) -> None:
    plan, other = merchant.plan("CREDITS"), merchant.plan("ELSE")
    made = merchant.ask("POST", "/v1/billing/subscriptions", {"plan_id": plan, "application_context": _CONTEXT})[1]
    path = f"/v1/billing/subscriptions/{made['id']}"
    assert made["status"] == "APPROVAL_PENDING"
    merchant.approve(made["id"])
    active = merchant.ask("GET", path)[1]
    assert (active["status"], active["billing_info"]["next_billing_time"][11:]) == ("ACTIVE", "10:00:00Z")
    assert _issue(merchant.ask("POST", f"{path}/revise", {"plan_id": other})) == (422, "PLAN_PRODUCT_MISMATCH")
    assert merchant.ask("POST", f"{path}/cancel", {"reason": "Enough"})[0] == 204
    gone = merchant.ask("GET", path)[1]
    assert (gone["status"], "next_billing_time" in gone["billing_info"]) == ("CANCELLED", False)
    assert _issue(merchant.ask("POST", f"{path}/activate", {"reason": "No"})) == (422, "SUBSCRIPTION_STATUS_INVALID")
    again = merchant.ask("POST", "/v1/catalogs/products", {"id": "CREDITS", "name": "Credits"})
    assert _issue(again) == (422, "DUPLICATE_RESOURCE_IDENTIFIER")


def test_the_search_is_three_hours_late_and_at_most_31_days_wide(merchant: Merchant) -> None:
    order = merchant.order()
    merchant.approve(order["id"])
    merchant.ask("POST", f"/v2/checkout/orders/{order['id']}/capture", {})

    def search(days: int) -> tuple[int, Any]:
        now = clock.now() + timedelta(hours=5)
        query = {"start_date": stamp(now - timedelta(days=days)), "end_date": stamp(now)}
        return merchant.ask("GET", f"/v1/reporting/transactions?{urlencode(query)}")

    assert search(2)[1]["transaction_details"] == []
    _call("POST", f"{merchant.door}/advance", {"hours": 4}, {})
    [found] = search(2)[1]["transaction_details"]
    assert found["transaction_info"]["transaction_event_code"] == "T0006"
    assert search(32)[0] == 400


def test_what_it_signs_is_vouched_for_and_its_certificate_chains_to_its_root(merchant: Merchant) -> None:
    served = {}
    for name in (signing.CERTIFICATE, signing.ROOT):
        with urllib.request.urlopen(f"{merchant.url}/v1/notifications/certs/{name}", timeout=20) as answer:  # noqa: S310
            served[name] = x509.load_pem_x509_certificate(answer.read())
    served[signing.CERTIFICATE].verify_directly_issued_by(served[signing.ROOT])
    event = {"id": "WH-1", "event_type": "MOON.ROSE"}
    body = json.dumps(event, separators=(",", ":")).encode()
    headers = signing.headers("WH-1", body, clock.now(), webhook=paypal.WEBHOOK_ID, home=merchant.url)
    names = {"transmission_id": "transmission-id", "transmission_time": "transmission-time"}
    names |= {"transmission_sig": "transmission-sig", "cert_url": "cert-url", "auth_algo": "auth-algo"}
    question = {name: headers[f"paypal-{header}"] for name, header in names.items()}
    question["webhook_id"] = paypal.WEBHOOK_ID

    def vouched(content: object) -> str:
        asked = {**question, "webhook_event": content}
        verdict: str = merchant.ask("POST", "/v1/notifications/verify-webhook-signature", asked)[1][
            "verification_status"
        ]
        return verdict

    assert (vouched(event), vouched({**event, "id": "WH-2"})) == ("SUCCESS", "FAILURE")


def test_an_event_is_tried_25_times_within_three_days() -> None:
    pauses = paypal.PayPal.retries
    assert len(pauses) + 1 == 25
    assert timedelta(days=2, hours=12) < sum(pauses, timedelta()) <= timedelta(days=3)
