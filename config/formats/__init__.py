"""Formats of days, moments and numbers by language: Django's own, with our changes."""
