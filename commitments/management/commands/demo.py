"""`manage.py demo`: migrate, load the demonstration, print the accounts, serve."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from commitments.services.demonstration import (
    ACCOUNTS,
    PASSWORD,
    load_demonstration,
    make_accounts,
)
from commitments.services.vocabularies import load_vocabularies


class Command(BaseCommand):
    """Migrate, load the demonstration and serve it. Safe to run again."""

    help = "Migrate, load demonstration data and accounts, and serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="web processes")
        parser.add_argument("--no-serve", action="store_true", help="load and stop")
        parser.add_argument(
            "--no-worker", action="store_true", help="serve without the background worker"
        )
        parser.add_argument(
            "--empty", action="store_true", help="coalition and accounts only, no articles"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PUBLIC_SITE:
            raise CommandError(
                "The demonstration makes accounts with a known password; it is not for a public "
                "site. Unset LEDGER_HOSTS, or load only the codebook: manage.py load_vocabularies.",
                returncode=2,
            )
        started = time.monotonic()
        call_command("migrate", verbosity=0)
        load_vocabularies()
        if options["empty"]:
            make_accounts()
            loaded = {}
        else:
            loaded = asdict(load_demonstration())
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # so that the first pages are planned well
        seconds = round(time.monotonic() - started, 1)
        accounts = [{"email": email, "role": str(role)} for email, _, role in ACCOUNTS]
        if options["json"]:
            report = {**loaded, "seconds": seconds, "accounts": accounts, "password": PASSWORD}
            self.stdout.write(json.dumps(report))
        else:
            listed = ", ".join(f"{count} {what}" for what, count in loaded.items())
            self.stdout.write(f"Ready in {seconds} s: {listed or 'a coalition without articles'}.")
            self.stdout.write("Sign in at /account/login/ with")
            for account in accounts:
                self.stdout.write(f"  {account['email']:<26} {PASSWORD}   ({account['role']})")
        if not options["no_serve"]:
            call_command(
                "serve",
                port=options["port"],
                workers=options["workers"],
                no_worker=options["no_worker"],
            )
