"""Write a response as a WARC file, which any archive's tools read, and read it back.

The payload is the body without transfer and content coding, so its digest is the SHA-256 of the
bytes that the article was extracted from. Headers about coding are stored under other names, or
tools would try to undo it again.
"""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from articles.fetching.response import Headers, Hop, Response
from core.errors import DomainError

_SOFTWARE = "Coalition Ledger"
_KEPT_ASIDE = "X-Ledger-Original-"
_ABOUT_CODING = frozenset(("content-encoding", "transfer-encoding", "content-length"))


class DamagedCapture(DomainError):
    """These bytes are not one of our captures, or were changed."""


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """Headers of HTTP written byte by byte as they came."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        lines = [f"{self.protocol} {self.statusline}".rstrip()]
        lines += [f"{name}: {value}" for name, value in self.headers]
        self.headers_buff = "\r\n".join([*lines, "", ""]).encode("latin-1")


class _Writer(WARCWriter):  # type: ignore[misc]
    @staticmethod
    def _create_digester() -> Digester:
        return Digester("sha256")


def warc_record(response: Response) -> bytes:
    """Return the response as a WARC 1.1 file, each record compressed; its payload is the body.

    Four records: what wrote it, the response, the request, and how the address was reached.
    """
    file = io.BytesIO()
    writer = _Writer(file, gzip=True, warc_version="WARC/1.1")
    moment = response.retrieved_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    writer.write_record(
        writer.create_warcinfo_record(
            "", {"software": _SOFTWARE, "format": "WARC File Format 1.1", "robots": "obey"}
        )
    )
    answer = writer.create_warc_record(
        response.address,
        "response",
        payload=io.BytesIO(response.body),
        length=len(response.body),
        warc_headers_dict={
            "WARC-Date": moment,
            "WARC-Payload-Digest": _digest(response.body),
            **({"WARC-IP-Address": response.peer} if response.peer else {}),
        },
        http_headers=_Head(
            f"{response.status} {response.reason}",
            [(_aside(name), value) for name, value in response.headers],
            protocol=response.http_version,
        ),
    )
    request = writer.create_warc_record(
        response.address,
        "request",
        http_headers=_Head(
            f"{_target(response.address)} HTTP/1.1", list(response.request_headers), protocol="GET"
        ),
    )
    writer.write_request_response_pair(request, answer)
    fields = [f"asked: {response.asked}"]
    fields += [f"redirect: {hop.status} {hop.address}" for hop in response.hops]
    about = "".join(f"{field}\r\n" for field in fields).encode()
    writer.write_record(
        writer.create_warc_record(
            response.address,
            "metadata",
            payload=io.BytesIO(about),
            length=len(about),
            warc_headers_dict={
                "WARC-Date": moment,
                "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID"),
            },
        )
    )
    return file.getvalue()


def response_of(warc: bytes) -> Response:
    """Return the response in a WARC file, equal to the one it was made from.

    Raises DamagedCapture if the file cannot be read or its digest does not match.
    """
    try:
        return _response_of(_records(warc))
    except (KeyError, ValueError) as error:
        # The digest covers only the body, so a record may lack its address or day, or have an
        # invalid status or text.
        raise DamagedCapture(_("This capture has been damaged and cannot be read.")) from error


def _response_of(records: dict[str, tuple[dict[str, str], bytes]]) -> Response:
    if "response" not in records:
        raise DamagedCapture(_("This is no capture of a page."))
    about, block = records["response"]
    lines, body = _head_and_body(block)
    if about.get("WARC-Payload-Digest") != _digest(body):
        raise DamagedCapture(_("This capture has been damaged: its digest does not fit."))
    version, status, reason = [*lines[0].split(" ", 2), "", ""][:3]
    _request_about, request = records.get("request", ({}, b""))
    metadata = _fields(records.get("metadata", ({}, b""))[1])
    address = about["WARC-Target-URI"]
    return Response(
        asked=next((value for name, value in metadata if name == "asked"), address),
        address=address,
        status=int(status),
        headers=tuple((name.removeprefix(_KEPT_ASIDE), value) for name, value in _headers(lines)),
        body=body,
        retrieved_at=datetime.fromisoformat(about["WARC-Date"]),
        hops=tuple(
            Hop(int(value.partition(" ")[0]), value.partition(" ")[2])
            for name, value in metadata
            if name == "redirect"
        ),
        http_version=version,
        reason=reason,
        peer=about.get("WARC-IP-Address", ""),
        request_headers=_headers(_head_and_body(request)[0]) if request else (),
    )


def payload_of(warc: bytes) -> tuple[Headers, bytes]:
    """The headers as the site sent them and the body, whose SHA-256 is the payload digest."""
    response = response_of(warc)
    return response.headers, response.body


def _digest(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def _target(address: str) -> str:
    path = address.partition("://")[2].partition("/")[2]
    return f"/{path}"


def _aside(name: str) -> str:
    return f"{_KEPT_ASIDE}{name}" if name.lower() in _ABOUT_CODING else name


def _records(warc: bytes) -> dict[str, tuple[dict[str, str], bytes]]:
    """Return the first record of each type: its own headers and its unparsed block."""
    found: dict[str, tuple[dict[str, str], bytes]] = {}
    try:
        for record in ArchiveIterator(io.BytesIO(warc), no_record_parse=True):
            headers = dict(record.rec_headers.headers)
            found.setdefault(record.rec_type, (headers, record.raw_stream.read()))
    except Exception as error:
        # warcio and zlib each raise their own errors for cut or altered data.
        raise DamagedCapture(_("This capture has been damaged and cannot be read.")) from error
    return found


def _head_and_body(block: bytes) -> tuple[list[str], bytes]:
    head, _, body = block.partition(b"\r\n\r\n")
    return head.decode("latin-1").split("\r\n"), body


def _headers(lines: list[str]) -> Headers:
    pairs = (line.partition(": ") for line in lines[1:])
    return tuple((name, value) for name, _, value in pairs)


def _fields(block: bytes) -> Headers:
    pairs = (line.partition(": ") for line in block.decode().splitlines())
    return tuple((name, value) for name, _, value in pairs)
