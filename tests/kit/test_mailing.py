"""By which way mails leave, and that the chosen way can be built."""

import pytest
from django.utils.module_loading import import_string

from aquatint.kit import mailing

SMTP = {"host": "", "port": 25}


@pytest.mark.parametrize("service", [one for one in mailing.SERVICES if one != "none"])
def test_a_service_with_its_key_goes_first_and_can_be_built(service: str) -> None:
    chosen = mailing.mailers(service=service, key="secret", smtp={**SMTP, "host": "mail.example.org"})["default"]
    assert "secret" in chosen["OPTIONS"].values()
    backend = import_string(chosen["BACKEND"])(alias="default", **chosen["OPTIONS"])
    assert backend.esp_name.lower() == service


def test_a_server_is_used_without_a_service_and_the_inbox_without_both() -> None:
    named = mailing.mailers(service="postmark", key="", smtp={**SMTP, "host": "mail.example.org"})
    assert named["default"]["OPTIONS"]["host"] == "mail.example.org"
    assert not mailing.stays_here(named)
    assert mailing.stays_here(mailing.mailers(service="none", key="x", smtp=SMTP))
