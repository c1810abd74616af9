"""A body comes in pieces cut anywhere: what it unpacks to never depends on where."""

import gzip
import zlib

import pytest

from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed
from articles.fetching.unpacking import Unpacker

PAGE = b"<p>Training teams are ready, the ministry said.</p>"
MOST = 1_000_000


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def raw(data: bytes) -> bytes:
    return zlib.compress(data, wbits=-zlib.MAX_WBITS)


BODIES = [
    ("gzip", packed(PAGE), PAGE),
    ("gzip", packed(PAGE[:20]) + packed(PAGE[20:]), PAGE),
    ("gzip", packed(PAGE) + b"\0\0\x1f\x8b padding", PAGE),
    ("gzip", packed(PAGE) + b"\x1f", PAGE),
    ("deflate", zlib.compress(PAGE), PAGE),
    ("deflate", raw(PAGE), PAGE),
    ("", PAGE, PAGE),
]
NAMES = ["gzip", "two-members", "padding", "a-lone-byte", "zlib", "raw", "plain"]


def unpacked(coding: str, *pieces: bytes) -> bytes:
    unpacker = Unpacker(coding, MOST)
    for piece in pieces:
        unpacker.feed(piece)
    return unpacker.finish()


@pytest.mark.parametrize(("coding", "body", "page"), BODIES, ids=NAMES)
def test_every_cut_gives_the_same_page(coding: str, body: bytes, page: bytes) -> None:
    assert unpacked(coding, *(body[at : at + 1] for at in range(len(body)))) == page
    for cut in range(len(body) + 1):
        assert unpacked(coding, body[:cut], body[cut:]) == page, cut


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 3 * 65_536, 3 * 65_536 + 5])
@pytest.mark.parametrize("pack", [packed, zlib.compress, raw], ids=["gzip", "zlib", "raw"])
def test_what_is_left_in_the_machine_comes_out(pack: object, size: int) -> None:
    page = b"a" * size
    coding = "gzip" if pack is packed else "deflate"
    assert unpacked(coding, pack(page)) == page


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_body_without_its_end_is_refused_wherever_it_breaks_off(coding: str) -> None:
    body = packed(PAGE) if coding == "gzip" else zlib.compress(PAGE)
    for cut in range(1, len(body)):
        with pytest.raises(FetchFailed) as told:
            unpacked(coding, body[:cut])
        assert told.value.failure == Failure.BAD_ENCODING, cut
