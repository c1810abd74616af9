"""How logs are written: a line each, for people or as JSON, with the request they belong to.

What is personal stays out: no address of a visitor, no query, no form, no name of an account. A
path is told by the name of its page, since it may hold the secret of a link; of an error its kind
and place, and its words without values.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# The request this thread works on; empty outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_EMAIL = re.compile(r"[^\s@<>\"'()]+@[^\s@<>\"'()]+")
# PostgreSQL repeats the row it refuses after such words.
_VALUES = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*", re.MULTILINE | re.DOTALL)


def without_values(text: str) -> str:
    """A message without what a person may have typed into the ledger."""
    return _EMAIL.sub("…@…", _VALUES.sub("", text)).strip()


def route_of(request: Any) -> str:
    """The name of the page that was asked for, never its path."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "unknown"
    return match.view_name or match.route or "unnamed"


class TextFormatter(logging.Formatter):
    """For a terminal: Django's own words, with the request's number where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return f"{text} [request {number}]" if (number := request_id.get()) else text


class JsonFormatter(logging.Formatter):
    """One object a line: time, level, logger, message, request, and what the record adds."""

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


class BriefWhileAway(logging.Filter):
    """A database that is away fails every request alike: one line each, without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            from core.refusals import reason_of  # needs Django's settings, which need this module

            if (reason := reason_of(record.exc_info[1])) is not None:
                record.exc_info = record.exc_text = None
                record.msg, record.args = f"{record.getMessage()}: {reason}", ()
        return True


def logging_settings(level: str, kind: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, in this form, from this level on."""
    formatter = JsonFormatter if kind == "json" else TextFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"house": {"()": formatter}},
        "filters": {"brief": {"()": BriefWhileAway}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "house",
                "filters": ["brief"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        # A line for each request is of use to machines only.
        "loggers": {
            "ledger": {"level": "INFO" if kind == "json" else level},
            # With DEBUG Django adds a handler of its own, and each line would come twice.
            "django": {"handlers": []},
        },
    }
