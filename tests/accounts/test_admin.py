"""The admin site: for staff who came through our own sign-in."""

from django.test import Client

from aquatint.accounts import actions
from aquatint.accounts.models import Person
from tests.accounts.conftest import PASSWORD


def test_the_admin_site_takes_no_password_of_its_own(browser: Client) -> None:
    actions.create_person(email="cleo@example.org", password=PASSWORD, staff=True)
    for method in (browser.get, browser.post):
        answer = method("/admin/login/?next=/admin/", {"username": "cleo@example.org", "password": PASSWORD})
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in")
    assert browser.get("/admin/").status_code == 302


def test_staff_who_signed_in_come_in_and_others_do_not(browser: Client, cleo: Person, ada: Person) -> None:
    browser.force_login(cleo)
    assert browser.get("/admin/").status_code == 200
    browser.force_login(ada)
    assert browser.get("/admin/", follow=True).status_code == 403
