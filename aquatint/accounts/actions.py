"""The verbs of people and keys."""

from collections.abc import Sequence
from importlib import import_module
from typing import Final

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.forms import EmailField

from aquatint.accounts import adoption, keys, tokens, trials, welcoming
from aquatint.accounts.errors import AddressInvalid, AddressTaken, NameTooLong, ScopeUnknown, TrialUsedUp
from aquatint.accounts.models import Adoption, ApiKey, Mail, Person
from aquatint.audit.actions import record
from aquatint.kit import clock

MOST_MAILS: Final = 200
LONGEST_NAME: Final = 80
MOST_LETTERS: Final = 254  # of an address: RFC 5321, and the column


def create_person(*, email: str, staff: bool = False, password: str | None = None, by: Person | None = None) -> Person:
    """Make a member whose address counts as verified, because an operator vouches for it.

    Such a member gets what the operator gives and no welcome. Raises `AddressInvalid` or `AddressTaken`.
    """
    address = email.strip().lower()
    try:
        EmailField(max_length=MOST_LETTERS).run_validators(address or "?")
    except ValidationError as error:
        raise AddressInvalid(f"“{address[:80]}” is not an e-mail address.", field="email") from error
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                address, password, is_staff=staff, is_superuser=staff, welcomed=clock.now()
            )
            EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
            record(verb="person.created", subject=person, actor=by, facts={"staff": staff})
    except IntegrityError as error:
        raise AddressTaken(f"There is already an account with the address {address}.", field="email") from error
    return person


def create_key(
    *, person: Person, name: str = "", scopes: Sequence[str] | None = None, by: Person | None = None
) -> tuple[ApiKey, str]:
    """Make a key and return it with its token, which cannot be shown a second time.

    Raises `ScopeUnknown` or `NameTooLong`.
    """
    wanted = list(keys.SCOPES if scopes is None else dict.fromkeys(scopes))
    for scope in wanted:
        if scope not in keys.SCOPES:
            sentence = f"There is no scope “{scope}”; the scopes are {', '.join(keys.SCOPES)}."
            raise ScopeUnknown(sentence, field="scopes")
    if len(name) > LONGEST_NAME:
        raise NameTooLong(f"The name has {len(name)} letters; {LONGEST_NAME} fit.", field="name")
    token = tokens.new()
    with transaction.atomic():
        key = ApiKey.objects.create(
            person=person, name=name.strip(), start=tokens.start(token), digest=tokens.digest(token), scopes=wanted
        )
        facts = {"person": person.public_id, "start": key.start, "scopes": wanted}
        record(verb="key.created", subject=key, actor=by or person, facts=facts)
    return key, token


def revoke_key(*, key: ApiKey, by: Person | None) -> ApiKey:
    """Take a key back, at once here and within `keys.TTL` seconds in other processes. Twice is the same as once."""
    with transaction.atomic():
        locked = ApiKey.objects.select_for_update().get(pk=key.pk)
        if locked.revoked is None:
            locked.revoked, locked.revoked_by = clock.now(), by
            locked.save(update_fields=["revoked", "revoked_by"])
            record(verb="key.revoked", subject=locked, actor=by, facts={"start": locked.start})
        transaction.on_commit(lambda: keys.forget([bytes(locked.digest)]))
    return locked


def join(*, email: str) -> Person:
    """Make a member who signed up by themselves and has yet to prove the address. Raises `AddressTaken`."""
    try:
        with transaction.atomic():
            person = Person.objects.create_user(email)
            record(verb="person.joined", subject=person, actor=person)
    except IntegrityError as error:
        raise AddressTaken(f"There is already an account with the address {email}.", field="email") from error
    return person


def set_password(*, person: Person, encoded: str) -> None:
    """Give a person a password, already hashed; all their sessions but the caller's own end by themselves."""
    with transaction.atomic():
        person.password = encoded
        person.save(update_fields=["password"])
        record(verb="person.password_set", subject=person, actor=person)


def welcome(*, person: Person) -> bool:
    """Give somebody who signed up by themselves what new members get, once; False if they had it."""
    with transaction.atomic():
        if not Person.objects.filter(pk=person.pk, welcomed=None).update(welcomed=clock.now()):
            return False
        for greeter in welcoming.greeters():
            greeter(person=person)
    return True


def create_guest(*, address: str) -> Person:
    """Make the owner of an anonymous trial. `address` is the network address that asks.

    Raises `TrialUsedUp` when `settings.TRIALS_PER_ADDRESS` guests began at this address today (UTC).
    """
    with transaction.atomic():
        if not trials.count(address, most=settings.TRIALS_PER_ADDRESS):
            raise TrialUsedUp(
                "Today's free pictures for your network are used up. Sign in to go on, or come back tomorrow.",
                retry_after=trials.seconds_left(),
            )
        guest = Person(email=None)
        guest.set_unusable_password()
        guest.save()
    return guest


def adopt(*, guest: Person, person: Person) -> Adoption | None:
    """Make what a guest has the person's own; a guest who was adopted before stays where they went.

    Returns None if there is nothing to adopt.
    """
    if not guest.is_guest or guest.pk == person.pk:
        return None
    with transaction.atomic():
        # A weaker lock than usual: whoever settles what the guest made has to refer to the guest's row meanwhile.
        Person.objects.select_for_update(no_key=True).get(pk=guest.pk)
        if Adoption.objects.filter(guest=guest).exists():
            return None
        for adopter in adoption.adopters():
            adopter(guest=guest, person=person)
        return Adoption.objects.create(guest=guest, person=person)


def end_sessions(*, sessions: Sequence[UserSession], by: Person) -> int:
    """Sign browsers out: each session ends at its next request. Returns how many."""
    with transaction.atomic():
        for session in sessions:
            session.end()
        if sessions:
            record(verb="sessions.ended", subject=by, actor=by, facts={"number": len(sessions)})
    return len(sessions)


def keep_mail(*, to: str, subject: str, text: str, html: str = "") -> Mail:
    """Put a mail into the development inbox, which holds the newest `MOST_MAILS`."""
    with transaction.atomic():
        mail = Mail.objects.create(to=to, subject=subject, text=text, html=html)
        newest = Mail.objects.order_by("-id").values("id")[:MOST_MAILS]
        Mail.objects.exclude(id__in=newest).delete()
    return mail


def forget_what_is_over() -> None:
    """Delete the sessions whose thirty days are over, and the counts of rate limits that no longer matter."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shared_cache WHERE expires < now()")  # as Django fills it: by the machine
