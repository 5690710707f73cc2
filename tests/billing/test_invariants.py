"""The check finds what is planted: each bug breaks the rule that is there for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from aquatint.billing import dealing
from aquatint.billing.invariants import RULES, findings
from aquatint.ledger import actions as ledger
from tests.billing.shop import Shop


@pytest.fixture
def bug() -> Callable[[str], None]:
    """Change rows behind everybody's back, with triggers and constraints off."""

    def plant(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET LOCAL session_replication_role = origin")

    return plant


def _codes() -> set[str]:
    return {finding.code for finding in findings()}


BUGS = [
    ("B1.top_ups", "UPDATE billing_payment SET credits = credits + 1"),
    ("B2.payment_without_grant", "UPDATE billing_payment SET credits = credits + 1"),
    ("B2.grant_without_payment", "DELETE FROM billing_paidlot"),
    ("B2.key", "UPDATE ledger_lot SET key = 'grant:till:another:' || id"),
    ("B3.period", "UPDATE billing_payment SET period_end = period_end + interval '1 day'"),
    ("B3.pack", "UPDATE ledger_lot SET source = 'gift' WHERE source = 'purchase'"),
    ("B4.taken", "UPDATE billing_payment SET taken = 1"),
    ("B4.refunded", "UPDATE billing_payment SET refunded = 1"),
    ("B6.receipts", "DELETE FROM billing_receipt"),
    (
        "B6.credit_notes",
        "UPDATE billing_receipt SET facts = facts || '{\"total\": -901}'::jsonb WHERE refund_id IS NOT NULL",
    ),
    ("B6.series", "UPDATE billing_series SET last = last + 1"),
    ("B7.order", "DELETE FROM billing_orderstep"),
    ("B8.amount", "UPDATE billing_payment SET amount = amount - 1"),
    (
        "B10.one_plan",
        (
            "WITH twin AS (INSERT INTO billing_subscription (id, created, person_id, gateway, environment, ref, "
            "order_id, price_id, customer, standing, as_of) SELECT gen_random_uuid(), now(), orders.person_id, "
            "'till', 'test', 'twin', orders.id, orders.price_id, '', 'active', now() FROM billing_order AS orders "
            "WHERE orders.title LIKE 'Pack%' RETURNING id) "
            "UPDATE billing_payment SET subscription_id = (SELECT id FROM twin) WHERE subscription_id IS NULL"
        ),
    ),
    (
        "B9.stuck",
        "UPDATE billing_delivery SET handled = NULL, tries = 9, due = created + interval '2 days'",
    ),
    (
        "B5.frozen",
        (
            "INSERT INTO ledger_freeze (id, created, lot_id, key, reason, outcome) "
            "SELECT gen_random_uuid(), now(), id, 'refund:x:' || id, 'planted', '' FROM ledger_lot"
        ),
    ),
    (
        "B5.disputed",
        (
            "INSERT INTO billing_dispute (id, created, gateway, transaction, payment_id, ref, amount, currency, "
            "reason, opened) SELECT gen_random_uuid(), now(), gateway, transaction, id, 'd' || id, amount, currency, "
            "'', now() FROM billing_payment"
        ),
    ),
]


def test_each_planted_bug_is_found(shop: Shop, ada: Any, bug: Callable[[str], None]) -> None:
    dealing.give_back(payment=shop.buy(ada), amount=9, by=ada, reason="By hand")
    shop.subscribe(ada)
    assert _codes() == set()
    missed = []
    for code, statement in BUGS:
        before = transaction.savepoint_create()
        bug(statement)
        if code not in _codes():
            missed.append(code)
        transaction.savepoint_rollback(before)
    assert missed == []
    assert _codes() == set()


def test_every_rule_has_its_bug() -> None:
    assert {rule.code for rule in RULES} == {code for code, _ in BUGS}


def test_credits_that_nobody_paid_for_are_found(shop: Shop, ada: Any, bug: Callable[[str], None]) -> None:
    ledger.grant(person=ada, credits=5, source="purchase", key="grant:till:thin-air", reason="Nobody paid")
    assert _codes() == {"B1.top_ups", "B2.grant_without_payment"}


def test_a_refund_of_what_had_ended_unused_owes_nothing(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    shop.spend(ada, 400)
    payment = subscription.payments.get()
    ledger.expire(now=(payment.period_end or payment.settled) + timedelta(seconds=1))
    dealing.give_back(payment=payment, amount=1200, by=ada, reason="By hand")
    payment.refresh_from_db()
    ada.wallet.refresh_from_db()
    assert (payment.taken, ada.wallet.debt) == (1000, 400)
