"""Forms of our own; the others are allauth's."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from aquatint.accounts.actions import LONGEST_NAME
from aquatint.accounts.errors import AddressTaken
from aquatint.accounts.keys import SCOPES

_SCOPES = {"images": "Make and change pictures", "read": "Read pictures, models and the balance"}


class SignUpForm(SignupForm):  # type: ignore[misc]  # the library has no types
    """An address, and a password for those who want one."""

    def clean(self) -> dict[str, Any]:
        """Hash the password here, so that an address that is taken costs the same time as a new one."""
        cleaned: dict[str, Any] = super().clean()
        password = cleaned.pop("password1", "")
        cleaned["encoded_password"] = make_password(password) if password else ""
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[AbstractBaseUser | None, HttpResponse | None]:
        """Save; when somebody else took the address a moment ago, answer as if it had been taken all along."""
        try:
            saved: tuple[AbstractBaseUser | None, HttpResponse | None] = super().try_save(request)
        except AddressTaken:
            self.account_already_exists = True
            saved = super().try_save(request)
        return saved


class KeyForm(forms.Form):
    """A new API key."""

    name = forms.CharField(label="What is it for?", max_length=LONGEST_NAME, required=False)
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=[(scope, _SCOPES[scope]) for scope in SCOPES],
        initial=list(SCOPES),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that the key may do."},
    )
