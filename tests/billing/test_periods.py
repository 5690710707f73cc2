"""Months and days: February 29, the ends of months, yearly plans, daylight saving."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aquatint.billing import actions
from aquatint.billing.gateways.happenings import Paid
from aquatint.billing.models import Subscription
from aquatint.billing.periods import add_cycles, add_months, months_within
from aquatint.ledger.models import Lot
from tests.billing.shop import Shop, at


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("anchor", "months", "then"),
    [
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-01-31", 2, "2027-03-31"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(anchor: str, months: int, then: str) -> None:
    assert add_months(_day(anchor), months) == _day(then)


def test_a_year_has_twelve_months_without_a_gap_also_from_february_29() -> None:
    for start in ("2028-02-29T10:00:00", "2026-01-31", "2026-11-21T23:59:59"):
        begin = _day(start)
        end = add_months(begin, 12)
        months = list(months_within(begin, end))
        assert len(months) == 12
        assert (months[0][0], months[-1][1]) == (begin, end)
        assert all(first[1] == second[0] for first, second in pairwise(months))


def test_a_gateway_that_counts_a_day_differently_makes_no_thirteenth_month() -> None:
    begin = _day("2028-02-29")
    assert len(list(months_within(begin, _day("2029-03-01")))) == 12


def test_daylight_saving_moves_no_period() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2027, 3, 1, 0, 30, tzinfo=berlin)
    after = add_months(before, 1)
    assert after - before == timedelta(days=28)  # the end of March, and an hour that the clock skips, change nothing
    assert add_cycles(before, "week", 4) - before == timedelta(days=28)


@pytest.mark.parametrize(("begin", "days"), [("2028-01-31T12:00:00", 29), ("2027-01-31T12:00:00", 28)])
def test_a_plan_from_the_31st_renews_on_the_last_of_february(shop: Shop, ada: Any, begin: str, days: int) -> None:
    with at(_day(begin)):
        subscription = shop.subscribe(ada)
    with at(shop.plan(subscription).period_end, minutes=1):
        shop.renew()
    subscription.refresh_from_db()
    assert subscription.period_start is not None
    assert subscription.period_end is not None
    assert (subscription.period_start.month, subscription.period_start.day) == (2, days)
    assert (subscription.period_end.month, subscription.period_end.day) == (3, 31)


def test_a_leap_years_yearly_plan_gives_twelve_equal_lots_in_a_row(shop: Shop, ada: Any) -> None:
    with at(_day("2028-02-29T08:00:00")):
        shop.subscribe(ada, "studio", "year")
    lots = list(Lot.objects.filter(wallet=ada.pk).order_by("expires"))
    assert [lot.granted for lot in lots] == [1000] * 12
    assert [lot.expires.date().isoformat() for lot in lots if lot.expires][::11] == ["2028-03-29", "2029-02-28"]
    for day, credits_then in (("2028-03-29T07:59:00", 1000), ("2029-02-28T07:00:00", 1000), ("2029-02-28T09:00:00", 0)):
        with at(_day(day)):
            assert shop.credits(ada) == credits_then


def test_a_period_that_was_learned_of_after_its_end_is_booked_and_told(shop: Shop, ada: Any) -> None:
    order, _ = shop.order(ada, "studio", "month")
    start = add_months(order.created, -2)
    paid = Paid(
        "tran_old",
        1200,
        "EUR",
        start,
        order=order.public_id,
        subscription="sub_1",
        period_start=start,
        period_end=add_months(start, 1),
    )
    actions.apply(gateway=shop.till, happening=paid)
    assert (shop.credits(ada), shop.findings()) == (0, ["period_learned_late"])
    assert Subscription.objects.get().period_end == paid.period_end
