"""The ledger on the admin site."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory

from aquatint.accounts.models import Person
from aquatint.ledger.models import Correction, Entry, Freeze, Hold, Lot, Wallet


@pytest.mark.parametrize("model", [Wallet, Lot, Hold, Correction, Freeze, Entry])
def test_an_operator_reads_the_ledger_and_changes_nothing(model: Any, cleo: Person, rf: RequestFactory) -> None:
    cleo.is_superuser = True
    request = rf.get("/")
    request.user = cleo
    page = admin.site.get_model_admin(model)
    assert page.get_model_perms(request) == {"add": False, "change": False, "delete": False, "view": True}
    shown: Any = page.changelist_view(request)
    assert shown.render().status_code == 200
