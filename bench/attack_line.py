"""One connection of an attack: what it sent, what came back, how it ended.

Plain sockets, so that a byte counts when the server's machine has it, not when it is in our own
buffer. `bench.attack_kinds` decides which bytes are sent, and when.
"""

from __future__ import annotations

import array
import asyncio
import fcntl
import ipaddress
import re
import socket
import sys
import termios
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
# Small, so that bytes the server does not take stay countable on our side.
_SEND_BUFFER = 65_536
# Only the beginning of an answer is kept.
_KEPT = 4_096
# How long a server may take to accept a connection.
_CONNECT_SECONDS = 10.0


class NotLoopback(ValueError):
    """The address is not on this machine: we attack nobody else."""


@dataclass(frozen=True, slots=True)
class Target:
    """The server under attack: an address of this machine, and the name it is asked by."""

    address: str
    port: int
    host: str

    @classmethod
    def of(cls, url: str) -> Target:
        """Refuse every address that is not a loopback one, whatever its name."""
        parts = urlsplit(url if "//" in url else f"//{url}")
        if parts.scheme not in ("", "http") or not parts.hostname:
            raise NotLoopback(f"{url} is not an address like http://127.0.0.1:8000.")
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
        addresses = [str(place[4][0]) for place in found]
        if not all(ipaddress.ip_address(address).is_loopback for address in addresses):
            raise NotLoopback(
                f"{parts.hostname} is not this very machine. Attacks go to loopback addresses "
                "only, such as http://127.0.0.1:8000."
            )
        return cls(addresses[0], parts.port or 80, parts.netloc.rpartition("@")[2])


class Line:
    """A connection; `ending` says in one word how it stands: held, answered, closed, reset …"""

    def __init__(self, target: Target, *, receive_buffer: int | None = None) -> None:
        self.target = target
        self.ending = "unopened"
        self.statuses: list[int] = []
        self.received = 0
        self.head = b""
        self.answered = asyncio.Event()
        self.ended = asyncio.Event()
        self.opened_at = self.answered_at = self.ended_at = 0.0
        self.longest_wait = 0.0
        self._handed = 0
        self._seen_at = 0.0
        self._rest = b""
        family = socket.AF_INET6 if ":" in target.address else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_buffer is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)

    async def __aenter__(self) -> Self:
        """Connect; a refusal is an ending like others."""
        place = (self.target.address, self.target.port)
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                await asyncio.get_running_loop().sock_connect(self._socket, place)
        except (OSError, TimeoutError):
            self._end("refused")
        else:
            self.ending = "held"
            self.opened_at = self._seen_at = time.monotonic()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    @property
    def sent(self) -> int:
        """Bytes that the server's machine has taken; what waits on our side is not among them."""
        if sys.platform != "linux" or self._socket.fileno() < 0:
            return self._handed
        waiting = array.array("i", [0])
        try:
            fcntl.ioctl(self._socket.fileno(), termios.TIOCOUTQ, waiting)
        except OSError:
            return self._handed
        return max(0, self._handed - waiting[0])

    async def send(self, data: bytes) -> bool:
        """Send it as fast as the server takes it; False once the connection has ended."""
        loop = asyncio.get_running_loop()
        view = memoryview(data)
        while view and not self.ended.is_set():
            try:
                taken = self._socket.send(view)
            except BlockingIOError:
                await _writable(loop, self._socket, self.ended)
                continue
            except OSError:
                self._end("reset")
                break
            self._handed += taken
            view = view[taken:]
        return not self.ended.is_set()

    async def listen(self, *, piece: int = 65_536, pause: float = 0.0) -> None:
        """Take what comes until the server ends the connection; with a pause, slowly."""
        loop = asyncio.get_running_loop()
        while not self.ended.is_set():
            try:
                data = await loop.sock_recv(self._socket, piece)
            except OSError:
                self._end("reset")
                return
            if not data:
                self._end("answered" if self.statuses else "closed")
                return
            self._note(data)
            if pause:
                await asyncio.sleep(pause)

    def finish(self) -> int:
        """Finish: an open connection counts as held; return the bytes the server took."""
        if not self.ended.is_set() and self.statuses:
            self.ending = "answered"
        return self.sent

    def _note(self, data: bytes) -> None:
        now = time.monotonic()
        self.longest_wait = max(self.longest_wait, now - self._seen_at)
        self._seen_at = now
        self.received += len(data)
        self.head += data[: max(0, _KEPT - len(self.head))]
        # A status line may be cut by the edge of a piece.
        seen = self._rest + data
        for match in _STATUS.finditer(seen):
            self.statuses.append(int(match[1]))
        self._rest = seen[-11:]  # One byte less than a match.
        if self.statuses and not self.answered.is_set():
            self.answered_at = now
            self.answered.set()

    def _end(self, how: str) -> None:
        if self.ended.is_set():
            return
        self.ending = "answered" if how == "reset" and self.statuses else how
        self.ended_at = time.monotonic()
        self.ended.set()


async def _writable(
    loop: asyncio.AbstractEventLoop, place: socket.socket, ended: asyncio.Event
) -> None:
    """Until the socket takes more or the connection has ended."""
    ready = asyncio.Event()
    loop.add_writer(place.fileno(), ready.set)
    waits = [asyncio.ensure_future(ready.wait()), asyncio.ensure_future(ended.wait())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        loop.remove_writer(place.fileno())
        for wait in waits:
            wait.cancel()
