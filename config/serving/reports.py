"""What the supervisor tells on standard error: one line each, as JSON where the logs are."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import UTC, datetime


def say(level: str, message: str) -> None:
    """Tell the people who run this."""
    if os.environ.get("LEDGER_LOG_FORMAT", "") == "json":
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"time": now, "level": level, "logger": "ledger.supervisor", "message": message}
        text = json.dumps(line)
    else:
        text = f"{level}: {message}"
    with contextlib.suppress(OSError):  # a terminal that is gone, a log on a full disk
        print(text, file=sys.stderr, flush=True)  # noqa: T201
