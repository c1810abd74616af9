"""`manage.py integrity`: has every promise of the ledger been kept?"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from commitments.integrity import Broken, invariants, verify


class Command(BaseCommand):
    help = "Re-verify every invariant from the data; exit 1 and a list where one fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="One JSON object on one line.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            broken = verify()
        except DatabaseError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(
                f"The database could not be examined ({reason}). Has `manage.py migrate` been run?"
            ) from error
        checked = len(invariants())
        if options["json"]:
            found = [asdict(one) for one in broken]
            self.stdout.write(json.dumps({"ok": not broken, "checked": checked, "broken": found}))
        else:
            self._tell(broken, checked)
        if broken:
            sys.exit(1)

    def _tell(self, broken: list[Broken], checked: int) -> None:
        for one in broken:
            self.stdout.write(self.style.ERROR(f"Broken: {one.sentence} ({one.name})"))
            for row in one.rows:
                self.stdout.write(f"  {row}")
            if one.count > len(one.rows):
                self.stdout.write(f"  … and {one.count - len(one.rows)} more")
        if broken:
            self.stdout.write(f"{len(broken)} of {checked} invariants do not hold.")
        else:
            self.stdout.write(self.style.SUCCESS(f"All {checked} invariants hold."))
