"""People: members and guests."""

import pytest
from django.db import IntegrityError

from aquatint.accounts.models import Person


def test_an_address_belongs_to_one_person_whatever_its_case(ada: Person) -> None:
    assert ada.email == "ada@example.org"
    with pytest.raises(IntegrityError):
        Person.objects.create(email="ADA@example.org")
