"""A flood of a gateway's events: delivered many times in any order, some of them forged; the books must agree."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from aquatint.billing import dealing, receiving
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.till import actions as till_actions
from aquatint.billing.gateways.till.models import Charge, Notice, Page
from aquatint.billing.gateways.till.signature import HEADER, sign
from aquatint.billing.invariants import findings as of_billing
from aquatint.billing.models import Finding, ForgeryCount, Payment
from aquatint.catalog import actions as catalog
from aquatint.catalog import shelf
from aquatint.ledger.invariants import findings as of_ledger

FORGED = 0.05


@dataclass(frozen=True)
class Seen:
    """What came of a flood. `gateway` and `books` are (paid, refunded) in minor units; `effects` is of forged ones."""

    events: int
    deliveries: int
    forged: int
    counted: int
    gateway: tuple[int, int]
    books: tuple[int, int]
    effects: int
    findings: list[str]

    @property
    def clean(self) -> bool:
        """Whether books and gateway agree, and no forgery did anything."""
        return self.gateway == self.books and not self.effects and not self.findings and self.forged == self.counted


def flood(*, events: int, deliveries: int, seed: int, tell: Callable[[str], object] = lambda _: None) -> Seen:
    """Let people buy, refund and dispute at the till until it has written so many events; deliver them; compare.

    `tell` hears now and then how far it is.
    """
    dice = random.Random(seed)  # noqa: S311 -- a flood, no secret
    catalog.seed()
    registry.forget()
    till: Any = registry.gateway("till")
    bodies = _live(dice, events)
    extra = [dice.choice(bodies) for _ in range(deliveries - len(bodies))]
    line = [*bodies, *extra]
    dice.shuffle(line)
    forged = 0
    tell(f"{len(bodies)} events written")
    for number, body in enumerate(line):
        if dice.random() < FORGED:
            forged += 1
            spoiled, signature = _forged(dice, body, till.secret)
            receiving.receive("till", {HEADER: signature}, spoiled)
        receiving.receive("till", {HEADER: sign(body, secret=till.secret)}, body)
        if number % 500 == 0:
            dealing.handle_due(most=400)
        if number % 10_000 == 0:
            tell(f"{number} of {len(line)} delivered")
    while dealing.handle_due(most=1000):
        pass
    dealing.tend()
    charges, payments = Charge.objects.all(), Payment.objects.all()
    lost = sum(row.amount for charge in charges for row in charge.complaints.all() if row.won is False)
    evil = Payment.objects.filter(transaction__startswith="evil").count()
    return Seen(
        events=len(bodies),
        deliveries=len(line),
        forged=forged,
        counted=sum(ForgeryCount.objects.values_list("times", flat=True)),
        gateway=(sum(row.amount for row in charges), sum(row.refunded for row in charges) + lost),
        books=(sum(row.amount for row in payments), sum(row.refunded for row in payments)),
        effects=evil,
        findings=[
            *(finding.sentence for finding in (*of_billing(), *of_ledger())),
            *Finding.objects.filter(closed=None).exclude(code="disputed").values_list("sentence", flat=True),
        ],
    )


def _live(dice: random.Random, events: int) -> list[bytes]:
    """Have a few people live at the till until there are so many events; return their bodies."""
    people = [get_user_model().objects.create_user(f"flood{number}@example.org") for number in range(20)]
    packs = [price for price in shelf.on_sale(currency="EUR") if not price.product.is_plan]
    while Notice.objects.count() < events:
        _, redirect = dealing.buy(
            person=dice.choice(people),
            gateway_name="till",
            price=dice.choice(packs),
            consent=("1", "At once."),
            site="http://localhost",
        )
        page = Page.objects.get(pk=redirect.ref)
        if dice.random() < 0.2:
            till_actions.decline(page=page)
        charge = till_actions.pay(page=page)
        if charge and dice.random() < 0.5:
            part = dice.randint(1, charge.amount // 2)
            till_actions.send_back(charge=charge.pk, amount=part, key=f"{charge.pk}:1")
            till_actions.send_back(charge=charge.pk, amount=dice.randint(1, part), key=f"{charge.pk}:2")
        if charge and dice.random() < 0.2:
            complaint = till_actions.complain(charge=charge)
            till_actions.decide(complaint=complaint, won=dice.random() < 0.5)
    return [notice.body.encode() for notice in Notice.objects.order_by("created", "id")]


def _forged(dice: random.Random, body: bytes, secret: str) -> tuple[bytes, str]:
    """Return a body that somebody without the secret could send: altered, or made up, or signed with another."""
    content = json.loads(body)
    content["id"] = f"evil_{dice.getrandbits(64):x}"
    content["object"]["id"] = content["id"]
    spoiled = json.dumps(content).encode()
    return spoiled, dice.choice(["", "t=1,v1=00", sign(body, secret=secret), sign(spoiled, secret="a guess")])
