"""The audit package as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what and when, append-only, chained."""

    name = "aquatint.audit"
    label = "audit"
