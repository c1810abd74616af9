"""The ground floor: people, permissions, HTMX plumbing, domain errors, database triggers."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
