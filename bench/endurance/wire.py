"""HTTP/1.1 as little as a reader needs, so that it is known what became of each connection.

Not a library: libraries open a new connection by themselves where an old one was closed, and
whether that happened is what is asked here.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One request and what became of it. `error` is "" where an answer came whole."""

    at: float
    seconds: float
    kind: str
    status: int
    error: str
    again: str
    # The connection: the client's port, and whether it had served a request before.
    port: int
    is_reused: bool


@dataclass(slots=True)
class Wire:
    """A connection of a reader's, opened where there is none."""

    port: int
    address: str
    keeps: bool
    patience: float = 60.0
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    own_port: int = 0
    uses: int = 0

    async def get(self, kind: str, path: str) -> Record:
        """Ask for a page once."""
        began = time.monotonic()
        status, error, again = 0, "", ""
        is_reused = self.uses > 0
        port = self.own_port
        try:
            async with asyncio.timeout(self.patience):
                await self._open()
                port = self.own_port
                status, again = await self._ask(path)
        except TimeoutError:
            error = "no answer in time"
        except ConnectionRefusedError:
            error = "refused"
        except (asyncio.IncompleteReadError, ConnectionError, OSError, ValueError) as fault:
            error = _named(fault)
        if error or not self.keeps:
            await self.close()
        seconds = time.monotonic() - began
        return Record(began, seconds, kind, status, error, again, port, is_reused)

    async def close(self) -> None:
        writer, self.reader, self.writer = self.writer, None, None
        self.uses = 0
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _open(self) -> None:
        if self.writer is not None:
            return
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, limit=1 << 20
        )
        made: socket.socket = self.writer.get_extra_info("socket")
        self.own_port = made.getsockname()[1]

    async def _ask(self, path: str) -> tuple[int, str]:
        assert self.reader is not None
        assert self.writer is not None
        head = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"X-Forwarded-For: {self.address}\r\nAccept: text/html,*/*\r\n"
            f"Connection: {'keep-alive' if self.keeps else 'close'}\r\n\r\n"
        )
        self.writer.write(head.encode())
        await self.writer.drain()
        said = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(said[0].split(" ", 2)[1])
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in said[1:] if line)
        }
        await self._read_body(headers)
        self.uses += 1
        if headers.get("connection", "").lower() == "close":
            await self.close()
        return status, headers.get("retry-after", "")

    async def _read_body(self, headers: dict[str, str]) -> None:
        assert self.reader is not None
        if headers.get("transfer-encoding", "").lower() == "chunked":
            while size := int(await self.reader.readline(), 16):
                await self.reader.readexactly(size + 2)
            await self.reader.readline()
        elif "content-length" in headers:
            await self.reader.readexactly(int(headers["content-length"]))
        else:
            await self.reader.read()


def _named(fault: Exception) -> str:
    """What a reader would say of it. A half-answered request is told apart from none."""
    if isinstance(fault, asyncio.IncompleteReadError):
        return "cut off" if fault.partial else "closed"
    if isinstance(fault, ConnectionResetError | BrokenPipeError):
        return "reset"
    return type(fault).__name__
