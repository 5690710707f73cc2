"""What the ledger refuses, and why."""

from aquatint.kit.errors import Conflict, InvalidRequest, NotEnoughCredits, Unavailable


class InvalidCredits(InvalidRequest):
    """The number of credits, the date or the reason makes no sense for this verb."""

    code = "invalid_credits"


class InsufficientCredits(NotEnoughCredits):
    """The wallet's spendable lots cannot cover a hold."""

    def __init__(self, *, needed: int, available: int, sentence: str = "") -> None:
        told = (
            f"This needs {_credits(needed)}, and {_credits(available)} {'is' if available == 1 else 'are'} available."
        )
        super().__init__(sentence or f"{told} Nothing was charged. Add credits or ask for less.")
        self.needed = needed
        self.available = available


class WalletInDebt(InsufficientCredits):
    """Credits that were refunded or disputed had already been spent; until that is settled, nothing can be held."""

    code = "wallet_in_debt"

    def __init__(self, *, needed: int, debt: int) -> None:
        sentence = (
            f"This needs {_credits(needed)}, and none are available: a payment was returned whose credits were already "
            f"spent, so {_credits(debt)} {'is' if debt == 1 else 'are'} owed. Nothing was charged. Add credits or "
            "write to us."
        )
        super().__init__(needed=needed, available=0, sentence=sentence)
        self.debt = debt


class KeyReused(Conflict):
    """The same key came before with other figures."""

    code = "key_reused"


class HoldAlreadyResolved(Conflict):
    """The hold was resolved with another figure."""

    code = "hold_already_resolved"


class CaptureExceedsHold(Conflict):
    """More was to be captured than was held: the charge may never exceed the quote."""

    code = "capture_exceeds_hold"


class NotThere(Conflict):
    """The correction asks for more than the lot or the debt has."""

    code = "not_that_many_credits"


class WalletBusy(Unavailable):
    """Others kept the wallet locked for longer than a statement may wait."""

    code = "wallet_busy"


def _credits(number: int) -> str:
    return "1 credit" if number == 1 else f"{number:,} credits"
