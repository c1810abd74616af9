"""Every address of the site. The fixed ones are listed in DESIGN section 9."""

from django.contrib import admin
from django.urls import include, path

from commitments import api
from core.accounts import email_closed
from core.health import healthz, readyz

urlpatterns = [
    path("", include("commitments.urls.readers")),
    path("desk/", include("commitments.urls.desk")),
    path("account/email/", email_closed),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "commitments.views.errors.bad_request"
handler403 = "commitments.views.errors.permission_denied"
handler404 = "commitments.views.errors.not_found"
handler500 = "commitments.views.errors.server_error"
