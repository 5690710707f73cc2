"""What must always be true of billing, by SQL of its own: money that settled, credits that were given, nothing else.

Nothing here is shared with the verbs. Each query lists the rows that break one rule; an empty answer is a healthy shop.
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


RULES: Final = (
    Rule(
        "B1.top_ups",
        "Through {} in {} people paid for {} credits; the ledger gave {} for it.",
        """
        SELECT coalesce(money.gateway, books.gateway), coalesce(money.currency, books.currency),
            coalesce(money.credits, 0), coalesce(books.credits, 0)
        FROM (SELECT gateway, currency, sum(credits) AS credits FROM billing_payment WHERE credits > 0 GROUP BY 1, 2)
            AS money
        FULL JOIN (
            SELECT split_part(lot.key, ':', 2) AS gateway, payment.currency, sum(entry.credits) AS credits
            FROM ledger_entry AS entry JOIN ledger_lot AS lot ON lot.id = entry.lot_id
            LEFT JOIN billing_payment AS payment ON payment.gateway = split_part(lot.key, ':', 2)
                AND payment.transaction = split_part(lot.key, ':', 3)
            WHERE lot.key LIKE 'grant:%%' AND entry.origin = 'issued' GROUP BY 1, 2
        ) AS books ON books.gateway = money.gateway AND books.currency = money.currency
        WHERE coalesce(money.credits, 0) <> coalesce(books.credits, 0)
        """,
    ),
    Rule(
        "B2.grant_without_payment",
        "Lot {} ({}, {} credits) was bought, and no settled payment stands behind it.",
        """
        SELECT lot.id, lot.key, lot.granted FROM ledger_lot AS lot
        LEFT JOIN billing_paidlot AS paid ON paid.lot_id = lot.id
        WHERE lot.source IN ('purchase', 'subscription') AND lot.key LIKE 'grant:%%' AND paid.lot_id IS NULL
        """,
    ),
    Rule(
        "B2.payment_without_grant",
        "Payment {} ({}) is worth {} credits; its lots gave {} to wallet {}.",
        """
        SELECT payment.id, payment.transaction, payment.credits, coalesce(sum(lot.granted), 0),
            coalesce(min(lot.wallet_id::text), 'none')
        FROM billing_payment AS payment
        LEFT JOIN billing_paidlot AS paid ON paid.payment_id = payment.id AND NOT paid.restores
        LEFT JOIN ledger_lot AS lot ON lot.id = paid.lot_id
        GROUP BY payment.id
        HAVING coalesce(sum(lot.granted), 0) <> payment.credits
            OR bool_or(lot.wallet_id IS NOT NULL AND lot.wallet_id <> payment.person_id)
        """,
    ),
    Rule(
        "B2.key",
        "Lot {} of payment {} has the key {!r}, which names another payment.",
        """
        SELECT lot.id, payment.id, lot.key FROM billing_paidlot AS paid
        JOIN billing_payment AS payment ON payment.id = paid.payment_id JOIN ledger_lot AS lot ON lot.id = paid.lot_id
        WHERE NOT paid.restores
          AND lot.key <> 'grant:' || payment.gateway || ':' || payment.transaction
          AND lot.key NOT LIKE 'grant:' || payment.gateway || ':' || payment.transaction || ':%%'
        """,
    ),
    Rule(
        "B3.period",
        "Payment {} paid {} until {}; its lots run from {} until {} in {} pieces.",
        """
        SELECT payment.id, payment.period_start, payment.period_end, min(lot.starts), max(lot.expires), count(*)
        FROM billing_payment AS payment
        JOIN billing_paidlot AS paid ON paid.payment_id = payment.id AND NOT paid.restores
        JOIN ledger_lot AS lot ON lot.id = paid.lot_id
        WHERE payment.subscription_id IS NOT NULL
        GROUP BY payment.id
        HAVING max(lot.expires) <> payment.period_end OR min(lot.starts) > payment.period_start
            OR bool_or(lot.source <> 'subscription') OR count(*) > 12
        """,
    ),
    Rule(
        "B3.pack",
        "Payment {} bought a pack; its lot {} ends at {} or is no purchase.",
        """
        SELECT payment.id, lot.id, coalesce(lot.expires::text, 'no date') FROM billing_payment AS payment
        JOIN billing_paidlot AS paid ON paid.payment_id = payment.id AND NOT paid.restores
        JOIN ledger_lot AS lot ON lot.id = paid.lot_id
        WHERE payment.subscription_id IS NULL AND (lot.expires IS NOT NULL OR lot.source <> 'purchase')
        """,
    ),
    Rule(
        "B4.taken",
        "Of payment {} {} of {} went back; it says that {} of {} credits were taken, {} were ({} had ended unused).",
        # Rounded up; payments of older versions may say one less.
        """
        SELECT payment.id, payment.refunded, payment.amount, payment.taken, payment.credits,
            lots.clawed - lots.restored, lots.lapsed
        FROM billing_payment AS payment
        JOIN LATERAL (
            SELECT coalesce(sum(lot.clawed_back), 0) AS clawed, coalesce(sum(lot.lapsed), 0) AS lapsed,
                coalesce(sum(lot.granted) FILTER (WHERE paid.restores), 0) AS restored
            FROM billing_paidlot AS paid JOIN ledger_lot AS lot ON lot.id = paid.lot_id
            WHERE paid.payment_id = payment.id
        ) AS lots ON true
        WHERE lots.clawed - lots.restored NOT BETWEEN greatest(0, payment.taken - lots.lapsed) AND payment.taken
           OR payment.taken NOT BETWEEN payment.credits::bigint * payment.refunded / payment.amount
                AND (payment.credits::bigint * payment.refunded + payment.amount - 1) / payment.amount
        """,
    ),
    Rule(
        "B4.refunded",
        "Payment {} says that {} went back; its refunds and lost disputes say {}.",
        """
        SELECT payment.id, payment.refunded, least(payment.amount, refunds.gone + lost.total)
        FROM billing_payment AS payment
        JOIN LATERAL (
            SELECT CASE WHEN bool_and(cumulative > 0) THEN max(cumulative)
                ELSE greatest(coalesce(sum(amount), 0), coalesce(max(cumulative), 0)) END AS gone FROM billing_refund
            WHERE gateway = payment.gateway AND transaction = payment.transaction AND state IN ('pending', 'succeeded')
        ) AS refunds ON true
        JOIN LATERAL (
            SELECT coalesce(sum(amount), 0) AS total FROM billing_dispute
            WHERE gateway = payment.gateway AND transaction = payment.transaction AND won = false
        ) AS lost ON true
        WHERE payment.refunded <> least(payment.amount, refunds.gone + lost.total)
        """,
    ),
    Rule(
        "B5.frozen",
        "Lot {} of payment {} is frozen ({}), and neither a refund nor a dispute is under way.",
        """
        SELECT lot.id, payment.id, ice.key FROM ledger_freeze AS ice
        JOIN billing_paidlot AS paid ON paid.lot_id = ice.lot_id
        JOIN billing_payment AS payment ON payment.id = paid.payment_id JOIN ledger_lot AS lot ON lot.id = paid.lot_id
        WHERE ice.ended IS NULL AND ice.key ~ '^(refund|dispute):'
          AND NOT EXISTS (SELECT FROM billing_refund AS r WHERE r.payment_id = payment.id AND r.state = 'asked')
          AND NOT EXISTS (SELECT FROM billing_dispute AS d WHERE d.payment_id = payment.id AND d.closed IS NULL)
        """,
    ),
    Rule(
        "B5.disputed",
        "Payment {} is disputed, and its lot {} can be spent.",
        """
        SELECT payment.id, paid.lot_id FROM billing_dispute AS dispute
        JOIN billing_payment AS payment ON payment.id = dispute.payment_id
        JOIN billing_paidlot AS paid ON paid.payment_id = payment.id
        WHERE dispute.closed IS NULL AND NOT EXISTS (
            SELECT FROM ledger_freeze AS ice WHERE ice.lot_id = paid.lot_id AND ice.ended IS NULL)
        """,
    ),
    Rule(
        "B6.receipts",
        "Payment {} has {} documents of its own.",
        """
        SELECT payment.id, count(receipt.id) FROM billing_payment AS payment
        LEFT JOIN billing_receipt AS receipt ON receipt.payment_id = payment.id AND receipt.refund_id IS NULL
        GROUP BY payment.id HAVING count(receipt.id) <> 1
        """,
    ),
    Rule(
        "B6.credit_notes",
        "Payment {} is {} (tax {}); its credit notes take {} back (tax {}).",
        """
        SELECT payment.id, payment.amount, payment.tax, -sum((facts ->> 'total')::bigint),
            -sum((facts ->> 'tax')::bigint)
        FROM billing_payment AS payment JOIN billing_receipt AS receipt ON receipt.payment_id = payment.id
        WHERE receipt.refund_id IS NOT NULL GROUP BY payment.id
        HAVING -sum((facts ->> 'total')::bigint) > payment.amount OR -sum((facts ->> 'tax')::bigint) > payment.tax
        """,
    ),
    Rule(
        "B6.series",
        "The series {} says {}; its documents count {}, from {} to {}.",
        """
        SELECT name, last, count(receipt.id), coalesce(min(right(receipt.number, 6)), '-'),
            coalesce(max(right(receipt.number, 6)), '-')
        FROM billing_series LEFT JOIN billing_receipt AS receipt
            ON receipt.number <> '' AND left(receipt.number, -7) = name
        GROUP BY name, last
        HAVING count(receipt.id) <> last OR coalesce(max(right(receipt.number, 6))::int, 0) <> last
        """,
    ),
    Rule(
        "B7.order",
        "Order {} was granted through payment {} and does not say that it is paid, or belongs to somebody else.",
        """
        SELECT orders.id, payment.id FROM billing_payment AS payment
        JOIN billing_order AS orders ON orders.id = payment.order_id
        WHERE payment.credits > 0 AND (orders.person_id <> payment.person_id OR orders.gateway <> payment.gateway
            OR NOT EXISTS (SELECT FROM billing_orderstep AS step WHERE step.order_id = orders.id AND kind = 'paid'))
        """,
    ),
    Rule(
        "B8.amount",
        "Payment {} is {} {} (tax {}); its price says {} {}.",
        """
        SELECT payment.id, payment.amount, payment.currency, payment.tax, price.amount, price.currency
        FROM billing_payment AS payment
        JOIN catalog_price AS price ON price.id = payment.price_id
        JOIN billing_order AS orders ON orders.id = payment.order_id
        WHERE payment.credits > 0 AND NOT payment.prorated AND (payment.currency <> price.currency
            OR payment.amount NOT IN (price.amount, price.amount + payment.tax, orders.amount,
                orders.amount + payment.tax))
        """,
    ),
    Rule(
        "B9.stuck",
        "Event {} of {} came at {} and was not handled within a day: {}",
        """
        SELECT event_id, gateway, created, outcome FROM billing_delivery
        WHERE handled IS NULL AND tries > 0 AND due - created > interval '1 day'
        """,
    ),
    Rule(
        "B10.one_plan",
        "Person {} has {} running plans, and none of them is being ended: {}.",
        """
        SELECT plan.person_id, count(*), string_agg(plan.id::text, ', ') FROM billing_subscription AS plan
        WHERE plan.standing <> 'ended'
          AND EXISTS (SELECT FROM billing_payment AS payment WHERE payment.subscription_id = plan.id)
          AND NOT EXISTS (SELECT FROM billing_wish AS wish
            WHERE wish.subscription_id = plan.id AND wish.kind = 'cancel_now' AND wish.refused = '')
        GROUP BY plan.person_id HAVING count(*) > 1
        """,
    ),
)
_MOST_PER_RULE: Final = 100


def findings() -> Iterator[Finding]:
    """Yield what does not hold, at most a hundred rows for each rule."""
    for rule in RULES:
        rows = _broken(rule)
        for row in rows[:_MOST_PER_RULE]:
            yield Finding("billing", rule.code, rule.sentence.format(*row))
        if len(rows) > _MOST_PER_RULE:
            yield Finding("billing", rule.code, f"There are more; the first {_MOST_PER_RULE} are shown.")


def _broken(rule: Rule) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(f"{rule.query} LIMIT {_MOST_PER_RULE + 1}".replace("%%", "%"))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
