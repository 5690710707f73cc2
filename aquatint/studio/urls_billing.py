"""Addresses of prices, buying and billing."""

from django.urls import path

from aquatint.studio.views.billing import account, checkout, news, plan, pricing, receipts, returning

urlpatterns = [
    path("pricing", pricing.show, name="pricing"),
    path("checkout/<str:public_id>", checkout.checkout, name="checkout"),
    path("billing/going", checkout.going, name="going"),
    path("billing/orders/<str:public_id>", checkout.order, name="order"),
    path("billing/orders/<str:public_id>/state", checkout.order_state, name="order-state"),
    path("account/billing", account.show, name="billing"),
    path("account/billing/history.csv", account.history_file, name="billing-history"),
    path("account/billing/code", account.redeem, name="billing-code"),
    path("account/billing/invitation", account.invite, name="billing-invite"),
    path("account/billing/news", account.news, name="billing-news"),
    path("account/billing/portal/<slug:gateway>", account.portal, name="billing-portal"),
    path("account/billing/cancel", plan.cancel, name="billing-cancel"),
    path("account/billing/resume", plan.resume, name="billing-resume"),
    path("account/billing/plan", plan.change, name="billing-change"),
    path("account/billing/payments/<str:public_id>/refund", returning.refund, name="billing-refund"),
    path("withdrawal", returning.withdrawals, name="withdrawals"),
    path("withdrawal/<str:public_id>", returning.withdraw, name="withdraw"),
    path("receipts/<str:public_id>.pdf", receipts.file, name="receipt-pdf"),
    path("receipts/<str:public_id>", receipts.show, name="receipt"),
    path("unsubscribe/<str:token>", news.unsubscribe, name="unsubscribe"),
    path("invitation", news.invited, name="invited"),
    path("invitation/<slug:code>", news.invitation, name="invitation"),
]
