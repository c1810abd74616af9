"""The desk: the editors' site, behind sign-in. It has no models."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
