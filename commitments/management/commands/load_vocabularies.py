"""`manage.py load_vocabularies`: countries, vocabularies and coalitions from the data files."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from commitments.services.vocabularies import load_vocabularies


class Command(BaseCommand):
    """Load or update reference data; a second run changes nothing."""

    help = "Load countries, roles, limits, conditions and coalitions. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_vocabularies()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded)))
        else:
            self.stdout.write(
                f"{loaded.countries} countries, {loaded.roles} roles, {loaded.limits} limits, "
                f"{loaded.conditions} conditions, {loaded.coalitions} coalitions."
            )
