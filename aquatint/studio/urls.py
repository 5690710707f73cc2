"""Addresses of the studio's pages."""

from django.urls import path

from aquatint.studio.views import account, compose, generation, home, image, look, verify

urlpatterns = [
    path("", home.show, name="home"),
    path("quote", compose.quote, name="quote"),
    path("composer", compose.settings, name="composer"),
    path("generations", compose.create, name="create"),
    path("generations/<str:public_id>", generation.show, name="generation"),
    path("generations/<str:public_id>/card", generation.card, name="card"),
    path("generations/<str:public_id>/cancel", generation.cancel, name="cancel"),
    path("images/<str:public_id>", image.show, name="image"),
    path("account", account.show, name="account"),
    path("look", look.choose, name="look"),
    path("verify", verify.page, name="verify"),
]
