"""`manage.py catalogues`: update the translations from the source, or check them."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import catalogues


class Command(BaseCommand):
    help = "Bring the catalogues of translations up to the source, compile them, list what waits."
    # System checks are for a served site; here they would take most of the time.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; exit 1 if a page would break."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            catalogues.update()
        problems = list(catalogues.problems())
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            sys.exit(1)
        strings = catalogues.source_strings()
        for language in catalogues.languages():
            catalog = catalogues.updated(language, strings)
            waiting = list(catalogues.waiting(catalog))
            self.stdout.write(f"{language}: {len(waiting)} of {len(catalog)} strings wait")
            for line in waiting:
                self.stdout.write(f"  {line}")
