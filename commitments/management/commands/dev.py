"""`manage.py dev`: the development server, on demonstration data."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from commitments.models import Coalition


class Command(BaseCommand):
    """Django's runserver, which restarts when Python changes, and the worker beside it.

    A restart runs this command again in a new process; the worker belongs to that process and ends
    with it, so it too runs the new code.
    """

    help = "Serve for development: DEBUG, fresh files at each request, and the worker."
    # runserver runs the checks.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PUBLIC_SITE or not settings.DEBUG:
            raise CommandError(
                "This server is for development, not for a public site: `make dev` starts it, with "
                "DEBUG=true and without LEDGER_HOSTS.",
                returncode=2,
            )
        if os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            worker = ["worker", "--parent", str(os.getpid()), "--verbosity", "0"]
            # In its own session, so that Ctrl+C reaches only this process; the worker ends with it.
            subprocess.Popen(  # noqa: S603
                [sys.executable, sys.argv[0], *worker], start_new_session=True
            )
        else:
            call_command("migrate", verbosity=0)
            if not Coalition.objects.exists():
                call_command("demo", no_serve=True)
        call_command("runserver", str(options["port"]))
