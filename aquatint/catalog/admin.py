"""The catalog on the operator's pages."""

from django.contrib import admin

from aquatint.catalog.models import Offer


@admin.register(Offer)
class OfferAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Models on offer, in the order in which people see them."""

    list_display = ("position", "slug", "title", "provider", "withdrawn")
    list_display_links = ("slug",)
