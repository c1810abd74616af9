"""The lowest layer: people, permissions, htmx plumbing, domain errors, database triggers."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
