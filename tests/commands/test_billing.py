"""`aquatint billing`: what it refuses, and what it says was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aquatint.accounts.models import Person
from aquatint.billing import actions
from aquatint.billing.models import Letter
from aquatint.catalog import actions as catalog
from aquatint.catalog import offers, shelf
from aquatint.commands import instance
from aquatint.commands.billing import billing
from aquatint.studio import pricing
from tests.billing.shop import at

Command = Callable[..., Result]


@contextmanager
def _open() -> Iterator[None]:
    """Stand for an instance that is open already: the suite's own."""
    with instance._plain_errors():  # noqa: SLF001 -- what the real one does with errors that are meant for people
        yield


@pytest.fixture
def command(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Run a command of the group on the suite's database, with plans and packs on the shelf."""
    monkeypatch.setattr(instance, "opened", _open)
    catalog.seed()
    yield lambda *words, **more: CliRunner().invoke(billing, words, **more)
    offers.forget()


@pytest.mark.parametrize("wrong", [("--currency", "GBP"), ("--starts", "tomorrow"), ("--starts", "2027-02-30")])
def test_a_price_that_nobody_would_see_is_refused_with_a_sentence(command: Command, wrong: tuple[str, str]) -> None:
    done = command("announce", "studio", "1500", "1000", *wrong)
    assert done.exit_code == 2
    assert f"Invalid value for '{wrong[0]}'" in done.output
    assert not shelf.announced()


@pytest.mark.parametrize("currency", ["USD", "usd"])
def test_a_price_begins_at_midnight_utc_of_its_day(command: Command, currency: str) -> None:
    with at(datetime(2027, 1, 1, tzinfo=UTC)):
        done = command("announce", "studio", "1600", "1000", "--currency", currency, "--starts", "2027-01-31")
        assert done.exit_code == 0, done.output
        [price] = shelf.announced()
    assert (price.currency, price.starts) == ("USD", datetime(2027, 1, 31, tzinfo=UTC))


def test_every_currency_on_the_pricing_page_can_be_announced(command: Command) -> None:
    for currency in pricing.CURRENCIES:
        assert command("announce", "studio", "1600", "1000", "--currency", currency).exit_code == 0
    given: dict[str, Any] = {param.name or "": param for param in billing.commands["announce"].params}
    assert tuple(given["currency"].type.choices) == pricing.CURRENCIES


def test_news_tell_how_many_mails_were_really_added(command: Command, ada: Person, ben: Person) -> None:
    def written(key: str) -> str:
        done = command("news", "Sets", "-", "--key", key, input="There are sets now.")
        assert done.exit_code == 0, done.output
        return done.output

    assert written("sets") == "Nobody wants news. Nothing is in the outbox.\n"
    actions.want_news(person=ada, words="Yes.", origin="test")
    assert written("sets") == "1 mail was added to the outbox.\n"
    assert written("sets") == "Nothing was added to the outbox: everybody who wants news has these.\n"
    actions.want_news(person=ben, words="Yes.", origin="test")
    assert written("sets") == "1 mail was added to the outbox.\n"
    assert written("more") == "2 mails were added to the outbox.\n"
    assert Letter.objects.filter(kind="news").count() == 4
