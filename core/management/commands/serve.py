"""`manage.py serve`: the web server, for `make run` and the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections


class Command(BaseCommand):
    """Serves the site with granian until it is interrupted."""

    help = "Serve the ledger on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        from granian import Granian
        from granian.constants import Interfaces

        port: int = options["port"]
        if not 0 < port < 65536:
            raise CommandError("A port lies between 1 and 65535.", returncode=2)
        connections.close_all()
        home = f"http://{options['address']}:{port}/"
        self.stdout.write(f"Coalition Ledger on {home} (Ctrl+C stops it)")
        Granian(
            "config.wsgi:application",
            address=options["address"],
            port=port,
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=8,
            working_dir=settings.BASE_DIR,
            log_access=False,
        ).serve()
