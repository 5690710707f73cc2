"""What only real processes show: the commands, and a process that is killed between two steps."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from aquatint.billing.gateways.till import actions as till
from aquatint.billing.gateways.till.models import Charge, Page, Return
from aquatint.billing.models import Delivery, Order, Payment, Refund
from aquatint.catalog import actions as catalog
from aquatint.kit import clock
from aquatint.ledger.models import Lot
from tests.billing.shop import Shop
from tests.commands.running import COMMAND

_REFUND = """
import django
django.setup()
from aquatint.billing import dealing
from aquatint.billing.models import Payment
payment = Payment.objects.get()
dealing.refund(payment=payment, by=payment.person)
"""
_ORDER = """
import django
django.setup()
from aquatint.accounts.models import Person
from aquatint.billing import dealing
from aquatint.catalog import shelf
price = shelf.price_of("pack-500", "once", "EUR")
dealing.buy(person=Person.objects.get(), gateway_name="till", price=price, consent=("1", "At once."), site="http://x")
"""


@pytest.fixture
def shop(transactional_db: None) -> Shop:
    """The counter, in the tables that other processes see."""
    catalog.seed()
    return Shop()


def run(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a process of ours on the test's database to its end."""
    about = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    database = " ".join(f"{name}={about[key]}" for name, key in names.items() if about[key])
    variables = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "aquatint.settings", **more}
    return subprocess.run(arguments, env=variables, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603


def tick(**more: str) -> "subprocess.CompletedProcess[str]":
    """Do a minute's work in a process."""
    return run(*COMMAND, "billing", "tick", **more)


def paid(shop: Shop, person: Any) -> Order:
    """Pay a pack at the till; its news waits in the inbox."""
    order, page = shop.order(person, "pack-500")
    till.pay(page=page)
    for body in shop.bodies():
        shop.deliver(body)
    return order


def test_reconcile_repairs_reports_and_says_so_in_json(shop: Shop, ada: Any) -> None:
    order, page = shop.order(ada, "pack-500")
    till.pay(page=page)
    shop.lose()
    done = run(*COMMAND, "billing", "reconcile", "--gateway", "till", "--json")
    assert done.returncode == 0, done.stderr
    [report] = json.loads(done.stdout)["gateways"]
    assert (report["gateway"], report["clean"], report["listed"], report["paid"]) == ("till", True, 1, {"EUR": 900})
    assert len(report["repaired"]) == 1
    assert (Order.objects.get(pk=order.pk).state, shop.credits(ada)) == ("paid", 500)

    with clock.shifted(-timedelta(days=1)):
        order, page = shop.order(ada, "pack-500")
        till.pay(page=page)
        shop.post()
    Charge.objects.filter(page=page).delete()
    done = run(*COMMAND, "billing", "reconcile")
    assert done.returncode == 1
    assert "the gateway does not list it" in done.stdout

    done = run(*COMMAND, "billing", "reconcile", "--gateway", "stripe")
    assert (done.returncode, done.stderr.strip()) == (1, "Error: There is no payment service 'stripe' here.")


def test_a_process_killed_after_applying_an_event_leaves_work_that_the_next_does_to_no_effect(
    shop: Shop, ada: Any
) -> None:
    paid(shop, ada)
    assert tick(AQUATINT_FAILPOINT="billing.applied").returncode == -signal.SIGKILL
    assert Delivery.objects.filter(handled=None).exists()
    done = tick()
    assert done.returncode == 0, done.stderr
    assert (shop.credits(ada), Payment.objects.count(), Lot.objects.count()) == (500, 1, 1)
    assert not Delivery.objects.filter(handled=None).exists()


def test_a_purchase_killed_before_its_page_was_remembered_counts_once_when_it_is_paid(shop: Shop, ada: Any) -> None:
    done = run(sys.executable, "-c", _ORDER, AQUATINT_FAILPOINT="billing.checkout_opened")
    assert done.returncode == -signal.SIGKILL, done.stderr
    order = Order.objects.get()
    assert (order.checkout, order.state) == ("", "placed")
    till.pay(page=Page.objects.get())
    assert tick().returncode == 0
    order = Order.objects.get()
    assert (order.state, shop.credits(ada), Payment.objects.count()) == ("paid", 500, 1)


@pytest.mark.parametrize("place", ["billing.refund_asked", "billing.refund_sent"])
def test_a_refund_whose_process_is_killed_is_sent_once_by_the_next(shop: Shop, ada: Any, place: str) -> None:
    paid(shop, ada)
    shop.post()
    done = run(sys.executable, "-c", _REFUND, AQUATINT_FAILPOINT=place)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (Refund.objects.get().state, shop.credits(ada)) == ("asked", 0)  # frozen, so nobody spends it meanwhile
    done = tick(AQUATINT_CLOCK="+2m")
    assert done.returncode == 0, done.stderr
    assert (Refund.objects.get().state, Payment.objects.get().refunded) == ("succeeded", 900)
    assert (Return.objects.count(), Charge.objects.get().refunded) == (1, 900)
