"""What becomes of credits that reach a wallet in debt."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from aquatint.ledger import posting
from aquatint.ledger.models import Account, Wallet
from aquatint.ledger.spending import Part


def repay(parts: Sequence[Part], *, wallet: UUID, now: datetime, correction: UUID | None = None) -> int:
    """Use available credits of these lots, at most the debt, to repay it; return how many. Needs the wallet's lock."""
    paid = posting.take(parts, wallet=wallet, destination=Account.DEBT, now=now, correction=correction)
    Wallet.objects.filter(pk=wallet).update(debt=F("debt") - paid)
    return paid
