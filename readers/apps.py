"""The readers' site: public and read-only. It has no models."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "readers"
