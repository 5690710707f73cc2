"""The verbs of people and keys."""

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from aquatint.accounts import keys, tokens
from aquatint.accounts.errors import AddressInvalid, AddressTaken, ScopeUnknown
from aquatint.accounts.models import ApiKey, Person
from aquatint.audit.actions import record
from aquatint.kit import clock


def create_person(*, email: str, staff: bool = False, password: str | None = None, by: Person | None = None) -> Person:
    """Make a member whose address counts as verified, because an operator vouches for it.

    Raises `AddressInvalid` or `AddressTaken`.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressInvalid(f"“{address}” is not an e-mail address.", field="email") from error
    try:
        with transaction.atomic():
            person = Person.objects.create_user(address, password, is_staff=staff, is_superuser=staff)
            EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
            record(verb="person.created", subject=person, actor=by, facts={"staff": staff})
    except IntegrityError as error:
        raise AddressTaken(f"There is already an account with the address {address}.", field="email") from error
    return person


def create_key(
    *, person: Person, name: str = "", scopes: Sequence[str] | None = None, by: Person | None = None
) -> tuple[ApiKey, str]:
    """Make a key and return it with its token, which cannot be shown a second time.

    Raises `ScopeUnknown`.
    """
    wanted = list(keys.SCOPES if scopes is None else dict.fromkeys(scopes))
    for scope in wanted:
        if scope not in keys.SCOPES:
            sentence = f"There is no scope “{scope}”; the scopes are {', '.join(keys.SCOPES)}."
            raise ScopeUnknown(sentence, field="scopes")
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
        transaction.on_commit(lambda: keys.forget([locked.digest]))
    return locked
