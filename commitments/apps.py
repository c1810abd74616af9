"""Coalitions, pledges and statements; the matrix; the editors' desk and the readers' pages."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"
