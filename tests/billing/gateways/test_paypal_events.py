"""PayPal's words in ours, without a network: periods, amounts, references, outcomes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aquatint.billing.gateways.happenings import DisputeClosed, Disputed, Nothing, Paid, PaymentFailed, Standing
from aquatint.billing.gateways.paypal import events, words
from aquatint.kit import ids

_MONTHLY = events.Cycle(1, 1200, "EUR", "pri_x", "Studio")


def _subscription(**bill: Any) -> dict[str, Any]:
    return {"id": "I-1", "status": "ACTIVE", "start_time": "2026-01-31T15:20:00Z", "billing_info": bill}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("billing", "paid", "period"),
    [
        ("2026-12-21T10:00:00Z", "2026-11-21T15:20", ("2026-11-21T10:00", "2026-12-21T23:59:59")),
        ("2026-12-21T10:00:00Z", "2026-12-21T10:01", ("2026-12-21T10:00", "2027-01-21T23:59:59")),  # not moved on yet
        ("2027-01-21T10:00:00Z", "2026-12-21T09:00", ("2026-12-21T10:00", "2027-01-21T23:59:59")),  # an hour early
        ("2027-01-21T10:00:00Z", "2026-12-31T10:00", ("2026-12-21T10:00", "2027-01-21T23:59:59")),  # a second try
        ("2027-01-21T10:00:00Z", "2026-11-21T10:00", ("2026-11-21T10:00", "2026-12-21T23:59:59")),  # an older one
        ("2028-02-29T10:00:00Z", "2028-01-29T10:00", ("2028-01-29T10:00", "2028-02-29T23:59:59")),
        ("2026-03-31T10:00:00Z", "2026-02-28T10:00", ("2026-02-28T10:00", "2026-03-31T23:59:59")),
    ],
)
def test_a_payment_belongs_to_the_period_it_falls_into(billing: str, paid: str, period: tuple[str, str]) -> None:
    found = events.period(_subscription(next_billing_time=billing), _MONTHLY, _at(paid))
    assert found == (_at(period[0]), _at(period[1]))


def test_a_yearly_period_lasts_a_year_also_after_a_cancellation() -> None:
    yearly = events.Cycle(12, 12000, "EUR", "pri_x", "Studio")
    found = _subscription(last_payment={"time": "2026-11-21T15:20:00Z"})
    assert events.period(found, yearly, _at("2026-11-21T15:20")) == (
        _at("2026-11-21T15:20"),
        _at("2027-11-21T23:59:59"),
    )


def test_periods_leave_no_hour_without_credits() -> None:
    """PayPal charges some time in the day of a billing time."""
    end = events.period(_subscription(next_billing_time="2026-12-21T10:00:00Z"), _MONTHLY, _at("2026-11-21T07:00"))[1]
    assert end > _at("2026-12-21T23:00")


@pytest.mark.parametrize(
    ("amount", "currency", "text"), [(900, "EUR", "9.00"), (5, "USD", "0.05"), (1200, "JPY", "1200")]
)
def test_amounts_are_decimal_strings(amount: int, currency: str, text: str) -> None:
    assert (words.money(amount, currency), words.minor(text, currency)) == (text, amount)
    assert words.minor(f"-{text}", currency) == amount


@pytest.mark.parametrize("text", ["9.001", "NaN", "Infinity", "nine"])
def test_an_amount_that_is_none_is_an_error(text: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        words.minor(text, "EUR")


def test_our_three_ids_fit_into_paypals_field_and_come_back() -> None:
    metadata = {name: ids.public(prefix, ids.new()) for name, prefix in _PREFIXES.items()}
    text = words.custom(metadata)
    assert len(text) <= 127
    assert words.ours(text) == metadata


_PREFIXES = {"order": "ord", "person": "per", "price": "pri"}


@pytest.mark.parametrize("text", ["", None, 7, "someone else's 4711", "per_1 pri_2"])
def test_another_shops_payments_are_not_ours(text: Any) -> None:
    assert words.ours(text) == {}


@pytest.mark.parametrize(
    ("kind", "resource", "subject"),
    [
        ("CHECKOUT.ORDER.APPROVED", {"id": "5O190127TN364715T"}, ("order", "5O190127TN364715T")),
        ("PAYMENT.CAPTURE.COMPLETED", {"id": "3C6"}, ("capture", "3C6")),
        ("PAYMENT.CAPTURE.REFUNDED", {"id": "1JU"}, ("refund", "1JU")),
        (
            "PAYMENT.CAPTURE.REVERSED",
            {"id": "9", "links": [{"rel": "up", "href": "https://x/v2/payments/captures/3C6"}]},
            ("reversal", "3C6"),
        ),
        ("PAYMENT.SALE.COMPLETED", {"id": "80021"}, ("sale", "80021")),
        ("PAYMENT.SALE.REFUNDED", {"id": "1F"}, ("sale_refund", "1F")),
        ("BILLING.SUBSCRIPTION.PAYMENT.FAILED", {"id": "I-BW4"}, ("subscription", "I-BW4")),
        ("CUSTOMER.DISPUTE.RESOLVED", {"dispute_id": "PP-R-NMW-1"}, ("dispute", "PP-R-NMW-1")),
        ("PAYMENT.SALE.COMPLETED", {"id": "../../oauth2/token"}, ("", "")),
        ("PAYMENT.SALE.COMPLETED", {"id": 7}, ("", "")),
        ("BILLING.PLAN.CREATED", {"id": "P-1"}, ("", "")),
    ],
)
def test_an_event_only_says_what_is_to_be_read(kind: str, resource: dict[str, Any], subject: tuple[str, str]) -> None:
    assert events.subject(kind, resource) == subject


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("COMPLETED", Paid),
        ("PARTIALLY_REFUNDED", Paid),
        ("REFUNDED", Paid),
        ("PENDING", Nothing),
        ("DECLINED", PaymentFailed),
        ("FAILED", PaymentFailed),
    ],
)
def test_only_a_completed_capture_is_paid_whatever_the_order_says(status: str, kind: type) -> None:
    capture = {
        "id": "3C6",
        "status": status,
        "amount": {"currency_code": "EUR", "value": "9.00"},
        "create_time": "2026-11-21T10:00:00Z",
        "custom_id": "ord_1",
    }
    order = {"id": "5O1", "status": "COMPLETED", "purchase_units": [{"payments": {"captures": [capture]}}]}
    [told] = events.order(order)
    assert isinstance(told, kind)


@pytest.mark.parametrize(
    ("status", "failures", "standing"),
    [
        ("ACTIVE", 0, Standing.ACTIVE),
        ("ACTIVE", 1, Standing.PAST_DUE),
        ("SUSPENDED", 1, Standing.PAUSED),
        ("CANCELLED", 0, Standing.ENDED),
        ("EXPIRED", 0, Standing.ENDED),
    ],
)
def test_a_subscription_stands_as_paypal_says(status: str, failures: int, standing: Standing) -> None:
    found = {**_subscription(failed_payments_count=failures), "status": status}
    assert events.standing(found, _MONTHLY, _at("2026-11-21")).standing is standing


def test_a_failed_try_counts_until_a_later_payment() -> None:
    failed, paid = {"time": "2026-12-21T10:00:00Z"}, {"time": "2026-11-21T10:00:00Z"}
    for last, standing in ((paid, Standing.PAST_DUE), ({"time": "2026-12-26T10:00:00Z"}, Standing.ACTIVE)):
        found = _subscription(last_failed_payment=failed, last_payment=last, failed_payments_count=0)
        assert events.standing(found, _MONTHLY, _at("2026-12-27")).standing is standing


@pytest.mark.parametrize(
    ("outcome", "won"),
    [
        ("RESOLVED_SELLER_FAVOUR", True),
        ("RESOLVED_WITH_PAYOUT", True),
        ("CANCELED_BY_BUYER", True),
        ("RESOLVED_BUYER_FAVOUR", False),
        ("ACCEPTED", False),
        ("SOMETHING_NEW", False),
    ],
)
def test_a_dispute_is_won_only_if_the_money_stays(outcome: str, *, won: bool) -> None:
    found = {
        "dispute_id": "PP-1",
        "status": "RESOLVED",
        "create_time": "2026-11-21T10:00:00Z",
        "update_time": "2026-11-22T10:00:00Z",
        "dispute_amount": {"currency_code": "EUR", "value": "9.00"},
        "disputed_transactions": [{"seller_transaction_id": "3C6", "custom": "ord_1"}],
        "dispute_outcome": {"outcome_code": outcome},
    }
    opened, closed = events.dispute(found)
    assert isinstance(opened, Disputed)
    assert isinstance(closed, DisputeClosed)
    assert (opened.amount, closed.won, closed.at - opened.at) == (900, won, timedelta(days=1))
    foreign = {**found, "disputed_transactions": [{"seller_transaction_id": "4D7", "custom": "another shop"}]}
    assert [type(told) for told in events.dispute(foreign)] == [Nothing]
