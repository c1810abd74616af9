"""Undo content coding piece by piece, so that a compressed bomb is stopped early."""

from __future__ import annotations

import zlib
from typing import Any

from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed

# Only codings that the installed packages can unpack in bounded pieces.
ACCEPTED = "gzip, deflate"

_PIECE = 65_536
_GZIP = zlib.MAX_WBITS | 16


class Unpacker:
    """Collects a body of at most `most` bytes, unpacked; raises FetchFailed beyond that.

    With `is_cut` the rest is dropped instead, as for robots.txt.
    """

    def __init__(self, coding: str, most: int, *, is_cut: bool = False) -> None:
        codings = [name for part in coding.lower().split(",") if (name := part.strip())]
        codings = [name.removeprefix("x-") for name in codings if name != "identity"]
        if len(codings) > 1 or (codings and codings[0] not in ("gzip", "deflate")):
            raise FetchFailed(Failure.BAD_ENCODING, details={"coding": coding[:100]})
        self._coding = codings[0] if codings else ""
        self._machine = _machine(self._coding)
        self._most = most
        self._is_cut = is_cut
        self._body = bytearray()
        self._is_fresh = True
        # The two bytes that identify the coding may arrive separately: the first waits here.
        self._held = b""
        self._is_over = False
        self.is_full = False

    def feed(self, data: bytes) -> None:
        """Take a piece as it came from the site."""
        if self._machine is None:
            self._take(data)
            return
        try:
            self._unpack(data)
        except zlib.error as error:
            raise FetchFailed(Failure.BAD_ENCODING) from error

    def finish(self) -> bytes:
        """Return the whole body; raises FetchFailed if its end is missing."""
        if self._is_fresh and self._held:
            raise FetchFailed(Failure.BAD_ENCODING)
        is_whole = self._machine is None or self._machine.eof or self._is_fresh
        if not is_whole and not self.is_full:
            raise FetchFailed(Failure.BAD_ENCODING)
        return bytes(self._body)

    def _unpack(self, data: bytes) -> None:
        data, self._held = self._held + data, b""
        while data and not (self.is_full or self._is_over):
            if self._is_fresh or self._machine.eof:
                if len(data) == 1:
                    self._held = data
                    return
                self._begin(data)
            if not self._is_over:
                data = self._take_some(data)

    def _begin(self, data: bytes) -> None:
        """Decide what these bytes begin: the body, another gzip member, or final padding."""
        if not self._is_fresh:
            if self._coding != "gzip" or not data.startswith(b"\x1f\x8b"):
                self._is_over = True
                return
            self._machine = _machine(self._coding)
        elif self._coding == "deflate":
            self._machine = _deflate_machine(data)
        self._is_fresh = False

    def _take_some(self, data: bytes) -> bytes:
        """Unpack one piece; return the rest of the data."""
        piece = self._machine.decompress(data, _PIECE)
        self._take(piece)
        # A full piece may leave more output in the machine without any input left.
        while len(piece) == _PIECE and not self._machine.unconsumed_tail and not self.is_full:
            piece = self._machine.decompress(b"", _PIECE)
            self._take(piece)
        rest = self._machine.unused_data if self._machine.eof else self._machine.unconsumed_tail
        return bytes(rest)

    def _take(self, piece: bytes) -> None:
        room = self._most - len(self._body)
        if len(piece) > room:
            if not self._is_cut:
                raise FetchFailed(Failure.TOO_LARGE)
            self.is_full = True
        self._body += piece[:room]


def _machine(coding: str) -> Any:
    if coding == "gzip":
        return zlib.decompressobj(_GZIP)
    return zlib.decompressobj() if coding == "deflate" else None


def _deflate_machine(data: bytes) -> Any:
    """Return the right machine: deflate is zlib by the standard, but raw on some servers."""
    is_zlib = data[0] & 0x0F == 8 and (data[0] * 256 + data[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
