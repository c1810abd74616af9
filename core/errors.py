"""What the domain refuses, said in words an editor can act on.

Services raise these; views turn them into a form error or a 409. `NotAllowed` needs no view:
Django answers it with the 403 page, which says why.
"""

from django.core.exceptions import PermissionDenied


class DomainError(Exception):
    """A rule of the ledger said no. `message` is one clear sentence: what is wrong, what to do."""

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
