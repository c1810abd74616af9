"""Django's database sessions, but with a correct error when the database is away."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import InterfaceError, OperationalError


class SessionStore(db.SessionStore):
    """Django's store reports every database error as a session that ended meanwhile.

    That answers 400, after the page did its work; but a lost connection is not the visitor's fault.
    """

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            cause = error.__context__
            if isinstance(cause, OperationalError | InterfaceError):
                raise cause from cause.__cause__
            raise
