"""The admin holds vocabularies, countries and coalitions. People are kept at /desk/people/."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

admin.site.site_header = "Coalition Ledger: vocabularies"
admin.site.site_title = "Coalition Ledger"
admin.site.index_title = "What chiefs keep"
admin.site.site_url = "/desk/"
# The site's own sign-in limits how often a password may be tried; the admin's does not.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign,no-untyped-call]

# Secrets, sessions and addresses change where the rules for them are; nobody has groups here.
for model in (Authenticator, UserSession, EmailAddress, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
