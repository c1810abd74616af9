"""What the supervisor tells on standard error: one line each, as JSON where the logs are."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime


def say(level: str, message: str) -> None:
    """Tell the people who run this."""
    if os.environ.get("LEDGER_LOG_FORMAT", "") == "json":
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"time": now, "level": level, "logger": "ledger.supervisor", "message": message}
        print(json.dumps(line), file=sys.stderr, flush=True)  # noqa: T201
    else:
        print(f"{level}: {message}", file=sys.stderr, flush=True)  # noqa: T201
