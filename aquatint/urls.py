"""Addresses of the Django pages. The API, files and live updates are routed before Django in `asgi.py`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("aquatint.billing.urls")),
    path("", include("aquatint.studio.urls_billing")),
    path("", include("aquatint.studio.urls")),
    path("", include("aquatint.accounts.urls")),
    path("admin/", admin.site.urls),
]
handler500 = "aquatint.studio.views.trouble.show"
