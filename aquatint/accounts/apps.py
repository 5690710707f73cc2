"""The accounts package as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, sign-in, sessions, API keys, anonymous trial."""

    name = "aquatint.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Give the admin site our sign-in: its own knows no limit of tries, no mailed code and no second factor."""
        from allauth.account.decorators import secure_admin_login  # noqa: PLC0415 -- tables exist only now
        from django.contrib import admin  # noqa: PLC0415

        admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
