"""Every page of billing in its states: no dead link, nothing that the policy forbids, nobody else's rows."""

from collections.abc import Callable

import pytest
from django.test import Client

from aquatint.accounts.models import Person
from aquatint.billing import actions, dealing, mails
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.models import Receipt
from tests.billing.shop import Shop
from tests.studio.pages import addresses, double_ids, forbidden
from tests.studio.statics import is_there

Story = Callable[[Shop, Person], str]


def _full(shop: Shop, ada: Person) -> str:
    """A plan, a used pack, a refunded one, an order that waits, an invitation."""
    shop.gift(ada, 40)
    shop.subscribe(ada)
    shop.spend(ada, 120)
    dealing.refund(payment=shop.buy(ada), by=ada)
    shop.buy(ada, "pack-1500")
    shop.order(ada, "pack-5000")
    actions.referral_code(person=ada)
    shop.post()
    return "/account/billing"


def _disputed(shop: Shop, ada: Person) -> str:
    subscription = shop.subscribe(ada)
    till.complain(charge=shop.charges(subscription)[0])
    shop.post()
    return "/account/billing"


def _order(shop: Shop, ada: Person) -> str:
    return f"/billing/orders/{shop.order(ada, 'pack-500')[0].public_id}"


def _paid_order(shop: Shop, ada: Person) -> str:
    order = shop.buy(ada).order
    assert order is not None
    return f"/billing/orders/{order.public_id}"


def _withdrawn(shop: Shop, ada: Person) -> str:
    payment = shop.buy(ada)
    dealing.withdraw(payment=payment, person=ada, words="I withdraw.")
    return f"/withdrawal/{payment.public_id}"


def _on_plan(address: str) -> Story:
    def story(shop: Shop, ada: Person) -> str:
        shop.subscribe(ada)
        return address

    return story


def _credit_note(shop: Shop, ada: Person) -> str:
    dealing.refund(payment=shop.buy(ada), by=ada)
    shop.post()
    return f"/receipts/{Receipt.objects.latest('created').public_id}"


PAGES: dict[str, Story] = {
    "prices": lambda *_: "/pricing",
    "prices, yearly, dollars": lambda *_: "/pricing?interval=year&currency=USD&n=4",
    "prices with a plan": _on_plan("/pricing"),
    "checkout of a pack": lambda shop, _: f"/checkout/{shop.price('pack-500').public_id}",
    "checkout of a plan": lambda shop, _: f"/checkout/{shop.price('press', 'year').public_id}",
    "checkout of a second plan": _on_plan("/pricing"),
    "order": _order,
    "order, left": lambda shop, ada: f"{_order(shop, ada)}?left=1",
    "order, paid": _paid_order,
    "billing, empty": lambda *_: "/account/billing",
    "billing, full": _full,
    "billing, disputed": _disputed,
    "cancel": _on_plan("/account/billing/cancel"),
    "change": _on_plan("/account/billing/plan"),
    "refund": lambda shop, ada: f"/account/billing/payments/{shop.buy(ada).public_id}/refund",
    "withdrawals": lambda shop, ada: f"/withdrawal?{shop.buy(ada).public_id}",
    "withdraw": lambda shop, ada: f"/withdrawal/{shop.buy(ada).public_id}",
    "withdrawn": _withdrawn,
    "credit note": _credit_note,
    "unsubscribe": lambda _, ada: f"/unsubscribe/{mails.unsubscribe_token(ada)}",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_dead_link_and_nothing_that_is_forbidden(
    name: str, shop: Shop, page: Client, ada: Person
) -> None:
    reply = page.get(PAGES[name](shop, ada))
    html = reply.content.decode()
    assert reply.status_code == 200
    assert not forbidden(html)
    assert not double_ids(html)
    assert not [address for address in addresses(html) if not _resolves(page, address)]


@pytest.mark.parametrize("name", ["order", "refund", "withdraw", "credit note"])
def test_nobody_sees_what_belongs_to_another(name: str, shop: Shop, page: Client, ben: Person) -> None:
    assert page.get(PAGES[name](shop, ben)).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/account/billing", "/account/billing/cancel", "/withdrawal", "/account/billing/history.csv", "/receipts/rct_x"],
)
def test_pages_about_money_need_a_member(address: str, client: Client, shop: Shop) -> None:
    assert client.get(address)["Location"].startswith("/sign-in?next=")


def _resolves(client: Client, address: str) -> bool:
    path = address.partition("#")[0]
    if not path or path.startswith("http") or path.endswith(".pdf"):  # making one takes a while; a test of its own does
        return True
    if path.startswith("/static/"):
        return is_there(path)
    return client.get(path).status_code in {200, 302, 303, 405}
