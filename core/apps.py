"""The ground floor: people, permissions, HTMX plumbing, domain errors, database triggers."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        """No process serves translations that were made of other catalogues than there are."""
        from core.catalogues import compile_stale

        compile_stale()
