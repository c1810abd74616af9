"""The admin holds vocabularies, countries and coalitions. People are kept at /desk/people/."""

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

# Secrets, sessions and addresses change where the rules for them are; nobody has groups here, and
# background work is the worker's.
for model in (Authenticator, UserSession, EmailAddress, Group, DBTaskResult):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class ModelAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Django's, for every model that chiefs keep here."""

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Whether an object may be referred to by this field: never by who points at it.

        Django takes the name of such a relation ("+" is one) for a field, and fails on it.
        """
        try:
            is_column = self.opts.get_field(to_field).concrete
        except FieldDoesNotExist:
            return False
        return is_column and super().to_field_allowed(request, to_field)
