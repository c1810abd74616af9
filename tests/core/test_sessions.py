"""A session that can't be saved: the visitor's matter where it was ended, else the database's."""

from __future__ import annotations

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection

from core.refusals import Reason, reason_of
from core.sessions import SessionStore


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_save_is_told_as_such() -> None:
    session = SessionStore()
    session.create()
    session["seen"] = 1
    place = connection.settings_dict
    address = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"]}
    with psycopg.connect(dbname=place["NAME"], **address) as other:
        other.execute("SELECT FROM django_session FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(OperationalError) as caught:
            session.save()
    assert reason_of(caught.value) is Reason.TOOK_TOO_LONG
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


@pytest.mark.django_db
def test_a_session_that_was_ended_is_not_made_again() -> None:
    session = SessionStore()
    session.create()
    SessionStore().delete(session.session_key)
    with pytest.raises(UpdateError):
        session.save()
