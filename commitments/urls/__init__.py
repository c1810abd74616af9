"""Addresses: the readers' and the desk's, with path converters of our own."""

from django.urls import register_converter

from commitments.urls.converters import Iso3Converter, ReferenceConverter

register_converter(Iso3Converter, "iso3")
register_converter(ReferenceConverter, "reference")
