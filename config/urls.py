"""Every address of the site. docs/data.md lists those that others may rely on."""

from django.contrib import admin
from django.urls import include, path

from core.accounts import email_closed, session_end
from core.csp_reports import csp_report
from core.health import healthz, readyz
from core.language import choose
from desk.people.account_views import account
from readers.machines import api

urlpatterns = [
    path("", include("readers.urls")),
    path("desk/", include("desk.urls")),
    path("account/", account, name="account"),
    path("account/email/", email_closed),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/sessions/<int:pk>/end/", session_end, name="session_end"),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("language/<slug:code>/", choose, name="language_choose"),
    path("csp-report/", csp_report, name="csp_report"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "core.error_pages.bad_request"
handler403 = "core.error_pages.permission_denied"
handler404 = "core.error_pages.not_found"
handler500 = "core.error_pages.server_error"
