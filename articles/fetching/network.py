"""The connection below HTTP: only to checked addresses, within the clock and the size limit.

httpcore speaks HTTP; its own backend would resolve the name again and give every read the full
time.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from articles.fetching.clock import Clock
from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed
from articles.fetching.rules import FetchRules

# Headers, trailers and chunk marks may take this much besides the body.
_BESIDE_BODY = 500_000


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to the first checked address that answers, whatever name is requested.

    `peer` is the address it connected to.
    """

    def __init__(self, addresses: Sequence[str], rules: FetchRules, clock: Clock) -> None:
        self.peer = ""
        self._addresses = addresses
        self._rules = rules
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        last: OSError | None = None
        for place, address in enumerate(self._addresses):
            # A share each: an address that never answers leaves time for the next.
            share = self._clock.left() / (len(self._addresses) - place)
            try:
                connection = self._rules.dial(address, port, share)
            except OSError as error:
                last = error
                continue
            self.peer = address
            return _Stream(connection, self._clock, self._rules.max_bytes + _BESIDE_BODY)
        is_late = isinstance(last, TimeoutError)
        raise FetchFailed(Failure.TIMED_OUT if is_late else Failure.UNREACHABLE) from last


class _Stream(httpcore.NetworkStream):
    """A socket that checks the clock at every step and stops after `most` bytes."""

    def __init__(self, connection: socket.socket, clock: Clock, most: int) -> None:
        self._socket = connection
        self._clock = clock
        self._left = most

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._socket.settimeout(self._clock.left())
        try:
            data = self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise FetchFailed(Failure.TIMED_OUT) from error
        except OSError as error:
            raise FetchFailed(Failure.UNREACHABLE) from error
        self._left -= len(data)
        if self._left < 0:
            raise FetchFailed(Failure.TOO_LARGE)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._socket.settimeout(self._clock.left())
        try:
            self._socket.sendall(buffer)
        except TimeoutError as error:
            raise FetchFailed(Failure.TIMED_OUT) from error
        except OSError as error:
            # httpcore then still reads what a server answered before it closed the connection.
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(self._clock.left())
            secure = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except BaseException as error:
            self.close()
            if isinstance(error, TimeoutError):
                raise FetchFailed(Failure.TIMED_OUT) from error
            if isinstance(error, ssl.SSLCertVerificationError):
                raise FetchFailed(
                    Failure.BAD_CERTIFICATE, details={"certificate": error.verify_message}
                ) from error
            if isinstance(error, OSError):
                raise FetchFailed(Failure.UNREACHABLE) from error
            raise
        return _Stream(secure, self._clock, self._left)

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object" and isinstance(self._socket, ssl.SSLSocket):
            return self._socket
        return None
