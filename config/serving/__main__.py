"""The supervisor's command line: `python -m config.serving`, which `manage.py serve` becomes."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from config.serving.reports import say
from config.serving.supervisor import ROOT, CannotServe, Plan, Supervisor, listen
from core.faults import sentence_of

if TYPE_CHECKING:
    from config.serving.database_watch import DatabaseWatch


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m config.serving")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--no-worker", action="store_true")
    parser.add_argument("--metrics-port", type=int)
    parser.add_argument("--metrics-address", default="127.0.0.1")
    given = parser.parse_args()
    plan = Plan(
        address=given.address,
        port=given.port,
        workers=given.workers,
        has_worker=not given.no_worker,
        figures_at=(given.metrics_address, given.metrics_port) if given.metrics_port else None,
    )
    try:
        listener = listen(plan.address, plan.port)
        return Supervisor(plan, listener, _watch()).run()
    except Exception as error:
        sentence = str(error) if isinstance(error, CannotServe) else sentence_of(error)
        if sentence is None:
            raise
        say("error", sentence)
    return 1


def _watch() -> DatabaseWatch | None:
    """Return the watch of the embedded database, unless DATABASE_URL names another server."""
    if os.environ.get("DATABASE_URL"):
        return None
    from config.serving.database_watch import DatabaseWatch  # its driver is not always installed

    return DatabaseWatch(Path(os.environ.get("LEDGER_DATA_DIR") or ROOT / ".data"))


if __name__ == "__main__":
    sys.exit(main())
