"""Asking as a visitor or as a front of ours: by the loopback address one comes from."""

from __future__ import annotations

import contextlib
import http.client
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# Nobody that the tests' fronts.conf names.
VISITOR = "127.0.0.9"


@dataclass(frozen=True, slots=True)
class Got:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def seen(self, name: str) -> list[str]:
        """The values of a header as the web server behind the proxy saw them."""
        return [value for key, value in self.json()["headers"] if key == name.lower()]


def ask(
    port: int,
    path: str,
    *,
    by: str = VISITOR,
    method: str = "GET",
    body: bytes | Iterable[bytes] | None = None,
    headers: dict[str, str] | None = None,
) -> Got:
    """One request on a connection of its own; an iterable body goes in chunks, without a length."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(by, 0))
    try:
        # One that is refused before all of it was sent has an answer all the same.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.request(
                method,
                path,
                body=body,
                headers=headers or {},
                encode_chunked=body is not None and not isinstance(body, bytes),
            )
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Got(answer.status, told, answer.read())
    finally:
        connection.close()
