"""Credits that nobody pays for."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from aquatint.accounts.models import Person
from aquatint.audit.actions import record
from aquatint.billing import letters, promotions
from aquatint.billing.errors import CodeInvalid
from aquatint.billing.models import Allowance, Letter, Payment, Promotion, Redemption, Referral, ReferralCode
from aquatint.billing.periods import add_cycles
from aquatint.kit import clock
from aquatint.kit.errors import InvalidRequest
from aquatint.ledger import actions as ledger
from aquatint.ledger.models import Lot, Source

_NEWCOMER = timedelta(days=30)
_MOST_MISSED = 12


@transaction.atomic
def grant_gift(
    *,
    person: Person,
    credits: int,  # noqa: A002 -- the word of the trade
    key: str,
    reason: str,
    by: Person | None,
    expires: datetime | None = None,
) -> Lot:
    """Give somebody credits because the operator wants to. The same key: the same gift."""
    fresh = not Lot.objects.filter(key=f"gift:{key}").exists()
    lot = ledger.grant(
        person=person, credits=credits, source=Source.GIFT, key=f"gift:{key}", reason=reason, by=by, expires=expires
    )
    if fresh:
        letters.queue(person=person.pk, kind=Letter.Kind.GIFT, key=lot.public_id, credits=credits, reason=reason)
        record(verb="credits.given", subject=lot, actor=by, facts={"person": person.public_id, "credits": credits})
    return lot


@transaction.atomic
def make_promotion(
    *,
    code: str,
    by: Person | None,
    credits: int = 0,  # noqa: A002
    percent: int = 0,
    ends: datetime | None = None,
    most_uses: int | None = None,
    lasting_days: int | None = None,
) -> Promotion:
    """Make a code that gives credits, or takes some per cent off packs."""
    word = code.strip().upper()
    if not word or (credits > 0) == (0 < percent < 100):  # noqa: PLR2004 -- per cent
        raise InvalidRequest("A code gives credits, or takes 1 to 99 per cent off packs; not both.", field="code")
    made, fresh = Promotion.objects.get_or_create(
        code=word[:40],
        defaults={
            "credits": credits,
            "percent": percent,
            "starts": clock.now(),
            "ends": ends,
            "most_uses": most_uses,
            "lasting_days": lasting_days,
            "by": by,
        },
    )
    if not fresh:
        raise CodeInvalid("There is such a code already.", field="code")
    record(verb="promotion.made", subject=made, actor=by, facts={"credits": credits, "percent": percent})
    return made


@transaction.atomic
def redeem_promotion(*, person: Person, code: str) -> Lot:
    """Give somebody the credits of a code, once. Raises `CodeInvalid`."""
    if person.is_guest:
        raise CodeInvalid("Sign in first; then the code works.", field="code")
    promotion = promotions.usable(person, code)
    if not promotion.credits:
        raise CodeInvalid("This code makes packs cheaper; type it when you buy one.", field="code")
    lot = ledger.grant(
        person=person,
        credits=promotion.credits,
        source=Source.GIFT,
        key=f"promotion:{promotion.id.hex}:{person.id.hex}",
        reason=f"Code {promotion.code}",
        expires=clock.now() + timedelta(days=promotion.lasting_days) if promotion.lasting_days else None,
    )
    Redemption.objects.create(promotion=promotion, person=person, lot=lot)
    Promotion.objects.filter(pk=promotion.pk).update(uses=F("uses") + 1)
    return lot


@transaction.atomic
def referral_code(*, person: Person) -> str:
    """Return the word of a person's invitation link, made when it is first asked for."""
    row, _ = ReferralCode.objects.get_or_create(person=person, defaults={"code": secrets.token_hex(5)})
    return row.code


@transaction.atomic
def refer(*, invited: Person, code: str) -> Referral | None:
    """Remember who invited a new member. None for one's own code, an unknown one, or somebody who is not new."""
    inviter = ReferralCode.objects.filter(code=code.strip().lower()[:20]).first()
    known = Referral.objects.filter(invited=invited).first()
    if known or inviter is None or inviter.person_id == invited.pk or invited.is_guest:
        return known
    if invited.created < clock.now() - _NEWCOMER or Payment.objects.filter(person=invited).exists():
        return None
    row = Referral(inviter_id=inviter.person_id, invited=invited)
    Referral.objects.bulk_create([row], ignore_conflicts=True)
    return Referral.objects.get(invited=invited)


@transaction.atomic
def make_allowance(
    *,
    person: Person,
    credits: int,  # noqa: A002
    every: str,
    by: Person | None,
    reason: str,
    starts: datetime | None = None,
    ends: datetime | None = None,
    keeps: bool = False,
) -> Allowance:
    """Have somebody get credits on a schedule, the first at its start. Unless it `keeps`, they end with each cycle."""
    if every not in Allowance.Every.values or credits < 1 or not reason.strip():
        raise InvalidRequest("Give a number of credits, how often (day, week or month) and a reason.", field="every")
    made = Allowance.objects.create(
        person=person,
        credits=credits,
        every=every,
        by=by,
        reason=reason,
        starts=starts or clock.now(),
        ends=ends,
        keeps=keeps,
    )
    record(verb="allowance.made", subject=made, actor=by, facts={"person": person.public_id, "credits": credits})
    return made


@transaction.atomic
def stop_allowance(*, allowance: Allowance, by: Person | None) -> None:
    """End an allowance; what was given stays. Twice is the same as once."""
    if Allowance.objects.filter(pk=allowance.pk, stopped=None).update(stopped=clock.now(), stopped_by=by):
        record(verb="allowance.stopped", subject=allowance, actor=by)


def run_allowances() -> int:
    """Grant every allowance that is due, a transaction for each; return how many lots were given."""
    running = Allowance.objects.filter(stopped=None, starts__lte=clock.now()).values_list("pk", flat=True)
    return sum(_run(allowance=pk) for pk in list(running))


@transaction.atomic
def _run(*, allowance: UUID) -> int:
    """Grant the cycles that have begun. Of cycles missed during a long standstill only the newest few are looked at."""
    row = Allowance.objects.select_for_update(of=("self",)).select_related("person").get(pk=allowance)
    now, given = clock.now(), 0
    while row.stopped is None:
        begins = add_cycles(row.starts, row.every, row.given)
        ends = add_cycles(row.starts, row.every, row.given + 1)
        if begins > now or (row.ends and begins >= row.ends):
            break
        if ends > now or (row.keeps and given < _MOST_MISSED):
            ledger.grant(
                person=row.person,
                credits=row.credits,
                source=Source.GIFT,
                key=f"allowance:{row.id.hex}:{row.given}",
                reason=row.reason,
                expires=None if row.keeps else ends,
            )
            given += 1
        row.given += 1
    row.save(update_fields=["given"])
    return given
