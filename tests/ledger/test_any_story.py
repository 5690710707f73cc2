"""Any story told with the verbs ends as a model of a few lines says, and with books that balance."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.ledger import actions, errors
from aquatint.ledger.balance import balance
from aquatint.ledger.invariants import findings
from aquatint.ledger.models import Correction, Freeze, Hold, Lot, Wallet
from tests.ledger.wallets import claw_back, give, hold, refused, settle

BOUGHT = ("purchase", "subscription", "refund")
NEVER = 10_000
small = st.integers(1, 30)
chosen = st.integers(0, 1_000)


@dataclass
class Pile:
    """A lot of the model. Days count from the beginning of the story."""

    number: int
    lot: Lot
    source: str
    end: float
    available: int
    granted: int
    held: int = 0
    consumed: int = 0
    lapsed: int = 0
    removed: int = 0
    clawed: int = 0
    closed: bool = False
    freezes: list[Freeze] = field(default_factory=list)


@dataclass
class Promise:
    """A hold of the model."""

    hold: Hold
    parts: list[tuple[Pile, int]]
    captured: int | None = None


class Story(RuleBasedStateMachine):
    """Grants, holds, settlements, claw-backs, freezes and days passing, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.person = Person.objects.create_user("ada@example.net")
        self.begin = clock.now()
        self.day = 0
        self.shift = clock.shifted(timedelta(0))
        self.shift.__enter__()
        self.piles: list[Pile] = []
        self.promises: list[Promise] = []
        self.debt = 0

    def teardown(self) -> None:
        try:
            assert list(findings()) == []
        finally:
            self.shift.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # What the model says

    def usable(self) -> list[Pile]:
        piles = [pile for pile in self.piles if pile.available and pile.end > self.day and not pile.freezes]
        return sorted(piles, key=lambda pile: (pile.end, pile.source in BOUGHT, pile.number))

    def repay(self, pile: Pile) -> None:
        paid = min(self.debt, pile.available)
        self.repay_with(pile, paid)

    def repay_with(self, pile: Pile, paid: int) -> None:
        pile.available -= paid
        pile.removed += paid
        self.debt -= paid

    # What can happen

    @initialize(ending=small, bought=small, share=st.sampled_from([0.5, 0.9, 1.0]))
    def begin_with_an_open_hold(self, ending: int, bought: int, share: float) -> None:
        self.grant(number=ending, source="subscription", days=1)
        self.grant(number=bought, source="purchase", days=0)
        self.hold(share=share, more=0)

    @rule(number=small, source=st.sampled_from(["gift", "purchase", "subscription"]), days=st.integers(0, 5))
    def grant(self, number: int, source: str, days: int) -> None:
        ends = source == "subscription" or (source == "gift" and days > 1)
        end = self.day + days + 0.5 if ends else NEVER
        lot = give(self.person, number, source, expires=self.begin + timedelta(days=end) if ends else None)
        pile = Pile(len(self.piles), lot, source, end, number, number)
        self.piles.append(pile)
        self.repay(pile)

    @rule(share=st.sampled_from([0.0, 0.4, 0.8, 1.0]), more=st.sampled_from([0, 0, 0, 1]))
    def hold(self, share: float, more: int) -> None:
        number = int(share * sum(pile.available for pile in self.usable())) + more
        if self.debt:
            with refused(errors.WalletInDebt):
                hold(self.person, number)
            return
        if number > sum(pile.available for pile in self.usable()):
            with refused(errors.InsufficientCredits):
                hold(self.person, number)
            return
        promise = Promise(hold(self.person, number), [])
        for pile in self.usable():
            taken = min(pile.available, number)
            if taken:
                pile.available -= taken
                pile.held += taken
                promise.parts.append((pile, taken))
                number -= taken
        self.promises.append(promise)

    @precondition(lambda self: self.promises)
    @rule(which=chosen, share=st.sampled_from([0.0, 0.3, 0.7, 1.0]))
    def settle(self, which: int, share: float) -> None:
        promise = self.promises[which % len(self.promises)]
        captured = int(promise.hold.credits * share)
        if promise.captured not in {None, captured}:
            with refused(errors.HoldAlreadyResolved):
                settle(promise.hold, captured)
            return
        settle(promise.hold, captured)
        if promise.captured is None:
            promise.captured = captured
            self.resolve(promise, captured)

    def resolve(self, promise: Promise, captured: int) -> None:
        for pile, part in promise.parts:
            taken = min(part, captured)
            captured -= taken
            rest = part - taken
            pile.held -= part
            pile.consumed += taken
            if pile.end <= self.day:
                pile.lapsed += rest
            else:
                pile.available += rest
                self.repay_with(pile, min(rest, self.debt))

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        self.day += days
        clock.shift_by(timedelta(days=self.day))

    @rule()
    def expire(self) -> None:
        ended = [pile for pile in self.piles if pile.end <= self.day and not pile.closed]
        assert actions.expire() == len(ended)
        for pile in ended:
            pile.lapsed += pile.available
            pile.available = 0
            pile.closed = True

    @precondition(lambda self: self.piles and not self.debt)
    @rule(which=chosen, number=small)
    def claw_back(self, which: int, number: int) -> None:
        pile = self.piles[which % len(self.piles)]
        if number > pile.granted - pile.clawed:
            with refused(errors.NotThere):
                claw_back(pile.lot, number)
            return
        made = claw_back(pile.lot, number, key=f"claw:{pile.number}:{pile.clawed}")
        assert made.kind == Correction.Kind.CLAW_BACK
        found = min(pile.available, number)
        pile.available -= found
        pile.removed += found
        pile.clawed += number
        self.debt += number - found

    @precondition(lambda self: self.debt)
    @rule(share=st.sampled_from([0.5, 1.0, 1.0]))
    def write_off(self, share: float) -> None:
        number = max(1, int(self.debt * share))
        key = f"forgive:{Correction.objects.count()}"
        actions.write_off_debt(person=self.person, credits=number, key=key, reason="Goodwill")
        self.debt -= number

    @precondition(lambda self: self.piles)
    @rule(which=chosen)
    def freeze_or_thaw(self, which: int) -> None:
        pile = self.piles[which % len(self.piles)]
        if pile.freezes:
            actions.unfreeze(freeze=pile.freezes.pop(), reason="The dispute was won")
        else:
            key = f"dispute:{Freeze.objects.count()}"
            pile.freezes.append(actions.freeze(lot=pile.lot, key=key, reason="Disputed"))

    # What must be so after each step

    @invariant()
    def the_balance_is_the_models(self) -> None:
        now = balance(self.person)
        usable = self.usable()
        assert now.available == sum(pile.available for pile in usable)
        assert [(line.id, line.credits) for line in now.lots] == [(pile.lot.pk, pile.available) for pile in usable]
        assert now.held == sum(pile.held for pile in self.piles)
        assert now.debt == self.debt

    @invariant()
    def the_lots_are_the_models(self) -> None:
        kept = {lot.pk: lot for lot in Lot.objects.filter(wallet_id=self.person.pk)}
        for pile in self.piles:
            lot = kept[pile.lot.pk]
            assert (lot.available, lot.held, lot.consumed, lot.lapsed, lot.removed) == (
                pile.available, pile.held, pile.consumed, pile.lapsed, pile.removed
            )  # fmt: skip


@pytest.mark.django_db
def test_any_story_ends_as_the_model_says() -> None:
    calm = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Story,
        settings=settings(
            max_examples=80, stateful_step_count=30, deadline=None, suppress_health_check=calm, database=None
        ),
    )
    assert not Wallet.objects.exists()
