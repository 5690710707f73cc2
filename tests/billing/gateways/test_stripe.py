"""Stripe's signature and words, without a network."""

import json
import subprocess
import sys
from typing import Any, get_args, get_type_hints

import pytest
from stripe import Event, WebhookSignature

from aquatint.billing.gateways.base import Forged
from aquatint.billing.gateways.happenings import (
    DisputeClosed,
    Disputed,
    Nothing,
    PaymentFailed,
    RefundState,
    Standing,
    SubscriptionChanged,
)
from aquatint.billing.gateways.stripe import events, signature
from aquatint.billing.gateways.stripe.client import GATEWAY, Stripe
from aquatint.kit import clock
from tests.billing.shop import later

SECRET = "whsec_test_secret"
VECTOR = b'{"id":"evt_test_1","object":"event","type":"checkout.session.completed"}'
VECTOR_AT = 1_700_000_000
VECTOR_MAC = "ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08"


def gateway(**more: Any) -> Stripe:
    return Stripe(key="sk_test_ours", secret=SECRET, **more)


def body_of(**more: Any) -> bytes:
    content = {"object": {"id": "cs_1", "object": "checkout.session"}}
    event = {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "created": 1, "livemode": False}
    return json.dumps({**event, "data": content, **more}).encode()


def headers_of(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {"stripe-signature": signature.sign(body, secret=secret)}


def test_the_published_vector_is_good() -> None:
    with clock.shifted(events.moment(VECTOR_AT) - clock.now()):
        assert signature.sign(VECTOR, secret=SECRET, at=events.moment(VECTOR_AT)).endswith(f"v1={VECTOR_MAC}")
        signature.check({"stripe-signature": f"t={VECTOR_AT},v1={VECTOR_MAC}"}, VECTOR, secret=SECRET)


def test_what_the_package_signs_is_good_here_and_the_other_way_round() -> None:
    body = body_of()
    header = WebhookSignature.generate_signature_header(body.decode(), SECRET)
    signature.check({"stripe-signature": header}, body, secret=SECRET)
    assert WebhookSignature.verify_header(body, signature.sign(body, secret=SECRET), SECRET, 300)


def test_one_good_signature_of_several_is_enough_while_a_secret_rolls() -> None:
    body = body_of()
    moment, good = headers_of(body)["stripe-signature"].split(",")
    header = f"{moment},v1={'0' * 64},{good},v0=of-another-scheme"
    signature.check({"stripe-signature": header}, body, secret=SECRET)


@pytest.mark.parametrize(
    "header",
    ["", "t=1", "v1=00", "t=x,v1=00", "t=\u0661,v1=00", "t=1700000000", "t=99999999999999,v1=00", "nonsense", "t=,v1="],
)
def test_a_header_without_a_good_signature_is_forged(header: str) -> None:
    with pytest.raises(Forged):
        gateway().verify({"stripe-signature": header}, body_of())


def test_what_was_altered_or_is_too_old_or_of_another_secret_is_forged() -> None:
    body = body_of()
    good = headers_of(body)
    assert gateway().verify(good, body).id == "evt_1"
    for headers, said in ((good, body + b" "), (headers_of(body, "whsec_guess"), body)):
        with pytest.raises(Forged):
            gateway().verify(headers, said)
    with later(seconds=290):
        gateway().verify(good, body)
    with later(seconds=302), pytest.raises(Forged):
        gateway().verify(good, body)


@pytest.mark.parametrize(
    "broken",
    [
        b"[]",
        b"\xff",
        b'"text"',
        body_of(id=""),
        body_of(id=7),
        body_of(object="charge"),
        body_of(data={}),
        body_of(livemode="no"),
        body_of(created=None),
    ],
)
def test_a_signed_body_that_is_no_event_is_refused(broken: bytes) -> None:
    with pytest.raises(Forged):
        gateway().verify(headers_of(broken), broken)


def test_live_events_are_told_from_those_of_a_sandbox() -> None:
    for live, name in ((True, "live"), (False, "test")):
        body = body_of(livemode=live)
        assert gateway().verify(headers_of(body), body).environment == name


def test_the_key_says_which_world_this_is_and_without_keys_there_is_no_gateway() -> None:
    keys = {"STRIPE_API_KEY": "rk_live_x", "STRIPE_WEBHOOK_SECRET": SECRET, "STRIPE_MANAGED_PAYMENTS": "on"}
    found = GATEWAY.from_environment(keys)
    assert found is not None
    assert (found.environment, found.merchant_of_record) == ("live", True)
    for missing in ("STRIPE_API_KEY", "STRIPE_WEBHOOK_SECRET"):
        assert GATEWAY.from_environment({name: value for name, value in keys.items() if name != missing}) is None


def test_the_package_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, aquatint.billing.gateways.stripe.client; sys.exit('stripe' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0  # noqa: S603 -- ours


def dispute(status: str) -> dict[str, Any]:
    money = {"amount": 900, "currency": "eur", "created": 1, "reason": "product_not_received"}
    return {"id": "dp_1", "payment_intent": "pi_1", "status": status, **money}


def test_each_status_of_a_dispute_has_a_meaning() -> None:
    now = clock.now()

    def told(status: str) -> list[type]:
        return [type(word) for word in events.disputed(dispute(status), now)]

    for status in ("needs_response", "under_review", "appeal_needs_response", "appeal_under_review"):
        assert told(status) == [Disputed]
    for status in ("warning_needs_response", "warning_under_review", "warning_closed", "prevented"):
        assert told(status) == [Nothing]
    for status in ("won", "lost"):
        assert told(status) == [Disputed, DisputeClosed]
    assert events.disputed(dispute("lost"), now)[1] == DisputeClosed("pi_1", "dp_1", won=False, at=now)


def test_each_status_of_a_refund_has_a_meaning() -> None:
    states = {"pending": "pending", "requires_action": "pending", "succeeded": "succeeded", "failed": "failed"}
    for theirs, ours in {**states, "canceled": "failed", "something_new": "pending"}.items():
        refund = {"id": "re_1", "payment_intent": "pi_1", "amount": 5, "currency": "usd", "created": 1}
        found = events.refunded({**refund, "status": theirs})
        assert (found.state, found.currency) == (RefundState(ours), "USD")


def subscription(**more: Any) -> dict[str, Any]:
    item = {"id": "si_1", "current_period_start": 10, "current_period_end": 20, "price": {"id": "price_1"}}
    about = {"id": "sub_1", "customer": "cus_1", "metadata": {"order": "ord_1"}, "items": {"data": [item]}}
    return {**about, "status": "active", "cancel_at": None, "cancel_at_period_end": False, **more}


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("active", Standing.ACTIVE),
        ("trialing", Standing.ACTIVE),
        ("past_due", Standing.PAST_DUE),
        ("unpaid", Standing.PAST_DUE),
        ("paused", Standing.PAUSED),
        ("canceled", Standing.ENDED),
    ],
)
def test_each_status_of_a_subscription_has_a_meaning(status: str, standing: Standing) -> None:
    told = events.changed(subscription(status=status), clock.now())
    assert isinstance(told, SubscriptionChanged)
    assert (told.standing, told.period_end, told.plan) == (standing, events.moment(20), "price_1")


def test_a_subscription_says_when_it_ends_in_two_ways_and_when_it_is_paused_in_two() -> None:
    now = clock.now()
    for more, end in ((({"cancel_at_period_end": True}), 20), ({"cancel_at": 15}, 15)):
        told = events.changed(subscription(**more), now)
        assert isinstance(told, SubscriptionChanged)
        assert told.ends == events.moment(end)
    told = events.changed(subscription(pause_collection={"behavior": "void"}), now)
    assert isinstance(told, SubscriptionChanged)
    assert told.standing is Standing.PAUSED


def test_a_subscription_that_never_began_is_no_subscription() -> None:
    now = clock.now()
    assert isinstance(events.changed(subscription(status="incomplete"), now), Nothing)
    told = events.changed(subscription(status="incomplete_expired"), now)
    assert isinstance(told, PaymentFailed)
    assert told.final


def test_what_another_shop_of_the_same_account_sells_is_left_alone() -> None:
    now = clock.now()
    charge = {"status": "succeeded", "metadata": {}, "payment_intent": "pi_1"}
    session = {"metadata": None, "status": "expired", "id": "cs_1"}
    invoice = {"parent": None, "billing_reason": "subscription_cycle"}
    words = (
        events.paid(charge),
        events.changed(subscription(metadata={}), now),
        events.unpaid(session, now),
        events.not_renewed(invoice, now),
    )
    assert [type(word) for word in words] == [Nothing] * 4


def test_the_events_that_we_ask_for_exist_and_are_no_more_than_a_listing_takes() -> None:
    known = get_args(get_type_hints(Event)["type"])
    assert set(events.TYPES) <= set(known)
    assert len(set(events.TYPES)) == len(events.TYPES) <= 20
