"""Addresses of billing that are no pages, and of the till."""

from django.urls import include, path

from aquatint.billing import views

app_name = "billing"
urlpatterns = [
    path("billing/webhooks/<slug:gateway>", views.webhook, name="webhook"),
    path("till/", include("aquatint.billing.gateways.till.urls")),
]
