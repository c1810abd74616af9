"""`manage.py serve`: web server and worker, under a supervisor."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections


class Command(BaseCommand):
    """Become the supervisor (config.serving), a process that never loaded Django.

    It replaces this process: connections, threads and locks that are open by now end, so that no
    serving process inherits them.
    """

    help = "Serve the ledger: web processes and the worker, kept running. SIGHUP renews them."
    # Checks are for migrations and tests; the web processes report what they lack.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=1, help="web processes")
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="without the process that does background work (manage.py worker)",
        )
        parser.add_argument(
            "--metrics-port",
            type=int,
            default=settings.LEDGER_METRICS_PORT,
            help="where figures for Prometheus are; 0 for none",
        )
        parser.add_argument("--metrics-address", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 < options["port"] < 65536 or not 0 <= options["metrics_port"] < 65536:
            raise CommandError("A port lies between 1 and 65535.", returncode=2)
        if not 0 < options["workers"] <= 64:
            raise CommandError("Between 1 and 64 web processes (--workers).", returncode=2)
        connections.close_all()
        arguments = [
            f"--{name.replace('_', '-')}={options[name]}"
            for name in ("address", "port", "workers", "metrics_port", "metrics_address")
        ]
        if options["no_worker"]:
            arguments.append("--no-worker")
        # Pass on what settings read from .env or resolved relative to this folder.
        os.environ["LEDGER_DATA_DIR"] = str(settings.DATA_DIR)
        os.environ["LEDGER_LOG_FORMAT"] = settings.LEDGER_LOG_FORMAT
        os.chdir(settings.BASE_DIR)
        self.stdout.flush()
        self.stderr.flush()
        os.execv(  # noqa: S606
            sys.executable, [sys.executable, "-m", "config.serving", *arguments]
        )
