"""The outbox: letters on their way."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from aquatint.accounts.models import Person
from aquatint.audit.actions import record
from aquatint.billing import letters as outbox
from aquatint.billing.models import Letter, NewsConsent
from aquatint.kit import clock

_PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
_CLAIM: Final = timedelta(minutes=10)
"""While a letter is being sent nobody else takes it. A process that dies in between may send it a second time."""


@transaction.atomic
def take_letters(*, most: int = 50) -> list[Letter]:
    """Return letters that are due, put off for everybody else while they are being sent."""
    now = clock.now()
    due = Letter.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        due__lte=now, sent=None, given_up=None
    )
    letters = list(due.select_related("person").order_by("due")[:most])
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(due=now + _CLAIM, tries=F("tries") + 1)
    return letters


@transaction.atomic
def letter_sent(*, letter: Letter) -> None:
    """Write down that a letter went out."""
    Letter.objects.filter(pk=letter.pk).update(sent=clock.now(), problem="")


@transaction.atomic
def letter_failed(*, letter: Letter, problem: str, final: bool = False) -> None:
    """Have a letter sent again later; after the last pause, or when it is `final`, it is given up."""
    now = clock.now()
    if final or letter.tries >= len(_PAUSES):
        Letter.objects.filter(pk=letter.pk).update(given_up=now, problem=problem[:500])
    else:
        Letter.objects.filter(pk=letter.pk).update(due=now + _PAUSES[letter.tries], problem=problem[:500])


@transaction.atomic
def write_news(*, subject: str, words: str, key: str, by: Person | None = None) -> int:
    """Write product news to everybody who wants them, once for each key; return how many will get them."""
    wanting = NewsConsent.objects.filter(ended=None, person__is_active=True).values_list("person", flat=True)
    people = list(wanting)
    for person in people:
        outbox.queue(person=person, kind=Letter.Kind.NEWS, key=f"{key}:{person.hex}", subject=subject, words=words)
    record(verb="news.written", subject=f"news:{key}", actor=by, facts={"number": len(people)})
    return len(people)
