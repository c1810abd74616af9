"""The supervisor's messages on standard error: one line each, as JSON if the logs are."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import UTC, datetime


def say(level: str, message: str) -> None:
    """Print a message for the people who run this."""
    if os.environ.get("LEDGER_LOG_FORMAT", "") == "json":
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"time": now, "level": level, "logger": "ledger.supervisor", "message": message}
        text = json.dumps(line)
    else:
        text = f"{level}: {message}"
    with contextlib.suppress(OSError):  # the terminal is gone, or the log's disk is full
        print(text, file=sys.stderr, flush=True)  # noqa: T201
