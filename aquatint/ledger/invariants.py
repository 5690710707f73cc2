"""What must always be true of the ledger, recomputed from the entries by SQL of its own.

Nothing here is shared with the verbs, not even the names of the accounts. Each query lists the rows that break one
rule, with ids and figures; an empty answer is a healthy ledger.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction

from aquatint.kit.findings import Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, the sentence about one row that breaks it, and the query that finds such rows."""

    code: str
    sentence: str
    query: str


# Put before each query: both sides of every entry, as (account, owner, change). Unused, it costs nothing.
_SIDES: Final = """
    WITH side AS (
        SELECT id, wallet_id, lot_id, origin AS account, -credits AS change FROM ledger_entry
        UNION ALL
        SELECT id, wallet_id, lot_id, destination, credits FROM ledger_entry
    )
"""

RULES: Final = (
    Rule(
        "I1.balanced",
        "Entry {} moves {} credits from {!r} to {!r}: it has not two different sides.",
        """
        SELECT id, credits, origin, destination FROM ledger_entry
        WHERE credits IS NULL OR credits <= 0 OR origin IS NULL OR destination IS NULL OR origin = destination
        """,
    ),
    Rule(
        "I1.total",
        "The house issued {} credits and took {} back in every way; people have {}. These do not sum to zero: {}.",
        """
        , house AS (
            SELECT coalesce(-sum(change) FILTER (WHERE account = 'issued'), 0) AS issued,
                coalesce(sum(change) FILTER (WHERE account <> 'issued'), 0) AS taken
            FROM side WHERE account NOT IN ('available', 'held', 'debt')
        ), people AS (
            SELECT (SELECT coalesce(sum(available + held), 0) FROM ledger_lot)
                - (SELECT coalesce(sum(debt), 0) FROM ledger_wallet) AS theirs
        )
        SELECT issued, taken, theirs, issued - taken - theirs FROM house, people WHERE issued - taken <> theirs
        """,
    ),
    Rule(
        "I1.movement",
        "Entry {} moves credits from {!r} to {!r}, which no rule of the ledger does.",
        """
        SELECT id, origin, destination FROM ledger_entry WHERE origin || '>' || destination NOT IN (
            'issued>available', 'available>held', 'held>consumed', 'held>available', 'held>expired',
            'available>expired', 'available>clawed_back', 'debt>clawed_back', 'available>debt', 'adjusted>debt',
            'available>adjusted')
        """,
    ),
    Rule(
        "I1.owner",
        "Entry {} is in wallet {}, but its lot or hold is in another.",
        """
        SELECT entry.id, entry.wallet_id FROM ledger_entry AS entry
        LEFT JOIN ledger_lot AS lot ON lot.id = entry.lot_id
        LEFT JOIN ledger_hold AS hold ON hold.id = entry.hold_id
        WHERE lot.wallet_id <> entry.wallet_id OR hold.wallet_id <> entry.wallet_id
        """,
    ),
    Rule(
        "I2.lot",
        "Lot {} has a figure below zero or more than was granted: available {}, held {}, granted {}.",
        """
        SELECT id, available, held, granted FROM ledger_lot
        WHERE least(available, held, consumed, lapsed, removed, clawed_back) < 0
           OR available + held + consumed + lapsed + removed <> granted OR clawed_back > granted
        """,
    ),
    Rule(
        "I2.never_negative",
        "After entry {}, lot {} had {} credits in {!r}.",
        """
        , running AS (
            SELECT id, lot_id, account,
                sum(change) OVER (PARTITION BY lot_id, account ORDER BY id) AS figure
            FROM side WHERE account IN ('available', 'held')
        )
        SELECT min(id), lot_id, min(figure), account FROM running WHERE figure < 0 GROUP BY lot_id, account
        """,
    ),
    Rule(
        "I2.debt",
        "Wallet {} says it owes {} credits; its entries say {}.",
        """
        SELECT person_id, debt, coalesce(owed, 0) FROM ledger_wallet FULL JOIN (
            SELECT wallet_id, -sum(change) AS owed FROM side WHERE account = 'debt' GROUP BY wallet_id
        ) AS entries ON wallet_id = person_id
        WHERE debt IS DISTINCT FROM coalesce(owed, 0) OR debt < 0
        """,
    ),
    Rule(
        "I3.lot",
        "Lot {} says {}; its entries say {}.",
        """
        SELECT coalesce(ledger_lot.id, entries.lot_id),
            jsonb_build_object('granted', ledger_lot.granted, 'available', ledger_lot.available,
                'held', ledger_lot.held, 'consumed', ledger_lot.consumed, 'expired', ledger_lot.lapsed,
                'removed', ledger_lot.removed,
                'clawed back', ledger_lot.clawed_back)::text,
            jsonb_build_object('granted', entries.granted, 'available', entries.available, 'held', entries.held,
                'consumed', entries.consumed, 'expired', entries.lapsed, 'removed', entries.removed,
                'clawed back', entries.clawed_back)::text
        FROM ledger_lot FULL JOIN (
            SELECT lot_id,
                coalesce(sum(change) FILTER (WHERE account = 'issued'), 0) * -1 AS granted,
                coalesce(sum(change) FILTER (WHERE account = 'available'), 0) AS available,
                coalesce(sum(change) FILTER (WHERE account = 'held'), 0) AS held,
                coalesce(sum(change) FILTER (WHERE account = 'consumed'), 0) AS consumed,
                coalesce(sum(change) FILTER (WHERE account = 'expired'), 0) AS lapsed,
                coalesce(sum(change) FILTER (WHERE account IN ('clawed_back', 'debt', 'adjusted')), 0) AS removed,
                coalesce(sum(change) FILTER (WHERE account = 'clawed_back'), 0) AS clawed_back
            FROM side WHERE lot_id IS NOT NULL GROUP BY lot_id
        ) AS entries ON entries.lot_id = ledger_lot.id
        WHERE (ledger_lot.granted, ledger_lot.available, ledger_lot.held, ledger_lot.consumed, ledger_lot.lapsed,
            ledger_lot.removed, ledger_lot.clawed_back)
            IS DISTINCT FROM (entries.granted, entries.available, entries.held, entries.consumed, entries.lapsed,
            entries.removed, entries.clawed_back)
        """,
    ),
    Rule(
        "I3.wallet",
        "The lots of wallet {} hold {} credits on hold; its open holds say {}.",
        """
        SELECT coalesce(lots.wallet_id, holds.wallet_id), coalesce(lots.held, 0), coalesce(holds.held, 0)
        FROM (SELECT wallet_id, sum(held) AS held FROM ledger_lot GROUP BY wallet_id) AS lots
        FULL JOIN (SELECT wallet_id, sum(credits) AS held FROM ledger_hold WHERE resolved IS NULL GROUP BY wallet_id)
            AS holds ON holds.wallet_id = lots.wallet_id
        WHERE coalesce(lots.held, 0) <> coalesce(holds.held, 0)
        """,
    ),
    Rule(
        "I4.hold",
        "Hold {} of {} credits (charged {}) has entries that say held {}, charged {}, returned or expired {}.",
        """
        SELECT hold.id, hold.credits, coalesce(hold.captured::text, 'nothing yet'),
            coalesce(e.held, 0), coalesce(e.captured, 0), coalesce(e.returned, 0)
        FROM ledger_hold AS hold FULL JOIN (
            SELECT hold_id,
                sum(credits) FILTER (WHERE destination = 'held') AS held,
                sum(credits) FILTER (WHERE destination = 'consumed') AS captured,
                sum(credits) FILTER (WHERE origin = 'held' AND destination <> 'consumed') AS returned
            FROM ledger_entry WHERE hold_id IS NOT NULL GROUP BY hold_id
        ) AS e ON e.hold_id = hold.id
        WHERE hold.id IS NULL OR hold.credits <> coalesce(e.held, 0)
           OR coalesce(hold.captured, 0) <> coalesce(e.captured, 0)
           OR CASE WHEN hold.resolved IS NULL THEN 0 ELSE hold.credits - hold.captured END <> coalesce(e.returned, 0)
        """,
    ),
    Rule(
        "I6.lot",
        "Hold {} took {} credits from lot {} and gave account of {}.",
        """
        SELECT hold_id, taken, lot_id, given FROM (
            SELECT hold_id, lot_id,
                coalesce(sum(credits) FILTER (WHERE destination = 'held'), 0) AS taken,
                coalesce(sum(credits) FILTER (WHERE origin = 'held'), 0) AS given
            FROM ledger_entry WHERE hold_id IS NOT NULL GROUP BY hold_id, lot_id
        ) AS part JOIN ledger_hold AS hold ON hold.id = hold_id
        WHERE given > taken OR (hold.resolved IS NOT NULL AND given <> taken)
        """,
    ),
    Rule(
        "I18.bought",
        "Lot {} was bought as you go and ends at {}; it lost {} credits to its end.",
        """
        SELECT id, coalesce(expires::text, 'no date'), lapsed FROM ledger_lot
        WHERE source = 'purchase' AND (expires IS NOT NULL OR closed IS NOT NULL OR lapsed > 0)
        """,
    ),
    Rule(
        "I18.closed",
        "Lot {}, which ends at {}, was closed at {} and has {} credits available.",
        """
        SELECT id, coalesce(expires::text, 'no date'), closed, available FROM ledger_lot
        WHERE closed IS NOT NULL AND (available > 0 OR expires IS NULL OR closed < expires)
        """,
    ),
    Rule(
        "I18.spent_late",
        "Hold {} of {} took credits of lot {}, which was usable from {} until {}.",
        """
        SELECT hold.id, entry.created, lot.id, lot.starts, coalesce(lot.expires::text, 'no date')
        FROM ledger_entry AS entry
        JOIN ledger_lot AS lot ON lot.id = entry.lot_id JOIN ledger_hold AS hold ON hold.id = entry.hold_id
        WHERE entry.destination = 'held' AND (entry.created < lot.starts OR entry.created >= lot.expires)
        """,
    ),
    Rule(
        "I18.came_back",
        "Lot {} ended at {}, and entry {} brought {} credits back into it at {}.",
        """
        SELECT lot.id, lot.expires, entry.id, entry.credits, entry.created FROM ledger_entry AS entry
        JOIN ledger_lot AS lot ON lot.id = entry.lot_id
        WHERE entry.origin = 'held' AND entry.destination = 'available' AND entry.created >= lot.expires
        """,
    ),
    Rule(
        "I18.too_early",
        "Entry {} let {} credits of lot {} expire at {}, before its end at {}.",
        """
        SELECT entry.id, entry.credits, lot.id, entry.created, coalesce(lot.expires::text, 'no date')
        FROM ledger_entry AS entry JOIN ledger_lot AS lot ON lot.id = entry.lot_id
        WHERE entry.destination = 'expired'
          AND (lot.expires IS NULL OR (entry.created < lot.expires AND lot.closed IS NULL))
        """,
    ),
    Rule(
        "guard",
        "The trigger {} on {} is missing or switched off: the database would accept a change of the past.",
        """
        SELECT name, owner FROM (VALUES
            ('ledger_entry_is_final', 'ledger_entry'), ('ledger_entry_stays', 'ledger_entry'),
            ('ledger_hold_resolves_once', 'ledger_hold'), ('ledger_hold_stays', 'ledger_hold'),
            ('ledger_lot_keeps_its_terms', 'ledger_lot'), ('ledger_lot_stays', 'ledger_lot'),
            ('ledger_correction_is_final', 'ledger_correction')
        ) AS needed (name, owner)
        LEFT JOIN pg_trigger ON tgname = name AND tgrelid = to_regclass(owner) AND tgenabled IN ('O', 'A')
        WHERE tgname IS NULL
        """,
    ),
)
_MOST_PER_RULE: Final = 100


def findings() -> Iterator[Finding]:
    """Yield what does not hold, at most a hundred rows for each rule. Each rule sees one moment of a busy house."""
    for rule in RULES:
        rows = _broken(rule)
        for row in rows[:_MOST_PER_RULE]:
            yield Finding("ledger", rule.code, rule.sentence.format(*row))
        if len(rows) > _MOST_PER_RULE:
            yield Finding("ledger", rule.code, f"There are more; the first {_MOST_PER_RULE} are shown.")


def _broken(rule: Rule) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # a long history takes longer than a page may
        cursor.execute(f"{_SIDES} {rule.query} LIMIT {_MOST_PER_RULE + 1}")
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
