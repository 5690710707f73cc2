"""The ledger on the admin site: to read, never to write. Changes are made by the verbs."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from aquatint.ledger.models import Correction, Entry, Freeze, Hold, Lot, Wallet


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own class takes none when it runs
    """Rows that nobody adds, changes or deletes here."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- the admin site's signature
        """Nobody adds rows by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        """Nobody changes rows."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        """Nobody deletes rows."""
        return False


@admin.register(Wallet)
class WalletAdmin(ReadOnly):
    """Whose wallet, and what is owed."""

    list_display = ("person", "debt", "created")
    list_select_related = ("person",)
    search_fields = ("person__email",)


@admin.register(Lot)
class LotAdmin(ReadOnly):
    """Credits by origin and end."""

    list_display = ("public_id", "wallet", "source", "granted", "available", "held", "consumed", "expires", "reason")
    list_filter = ("source",)
    search_fields = ("wallet__person__email", "key")


@admin.register(Hold)
class HoldAdmin(ReadOnly):
    """Credits set aside, and what became of them."""

    list_display = ("public_id", "wallet", "credits", "captured", "released", "created", "resolved", "reason")
    list_filter = (("resolved", admin.EmptyFieldListFilter),)
    search_fields = ("wallet__person__email", "key")


@admin.register(Correction)
class CorrectionAdmin(ReadOnly):
    """Who took back or forgave what, and why."""

    list_display = ("public_id", "wallet", "kind", "credits", "by", "created", "reason")
    list_filter = ("kind",)
    search_fields = ("wallet__person__email", "key")


@admin.register(Freeze)
class FreezeAdmin(ReadOnly):
    """Lots that may not be spent for now."""

    list_display = ("public_id", "lot", "created", "by", "reason", "ended", "ended_by", "outcome")
    list_filter = (("ended", admin.EmptyFieldListFilter),)


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    """Every movement."""

    list_display = ("id", "created", "wallet", "movement", "credits", "lot", "hold", "correction")
    list_filter = ("origin", "destination")
    search_fields = ("wallet__person__email",)
