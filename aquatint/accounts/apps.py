"""The accounts package as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, sign-in, sessions, API keys, anonymous trial."""

    name = "aquatint.accounts"
    label = "accounts"
