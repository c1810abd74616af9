"""`manage.py integrity`: whether every promise of the ledger is kept, and the state of its
evidence.

A source that changed or cannot be reached breaks no promise: it is reported, but does not fail.
"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from commitments.integrity.health import EvidenceHealth, read_health, unsupported_statements
from commitments.integrity.verify import BrokenInvariant, invariants, verify
from core.faults import migration_sentence, sentence_of


class Command(BaseCommand):
    help = "Re-verify every invariant from the data; exit 1 and a list where one fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="One JSON object on one line.")

    def handle(self, *args: Any, **options: Any) -> None:
        if refusal := migration_sentence():
            raise CommandError(refusal)
        try:
            broken = verify()
            health, unsupported = read_health(), unsupported_statements().count()
        except DatabaseError as error:
            if sentence_of(error):
                raise  # `manage.py` reports it as for every command
            reason = str(error).strip().splitlines()[0]
            raise CommandError(
                f"The database could not be examined ({reason}). Restore the backup, or repair what"
                " `manage.py migrate` made."
            ) from error
        checked = len(invariants())
        if options["json"]:
            found = [asdict(one) for one in broken]
            evidence = _as_json(health, unsupported)
            result = {"ok": not broken, "checked": checked, "broken": found, "evidence": evidence}
            self.stdout.write(json.dumps(result))
        else:
            self._tell(broken, checked)
            self._tell_health(health, unsupported)
        if broken:
            sys.exit(1)

    def _tell(self, broken: list[BrokenInvariant], checked: int) -> None:
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

    def _tell_health(self, health: EvidenceHealth, unsupported: int) -> None:
        states = ", ".join(f"{state.count} {state.name.lower()}" for state in health.states)
        self.stdout.write(f"Passages: {states or 'none'}.")
        self.stdout.write(
            "Stored texts that are not what was stored:"
            f" {len(health.mismatches)} of {health.texts}."
        )
        self.stdout.write(f"Articles that do not answer: {health.unreachable_count}.")
        for one in health.unreachable:
            self.stdout.write(f"  article {one.article} since {one.since:%Y-%m-%d}")
        self.stdout.write(f"Published statements whose only support is lost: {unsupported}.")


def _as_json(health: EvidenceHealth, unsupported: int) -> dict[str, Any]:
    return {
        "passages": {state.state: state.count for state in health.states},
        "texts": health.texts,
        "hash_mismatches": len(health.mismatches),
        "unreachable": [
            {"article": one.article, "since": one.since.isoformat()} for one in health.unreachable
        ],
        "statements_without_support": unsupported,
    }
