"""The verbs of the ledger. Each is one transaction, or joins its caller's without a savepoint.

A verb takes the wallet's lock, so that all that happens to one person happens in a line and nobody else waits. Every
verb that gives or takes carries a key chosen by the caller: the same key with the same figures answers as before and
moves nothing, with other figures it raises `KeyReused`. There is no verb that moves credits from one person to another.
"""

from aquatint.ledger.actions.correcting import adjust, claw_back, repay_debt, write_off_debt
from aquatint.ledger.actions.expiring import expire
from aquatint.ledger.actions.freezing import freeze, unfreeze
from aquatint.ledger.actions.granting import grant
from aquatint.ledger.actions.holding import hold, release, settle

__all__ = [
    "adjust",
    "claw_back",
    "expire",
    "freeze",
    "grant",
    "hold",
    "release",
    "repay_debt",
    "settle",
    "unfreeze",
    "write_off_debt",
]
