"""The admin for people. Chiefs alone enter; they sign in where everybody signs in."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest

from core.models import User

admin.site.site_header = "Coalition Ledger: vocabularies and people"
admin.site.site_title = "Coalition Ledger"
admin.site.index_title = "What chiefs keep"
admin.site.site_url = "/desk/"
# The site's own sign-in limits how often a password may be tried; the admin's does not.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign,no-untyped-call]


class _LowerCaseEmail(forms.ModelForm):  # type: ignore[type-arg]
    """People write their addresses in many ways; the ledger keeps one."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class PersonAddForm(_LowerCaseEmail, AdminUserCreationForm):  # type: ignore[type-arg]
    """A new person. Without a password they set one through “forgotten password”."""

    class Meta:
        model = User
        fields = ("email", "name", "role")
        field_classes: dict[str, type] = {}


class PersonForm(_LowerCaseEmail, UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("email", "name", "role", "is_active")
        field_classes: dict[str, type] = {}


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """People leave by being unticked as active: history keeps their names, so none is deleted."""

    form = PersonForm
    add_form = PersonAddForm
    list_display = ("name", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("name", "email")
    ordering = ("name", "pk")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("At the desk", {"fields": ("role", "is_active")}),
        ("Dates", {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "name", "role", "usable_password", "password1", "password2"),
            },
        ),
    )
    readonly_fields = ("joined_at", "last_login")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """An address that was taken away opens nothing: allauth remembers those it has seen."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
