"""Refusals of the domain, in words that tell an editor what to do.

Services raise these; views turn them into a form error or a 409. `NotAllowed` needs no view: Django
answers it with the 403 page, which says why.
"""

from django.core.exceptions import PermissionDenied


class DomainError(Exception):
    """A rule of the ledger forbids it. `message` is one sentence: what is wrong, what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StaleEdit(DomainError):
    """Somebody saved this record after the editor opened it; nothing was written."""


class NotAllowed(PermissionDenied):
    """This person may not do this to this record; `message` says why, and whom to ask."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
