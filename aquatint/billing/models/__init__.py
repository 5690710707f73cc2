"""The tables of billing. States are rows or moments: who did what and when stays readable."""

from aquatint.billing.models.giving import Allowance, Promotion, Redemption, Referral, ReferralCode
from aquatint.billing.models.inbox import Agreement, Delivery, Finding, ForgeryCount
from aquatint.billing.models.letters import Letter, NewsConsent
from aquatint.billing.models.orders import Consent, Customer, Listing, Order, OrderStep
from aquatint.billing.models.payments import Dispute, PaidLot, Payment, Receipt, Refund, Series, Withdrawal
from aquatint.billing.models.subscriptions import Subscription, SubscriptionStep, Wish

__all__ = [
    "Agreement",
    "Allowance",
    "Consent",
    "Customer",
    "Delivery",
    "Dispute",
    "Finding",
    "ForgeryCount",
    "Letter",
    "Listing",
    "NewsConsent",
    "Order",
    "OrderStep",
    "PaidLot",
    "Payment",
    "Promotion",
    "Receipt",
    "Redemption",
    "Referral",
    "ReferralCode",
    "Refund",
    "Series",
    "Subscription",
    "SubscriptionStep",
    "Wish",
    "Withdrawal",
]
