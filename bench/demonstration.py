"""How long the demonstration takes to load, row by row through the editors' own services."""

from __future__ import annotations

import time

from django.db import connection, transaction

from bench.report import Section
from commitments.services.demonstration import load_demonstration
from commitments.services.vocabularies import load_vocabularies


def run() -> list[Section]:
    """Loaded once with every check that the commit would run, then rolled back."""
    load_vocabularies()
    with transaction.atomic():
        began = time.perf_counter()
        loaded = load_demonstration()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return [
        Section(
            "Loading the demonstration",
            ["", "statements", "seconds", "ms per statement"],
            [
                [
                    "through the services",
                    f"{loaded.statements}",
                    f"{seconds:.1f}",
                    f"{seconds * 1000 / loaded.statements:.0f}",
                ]
            ],
            ["without migrations and vocabularies; see `manage.py demo --json` for all of it"],
        )
    ]
