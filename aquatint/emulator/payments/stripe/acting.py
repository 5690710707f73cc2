"""What can be asked of Stripe, and at `/_control` what only banks can do."""

import secrets
from typing import Any, Final

from aquatint.emulator.payments.records import Article, Subscription
from aquatint.emulator.payments.stripe import shapes
from aquatint.emulator.payments.stripe.looking import Call, Wrong, expanded, known
from aquatint.emulator.payments.stripe.shapes import Object
from aquatint.emulator.payments.vendor import Refused

_CURRENCIES: Final = {"eur", "usd", "gbp"}
_LEAST: Final = 50


def _make_price(call: Call) -> Object:
    call.only(
        "currency",
        "unit_amount",
        "tax_behavior",
        "recurring",
        "product_data",
        "lookup_key",
        "transfer_lookup_key",
        "metadata",
    )
    lookup = call.asked.get("lookup_key")
    for kept in call.shop.prices.values():
        if lookup and kept.more.get("lookup_key") == lookup:
            if call.asked.get("transfer_lookup_key") not in {"true", "True"}:
                raise Wrong(400, "resource_already_exists", "A price uses that lookup key.", "lookup_key")
            kept.more["lookup_key"] = None
    made = _article(call.asked, (call.asked.get("recurring") or {}).get("interval", "once"))
    made.more |= {"lookup_key": lookup, "metadata": call.asked.get("metadata") or {}}
    call.shop.prices[made.ref] = made
    return shapes.price(made)


def _article(asked: dict[str, Any], interval: str) -> Article:
    amount, currency = int(asked.get("unit_amount", 0)), str(asked.get("currency", ""))
    if currency not in _CURRENCIES:
        raise Wrong(400, "", f"Invalid currency: {currency}", "currency")
    if amount < _LEAST:
        raise Wrong(400, "amount_too_small", "The amount is below the least that can be charged.", "unit_amount")
    about = asked.get("product_data") or {}
    if not about.get("name"):
        raise Wrong(400, "parameter_missing", "Missing required param: product_data[name].", "product_data[name]")
    more = {"product": f"prod_{secrets.token_hex(7)}", "tax_code": about.get("tax_code")}
    return Article(f"price_{secrets.token_hex(11)}", about["name"], amount, currency.upper(), interval, more=more)


def _make_session(call: Call) -> Object:
    asked, shop = call.asked, call.shop
    call.only(
        "mode",
        "line_items",
        "success_url",
        "cancel_url",
        "client_reference_id",
        "metadata",
        "payment_intent_data",
        "subscription_data",
        "customer",
        "customer_email",
        "customer_creation",
        "managed_payments",
        "adaptive_pricing",
    )
    [line] = asked.get("line_items") or [{}]
    mode = asked.get("mode")
    if mode == "payment":
        article = _article(line.get("price_data") or {}, "once")
        shop.prices[article.ref] = article
    else:
        article = known(shop.prices, line.get("price"), "price", "line_items[0][price]", 400)
    if article.is_plan != (mode == "subscription"):
        raise Wrong(400, "", "The price does not fit the mode.", "mode")
    inner = asked.get("subscription_data" if mode == "subscription" else "payment_intent_data") or {}
    managed = (asked.get("managed_payments") or {}).get("enabled") in {"true", "True"}
    if managed and ("adaptive_pricing" in asked or not article.more.get("tax_code")):
        raise Wrong(400, "", "Managed Payments sets prices itself and needs a tax code.", "managed_payments")
    made = shop.open_checkout(
        article,
        reference=str(asked.get("client_reference_id", "")),
        success_url=str(asked.get("success_url", "")),
        cancel_url=str(asked.get("cancel_url", "")),
        email=str(asked.get("customer_email", "")),
        customer=known(shop.customers, asked["customer"], "customer", "customer", 400).id
        if "customer" in asked
        else "",
        metadata=dict(inner.get("metadata") or {}),
        more={"page": call.mount, "managed": managed},
    )
    return shapes.session(shop, made)


def _refund(call: Call) -> Object:
    call.only("payment_intent", "amount", "metadata", "reason")
    shop = call.shop
    paid = known(shop.payments, call.asked.get("payment_intent"), "payment_intent", "payment_intent")
    left = paid.amount - paid.refunded
    if not left:
        raise Wrong(400, "charge_already_refunded", f"Charge {shapes.charge_id(paid)} has already been refunded.")
    if paid.dispute:
        raise Wrong(400, "charge_disputed", f"Charge {shapes.charge_id(paid)} has been charged back.")
    amount = int(call.asked.get("amount", left))
    if amount > left:
        raise Wrong(400, "", "Refund amount is greater than unrefunded amount on charge.", "amount")
    made = shop.refund(paid, amount)
    made.more["metadata"] = dict(call.asked.get("metadata") or {})
    return shapes.refund(shop, made)


def _update(call: Call) -> Object:
    call.only(
        "items",
        "billing_cycle_anchor",
        "proration_behavior",
        "payment_behavior",
        "cancel_at_period_end",
        "cancel_at",
        "pause_collection",
    )
    shop, asked = call.shop, call.asked
    plan = _running(call)
    if {"cancel_at_period_end", "cancel_at"} & set(asked) and plan.more.get("schedule"):
        raise Wrong(400, "", "The subscription is managed by a schedule; its cancellation cannot be updated directly.")
    if asked.get("cancel_at_period_end") in {"true", "True"}:
        shop.cancel(plan, at_period_end=True)
    elif asked.get("cancel_at_period_end") or asked.get("cancel_at") == "" or asked.get("pause_collection") == "":
        shop.resume(plan)
    if "items" in asked:
        _change(call, plan)
    return expanded(shop, shapes.subscription(shop, plan), asked.get("expand"))


def _change(call: Call, plan: Subscription) -> None:
    shop = call.shop
    [item] = call.asked["items"]
    article = known(shop.prices, item.get("price"), "price", "items[0][price]", 400)
    behaviour = (call.asked.get("proration_behavior"), call.asked.get("billing_cycle_anchor"))
    if behaviour != ("always_invoice", "now") or item.get("id") != f"si_{plan.id[4:]}":
        raise Wrong(400, "", "Only a change at once with proration is emulated.", "proration_behavior")
    if not plan.declines:
        shop.change_now(plan, article)
    elif call.asked.get("payment_behavior") == "pending_if_incomplete":
        shop.change_pending(plan, article, call.mount)
    else:
        raise Wrong(402, "card_declined", "Your card was declined.")


def _end(call: Call) -> Object:
    call.only("invoice_now", "prorate")
    plan = _running(call)
    call.shop.cancel(plan, at_period_end=False)
    return shapes.subscription(call.shop, plan)


def _resume(call: Call) -> Object:
    call.only("billing_cycle_anchor", "proration_behavior")
    plan = _running(call)
    raise Wrong(400, "", f"Subscription {plan.id} is not paused; its collection is.")


def _running(call: Call) -> Subscription:
    plan = known(call.shop.subscriptions, call.path["id"], "subscription")
    if plan.status == "ended":
        raise Wrong(404, "resource_missing", f"No such subscription: '{plan.id}'", "id")
    return plan


def _make_schedule(call: Call) -> Object:
    call.only("from_subscription")
    shop = call.shop
    plan = known(shop.subscriptions, call.asked.get("from_subscription"), "subscription", "from_subscription", 400)
    if plan.more.get("schedule"):
        raise Wrong(400, "", "The subscription is attached to a schedule already.", "from_subscription")
    identity = f"sub_sched_{secrets.token_hex(11)}"
    shop.schedules[identity] = {"subscription": plan.id, "status": "active"}
    plan.more["schedule"] = identity
    return shapes.schedule(shop, identity)


def _phases(call: Call) -> Object:
    call.only("end_behavior", "proration_behavior", "phases")
    shop, plan = call.shop, _scheduled(call)
    begun, coming = call.asked["phases"]
    if int(begun["end_date"]) != shapes.seconds(plan.period_end) or begun["items"][0]["price"] != plan.article.ref:
        raise Wrong(400, "", "The current phase can neither be moved nor changed.", "phases")
    shop.change_next(plan, known(shop.prices, coming["items"][0]["price"], "price", "phases[1][items]", 400))
    return shapes.schedule(shop, call.path["id"])


def _release(call: Call) -> Object:
    call.only()
    shop, plan = call.shop, _scheduled(call)
    found = shapes.schedule(shop, call.path["id"])
    plan.next_article = None
    del plan.more["schedule"]
    shop.schedules[call.path["id"]]["status"] = "released"
    return {**found, "status": "released", "subscription": None}


def _scheduled(call: Call) -> Subscription:
    kept = known(call.shop.schedules, call.path["id"], "schedule")
    if kept["status"] != "active":
        raise Wrong(400, "", f"The schedule is {kept['status']}.")
    return call.shop.subscriptions[kept["subscription"]]


def _portal(call: Call) -> Object:
    call.only("customer", "return_url")
    one = known(call.shop.customers, call.asked.get("customer"), "customer", "customer", 400)
    identity = f"bps_{secrets.token_hex(11)}"
    about = {"id": identity, "object": "billing_portal.session", "created": shapes.seconds(call.shop.clock.now())}
    return {**about, "customer": one.id, "livemode": False, "url": f"{call.mount}/portal/{one.id}"}


VERBS: Final = (
    ("POST", "/prices", _make_price),
    ("POST", "/checkout/sessions", _make_session),
    ("POST", "/refunds", _refund),
    ("POST", "/subscriptions/{id}", _update),
    ("DELETE", "/subscriptions/{id}", _end),
    ("POST", "/subscriptions/{id}/resume", _resume),
    ("POST", "/subscription_schedules", _make_schedule),
    ("POST", "/subscription_schedules/{id}", _phases),
    ("POST", "/subscription_schedules/{id}/release", _release),
    ("POST", "/billing_portal/sessions", _portal),
)


def _bank(call: Call) -> Object:
    """Decide what a bank does on a page: `do` is `begin`, `carry_out` or `fail`."""
    page = known(call.shop.checkouts, call.path["id"], "page")
    if call.asked.get("do") == "begin":
        call.shop.pay_by_bank(page)
    else:
        call.shop.decide_bank(page, carried_out=call.asked.get("do") == "carry_out")
    return shapes.session(call.shop, page)


def _warn(call: Call) -> Object:
    """Have a bank fear fraud in a payment."""
    paid = known(call.shop.payments, call.path["id"], "payment")
    return {"warning": call.shop.put_warning(paid)}


def _inquire(call: Call) -> Object:
    """Give a dispute one of Stripe's statuses, such as `warning_needs_response`."""
    found = known(call.shop.disputes, call.path["id"], "dispute")
    if found.closed:
        raise Refused("It is closed.")
    found.more["status"] = str(call.asked["status"])
    return shapes.dispute(call.shop, found)


CONTROL: Final = {"/checkouts/{id}/bank": _bank, "/payments/{id}/warn": _warn, "/disputes/{id}/status": _inquire}
