"""API keys: made, recognised, used, taken back."""

import re
import string
import time
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from aquatint.accounts import actions, keys, tokens
from aquatint.accounts.errors import (
    AccountInactive,
    KeyMissing,
    KeyRevoked,
    KeyUnknown,
    NameTooLong,
    ScopeMissing,
    ScopeUnknown,
)
from aquatint.accounts.keys import _write_use_later as write_use_later
from aquatint.accounts.models import ApiKey, Person
from aquatint.audit.models import Record
from aquatint.kit import clock


def test_a_token_is_random_and_recognisable() -> None:
    made = {tokens.new() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch("aq_[0-9A-Za-z]{49}", token) for token in made)
    assert all(tokens.is_well_formed(token) for token in made)


def test_a_typo_anywhere_breaks_the_checksum() -> None:
    token = tokens.new()
    letters = string.digits + string.ascii_letters
    for place in range(3, len(token)):
        other = letters[(letters.index(token[place]) + 1) % 62]
        assert not tokens.is_well_formed(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize("text", ["", "aq_", "sk-1234", "aq_" + "0" * 49, "aq_" + "é" * 49, "x" * 100_000])
def test_what_is_no_token_is_not_well_formed(text: str) -> None:
    assert not tokens.is_well_formed(text)


def test_only_the_hash_of_a_token_is_stored(ada: Person) -> None:
    key, token = actions.create_key(person=ada, name="Shop")
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_apikey::text FROM accounts_apikey")
        stored = str(cursor.fetchall())
    assert token not in stored
    assert token[12:] not in stored
    assert key.start == token[:11]


def test_a_key_speaks_for_its_person(ada: Person, ben: Person) -> None:
    key, token = actions.create_key(person=ada)
    actions.create_key(person=ben)
    assert keys.person_of_key(token) == (ada, key)


def test_a_typo_is_refused_without_the_database(ada: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _, token = actions.create_key(person=ada)
    typo = token[:-1] + ("a" if token[-1] != "a" else "b")
    with django_assert_num_queries(0), pytest.raises(KeyUnknown, match="Copy it again"):
        keys.person_of_key(typo)


def test_no_key_at_all_says_how_to_send_one() -> None:
    with pytest.raises(KeyMissing, match="Authorization: Bearer"):
        keys.person_of_key(None)


@pytest.mark.django_db
def test_a_well_formed_key_that_was_never_given_out_is_unknown() -> None:
    with pytest.raises(KeyUnknown) as raised:
        keys.person_of_key(tokens.new())
    assert (raised.value.code, raised.value.status) == ("invalid_api_key", 401)


def test_the_first_use_costs_one_statement_and_the_next_none(
    ada: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, token = actions.create_key(person=ada)
    with django_assert_num_queries(1):
        person, _ = keys.person_of_key(token)
        assert person.email == "ada@example.org"
    with django_assert_num_queries(0):
        keys.person_of_key(token)


def test_a_remembered_key_is_asked_for_again_after_its_time(
    ada: Person, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(keys, "TTL", -1.0)
    _, token = actions.create_key(person=ada)
    keys.person_of_key(token)
    with django_assert_num_queries(1):
        keys.person_of_key(token)


def test_the_memory_is_bounded(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered: dict[bytes, object] = {}
    monkeypatch.setattr(keys, "MOST_REMEMBERED", 2)
    monkeypatch.setattr(keys, "_good", remembered)
    sizes = []
    for _ in range(5):
        keys.person_of_key(actions.create_key(person=ada)[1])
        sizes.append(len(remembered))
    assert sizes == [1, 2, 1, 2, 1]


def test_a_revoked_key_is_refused_at_once_in_this_process(
    ada: Person, django_capture_on_commit_callbacks: object
) -> None:
    key, token = actions.create_key(person=ada)
    keys.person_of_key(token)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.revoke_key(key=key, by=ada)
    with pytest.raises(KeyRevoked):
        keys.person_of_key(token)


def test_revoking_tells_who_and_when_and_only_the_first_time(ada: Person, cleo: Person) -> None:
    key, _ = actions.create_key(person=ada)
    first = actions.revoke_key(key=key, by=cleo)
    with clock.shifted(timedelta(hours=1)):
        again = actions.revoke_key(key=key, by=ada)
    assert again.revoked == first.revoked
    assert again.revoked_by == cleo
    assert Record.objects.filter(verb="key.revoked", subject=key.public_id, actor=cleo.public_id).count() == 1


def test_a_key_of_a_switched_off_account_is_refused(ada: Person) -> None:
    _, token = actions.create_key(person=ada)
    Person.objects.update(is_active=False)
    with pytest.raises(AccountInactive):
        keys.person_of_key(token)


def test_the_moment_of_use_is_written_at_most_once_a_minute(ada: Person) -> None:
    key, token = actions.create_key(person=ada)
    moments = []
    for seconds in (0, 30, 61):
        with clock.shifted(timedelta(seconds=seconds)):
            keys.forget()
            keys.person_of_key(token)
            keys.write_use()
        key.refresh_from_db()
        moments.append(key.last_used)
    first, second, third = moments
    assert first is not None
    assert third is not None
    assert second == first
    assert third > first + timedelta(seconds=60)


@pytest.mark.django_db(transaction=True)
def test_the_moment_of_use_is_written_without_the_caller_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_write_use_later", write_use_later)
    key, token = actions.create_key(person=Person.objects.create_user("ada@example.org"))
    keys.person_of_key(token)
    deadline = time.monotonic() + 10
    while key.last_used is None and time.monotonic() < deadline:
        key.refresh_from_db()
    assert key.last_used is not None


def test_uses_of_many_keys_are_written_in_one_statement(
    ada: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        keys.person_of_key(actions.create_key(person=ada)[1])
    with django_assert_num_queries(1):
        keys.write_use()
    assert not ApiKey.objects.filter(last_used=None).exists()


def test_a_key_has_both_scopes_unless_told_otherwise(ada: Person) -> None:
    whole, _ = actions.create_key(person=ada)
    reader, _ = actions.create_key(person=ada, scopes=["read"])
    keys.require(whole, "images")
    keys.require(reader, "read")
    with pytest.raises(ScopeMissing, match="images"):
        keys.require(reader, "images")


def test_a_scope_that_does_not_exist_is_refused(ada: Person) -> None:
    with pytest.raises(ScopeUnknown) as raised:
        actions.create_key(person=ada, scopes=["images", "everything"])
    assert raised.value.field == "scopes"
    assert not ApiKey.objects.exists()


def test_a_name_that_does_not_fit_is_refused(ada: Person) -> None:
    with pytest.raises(NameTooLong):
        actions.create_key(person=ada, name="x" * 81)
