"""What can be read at Stripe: single objects, lists in pages, objects inside objects on request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from aquatint.emulator.payments.stripe import shapes
from aquatint.emulator.payments.stripe.shapes import Object
from aquatint.emulator.payments.stripe.shop import Stripe

_MOST: Final = 100


class Wrong(Exception):
    """A request that Stripe would refuse, in the shape of its errors."""

    def __init__(self, status: int, code: str, message: str, param: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.param = param


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the shop, what is in the path, what is in form or query, and the address of the mount."""

    shop: Stripe
    path: Mapping[str, str]
    asked: dict[str, Any]
    mount: str

    def only(self, *names: str) -> None:
        """Refuse parameters that Stripe does not know here."""
        for name in self.asked:
            if name not in {*names, "expand"}:
                raise Wrong(400, "parameter_unknown", f"Received unknown parameter: {name}", name)


def known[T](kept: Mapping[str, T], identity: object, what: str, param: str = "id", status: int = 404) -> T:
    """Return a record. Raises `Wrong` as Stripe does where there is none."""
    if not isinstance(identity, str) or identity not in kept:
        raise Wrong(status, "resource_missing", f"No such {what}: '{identity}'", param)
    return kept[identity]


def thing(shop: Stripe, identity: str) -> Object:
    """Return any object by its id."""
    shop.expire_due()
    prefix = identity.rsplit("_", 1)[0]
    if prefix == "pi":
        if found := shapes.intent(shop, identity):
            return found
        raise Wrong(404, "resource_missing", f"No such payment_intent: '{identity}'", "intent")
    if prefix == "ch":
        return shapes.charge(shop, known(shop.payments, f"pi_{identity[3:]}", "charge"))
    return _KINDS[prefix](shop, identity) if prefix in _KINDS else known({}, identity, "object")


_KINDS: Final[Mapping[str, Callable[[Stripe, str], Object]]] = {
    "cs_test": lambda shop, id_: shapes.session(shop, known(shop.checkouts, id_, "checkout.session", "session")),
    "sub": lambda shop, id_: shapes.subscription(shop, known(shop.subscriptions, id_, "subscription")),
    "in": lambda shop, id_: shapes.invoice(shop, known(shop.bills, id_, "invoice", "invoice")),
    "re": lambda shop, id_: shapes.refund(shop, known(shop.refunds, id_, "refund")),
    "dp": lambda shop, id_: shapes.dispute(shop, known(shop.disputes, id_, "dispute")),
    "cus": lambda shop, id_: shapes.customer(known(shop.customers, id_, "customer")),
    "price": lambda shop, id_: shapes.price(known(shop.prices, id_, "price")),
    "issfr": lambda shop, id_: known(shop.warnings, id_, "early fraud warning"),
}


def expanded(shop: Stripe, found: Object, paths: object) -> Object:
    """Put the objects in that were asked for, such as `latest_charge.refunds` or `data.payments`."""
    for path in paths if isinstance(paths, list) else []:
        _expand(shop, found, str(path))
    return found


def _expand(shop: Stripe, found: Object, path: str) -> None:
    name, _, rest = path.partition(".")
    if name == "data":
        for row in found["data"]:
            _expand(shop, row, rest)
        return
    if name not in found and (found.get("object"), name) not in {("charge", "refunds"), ("invoice", "payments")}:
        raise Wrong(400, "", f"This property cannot be expanded ({name}).", "expand")
    if name == "refunds":
        rows = [shapes.refund(shop, one) for one in shop.refunds.values() if one.payment == found["payment_intent"]]
        found[name] = shapes.listed(rows[:10], f"/v1/charges/{found['id']}/refunds", more=len(rows) > 10)  # noqa: PLR2004 -- Stripe's
    elif name == "payments":
        bill = shop.bills[found["id"]]
        rows = [shapes.invoice_payment(bill, shop.payments[bill.payment])] if bill.payment else []
        found[name] = shapes.listed(rows, "/v1/invoice_payments")
    elif isinstance(found[name], str):
        found[name] = thing(shop, found[name])
    if rest and found[name]:
        _expand(shop, found[name], rest)


def one(call: Call) -> Object:
    """Return one object by the id in the path."""
    call.only()
    return expanded(call.shop, thing(call.shop, call.path["id"]), call.asked.get("expand"))


def paged(call: Call, rows: list[Object], url: str) -> Object:
    """Return a page of a list, newest first, `created` and `starting_after` applied."""
    since = int((call.asked.get("created") or {}).get("gte", 0))
    rows = sorted((row for row in rows if row.get("created", 0) >= since), key=lambda row: -row.get("created", 0))
    after = call.asked.get("starting_after")
    if after:
        rows = rows[next((number + 1 for number, row in enumerate(rows) if row["id"] == after), len(rows)) :]
    most = int(call.asked.get("limit", 10))
    if not 1 <= most <= _MOST:
        raise Wrong(400, "", "limit must be between 1 and 100", "limit")
    return expanded(call.shop, shapes.listed(rows[:most], url, more=len(rows) > most), call.asked.get("expand"))


_PAGE: Final = ("limit", "starting_after", "created")


def _prices(call: Call) -> Object:
    call.only(*_PAGE, "lookup_keys", "active")
    keys = call.asked.get("lookup_keys")
    rows = [shapes.price(kept) for kept in call.shop.prices.values() if kept.is_plan]
    return paged(call, [row for row in rows if not keys or row["lookup_key"] in keys], "/v1/prices")


def _sessions(call: Call) -> Object:
    call.only(*_PAGE, "payment_intent")
    rows = [shapes.session(call.shop, kept) for kept in call.shop.checkouts.values() if "bill" not in kept.more]
    return paged(call, _fitting(call, rows, "payment_intent"), "/v1/checkout/sessions")


def _invoices(call: Call) -> Object:
    call.only(*_PAGE, "subscription", "status")
    rows = [shapes.invoice(call.shop, bill) for bill in reversed(call.shop.bills.values())]
    plan = call.asked.get("subscription")
    rows = [row for row in rows if not plan or row["parent"]["subscription_details"]["subscription"] == plan]
    return paged(call, _fitting(call, rows, "status"), "/v1/invoices")


def _invoice_payments(call: Call) -> Object:
    call.only(*_PAGE, "payment", "status")
    wanted = (call.asked.get("payment") or {}).get("payment_intent")
    paid = [bill for bill in call.shop.bills.values() if bill.payment and bill.payment == (wanted or bill.payment)]
    rows = [shapes.invoice_payment(bill, call.shop.payments[bill.payment]) for bill in paid]
    return paged(call, rows, "/v1/invoice_payments")


def _refunds(call: Call) -> Object:
    call.only(*_PAGE, "payment_intent")
    rows = [shapes.refund(call.shop, kept) for kept in call.shop.refunds.values()]
    return paged(call, _fitting(call, rows, "payment_intent"), "/v1/refunds")


def _disputes(call: Call) -> Object:
    call.only(*_PAGE, "payment_intent")
    rows = [shapes.dispute(call.shop, kept) for kept in call.shop.disputes.values()]
    return paged(call, _fitting(call, rows, "payment_intent"), "/v1/disputes")


def _balance(call: Call) -> Object:
    call.only(*_PAGE, "type")
    return paged(call, _fitting(call, shapes.balance(call.shop), "type"), "/v1/balance_transactions")


def _events(call: Call) -> Object:
    """Return events; with `delivery_success=false` those that did not arrive (yet)."""
    call.only(*_PAGE, "types", "type", "delivery_success")
    kinds = call.asked.get("types") or []
    if len(kinds) > 20:  # noqa: PLR2004 -- Stripe's
        raise Wrong(400, "", "types takes at most 20", "types")
    want = call.asked.get("delivery_success")
    rows = [
        msgspec.json.decode(notice.body)
        for notice in call.shop.outbox.notices
        if (not kinds or notice.type in kinds)
        and (want is None or (notice.state == "delivered") == (want in {"true", "True"}))
    ]
    return paged(call, rows, "/v1/events")


def _fitting(call: Call, rows: list[Object], name: str) -> list[Object]:
    wanted = call.asked.get(name)
    return [row for row in rows if wanted is None or row[name] == wanted]


VERBS: Final = (
    ("GET", "/checkout/sessions", _sessions),
    ("GET", "/prices", _prices),
    ("GET", "/invoices", _invoices),
    ("GET", "/invoice_payments", _invoice_payments),
    ("GET", "/refunds", _refunds),
    ("GET", "/disputes", _disputes),
    ("GET", "/balance_transactions", _balance),
    ("GET", "/events", _events),
    ("GET", "/checkout/sessions/{id}", one),
    ("GET", "/payment_intents/{id}", one),
    ("GET", "/charges/{id}", one),
    ("GET", "/invoices/{id}", one),
    ("GET", "/subscriptions/{id}", one),
    ("GET", "/refunds/{id}", one),
    ("GET", "/disputes/{id}", one),
    ("GET", "/customers/{id}", one),
    ("GET", "/prices/{id}", one),
)
