"""The ledger: coalitions, pledges, statements, the matrix read from them, and who may do what."""

from django.apps import AppConfig
from django.urls import register_converter

from commitments.converters import Iso3Converter, ReferenceConverter


class CommitmentsConfig(AppConfig):
    name = "commitments"

    def ready(self) -> None:
        """Register the ledger's converters for addresses."""
        register_converter(Iso3Converter, "iso3")
        register_converter(ReferenceConverter, "reference")
