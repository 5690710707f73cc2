"""The inbox: what gateways send is stored whole first, and handled once later."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from aquatint.billing import findings
from aquatint.billing.gateways.base import Event, Gateway
from aquatint.billing.models import Delivery, ForgeryCount
from aquatint.kit import clock

_PAUSES: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600))


@transaction.atomic
def take_in(*, gateway: Gateway, event: Event, body: bytes) -> Delivery | None:
    """Store a webhook whose signature was good. None if it was there already: then it is only counted."""
    row = Delivery(
        gateway=gateway.name,
        event_id=event.id,
        type=event.type[:100],
        environment=event.environment[:8],
        body=body,
        due=clock.now(),
    )
    Delivery.objects.bulk_create([row], ignore_conflicts=True)
    kept = Delivery.objects.only("pk").get(gateway=gateway.name, event_id=event.id)
    if kept.pk == row.pk:
        return row
    Delivery.objects.filter(pk=kept.pk).update(times=F("times") + 1)
    return None


@transaction.atomic
def count_forgery(*, gateway: str) -> None:
    """Count a webhook whose signature was bad. Nothing of it is kept."""
    day = clock.now().date()
    ForgeryCount.objects.bulk_create([ForgeryCount(gateway=gateway, day=day, times=0)], ignore_conflicts=True)
    ForgeryCount.objects.filter(gateway=gateway, day=day).update(times=F("times") + 1)


@transaction.atomic
def delivery_handled(*, delivery: Delivery, outcome: str) -> None:
    """Write down what became of a delivery."""
    Delivery.objects.filter(pk=delivery.pk, handled=None).update(
        handled=clock.now(), outcome=outcome, tries=F("tries") + 1
    )
    findings.settle(keys=[f"delivery_stuck:{delivery.public_id}"], why="It was handled.")


@transaction.atomic
def delivery_failed(*, delivery: Delivery, why: str) -> None:
    """Have a delivery handled again later; after the last pause the operator has a line and it goes on daily."""
    pause = _PAUSES[min(delivery.tries, len(_PAUSES) - 1)]
    Delivery.objects.filter(pk=delivery.pk, handled=None).update(
        tries=F("tries") + 1, due=clock.now() + pause, outcome=why
    )
    if delivery.tries >= len(_PAUSES) - 1:
        findings.note(
            code="delivery_stuck",
            key=delivery.public_id,
            sentence=f"Event {delivery.event_id} ({delivery.type}) cannot be handled: {why}",
            gateway=delivery.gateway,
        )
