"""The till's own pages."""

from django.urls import path

from aquatint.billing.gateways.till import views

app_name = "till"
urlpatterns = [
    path("<slug:page>", views.page, name="page"),
    path("buyers/<slug:customer>", views.buyer, name="buyer"),
]
