"""Read a request's body on the event loop: with limits on its size, time and lowest speed.

A thread starts only once the whole body is there, so a slow sender costs us a connection and
nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol

from config.serving.awaiting import Waiting
from config.serving.environ import Headers

# As in Apache's mod_reqtimeout: this long to begin with, and a second more for so many bytes.
_FIRST_SECONDS = 10.0
_BYTES_PER_SECOND = 8_000
# A body up to this many times the limit is read to its end and dropped, so that the sender sees the
# response; a longer one is cut off, and a browser may then show a broken connection.
_THROWN_AWAY = 4
# The limit for all bodies that a process is receiving.
_ROOM = 96_000_000


class Sender(Protocol):
    """The part of granian's RSGIHTTPProtocol that gives the body, piece by piece."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...


class BodyRefused(Exception):
    """`status` and `reason` say why: 408 too slow, 411 no length, 413 too long, 503 no room."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class SenderGone(Exception):
    """The connection ended in the middle of the body: there is nobody to answer."""


@dataclass(slots=True)
class Body:
    """A body that was read. The caller releases its memory when done."""

    memory: BodyMemory
    content: BytesIO = field(default_factory=BytesIO)
    length: int = 0

    def release(self) -> None:
        self.memory.held -= self.length
        self.length = 0

    def _take(self, piece: bytes) -> None:
        if self.memory.held + len(piece) > _ROOM:
            raise BodyRefused(503, "no room")
        self.memory.held += len(piece)
        self.length += len(piece)
        self.content.write(piece)


@dataclass(slots=True)
class BodyMemory:
    """How many bytes of bodies a process has in memory, including those that wait for a thread."""

    held: int = 0

    async def read(self, sender: Sender, headers: Headers, *, limit: int) -> Body:
        """Return a request's body; raises BodyRefused or SenderGone."""
        length = _declared(headers)
        body = Body(self)
        if length == 0:
            return body
        if length > limit * _THROWN_AWAY:
            raise BodyRefused(413, "too long")
        is_too_long = length > limit
        try:
            await _read(sender, length, (lambda piece: None) if is_too_long else body._take)
            if is_too_long:
                raise BodyRefused(413, "too long")
        except BaseException:
            body.release()
            raise
        body.content.seek(0)
        return body


def _declared(headers: Headers) -> int:
    if headers.get("transfer-encoding") is not None:
        # Granian shows no difference between the last piece and a broken connection, nor a length.
        raise BodyRefused(411, "no length")
    text = headers.get("content-length") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BodyRefused(400, "bad length")
    return int(text)


async def _read(sender: Sender, length: int, take: Callable[[bytes], None]) -> None:
    received = 0
    loop = asyncio.get_running_loop()
    began = loop.time()
    pieces = aiter(sender)
    while received < length:
        piece = Waiting[bytes](anext(pieces))
        patience = began + _FIRST_SECONDS + received / _BYTES_PER_SECOND - loop.time()
        await asyncio.wait([piece.future], timeout=max(0, patience))
        if not piece.future.done():
            piece.give_up()
            raise BodyRefused(408, "too slow")
        if not (said := piece.future.result()):
            raise SenderGone
        received += len(said)
        take(said)
