"""A response kept as a WARC file is that response again, and any archive's tools can read it."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from articles.fetching.getting import fetch
from articles.fetching.page_extraction import extract_page
from articles.fetching.response import Hop, Response
from articles.fetching.warc import DamagedCapture, payload_of, response_of, warc_record
from tests.articles.fetching.documents import article, pdf
from tests.articles.fetching.site import HTML, LocalSite

RESPONSE = Response(
    asked="http://news.example/a?utm_source=x",
    address="https://news.example/b?c=%C3%A9",
    status=200,
    headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("content-length", "7"),
             ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Archive-Orig-Content-Length", "3"),
             ("X-Name", "caf\xe9"), ("X-Empty", "")),
    body=b"<p>words</p>\r\n\r\n<p>more</p>",
    retrieved_at=datetime(2026, 11, 25, 3, 4, 5, 678901, tzinfo=UTC),
    hops=(Hop(301, "http://news.example/a?utm_source=x"), Hop(302, "https://news.example/ a")),
    reason="Very OK",
    peer="2606:4700:4700::1111",
    request_headers=(("Host", "news.example"), ("User-Agent", "CoalitionLedger/0.1 (tests)")),
)  # fmt: skip


def test_a_response_comes_back_as_it_was() -> None:
    warc = warc_record(RESPONSE)
    assert response_of(warc) == RESPONSE
    assert payload_of(warc) == (RESPONSE.headers, RESPONSE.body)


@given(
    st.binary(max_size=2_000),
    st.lists(st.tuples(st.sampled_from(["X-A", "X-B"]),
                       st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=20)),
             max_size=4),
    st.sampled_from(["", "OK", "Nicht gefunden"]),
)  # fmt: skip
def test_any_response_comes_back_as_it_was(
    body: bytes, headers: list[tuple[str, str]], reason: str
) -> None:
    # Controls cannot stand in a header: the parser of HTTP refuses them.
    kept = tuple((n, v) for n, v in headers if not any(127 <= ord(c) < 160 for c in v))
    response = replace(RESPONSE, body=body, headers=kept, reason=reason, hops=(), peer="")
    assert response_of(warc_record(response)) == response


def test_other_tools_read_the_file_and_find_its_digests_true() -> None:
    warc = warc_record(RESPONSE)
    records = {}
    for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise"):
        records[record.rec_type] = (record, record.content_stream().read())
    assert list(records) == ["warcinfo", "response", "request", "metadata"]
    answer, body = records["response"]
    assert body == RESPONSE.body
    assert answer.rec_headers.get_header("WARC-Payload-Digest") == (
        f"sha256:{hashlib.sha256(RESPONSE.body).hexdigest()}"
    )
    assert answer.rec_headers.get_header("WARC-Target-URI") == RESPONSE.address
    assert answer.rec_headers.get_header("WARC-Date") == "2026-11-25T03:04:05.678901Z"
    assert answer.http_headers.get_statuscode() == "200"
    request, _ = records["request"]
    assert request.rec_headers.get_header("WARC-Concurrent-To") == (
        answer.rec_headers.get_header("WARC-Record-ID")
    )
    assert b"redirect: 301 http://news.example/a" in records["metadata"][1]
    # Each record by itself: a reader may begin at any.
    assert warc.count(b"\x1f\x8b\x08") >= 4


@pytest.mark.parametrize("damaged", [b"", b"nonsense", b"\x1f\x8b\x08broken"])
def test_what_is_no_capture_is_refused(damaged: bytes) -> None:
    with pytest.raises(DamagedCapture):
        response_of(damaged)


def test_an_altered_capture_is_refused() -> None:
    warc = warc_record(RESPONSE)
    with pytest.raises(DamagedCapture):
        response_of(warc[:700])
    plain = b"".join(_unpacked(warc)).replace(b"<p>words</p>", b"<p>sword</p>")
    with pytest.raises(DamagedCapture):
        response_of(plain)


@pytest.mark.parametrize(
    ("words", "altered"),
    [
        (b"WARC-Target-URI: ", b"X-Other: "),
        (b"HTTP/1.1 200 Very OK", b"HTTP/1.1 OK 200"),
        (b"HTTP/1.1 200 Very OK", b"HTTP/1.1"),
        (b"redirect: 301 ", b"redirect: 30l "),
        (b"redirect: 301 ", b"redirect: \xff\xfe\xff "),
        (b"2026-11-25T03:04:05.678901Z", b"2026-11-31T03:04:05.678901Z"),
        (b"2026-11-25T03:04:05.678901Z", b"yesterday, in the afternoon"),
    ],
    ids=["no address", "words for a status", "no status", "a letter in a hop", "no text",
         "no such day", "no moment"],
)  # fmt: skip
def test_a_capture_whose_lines_were_altered_is_refused(words: bytes, altered: bytes) -> None:
    plain = b"".join(_unpacked(warc_record(RESPONSE)))
    spoilt = plain.replace(words, altered)
    assert spoilt != plain
    with pytest.raises(DamagedCapture):
        response_of(spoilt)


def _unpacked(warc: bytes) -> list[bytes]:
    import zlib

    parts = []
    while warc:
        machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        parts.append(machine.decompress(warc))
        warc = machine.unused_data
    return parts


def test_a_page_is_read_again_from_its_capture(site: LocalSite) -> None:
    site.put_gzipped("/news/training-teams-are-ready", article().encode())
    site.redirect("/a", "/news/training-teams-are-ready")
    site.put("/b.pdf", pdf([["Words of a communique"], ["and more"]]),
             headers=[("Content-Type", "application/pdf")])  # fmt: skip
    site.put("/c", article(language="").encode("cp1251", "ignore"),
             headers=[*HTML[:0], ("Content-Type", "text/html; charset=windows-1251")])  # fmt: skip
    for path in ("/a", "/b.pdf", "/c"):
        response = fetch(site.url(path), rules=site.rules())
        again = response_of(warc_record(response))
        assert again == response
        assert extract_page(again) == extract_page(response)
