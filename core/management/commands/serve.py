"""`manage.py serve`: web server and worker, for `make run` and the demonstration."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from core.child import Child


class Command(BaseCommand):
    """Serves the site with granian until it is interrupted."""

    help = "Serve the ledger on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="without the process that does background work (manage.py worker)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from granian import Granian
        from granian.constants import Interfaces

        port: int = options["port"]
        if not 0 < port < 65536:
            raise CommandError("A port lies between 1 and 65535.", returncode=2)
        connections.close_all()
        home = f"http://{options['address']}:{port}/"
        self.stdout.write(f"Coalition Ledger on {home} (Ctrl+C stops it)")
        server = Granian(
            "config.wsgi:application",
            address=options["address"],
            port=port,
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=8,
            working_dir=settings.BASE_DIR,
            log_access=False,
        )
        with _worker(is_wanted=not options["no_worker"]):
            server.serve()


def _worker(*, is_wanted: bool) -> AbstractContextManager[object]:
    """Background work on this machine, for as long as the server runs."""
    if not is_wanted:
        return nullcontext()
    return Child("worker", "--with-parent", "--verbosity", "0", directory=settings.BASE_DIR)
