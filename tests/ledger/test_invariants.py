# ruff: noqa: S608 -- statements are put together from parts written in this file
"""The checker finds every bug that is planted behind the verbs' and the database's back."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from aquatint.accounts.models import Person
from aquatint.ledger import actions
from aquatint.ledger.invariants import RULES, findings
from aquatint.ledger.models import Lot
from tests.ledger.wallets import claw_back, give, hold, in_days, settle

Plant = Callable[[str], None]
CHECKS = "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND conrelid::regclass::text ~ %s"
COLUMNS = "created, wallet_id, lot_id, hold_id, origin, destination, credits"


@pytest.fixture
def bug(ada: Person, ben: Person) -> Iterator[Plant]:
    """Tell a story in a healthy ledger, then run a statement that no trigger, key or check refuses."""
    _story(ada)
    give(ben, 5)
    assert list(findings()) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(CHECKS, ["^ledger_"])
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute("ALTER TABLE ledger_entry ALTER origin DROP NOT NULL, ALTER destination DROP NOT NULL")
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor.execute


def _story(ada: Person) -> None:
    """Every movement once: Ada ends with a debt, an open hold, a resolved one and an ended lot."""
    soon, bought = give(ada, 10, "gift", expires=in_days(1)), give(ada, 20, "purchase")
    settle(hold(ada, 12), 7)
    actions.expire(now=in_days(2))
    hold(ada, 4)
    actions.adjust(lot=bought, credits=1, key="adjust:1", reason="Given twice")
    claw_back(soon, 9)
    actions.write_off_debt(person=ada, credits=2, key="forgive:1", reason="Goodwill")
    give(ada, 3)


def codes() -> set[str]:
    return {finding.code for finding in findings()}


def entry(wallet: str, lot: str, hold_id: str, movement: str) -> str:
    """Return the statement that adds an entry; each argument is SQL."""
    return f"INSERT INTO ledger_entry ({COLUMNS}) VALUES (now(), {wallet}, {lot}, {hold_id}, {movement})"


ADA = "(SELECT id FROM accounts_person WHERE email LIKE 'ada%')"
BEN = "(SELECT id FROM accounts_person WHERE email LIKE 'ben%')"
BOUGHT = "(SELECT id FROM ledger_lot WHERE source = 'purchase')"
ENDED = "(SELECT id FROM ledger_lot WHERE closed IS NOT NULL)"
OPEN = "(SELECT id FROM ledger_hold WHERE resolved IS NULL)"
DONE = "(SELECT id FROM ledger_hold WHERE resolved IS NOT NULL)"

BUGS = [
    ("I1.balanced", "UPDATE ledger_entry SET origin = NULL WHERE origin = 'issued'"),
    ("I1.balanced", "UPDATE ledger_entry SET credits = -credits WHERE origin = 'issued'"),
    ("I1.balanced", "UPDATE ledger_entry SET destination = origin WHERE origin = 'held'"),
    ("I1.total", "DELETE FROM ledger_entry WHERE destination = 'consumed'"),
    ("I1.total", f"UPDATE ledger_lot SET available = available + 1 WHERE id = {BOUGHT}"),
    ("I1.movement", entry(ADA, BOUGHT, "NULL", "'consumed', 'available', 1")),
    ("I1.owner", entry(BEN, BOUGHT, OPEN, "'available', 'held', 1")),
    ("I1.owner", f"UPDATE ledger_lot SET wallet_id = {BEN} WHERE id = {BOUGHT}"),
    ("I2.lot", f"UPDATE ledger_lot SET available = -1 WHERE id = {BOUGHT}"),
    ("I2.lot", f"UPDATE ledger_lot SET held = held + 1 WHERE id = {BOUGHT}"),
    ("I2.lot", f"UPDATE ledger_lot SET clawed_back = granted + 1 WHERE id = {BOUGHT}"),
    ("I2.never_negative", entry(ADA, BOUGHT, OPEN, "'available', 'held', 50")),
    ("I2.debt", f"UPDATE ledger_wallet SET debt = debt + 1 WHERE person_id = {ADA}"),
    ("I2.debt", "DELETE FROM ledger_entry WHERE origin = 'adjusted'"),
    ("I2.debt", "DELETE FROM ledger_wallet"),
    ("I3.lot", f"UPDATE ledger_lot SET available = available + 1, granted = granted + 1 WHERE id = {BOUGHT}"),
    ("I3.lot", f"UPDATE ledger_lot SET available = available - 1, consumed = consumed + 1 WHERE id = {BOUGHT}"),
    ("I3.lot", "DELETE FROM ledger_entry WHERE destination = 'consumed'"),
    ("I3.lot", "DELETE FROM ledger_entry WHERE origin = 'issued'"),
    ("I3.lot", f"UPDATE ledger_lot SET clawed_back = clawed_back + 1 WHERE id = {BOUGHT}"),
    ("I3.lot", f"DELETE FROM ledger_lot WHERE id = {BOUGHT}"),
    ("I3.wallet", f"UPDATE ledger_hold SET captured = 0, resolved = now(), outcome = 'x' WHERE id = {OPEN}"),
    ("I3.wallet", f"UPDATE ledger_hold SET captured = NULL, resolved = NULL WHERE id = {DONE}"),
    ("I4.hold", f"UPDATE ledger_hold SET captured = captured + 1 WHERE id = {DONE}"),
    ("I4.hold", f"UPDATE ledger_hold SET credits = credits + 1 WHERE id = {OPEN}"),
    ("I4.hold", f"DELETE FROM ledger_hold WHERE id = {OPEN}"),
    ("I4.hold", entry(ADA, BOUGHT, DONE, "'held', 'available', 1")),
    ("I6.lot", entry(ADA, BOUGHT, DONE, "'held', 'consumed', 9")),
    ("I6.lot", f"DELETE FROM ledger_entry WHERE hold_id = {DONE} AND origin = 'held'"),
    ("I18.bought", f"UPDATE ledger_lot SET expires = now() WHERE id = {BOUGHT}"),
    ("I18.bought", f"UPDATE ledger_lot SET lapsed = 1 WHERE id = {BOUGHT}"),
    ("I18.closed", f"UPDATE ledger_lot SET available = 1 WHERE id = {ENDED}"),
    ("I18.closed", f"UPDATE ledger_lot SET closed = expires - interval '1 hour' WHERE id = {ENDED}"),
    ("I18.spent_late", f"UPDATE ledger_lot SET expires = created WHERE id = {ENDED}"),
    ("I18.spent_late", f"UPDATE ledger_lot SET starts = now() + interval '1 day' WHERE id = {BOUGHT}"),
    ("I18.came_back", f"UPDATE ledger_entry SET created = now() + interval '9 days' WHERE lot_id = {ENDED}"),
    ("I18.too_early", f"UPDATE ledger_lot SET expires = NULL WHERE id = {ENDED}"),
    ("guard", "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_is_final"),
    ("guard", "DROP TRIGGER ledger_hold_resolves_once ON ledger_hold"),
]


@pytest.mark.parametrize(("code", "statement"), BUGS)
def test_a_planted_bug_is_found(bug: Plant, code: str, statement: str) -> None:
    bug(statement)
    assert code in codes()


def test_every_rule_has_a_bug_that_it_alone_must_find() -> None:
    assert {rule.code for rule in RULES} == {code for code, _ in BUGS}


def test_a_finding_names_the_row_and_the_figures(bug: Plant) -> None:
    bug(f"UPDATE ledger_lot SET available = available + 7 WHERE id = {BOUGHT}")
    lot = Lot.objects.get(source="purchase")
    (found,) = [finding for finding in findings() if finding.code == "I2.lot"]
    assert str(lot.pk) in found.sentence
    assert f"available {lot.available}" in found.sentence


def test_a_flood_of_findings_is_cut_short(bug: Plant) -> None:
    for _ in range(7):
        bug(
            f"INSERT INTO ledger_entry ({COLUMNS}) SELECT created, wallet_id, lot_id, hold_id, 'issued', 'issued', 1"
            " FROM ledger_entry"
        )
    shown = [finding for finding in findings() if finding.code == "I1.balanced"]
    assert len(shown) == 101
    assert "There are more" in shown[-1].sentence
