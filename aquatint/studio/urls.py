"""Addresses of the studio's pages."""

from django.urls import path

from aquatint.studio.views import account, compose, generation, home, image, look, plan, stage, verify

urlpatterns = [
    path("", home.show, name="home"),
    path("quote", compose.quote, name="quote"),
    path("composer", compose.settings, name="composer"),
    path("generations", compose.create, name="create"),
    path("generations/<str:public_id>", generation.show, name="generation"),
    path("generations/<str:public_id>/card", generation.card, name="card"),
    path("generations/<str:public_id>/cancel", generation.cancel, name="cancel"),
    path("plans/<str:public_id>", plan.show, name="plan"),
    path("plans/<str:public_id>/paint", plan.paint, name="plan-paint"),
    path("images/<str:public_id>", image.show, name="image"),
    path("images/<str:public_id>/receipt", image.receipt, name="image-receipt"),
    path("images/<str:public_id>/quote", stage.quote, name="edit-quote"),
    path("images/<str:public_id>/edit", stage.edit, name="edit"),
    path("images/<str:public_id>/texts/<int:index>/overlay", stage.overlay, name="text-overlay"),
    path("images/<str:public_id>/texts/<int:index>/repaint", stage.repaint, name="text-repaint"),
    path("images/<str:public_id>/extend", stage.extend, name="extend"),
    path("images/<str:public_id>/extend/quote", stage.extend_quote, name="extend-quote"),
    path("images/<str:public_id>/<str:verb>", stage.act, name="verb"),
    path("account", account.show, name="account"),
    path("look", look.choose, name="look"),
    path("verify", verify.page, name="verify"),
]
