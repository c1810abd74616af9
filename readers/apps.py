"""The readers' site: public, and it only reads. It has no models."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "readers"
