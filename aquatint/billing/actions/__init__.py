"""The verbs of billing, one transaction each and none with a network inside. `billing.dealing` has those with one."""

from aquatint.billing.actions.agreeing import (
    abandon_old_orders,
    agree,
    close_finding,
    note_missing,
    note_other_environment,
)
from aquatint.billing.actions.announcing import (
    announce_price,
    move_to_new_prices,
    remind,
    stop_news,
    want_news,
    warn_of_expiry,
)
from aquatint.billing.actions.applying import apply
from aquatint.billing.actions.giving import (
    grant_gift,
    make_allowance,
    make_promotion,
    redeem_promotion,
    refer,
    referral_code,
    run_allowances,
    stop_allowance,
)
from aquatint.billing.actions.ordering import keep_listing, mark_failed, mark_sent, place_order
from aquatint.billing.actions.posting import letter_failed, letter_sent, take_letters, write_news
from aquatint.billing.actions.receiving import count_forgery, delivery_failed, delivery_handled, take_in
from aquatint.billing.actions.refunding import (
    apply_refund,
    close_dispute,
    give_back,
    open_dispute,
    refund_tried,
    request_refund,
    withdraw,
)
from aquatint.billing.actions.settling import settle_payment
from aquatint.billing.actions.subscribing import apply_change, apply_failure, wish, wish_tried

__all__ = [
    "abandon_old_orders",
    "agree",
    "announce_price",
    "apply",
    "apply_change",
    "apply_failure",
    "apply_refund",
    "close_dispute",
    "close_finding",
    "count_forgery",
    "delivery_failed",
    "delivery_handled",
    "give_back",
    "grant_gift",
    "keep_listing",
    "letter_failed",
    "letter_sent",
    "make_allowance",
    "make_promotion",
    "mark_failed",
    "mark_sent",
    "move_to_new_prices",
    "note_missing",
    "note_other_environment",
    "open_dispute",
    "place_order",
    "redeem_promotion",
    "refer",
    "referral_code",
    "refund_tried",
    "remind",
    "request_refund",
    "run_allowances",
    "settle_payment",
    "stop_allowance",
    "stop_news",
    "take_in",
    "take_letters",
    "want_news",
    "warn_of_expiry",
    "wish",
    "wish_tried",
    "withdraw",
    "write_news",
]
