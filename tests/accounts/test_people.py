"""People: members and guests."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from aquatint.accounts import actions
from aquatint.accounts.errors import AddressInvalid, AddressTaken
from aquatint.accounts.models import Person
from aquatint.audit.models import Record

pytestmark = pytest.mark.django_db


def test_an_address_belongs_to_one_person_whatever_its_case(ada: Person) -> None:
    assert ada.email == "ada@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(email="ADA@example.org")


def test_an_operator_makes_a_member_whose_address_counts_as_proved(cleo: Person) -> None:
    person = actions.create_person(email=" Emil@Example.org ", by=cleo)
    assert person.email == "emil@example.org"
    assert EmailAddress.objects.get(user=person).verified
    assert Record.objects.get(verb="person.created").actor == cleo.public_id


def test_an_operator_can_be_made() -> None:
    assert actions.create_person(email="emil@example.org", staff=True).is_staff


def test_an_address_that_is_taken_is_refused_by_name(ada: Person) -> None:
    with pytest.raises(AddressTaken) as raised:
        actions.create_person(email="ADA@example.org")
    assert (raised.value.status, raised.value.field) == (409, "email")
    assert Person.objects.count() == 1


@pytest.mark.parametrize("email", ["", "emil", "emil@", "a b@example.org", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(AddressInvalid):
        actions.create_person(email=email)


def test_two_accounts_for_one_address_become_one() -> None:
    actions.join(email="emil@example.org")
    with pytest.raises(AddressTaken):
        actions.join(email="emil@example.org")
    assert Record.objects.filter(verb="person.joined").count() == 1
