"""The admin for vocabularies, countries and coalitions. Pledges and statements are never here.

Members are not here either: a standing is superseded at the desk (`/desk/members/`).
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from commitments.models import (
    Coalition,
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    Condition,
    ConditionImplication,
    Country,
    Limit,
    Role,
)
from core.admin import ModelAdmin


class _TermAdmin(ModelAdmin):
    """What vocabularies share. A slug is part of public addresses, so it does not change."""

    list_display: tuple[str, ...] = ("name", "slug", "position")
    search_fields = ("name", "slug")
    ordering = ("position", "pk")
    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)


@admin.register(Role)
class RoleAdmin(_TermAdmin):
    list_display: tuple[str, ...] = ("name", "short_name", "slug", "position")


@admin.register(Limit)
class LimitAdmin(_TermAdmin):
    pass


class ConditionImplicationInline(admin.TabularInline):  # type: ignore[type-arg]
    model = ConditionImplication
    fk_name = "condition"
    extra = 0
    verbose_name = "implied condition"
    verbose_name_plural = "where it is met, these are met too"


@admin.register(Condition)
class ConditionAdmin(_TermAdmin):
    inlines = (ConditionImplicationInline,)


@admin.register(Country)
class CountryAdmin(ModelAdmin):
    list_display = ("name", "iso3", "demonym", "capital", "is_organisation")
    list_filter = ("is_organisation",)
    search_fields = ("name", "iso3", "iso2")
    ordering = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("iso3",) if obj else ()


class CoalitionRoleInline(admin.TabularInline):  # type: ignore[type-arg]
    model = CoalitionRole
    extra = 0
    ordering = ("position", "pk")


class CoalitionLimitInline(admin.TabularInline):  # type: ignore[type-arg]
    model = CoalitionLimit
    extra = 0
    ordering = ("position", "pk")


class CoalitionConditionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = CoalitionCondition
    extra = 0
    ordering = ("position", "pk")


@admin.register(Coalition)
class CoalitionAdmin(ModelAdmin):
    list_display = ("name", "slug", "code", "host")
    autocomplete_fields = ("host",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (CoalitionRoleInline, CoalitionLimitInline, CoalitionConditionInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Both are part of what others cite: addresses and references of pledges.
        return ("slug", "code") if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)
