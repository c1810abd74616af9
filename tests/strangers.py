"""Asking as a stranger's program does: through the WSGI handler, with any bytes in any place.

Django's test client makes well-formed requests only, and of a class of its own. No tests here.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from core.wsgi import Handler

TOKEN = "a" * 32
_LOADED: dict[type[WSGIHandler], WSGIHandler] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `unhandled` is what the application raised and nothing caught.

    `unforeseen` is what no page looked at before the database refused it.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    unhandled: BaseException | None
    unforeseen: BaseException | None

    @property
    def text(self) -> str:
        return self.body.decode()


class Stranger:
    """Anybody with a program; `client` lends them its session."""

    def __init__(self, client: Client | None = None, handler: type[Handler] = Handler) -> None:
        if handler not in _LOADED:
            _LOADED[handler] = handler()
        self._handler = _LOADED[handler]
        session = client.cookies["sessionid"].value if client else ""
        self._cookie = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")

    def ask(
        self,
        path: str,
        query: str = "",
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        """One request. `path` is decoded already, `query` is not."""
        asked_path, _, asked_query = path.partition("?")
        told = {"Host": "testserver", "Cookie": self._cookie, "Content-Length": str(len(body))}
        told |= headers or {}
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": _wire(asked_path),
            "QUERY_STRING": _wire("&".join(part for part in (asked_query, query) if part)),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
        }
        for name, value in told.items():
            key = name.upper().replace("-", "_")
            own = key in ("CONTENT_TYPE", "CONTENT_LENGTH")
            environ[key if own else f"HTTP_{key}"] = _wire(value)
        return self._answered(environ)

    def post(self, path: str, values: Mapping[str, str], **options: Any) -> Answer:
        """A form, with a token that is good."""
        pairs = {"csrfmiddlewaretoken": TOKEN, **values}
        body = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in pairs.items())
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            **options.pop("headers", {}),
        }
        return self.ask(path, method="POST", body=body.encode(), headers=headers, **options)

    def _answered(self, environ: dict[str, Any]) -> Answer:
        told: dict[str, Any] = {}
        unhandled: list[BaseException] = []

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
            told.update(status=int(status[:3]), headers=dict(headers))

        def note(**_: Any) -> None:
            if (error := sys.exc_info()[1]) is not None:
                unhandled.append(error)

        heard = _Heard()
        logging.getLogger("core.middleware").addHandler(heard)
        got_request_exception.connect(note, weak=False)
        # As Django's test client does: the test's transaction lives on this connection.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            response = self._handler(environ, start)
            body = b"".join(response)
            response.close()
        finally:
            got_request_exception.disconnect(note)
            logging.getLogger("core.middleware").removeHandler(heard)
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
        error = unhandled[0] if unhandled else None
        return Answer(told["status"], told["headers"], body, error, heard.error)


class _Heard(logging.Handler):
    """The error that was logged, if any."""

    error: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.error = record.exc_info[1]


def escaped(told: str) -> str:
    """Percent-encoded, what is no text too."""
    return quote_from_bytes(told.encode("utf-8", "surrogatepass"), safe="")


def _wire(told: str) -> str:
    return told.encode("utf-8", "surrogatepass").decode("latin-1")
