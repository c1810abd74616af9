"""The WSGI entry point, for the front's threads or any WSGI server."""

import os

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from config.collector import settle
from core.wsgi import get_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# A page that takes longer is wrong, and a request that waits longer for a lock should fail.
_BOUNDS = (
    "SET statement_timeout = '30s'; SET lock_timeout = '10s';"
    " SET idle_in_transaction_session_timeout = '60s'"
)


def bound(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Limit how long a request may use the database."""
    with connection.cursor() as cursor:
        cursor.execute(_BOUNDS)


application = get_application()

connection_created.connect(bound, dispatch_uid="config.wsgi.bound")

settle()
