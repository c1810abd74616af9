"""The admin site: vocabularies, countries and coalitions. People are managed at /desk/people/."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

admin.site.site_header = "Coalition Ledger: vocabularies"
admin.site.site_title = "Coalition Ledger"
admin.site.index_title = "What chiefs keep"
admin.site.site_url = "/desk/"
# The site's own sign-in limits how often a password may be tried; the admin's does not.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign,no-untyped-call]

# Secrets, sessions and addresses are changed elsewhere, under their rules; nobody has groups here,
# and background tasks belong to the worker.
for model in (Authenticator, UserSession, EmailAddress, Group, DBTaskResult):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class ModelAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The base of every admin page that chiefs use."""

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Whether an object may be referred to by this field; never by a reverse relation.

        Django takes a reverse relation's name ("+" is one) for a field and raises an error.
        """
        try:
            is_column = self.opts.get_field(to_field).concrete
        except FieldDoesNotExist:
            return False
        return is_column and super().to_field_allowed(request, to_field)
