"""One road from what a gateway tells into the books, whether by event, by re-reading or by listing."""

from aquatint.billing.actions.refunding import apply_refund, close_dispute, note_warning, open_dispute
from aquatint.billing.actions.settling import settle_payment
from aquatint.billing.actions.subscribing import apply_change, apply_failure
from aquatint.billing.gateways.base import Gateway
from aquatint.billing.gateways.happenings import (
    DisputeClosed,
    Disputed,
    Happening,
    Paid,
    PaymentFailed,
    Refunded,
    SubscriptionChanged,
    Warned,
)


def apply(*, gateway: Gateway, happening: Happening) -> str:
    """Make one happening true, in one transaction; told again, change nothing. Return what was done, in words."""
    match happening:
        case Paid():
            payment = settle_payment(gateway=gateway, paid=happening)
            outcome = f"{payment.public_id}: {payment.credits} credits" if payment else "payment does not fit"
        case Refunded():
            outcome = f"refund {apply_refund(gateway=gateway, told=happening).state}"
        case Disputed():
            outcome = f"dispute {open_dispute(gateway=gateway, told=happening).public_id}"
        case DisputeClosed():
            close_dispute(gateway=gateway, told=happening)
            outcome = "dispute won" if happening.won else "dispute lost"
        case SubscriptionChanged():
            outcome = apply_change(gateway=gateway, told=happening)
        case PaymentFailed():
            outcome = apply_failure(gateway=gateway, told=happening)
        case Warned():
            note_warning(gateway=gateway, told=happening)
            outcome = "warned of fraud"
        case _:
            outcome = happening.reason
    return outcome
