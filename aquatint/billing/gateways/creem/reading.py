"""Creem's objects, read from its API, each at most once in one go; and what a payment was for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from aquatint.billing.gateways.creem import events
from aquatint.billing.gateways.creem.events import NOTHING, Object
from aquatint.billing.gateways.happenings import Paid

Get = Callable[[str, Mapping[str, str]], Object]
_PAGE: Final = 100
_MOST_PAGES: Final = 10_000


class Reading:
    """A look at Creem's books. `get(path, query)` returns an object, empty if there is none."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self._subscriptions: dict[str, Object] = {}
        self._of_customers: dict[str, list[Object]] = {}
        self._products: list[Object] | None = None

    def transaction(self, identity: str) -> Object:
        """Return a transaction, empty if there is none."""
        return self._get("/v1/transactions", {"transaction_id": identity}) if identity else NOTHING

    def subscription(self, identity: str) -> Object:
        """Return a subscription, empty if there is none."""
        if identity not in self._subscriptions:
            self._subscriptions[identity] = self._get("/v1/subscriptions", {"subscription_id": identity})
        return self._subscriptions[identity]

    def of_order(self, order: str) -> Object:
        """Return the paid transaction of one of Creem's orders, empty if it is not listed yet."""
        listed = self.pages("/v1/transactions/search", {"order_id": order}) if order else iter(())
        return next((one for page in listed for one in page if events.was_paid(one)), NOTHING)

    def pages(self, path: str, query: Mapping[str, str]) -> Iterator[list[Object]]:
        """Yield the pages of a search."""
        for number in range(1, _MOST_PAGES):
            found = self._get(path, {**query, "page_number": str(number), "page_size": str(_PAGE)})
            items: list[Object] = [one for one in found.get("items") or () if isinstance(one, dict)]
            yield items
            if not items or not events.part(found, "pagination").get("next_page"):
                return

    def paid(self, transaction: Object, subscription: Object) -> Paid:
        """Say what a subscription's transaction paid for: which plan, and whether for the rest of a period only."""
        product = self._product(transaction, subscription)
        prorated = not events.fits(transaction, product) and self._overlaps(transaction)
        plan = events.text(product, "id")
        return events.paid(transaction, about=subscription, plan=plan, prorated=prorated)

    def _product(self, transaction: Object, subscription: Object) -> Object:
        """Return the product of a transaction.

        A transaction does not name it. The newest is for the subscription's own product; an older one may be of a plan
        before a change, and is known by its price.
        """
        current = events.part(subscription, "product")
        newest = events.ref(subscription, "last_transaction_id") == events.text(transaction, "id")
        if newest or events.fits(transaction, current):
            return current
        if self._products is None:
            self._products = [one for page in self.pages("/v1/products/search", {}) for one in page]
        fitting = [
            one
            for one in self._products
            if events.fits(transaction, one) and events.text(one, "billing_type") == "recurring"
        ]
        # The same price twice (a product made twice) is one plan for us only by the id that we keep: leave it open.
        return fitting[0] if len(fitting) == 1 else NOTHING

    def _overlaps(self, transaction: Object) -> bool:
        """Whether a transaction's period begins inside another one that was paid: a change in the middle of it."""
        customer = events.ref(transaction, "customer")
        if not customer:
            return False
        if customer not in self._of_customers:
            listed = self.pages("/v1/transactions/search", {"customer_id": customer})
            self._of_customers[customer] = [one for page in listed for one in page]
        return any(_covers(other, transaction) for other in self._of_customers[customer])


def _covers(other: Object, transaction: Object) -> bool:
    begins, ends = (events.moment(other.get(name)) for name in ("period_start", "period_end"))
    moment = events.moment(transaction.get("period_start"))
    same = events.ref(other, "subscription") == events.ref(transaction, "subscription")
    if not (same and begins and ends and moment) or other.get("id") == transaction.get("id"):
        return False
    return events.was_paid(other) and begins < moment < ends
