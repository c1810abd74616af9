"""`manage.py worker`: execute background work, such as fetching, until it is stopped."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from articles.services.stopped import take_up_stopped
from articles.services.upkeep import do_upkeep
from core.lifeline import end_with
from core.refusals import INTERFACE_ERRORS, OPERATIONAL_ERRORS, reason_of

logger = logging.getLogger("ledger.worker")

_ASKS_AGAIN_AFTER = 1.0


class Command(BaseCommand):
    help = "Do background work (fetch what was asked for) until stopped."
    # They ask for the server's version, but the database may be away when a worker starts.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits, then end")
        parser.add_argument("--parent", type=int, metavar="PID", help="end when this process ends")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["parent"]:
            end_with(options["parent"])
        while True:
            try:
                self._work(is_once=options["once"], verbosity=options["verbosity"])
                return
            except (*OPERATIONAL_ERRORS, *INTERFACE_ERRORS) as error:
                if options["once"] or reason_of(error) is None:
                    raise
                # The work waits in the database, and continues when that is back.
                logger.warning("The worker waits for the database: %s", reason_of(error))
                connections.close_all()
                time.sleep(_ASKS_AGAIN_AFTER)

    @staticmethod
    def _work(*, is_once: bool, verbosity: int) -> None:
        # Restart what an earlier worker was killed at.
        take_up_stopped()
        do_upkeep.enqueue()
        call_command(
            "db_worker",
            batch=is_once,
            interval=1,
            reload=False,
            startup_delay=False,
            verbosity=verbosity,
        )
