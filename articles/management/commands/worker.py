"""`manage.py worker`: takes up background work, such as fetching, until it is stopped."""

from __future__ import annotations

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles.services.stopped import take_up_stopped
from articles.services.upkeep import do_upkeep


class Command(BaseCommand):
    help = "Do background work (fetch what was asked for) until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits, then end")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the process that began it ends"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            threading.Thread(target=_end_with_parent, args=[os.getppid()], daemon=True).start()
        # What a worker before this one was killed at is taken up first.
        take_up_stopped()
        do_upkeep.enqueue()
        call_command(
            "db_worker",
            batch=options["once"],
            interval=0.5,
            reload=False,
            startup_delay=False,
            verbosity=options["verbosity"],
        )


def _end_with_parent(parent: int) -> None:
    """A server that is killed cannot tell its worker to end; the worker sees it gone."""
    while os.getppid() == parent:
        threading.Event().wait(1)
    os.kill(os.getpid(), signal.SIGTERM)
