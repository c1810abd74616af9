"""The format of logs: one line each, for people or as JSON, with the request they belong to.

Nothing personal is logged: no visitor's address, no query, no form, no account's name. A path is
logged as the name of its page, since it may contain a secret link; an error as its kind, place and
message without values.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# The number of this thread's request; empty outside of a request.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_EMAIL = re.compile(r"[^\s@<>\"'()]+@[^\s@<>\"'()]+")
# PostgreSQL repeats the refused row after these words.
_VALUES = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*", re.MULTILINE | re.DOTALL)


def without_values(text: str) -> str:
    """Return a message without what a person may have typed into the ledger."""
    return _EMAIL.sub("…@…", _VALUES.sub("", text)).strip()


def route_of(request: Any) -> str:
    """Return the name of the requested page, never its path."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "unknown"
    return match.view_name or match.route or "unnamed"


class TextFormatter(logging.Formatter):
    """For a terminal: Django's format, with the request's number if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return f"{text} [request {number}]" if (number := request_id.get()) else text


class JsonFormatter(logging.Formatter):
    """One object a line: time, level, logger, message, request, and the record's extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if number := request_id.get():
            line["request"] = number
        line.update(getattr(record, "figures", {}))
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = {
                "kind": f"{type(error).__module__}.{type(error).__qualname__}",
                "message": without_values(str(error)),
                "where": [
                    f"{frame.filename}:{frame.lineno} {frame.name}"
                    for frame in traceback.extract_tb(error.__traceback__)
                ],
            }
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is not None and hasattr(record, "status_code"):
        return f"{record.status_code} at {route_of(request)}"
    return without_values(record.getMessage())


class ShortDatabaseErrors(logging.Filter):
    """If the database is away every request fails: log one line each, without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            from core.refusals import reason_of  # needs Django's settings, which need this module

            if (reason := reason_of(record.exc_info[1])) is not None:
                record.exc_info = record.exc_text = None
                record.msg, record.args = f"{record.getMessage()}: {reason}", ()
        return True


def logging_settings(level: str, kind: str) -> dict[str, Any]:
    """Return Django's LOGGING: everything to standard error, in this form, from this level on."""
    formatter = JsonFormatter if kind == "json" else TextFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"house": {"()": formatter}},
        "filters": {"brief": {"()": ShortDatabaseErrors}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "house",
                "filters": ["brief"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        # Only machines need a line for each request.
        "loggers": {
            "ledger": {"level": "INFO" if kind == "json" else level},
            # With DEBUG Django adds its own handler, which would print each line twice.
            "django": {"handlers": []},
        },
    }
