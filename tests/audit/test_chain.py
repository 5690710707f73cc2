"""Records: added, chained, never changed; and the check that tells when somebody did."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from aquatint.accounts.models import Person
from aquatint.audit.actions import record
from aquatint.audit.invariants import findings
from aquatint.audit.models import Head, Record


@pytest.fixture
def three(ada: Person) -> None:
    """Three records about Ada."""
    for number in range(3):
        record(verb="test.happened", subject=ada, actor=ada, facts={"number": number, "word": "müde 版"})


@pytest.fixture
def unguarded(three: None) -> Iterator[None]:
    """The table without its trigger, as somebody with the database's password could have it."""
    _sql("ALTER TABLE audit_record DISABLE TRIGGER audit_append_only")
    yield
    _sql("ALTER TABLE audit_record ENABLE TRIGGER audit_append_only")


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _codes() -> list[str]:
    return [finding.code for finding in findings()]


def test_a_record_tells_who_did_what_to_whom(ada: Person, cleo: Person) -> None:
    made = record(verb="credits.granted", subject=ada, actor=cleo, facts={"credits": 50})
    kept = Record.objects.get(number=made.number)
    assert (kept.verb, kept.subject, kept.actor) == ("credits.granted", ada.public_id, cleo.public_id)
    assert kept.facts == {"credits": 50}


def test_an_untouched_chain_has_no_findings(three: None) -> None:
    assert _codes() == []
    assert Record.objects.count() == 3


@pytest.mark.django_db
def test_an_empty_chain_has_no_findings() -> None:
    assert _codes() == []


@pytest.mark.parametrize("statement", ["UPDATE audit_record SET verb = 'x'", "DELETE FROM audit_record"])
def test_the_database_refuses_to_change_or_delete_a_record(three: None, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        _sql(statement)


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'test.other'",
        "subject = 'per_somebody'",
        "actor = ''",
        "facts = '{\"number\": 7}'",
        '"at" = "at" + interval \'1 microsecond\'',
    ],
)
def test_a_changed_record_is_found(unguarded: None, change: str) -> None:
    _sql(f"UPDATE audit_record SET {change} WHERE number = 2")  # noqa: S608
    assert _codes() == ["audit.changed"]


def test_a_record_changed_together_with_its_digest_breaks_the_next(unguarded: None) -> None:
    _sql("UPDATE audit_record SET digest = sha256('x') WHERE number = 2")
    assert _codes() == ["audit.changed", "audit.broken_link"]


def test_a_missing_record_is_found(unguarded: None) -> None:
    _sql("DELETE FROM audit_record WHERE number = 2")
    assert _codes() == ["audit.missing"]


def test_a_cut_off_end_is_found(unguarded: None) -> None:
    _sql("DELETE FROM audit_record WHERE number = 3")
    assert _codes() == ["audit.cut_off"]


def test_a_head_that_does_not_match_is_found(three: None) -> None:
    Head.objects.update(digest=bytes(32))
    assert _codes() == ["audit.head_differs"]


def test_a_record_goes_with_the_transaction_that_it_tells_of(ada: Person) -> None:
    with transaction.atomic():
        record(verb="test.happened", subject=ada)
        transaction.set_rollback(True)
    assert not Record.objects.exists()
    assert record(verb="test.happened", subject=ada).number == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain() -> None:
    def write(number: int) -> None:
        try:
            record(verb="test.happened", subject=f"thing_{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    assert Record.objects.count() == 40
    assert _codes() == []
