"""Sessions in the database, as Django keeps them, but a database that is away is told as such."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import InterfaceError, OperationalError


class SessionStore(db.SessionStore):
    """Django's takes every error of the database for a session that was ended in the meantime.

    That answers 400, after the page itself did its work; a lost connection is no fault of the
    visitor's.
    """

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            cause = error.__context__
            if isinstance(cause, OperationalError | InterfaceError):
                raise cause from cause.__cause__
            raise
