"""Addresses of sign-in and account pages. The names are those that allauth looks up."""

from allauth.account import views as account
from django.urls import include, path

from aquatint.accounts import views

urlpatterns = [
    path("sign-in", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/password", account.login, name="account_login"),
    path("sign-in/inactive", account.account_inactive, name="account_inactive"),
    path("sign-up", account.signup, name="account_signup"),
    path("sign-up/code", account.email_verification_sent, name="account_email_verification_sent"),
    path("sign-out", views.SignOutView.as_view(), name="account_logout"),
    path("password-reset", account.password_reset, name="account_reset_password"),
    path("password-reset/code", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("password-reset/password", account.complete_password_reset, name="account_complete_password_reset"),
    path("password-reset/done", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("account/confirmation", account.reauthenticate, name="account_reauthenticate"),
    path("account/email", account.email, name="account_email"),
    path("account/password", account.password_change, name="account_change_password"),
    path("account/first-password", account.password_set, name="account_set_password"),
    path("account/keys", views.api_keys, name="account_keys"),
    path("account/sessions", views.sessions, name="account_sessions"),
    path("account/two-factor/", include("allauth.mfa.urls")),
    path("inbox", views.inbox, name="inbox"),
]
