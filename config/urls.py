"""Every address of the site. The fixed ones are listed in DESIGN section 9."""

from django.contrib import admin
from django.urls import include, path

from commitments import api
from commitments.views.desk.account import account
from core.accounts import email_closed, session_end
from core.health import healthz, readyz
from core.language import choose

urlpatterns = [
    path("", include("commitments.urls.readers")),
    path("desk/", include("commitments.urls.desk")),
    path("account/", account, name="account"),
    path("account/email/", email_closed),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/sessions/<int:pk>/end/", session_end, name="session_end"),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("language/<slug:code>/", choose, name="language_choose"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "commitments.views.errors.bad_request"
handler403 = "commitments.views.errors.permission_denied"
handler404 = "commitments.views.errors.not_found"
handler500 = "commitments.views.errors.server_error"
