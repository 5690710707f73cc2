"""What the database refuses, whoever asks."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from aquatint.accounts.models import Person
from aquatint.ledger.models import MOVEMENTS, Account, Entry, Hold, Lot
from tests.ledger.wallets import claw_back, give, hold, in_days, settle


@pytest.fixture
def lot(ada: Person) -> Lot:
    """A lot of 10 with 4 on an open hold, 3 charged on another hold and 1 clawed back; it may end."""
    lot = give(ada, 10, expires=in_days(9))
    settle(hold(ada, 3), 3)
    hold(ada, 4)
    claw_back(lot, 1)
    lot.refresh_from_db()
    return lot


def refused(statement: str, *values: Any, match: str = "") -> None:
    """Expect the database to refuse a statement."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match=match or "."), transaction.atomic():
            cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET credits = credits + 1",
        "UPDATE ledger_entry SET created = now()",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
    ],
)
def test_entries_are_final(lot: Lot, statement: str) -> None:
    refused(statement, match="entries are final")
    assert Entry.objects.filter(lot=lot).exists()


@pytest.mark.parametrize("credits_moved", [0, -1])
def test_an_entry_moves_at_least_one_credit(lot: Lot, credits_moved: int) -> None:
    _refuse_entry(lot, "issued", "available", credits_moved)


@pytest.mark.parametrize(("origin", "destination"), [(None, "available"), ("issued", None)])
def test_an_entry_has_two_sides(lot: Lot, origin: str | None, destination: str | None) -> None:
    _refuse_entry(lot, origin, destination, 1)


def test_every_movement_that_no_verb_makes_is_refused(lot: Lot) -> None:
    for origin in Account:
        for destination in Account:
            if (origin, destination) not in MOVEMENTS:
                _refuse_entry(lot, origin, destination, 1)


def test_held_credits_name_their_hold(lot: Lot) -> None:
    _refuse_entry(lot, "available", "held", 1)


def _refuse_entry(lot: Lot, origin: str | None, destination: str | None, credits_moved: int) -> None:
    refused(
        "INSERT INTO ledger_entry (created, wallet_id, lot_id, origin, destination, credits)"
        " VALUES (now(), %s, %s, %s, %s, %s)",
        lot.wallet_id,
        lot.pk,
        origin,
        destination,
        credits_moved,
    )


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("available = -1, held = held + available + 1", "available_check"),
        ("held = -1, available = available + held + 1", "held_check"),
        ("available = available + 1", "lot_loses_nothing"),
        ("consumed = consumed + 1", "lot_loses_nothing"),
        ("clawed_back = granted + 1", "lot_clawed_back_once"),
        ("granted = granted + 1, available = available + 1", "keeps its terms"),
        ("consumed = consumed - 1, available = available + 1", "spent stays spent"),
        ("removed = removed - 1, available = available + 1", "spent stays spent"),
        ("clawed_back = 0", "spent stays spent"),
        ("expires = NULL", "keeps its terms"),
        ("expires = expires + interval '1 day'", "keeps its terms"),
        ("source = 'purchase'", "keeps its terms"),
        ("closed = now()", "lot_closed_is_empty"),
    ],
)
def test_a_lot_loses_nothing_and_keeps_its_terms(lot: Lot, change: str, rule: str) -> None:
    refused(f"UPDATE ledger_lot SET {change} WHERE id = %s", lot.pk, match=rule)  # noqa: S608 -- written above


def test_a_lot_and_a_hold_cannot_be_deleted(lot: Lot) -> None:
    refused("DELETE FROM ledger_lot WHERE id = %s", lot.pk, match="keeps its terms")
    refused("DELETE FROM ledger_hold", match="resolved once")
    refused("DELETE FROM ledger_correction", match="final")


def test_a_lot_bought_as_you_go_cannot_end(lot: Lot) -> None:
    _refuse_lot(lot, source="purchase", expires="2999-01-01", rule="lot_bought_as_you_go_never_ends")


def test_a_lot_of_a_subscription_must_end(lot: Lot) -> None:
    _refuse_lot(lot, source="subscription", expires=None, rule="lot_of_a_cycle_ends")


def test_a_lot_of_an_unknown_source_is_refused(lot: Lot) -> None:
    _refuse_lot(lot, source="thin air", expires=None, rule="lot_source_known")


def test_a_lot_cannot_end_before_it_begins(lot: Lot) -> None:
    _refuse_lot(lot, source="gift", expires="2000-01-01", rule="lot_starts_before_it_ends")


def _refuse_lot(lot: Lot, *, source: str, expires: str | None, rule: str) -> None:
    refused(
        "INSERT INTO ledger_lot (id, created, wallet_id, source, key, reason, starts, expires, granted, available,"
        " held, consumed, lapsed, removed, clawed_back)"
        " VALUES (gen_random_uuid(), now(), %s, %s, 'k', 'r', now(), %s, 5, 5, 0, 0, 0, 0, 0)",
        lot.wallet_id,
        source,
        expires,
        match=rule,
    )


@pytest.mark.parametrize(
    ("change", "which", "rule"),
    [
        ("captured = credits + 1, resolved = now(), outcome = 'x'", "resolved IS NULL", "hold_captures_at_most_itself"),
        ("captured = 1", "resolved IS NULL", "hold_is_open_or_resolved"),
        ("resolved = now(), outcome = 'x'", "resolved IS NULL", "hold_is_open_or_resolved"),
        ("captured = 0", "resolved IS NOT NULL", "resolved once"),
        ("captured = NULL, resolved = NULL, outcome = ''", "resolved IS NOT NULL", "resolved once"),
        ("credits = credits + 1", "resolved IS NULL", "resolved once"),
    ],
)
def test_a_hold_is_resolved_once_and_within_its_credits(lot: Lot, change: str, which: str, rule: str) -> None:
    assert Hold.objects.filter(wallet_id=lot.wallet_id).count() == 2
    refused(f"UPDATE ledger_hold SET {change} WHERE {which}", match=rule)  # noqa: S608 -- written above


def test_a_debt_is_never_negative(lot: Lot) -> None:
    refused("UPDATE ledger_wallet SET debt = -1 WHERE person_id = %s", lot.wallet_id, match="debt_check")


@pytest.mark.parametrize("owner", ["lot", "hold", "correction"])
def test_a_key_stands_for_one_thing(lot: Lot, owner: str) -> None:
    makers: dict[str, Any] = {
        "lot": lambda: Lot.objects.create(
            wallet_id=lot.wallet_id, source="gift", key=lot.key, reason="r", starts=lot.starts, granted=1, available=1
        ),
        "hold": lambda: Hold.objects.create(
            wallet_id=lot.wallet_id, credits=0, key=Hold.objects.values_list("key", flat=True)[0], reason="r"
        ),
        "correction": lambda: lot.corrections.create(
            wallet_id=lot.wallet_id, kind="adjustment", credits=1, key=lot.corrections.get().key, reason="r"
        ),
    }
    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        makers[owner]()
