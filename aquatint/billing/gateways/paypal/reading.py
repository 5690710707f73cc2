"""Reading PayPal's objects again and saying what they tell. Network; every answer is the truth of this moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from aquatint.billing.gateways.happenings import (
    Disputed,
    Happening,
    Nothing,
    Paid,
    PaymentFailed,
    Refunded,
    RefundState,
)
from aquatint.billing.gateways.paypal import events
from aquatint.billing.gateways.paypal.api import Api, issue_of
from aquatint.billing.gateways.paypal.words import identity, linked, minor, moment, ours, parent, stamp
from aquatint.kit import clock

Happenings = tuple[Happening, ...]
_WINDOW: Final = timedelta(days=31)
_HISTORY: Final = timedelta(days=3 * 365)
_DISPUTES: Final = timedelta(days=179)
_LOOK_BACK: Final = timedelta(days=70)
_PAGE: Final = 500
_SUBSCRIPTION_PAID: Final = "T0002"
_PAID: Final = ("T0002", "T0006")
_REFUNDED: Final = "T1107"
_REVERSED: Final = "T1106"


class Reader:
    """Reads through one app's keys."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def order(self, order: str) -> Happenings:
        """Read an order; if the buyer has approved it, capture it first. Approval alone moves no money."""
        found = self._api.read(f"/v2/checkout/orders/{order}")
        if found is None:  # PayPal forgets what was not paid after some hours
            return (PaymentFailed(clock.now(), "Not paid in time.", checkout=order, final=True),)
        if found["status"] != "APPROVED" or not ours(found["purchase_units"][0].get("custom_id")):
            return events.order(found)
        reply = self._api.call("POST", f"/v2/checkout/orders/{order}/capture", content={}, key=f"{order}-capture")
        issue = "" if reply.ok else issue_of(reply)
        if issue == "ORDER_ALREADY_CAPTURED":
            return events.order(self._api.read(f"/v2/checkout/orders/{order}") or found)
        if issue in {"INSTRUMENT_DECLINED", "TRANSACTION_REFUSED", "PAYER_ACTION_REQUIRED"}:
            return (PaymentFailed(clock.now(), "PayPal declined the payment.", checkout=order),)
        return events.order(self._api.content(reply))

    def capture(self, capture: str) -> Happenings:
        """Read a capture with its order, all that was paid and refunded of it."""
        found = self._api.read(f"/v2/payments/captures/{capture}")
        if found is None:
            return (Nothing("PayPal knows no such capture."),)
        number = identity(found.get("supplementary_data", {}).get("related_ids", {}).get("order_id"))
        whole = self._api.read(f"/v2/checkout/orders/{number}") if number else None
        alone = {"id": number, "status": "COMPLETED", "purchase_units": [{"payments": {"captures": [found]}}]}
        return events.order(whole or alone)

    def sale(self, sale: str) -> Happenings:
        """Read a payment of a subscription, and the subscription."""
        found = self._api.read(f"/v1/payments/sale/{sale}")
        number = identity((found or {}).get("billing_agreement_id"))
        if found is None or not number:
            return (Nothing("PayPal knows no such sale of a subscription."),)
        return self._sale(found, number)

    def refund(self, refund: str) -> Happenings:
        """Read a refund of a capture, and what was captured."""
        found = self._api.read(f"/v2/payments/refunds/{refund}")
        capture = parent(found or {})
        if found is None or not capture:
            return (Nothing("PayPal knows no such refund."),)
        return (*self.capture(capture), events.refund(found, capture))

    def sale_refund(self, refund: str) -> Happenings:
        """Read a refund of a sale, and the sale."""
        found = self._api.read(f"/v1/payments/refund/{refund}")
        sale = identity((found or {}).get("sale_id"))
        if found is None or not sale:
            return (Nothing("PayPal knows no such refund."),)
        return (*self.sale(sale), events.sale_refund(found))

    def reversal(self, transaction: str) -> Happenings:
        """Read a payment that was pulled back: by a dispute if there is one, otherwise as a refund of all of it."""
        told = self.transaction(transaction)
        if any(isinstance(happening, Disputed) for happening in told):
            return told
        sale = self._api.read(f"/v1/payments/sale/{transaction}")
        found = sale or self._api.read(f"/v2/payments/captures/{transaction}") or {}
        state = str(found.get("state") or found.get("status") or "").lower()
        mine = (happening for happening in told if isinstance(happening, Paid) and happening.transaction == transaction)
        paid = next(mine, None)
        if paid is None or state not in {"reversed", "refunded"}:
            return told
        refunds = {
            one.refund: one.amount for one in told if isinstance(one, Refunded) and one.state != RefundState.FAILED
        }
        gone = sum(refunds.values())
        amount, key = paid.amount - gone, f"{transaction}:reversed"
        if amount <= 0:
            return told
        return (*told, Refunded(transaction, key, amount, paid.currency, RefundState.SUCCEEDED, clock.now()))

    def subscription(self, subscription: str) -> Happenings:
        """Read a subscription: its latest payments and how it stands."""
        found = self._api.read(f"/v1/billing/subscriptions/{subscription}")
        if found is None:
            return (Nothing("PayPal knows no such subscription."),)
        if not ours(found.get("custom_id")):
            return (Nothing("A subscription of another shop."),)
        begun = (found.get("billing_info") or {}).get("last_payment")
        if found["status"] in {"APPROVAL_PENDING", "APPROVED"}:
            return (Nothing("This subscription is not approved yet."),)
        if found["status"] in {"CANCELLED", "EXPIRED"} and not begun:
            return (PaymentFailed(clock.now(), "Given up.", checkout=subscription, final=True),)
        paid_by = self.cycle(found["plan_id"])
        return (*self._payments(found, paid_by), events.standing(found, paid_by, clock.now()))

    def cycle(self, plan: str) -> events.Cycle:
        """Read how a plan is paid."""
        return events.cycle(self._api.content(self._api.call("GET", f"/v1/billing/plans/{plan}")))

    def dispute(self, dispute: str) -> Happenings:
        """Read a dispute."""
        found = self._api.read(f"/v1/customer/disputes/{dispute}")
        return events.dispute(found) if found else (Nothing("PayPal knows no such dispute."),)

    def transaction(self, transaction: str) -> Happenings:
        """Read a payment, of a subscription or of an order, with its refunds and disputes."""
        found = self._api.read(f"/v1/payments/sale/{transaction}")
        if found and found.get("billing_agreement_id"):
            told = self._sale(found, found["billing_agreement_id"])
            told += tuple(self._refunds_of(transaction, moment(found["create_time"])))
        else:
            told = self.capture(transaction)
        return (*told, *self._disputes({"disputed_transaction_id": transaction}))

    def listing(self, since: datetime) -> Iterator[Happening]:
        """Yield what the transaction search has since, at most three hours old, and the disputes."""
        cycles: dict[str, tuple[dict[str, Any], events.Cycle]] = {}
        for row in self._rows(since):
            code, status = row["transaction_event_code"], row["transaction_status"]
            if code == _REFUNDED and ours(row.get("custom_field")):
                yield events.listed_refund(row)
            elif code == _REVERSED and ours(row.get("custom_field")):
                yield from self.reversal(row["paypal_reference_id"])
            elif code in _PAID and status not in {"D", "P"} and ours(row.get("custom_field")):
                yield self._listed(row, cycles)
        after = max(since, clock.now() - _DISPUTES)
        yield from self._disputes({"update_time_after": stamp(after)})

    def _sale(self, found: dict[str, Any], number: str) -> Happenings:
        told = self.subscription(number)
        known = any(isinstance(happening, Paid) and happening.transaction == found["id"] for happening in told)
        if known or found["state"].upper() not in {*events.PAID_STATES, "REVERSED"}:
            return told
        subscription = self._api.read(f"/v1/billing/subscriptions/{number}")
        if subscription is None or not ours(subscription.get("custom_id")):
            return told
        currency = found["amount"]["currency"]
        paid = events.period_payment(
            subscription,
            self.cycle(subscription["plan_id"]),
            transaction=found["id"],
            amount=minor(found["amount"]["total"], currency),
            currency=currency,
            settled=moment(found["create_time"]),
        )
        return (paid, *told)

    def _payments(self, found: dict[str, Any], paid_by: events.Cycle) -> Iterator[Paid]:
        """Yield the payments of a subscription of the last weeks, and its latest one."""
        last = (found.get("billing_info") or {}).get("last_payment")
        if not last:
            return
        now = clock.now()
        begin = min(moment(last["time"]) - timedelta(days=1), now - _LOOK_BACK)
        query = {"start_time": stamp(begin), "end_time": stamp(now + timedelta(days=1))}
        listed = self._api.read(f"/v1/billing/subscriptions/{found['id']}/transactions", query) or {}
        for row in sorted(listed.get("transactions") or [], key=lambda row: str(row["time"])):
            if row["status"] in events.PAID_STATES:
                gross = row["amount_with_breakdown"]["gross_amount"]
                currency = gross["currency_code"]
                yield events.period_payment(
                    found,
                    paid_by,
                    transaction=row["id"],
                    amount=minor(gross["value"], currency),
                    currency=currency,
                    settled=moment(row["time"]),
                )

    def _refunds_of(self, sale: str, since: datetime) -> Iterator[Refunded]:
        """Yield the refunds of a sale: PayPal lists them in the transaction search only."""
        for row in self._rows(since):
            if row["transaction_event_code"] == _REFUNDED and row.get("paypal_reference_id") == sale:
                yield events.listed_refund(row)

    def _listed(self, row: dict[str, Any], cycles: dict[str, tuple[dict[str, Any], events.Cycle]]) -> Happening:
        amount, about = row["transaction_amount"], ours(row.get("custom_field"))
        currency = amount["currency_code"]
        settled = moment(row["transaction_initiation_date"])
        paid, value = row["transaction_id"], minor(amount["value"], currency)
        if row["transaction_event_code"] != _SUBSCRIPTION_PAID:
            return Paid(
                paid,
                value,
                currency,
                settled,
                order=about["order"],
                person=about.get("person", ""),
                price=about.get("price", ""),
                metadata=about,
            )
        number = row["paypal_reference_id"]
        if number not in cycles:
            found = self._api.content(self._api.call("GET", f"/v1/billing/subscriptions/{number}"))
            cycles[number] = found, self.cycle(found["plan_id"])
        found, paid_by = cycles[number]
        return events.period_payment(found, paid_by, transaction=paid, amount=value, currency=currency, settled=settled)

    def _disputes(self, query: dict[str, str]) -> Iterator[Happening]:
        listed = self._api.read("/v1/customer/disputes", {**query, "page_size": "50"})
        while listed:
            for item in listed.get("items") or []:
                yield from self.dispute(identity(item["dispute_id"]))
            further = linked(listed, "next")
            listed = self._api.read(further) if further else None

    def _rows(self, since: datetime) -> Iterator[dict[str, Any]]:
        """Yield the transaction search, in windows of 31 days and page by page."""
        now = clock.now()
        begin = max(since, now - _HISTORY)
        while begin < now:
            end, page, pages = min(begin + _WINDOW, now), 1, 1
            while page <= pages:
                query = {
                    "start_date": stamp(begin),
                    "end_date": stamp(end),
                    "fields": "transaction_info",
                    "page_size": str(_PAGE),
                    "page": str(page),
                }
                found = self._api.read("/v1/reporting/transactions", query) or {}
                for detail in found.get("transaction_details") or []:
                    yield detail["transaction_info"]
                page, pages = page + 1, int(found.get("total_pages") or 1)
            begin = end
