"""Creem's words, signatures and vectors, without a network."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aquatint.billing.gateways.base import Forged
from aquatint.billing.gateways.creem import events, signature
from aquatint.billing.gateways.creem.client import Creem
from aquatint.billing.gateways.happenings import (
    DisputeClosed,
    Disputed,
    Nothing,
    Refunded,
    RefundState,
    Standing,
    SubscriptionChanged,
)
from aquatint.kit import clock
from tests.billing.shop import at

LEGACY_SECRET = "whsec_creem_test"
LEGACY_BODY = (
    b'{"id":"evt_test_0001","eventType":"checkout.completed","created_at":1760000000000,'
    b'"object":{"id":"ch_test_0001","object":"checkout","status":"completed","mode":"test"}}'
)
LEGACY_MAC = "60232719837586a5af6dc5812013a009a30c02027b23965d177bdbefb83e7e90"
STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
STANDARD_BODY = b'{"test": 2432232314}'
STANDARD_HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
SIGNED = datetime.fromtimestamp(1614265330, UTC)


def creem(secret: str = LEGACY_SECRET, key: str = "creem_test_x") -> Creem:
    return Creem(key=key, secret=secret)


@pytest.mark.parametrize(
    "headers",
    [
        {"creem-signature": LEGACY_MAC},
        {"x-creem-signature": LEGACY_MAC},
        {"creem-signature": f"sha256={LEGACY_MAC}"},
    ],
)
def test_the_legacy_signature_of_the_vector_is_good(headers: dict[str, str]) -> None:
    assert len(LEGACY_BODY) == 168
    found = creem().verify(headers, LEGACY_BODY)
    assert (found.id, found.type, found.environment) == ("evt_test_0001", "checkout.completed", "test")


def test_the_standard_webhooks_vector_is_good_for_five_minutes() -> None:
    for seconds in (-300, 0, 299):
        with at(SIGNED, seconds=seconds):
            signature.check(STANDARD_HEADERS, STANDARD_BODY, secret=STANDARD_SECRET)
    rotated = {**STANDARD_HEADERS, "webhook-signature": f"v1,AAAA {STANDARD_HEADERS['webhook-signature']}"}
    with at(SIGNED):
        signature.check(rotated, STANDARD_BODY, secret=STANDARD_SECRET)
    for seconds in (-302, 302):
        with at(SIGNED, seconds=seconds), pytest.raises(Forged):
            signature.check(STANDARD_HEADERS, STANDARD_BODY, secret=STANDARD_SECRET)


@pytest.mark.parametrize(
    "spoiled",
    [
        {},
        {"creem-signature": ""},
        {"creem-signature": LEGACY_MAC[:-1] + "1"},
        {"creem-signature": "é"},
        # where Standard Webhooks headers are, a good legacy one does not help
        {"creem-signature": LEGACY_MAC, "webhook-signature": "v1,AAAA"},
        {"creem-signature": LEGACY_MAC, **STANDARD_HEADERS},
        {**STANDARD_HEADERS, "webhook-timestamp": "soon"},
        {**STANDARD_HEADERS, "webhook-id": " "},
    ],
)
def test_any_other_signature_is_forged(spoiled: dict[str, str]) -> None:
    with pytest.raises(Forged):
        creem().verify(spoiled, LEGACY_BODY)


def signed(body: bytes) -> dict[str, str]:
    return {"creem-signature": hmac.new(LEGACY_SECRET.encode(), body, hashlib.sha256).hexdigest()}


@pytest.mark.parametrize(
    "content",
    [
        [],
        "text",
        {"eventType": "x", "object": {"id": "1"}},
        {"id": "", "eventType": "x", "object": {"id": "1"}},
        {"id": "  ", "eventType": "x", "object": {"id": "1"}},
        {"id": None, "eventType": "x", "object": {"id": "1"}},
        {"id": 7, "eventType": "x", "object": {"id": "1"}},
        {"id": "evt_1", "object": {"id": "1"}},
        {"id": "evt_1", "eventType": "x", "object": "sub_1"},
    ],
)
def test_a_well_signed_body_that_is_no_event_is_refused(content: Any) -> None:
    body = json.dumps(content).encode()
    with pytest.raises(Forged):
        creem().verify(signed(body), body)
    deep = b"[" * 100_000
    with pytest.raises(Forged):
        creem().verify(signed(deep), deep)


def test_both_envelopes_mean_the_same() -> None:
    about = {"id": "sub_1", "status": "active", "mode": "test"}
    old = {"id": "evt_1", "eventType": "subscription.paused", "created_at": 1760000000000, "object": about}
    new = {"id": "evt_1", "type": "subscription.paused", "created_at": 1760000000000, "data": about}
    told = []
    for content in (old, new):
        body = json.dumps(content).encode()
        told.append(creem().understand(creem().verify(signed(body), body)))
    assert told[0] == told[1]
    [change] = told[0]
    assert isinstance(change, SubscriptionChanged)
    assert change.as_of == datetime.fromtimestamp(1760000000, UTC)


@pytest.mark.parametrize(
    ("key", "mode", "told"),
    [
        ("creem_live", "prod", "live"),
        ("creem_live", "test", "test"),
        ("creem_live", "local", "test"),
        ("creem_live", None, "live"),
        ("creem_test_x", "prod", "live"),
        ("creem_test_x", None, "test"),
    ],
)
def test_an_event_knows_its_environment(key: str, mode: str | None, told: str) -> None:
    about = {"id": "ch_1"} if mode is None else {"id": "ch_1", "mode": mode}
    body = json.dumps({"id": "evt_1", "eventType": "x", "object": about}).encode()
    assert creem(key=key).verify(signed(body), body).environment == told


@pytest.mark.parametrize(
    ("status", "past_due", "standing"),
    [
        ("active", False, Standing.ACTIVE),
        ("trialing", False, Standing.ACTIVE),
        ("scheduled_cancel", False, Standing.ACTIVE),
        ("unpaid", False, Standing.PAST_DUE),
        ("active", True, Standing.PAST_DUE),  # subscription.expired says so in Creem's own sample
        ("expired", True, Standing.PAST_DUE),
        ("paused", False, Standing.PAUSED),
        ("canceled", False, Standing.ENDED),
        ("canceled", True, Standing.ENDED),
    ],
)
def test_a_subscription_stands_as_its_status_says(status: str, *, past_due: bool, standing: Standing) -> None:
    end = "2026-12-01T10:00:00.000Z"
    about = {"id": "sub_1", "status": status, "current_period_end_date": end, "metadata": {"order": "ord_1"}}
    told = events.changed(about, as_of=clock.now(), past_due=past_due)
    assert isinstance(told, SubscriptionChanged)
    assert (told.standing, told.order, told.plan) == (standing, "ord_1", "")
    assert told.ends == (told.period_end if status == "scheduled_cancel" else None)


def test_words_that_are_not_known_change_nothing() -> None:
    assert isinstance(events.changed({"id": "sub_1", "status": "dreaming"}, as_of=clock.now()), Nothing)
    assert not events.was_paid({"status": "dreaming"})
    body = json.dumps({"id": "evt_1", "eventType": "credits.granted", "object": {"id": "1"}}).encode()
    [told] = creem().understand(creem().verify(signed(body), body))
    assert isinstance(told, Nothing)


@pytest.mark.parametrize("status", ["paid", "refunded", "partialRefund", "partial_refund", "chargedBack", "chargeback"])
def test_what_was_ever_paid_was_paid(status: str) -> None:
    assert events.was_paid({"status": status})


def transaction(**more: Any) -> dict[str, Any]:
    """Return the sample of Creem's documents: net 1000, tax 210 in NL."""
    about = {"id": "tran_1", "amount": 1000, "amount_paid": 1210, "tax_amount": 210, "tax_country": "NL"}
    return {**about, "currency": "EUR", "status": "paid", "created_at": 1760000000000, **more}


def test_a_payment_is_told_gross_with_its_tax() -> None:
    about = {"request_id": "ord_1", "metadata": {"person": "per_1"}, "customer": "cust_1"}
    told = events.paid(transaction(), about=about, plan="prod_1", checkout="ch_1")
    assert (told.amount, told.tax, told.currency, told.country) == (1210, 210, "EUR", "NL")
    assert (told.order, told.person, told.plan, told.customer) == ("ord_1", "per_1", "prod_1", "cust_1")
    assert events.fits(transaction(), {"price": 1000, "currency": "EUR"})
    assert events.fits(transaction(amount=1210), {"price": 1210, "currency": "EUR"})
    assert not events.fits(transaction(), {"price": 1100, "currency": "EUR"})
    assert not events.fits(transaction(), {"price": 1000, "currency": "USD"})


def test_a_refund_has_one_name_by_event_and_by_reading() -> None:
    after = transaction(status="refunded", refunded_amount=1210)
    event = {"id": "ref_1", "status": "succeeded", "refund_amount": 1210, "created_at": 1760000001000}
    told, read = events.refunded(event, after), events.went_back(after)
    assert isinstance(told, Refunded)
    assert (told.refund, told.amount, told.state) == ("tran_1:1210", 1210, RefundState.SUCCEEDED)
    assert (read.refund, read.amount, read.cumulative) == (told.refund, told.amount, told.cumulative)
    pending = events.refunded({**event, "status": "requiresAction"}, after)
    assert isinstance(pending, Refunded)
    assert (pending.state, pending.refund) == (RefundState.PENDING, told.refund)
    failed = events.not_refunded(transaction())
    assert (failed.state, failed.refund) == (RefundState.FAILED, told.refund)
    assert isinstance(events.refunded({**event, "status": "pending"}, transaction()), Nothing)


def test_a_dispute_is_lost_at_once_and_told_by_event_and_by_reading_as_one() -> None:
    by_event = events.disputed(transaction(), {"id": "disp_1", "amount": 1210, "created_at": 1760000001000})
    by_reading = events.disputed(transaction(status="chargedBack"))
    for told in (by_event, by_reading):
        opened, closed = told
        assert isinstance(opened, Disputed)
        assert isinstance(closed, DisputeClosed)
        assert (opened.dispute, opened.amount, closed.dispute, closed.won) == (
            "tran_1:dispute",
            1210,
            "tran_1:dispute",
            False,
        )


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-10-09T08:53:20.000Z", datetime(2026, 10, 9, 8, 53, 20, tzinfo=UTC)),
        ("2026-10-09T08:53:20", datetime(2026, 10, 9, 8, 53, 20, tzinfo=UTC)),
        (1760000000500, datetime.fromtimestamp(1760000000, UTC) + timedelta(milliseconds=500)),
        ("soon", None),
        (None, None),
    ],
)
def test_moments_come_in_two_forms(value: object, moment: datetime | None) -> None:
    assert events.moment(value) == moment


@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, None),
        ({"CREEM_API_KEY": "creem_x"}, None),
        ({"CREEM_WEBHOOK_SECRET": "whsec_x"}, None),
        ({"CREEM_API_KEY": "creem_x", "CREEM_WEBHOOK_SECRET": "whsec_x"}, "live"),
        ({"CREEM_API_KEY": "creem_test_x", "CREEM_WEBHOOK_SECRET": "whsec_x"}, "test"),
        (
            {"CREEM_API_KEY": "creem_x", "CREEM_WEBHOOK_SECRET": "w", "CREEM_API_BASE": "https://test-api.creem.io/v1"},
            "test",
        ),
    ],
)
def test_creem_is_there_with_its_keys(environment: dict[str, str], there: str | None) -> None:
    made = Creem.from_environment(environment)
    assert (made.environment if made else None) == there
