"""`manage.py catalogues`: collect marked strings, compile translations, or check both."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import catalogues


class Command(BaseCommand):
    help = "Bring the catalogues of translations up to the source and compile them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--check", action="store_true", help="Change nothing; exit 1 if amiss.")
        one.add_argument("--compile", action="store_true", help="Compile only, collect nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            found = catalogues.problems()
            for problem in found:
                self.stdout.write(problem)
            if found:
                sys.exit(1)
            self.stdout.write("Every string is translated.")
            return
        if not options["compile"]:
            for language, waiting in catalogues.update().items():
                self.stdout.write(f"{language}: {waiting} strings wait for a translation")
        catalogues.compile_stale()
