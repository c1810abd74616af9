"""Everything that reads what comes from outside, one surface each, for `bench.fuzz`.

A surface says how an input is made, what reads it, and which refusals are answers. Whatever else
is raised is a fault.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from articles.fetching.getting import _redirect_of
from articles.fetching.hosts import is_public
from articles.fetching.page_extraction import extract_page
from articles.fetching.response import Response
from articles.fetching.robots import read_robots
from articles.fetching.unpacking import Unpacker
from articles.fetching.warc import response_of, warc_record
from articles.text.addresses import normalise_address, registrable_domain, wire_address
from articles.text.decoding import decode
from articles.text.equivalents import canonical_keys, equivalent_addresses
from articles.text.extracting import extract, looks_like_html
from articles.text.finding import find_quote, whole_words
from articles.text.folding import Folded
from articles.text.fragments import text_fragment_url
from articles.text.languages import declared_language, language_of
from articles.text.marking import Marked, marked_paragraphs
from articles.text.normalising import normalise
from articles.text.paragraph_diff import diff_blocks
from articles.text.pdf import looks_like_pdf, read_pdf
from articles.text.placing.alarms import find_alarms
from articles.text.placing.engine import QuotedWords, place_quotations
from articles.text.placing.similarity import similarity
from articles.text.quota import QuotePolicy, check_span
from articles.text.sketching import shingles, sketch
from articles.text.stripping import strip_non_text
from articles.text.surroundings import affixes
from articles.text.word_diff import word_steps
from bench.fuzz_words import NASTY, noise, text
from commitments.matrix.state import FACETS, GROUPINGS, SORTS, parse_state
from core.errors import DomainError
from core.history_entries import context_of, events_of
from core.language import _without_language
from core.numbers import whole_number
from core.outside import read_moment, split_address
from desk.articles.list_filters import filter_of, read_filter
from desk.coalition.check_forms import months_later
from desk.history.log_filter import Cursor
from desk.statements.form import typed_day
from readers.coalition.changes import parse_filter
from readers.search.words import parse_words, plain_form
from readers.sources.sources import parse_source_filter
from readers.templatetags.ledger import language_name

_POLICY = QuotePolicy(max_words_per_quote=40, max_share_per_article=0.10, max_words_per_article=400)
_MOMENT = datetime(2025, 8, 20, 12, tzinfo=UTC)
PROSE = (
    "The ministry said on Tuesday that training teams are ready and would leave within a week of a "
    "ceasefire. “Two companies of engineers follow,” and 2,000 soldiers stand by at their bases.",
    "Міністерство заявило, що може надіслати до 30 000 військових лише після мирної угоди.",
    "Le ministère n’exclut pas l’envoi de 1 500 soldats ; aucun d’eux ne serait près du front.",
    "国防部周二表示，训练小组已经准备就绪。\n\nرئيس الوزراء قال إن القوات مستعدة.",
)
PAGE = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Ready | Example</title>'
    '<meta property="article:published_time" content="2025-08-20T08:00:00Z">'
    '<link rel="canonical" href="https://example.org/news/teams-ready-2025"></head><body>'
    f'<nav><a href="/">Home</a></nav><article><h1>Ready</h1><p>{PROSE[0]}</p><p>{PROSE[2]}</p>'
    "</article><script>var a='</p>'</script><footer>Imprint</footer></body></html>"
)
ADDRESSES = (
    "https://www.example.org/news/2025/08/teams-ready?utm_source=x#top",
    "http://user:secret@example.org:8080/a/../b",
    "https://xn--e1afmkfd.example/новини/1",
    "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a-1",
    "https://[2001:db8::1]/x",
)
DAYS = ("2025-08-20", "2025-08-20T12:00:00Z", "2025-08-20T12:00:00 02:00", "last-visit")
QUERIES = (
    "as_of=2025-08-20&assume=peace-agreement,us-backstop&role=training&sort=country",
    "known_at=2026-01-06T12:00:00Z&stance=offered&grade=A&by=stance",
    "compare=2025-09-02&compare_known_at=2025-10-01&q=United%20K&age=0-3",
)
ROBOTS = (
    b"User-agent: *\nDisallow: /private\nCrawl-delay: 5\nSitemap: https://example.org/s.xml\n",
    b"User-agent: CoalitionLedger\nAllow: /*.html$\nDisallow: /\nRequest-rate: 1/10s 0900-1700\n",
)
HEADERS = (
    ("Content-Type", "text/html; charset=windows-1251"),
    ("Content-Type", "application/pdf"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Location", "/news/1"),
    ("Content-Encoding", "gzip"),
)


@dataclass(frozen=True, slots=True)
class Surface:
    """What is read: `make` gives the arguments of `read`; `allowed` are its refusals.

    `weight` is its share of the inputs beside the others', by how fast it is.
    """

    name: str
    make: Callable[[Random], tuple[Any, ...]]
    read: Callable[..., object]
    weight: int = 30
    allowed: tuple[type[Exception], ...] = (DomainError,)


def _one(known: Sequence[str]) -> Callable[[Random], tuple[Any, ...]]:
    return lambda chance: (text(chance, known),)


def _two(known: Sequence[str]) -> Callable[[Random], tuple[Any, ...]]:
    return lambda chance: (text(chance, known), text(chance, known))


def _bytes(known: Sequence[bytes]) -> Callable[[Random], tuple[Any, ...]]:
    return lambda chance: (noise(chance, known),)


def _query(chance: Random) -> tuple[Any, ...]:
    """A query string of known parameters with any values, or any query string."""
    if chance.random() < 0.2:
        return (text(chance, QUERIES),)
    named = (*FACETS, "as_of", "known_at", "compare", "compare_known_at", "assume", "q", "sort",
             "by", "since", "kind", "language", "controlled", "page")  # fmt: skip
    known = (*DAYS, *SORTS, *GROUPINGS, *QUERIES)
    data = QueryDict(mutable=True)
    for _ in range(chance.randint(1, 4)):
        data.appendlist(chance.choice(named), text(chance, known).replace("\ud800", ""))
    try:
        return (data.urlencode(),)
    except UnicodeEncodeError:
        return ("&".join(f"{name}=x" for name in data),)


def _read(query: str) -> QueryDict:
    # As it arrives: bytes.
    return QueryDict(query.encode("utf-8", "surrogatepass"))


def _state(query: str) -> None:
    state = parse_state(_read(query))
    state.address()
    _ = state.known_until, state.compared, state.unfiltered_address, state.is_default


def _changes(query: str) -> None:
    data = _read(query)
    wanted = parse_filter(data, parse_state(data))
    _ = wanted.since_moment, wanted.address(page=2)


def _cursor(told: str) -> None:
    if cursor := Cursor.from_text(told):
        str(cursor)


def _key(told: str) -> None:
    context_of(told)
    events_of(told)


def _months(day: str, months: str) -> None:
    number = whole_number(months, digits=4)
    if (read := typed_day({"said_on": day})) is not None and number is not None:
        months_later(read, number)


def _span(chance: Random) -> tuple[Any, ...]:
    told = text(chance, PROSE)
    start = chance.randint(0, len(told))
    return told, start, chance.randint(start, len(told)), text(chance, PROSE)


def _span_read(told: str, start: int, end: int, other: str) -> None:
    stored = normalise(told)
    start, end = min(start, len(stored)), min(end, len(stored))
    start, end = whole_words(stored, start, end)
    check_span(_POLICY, stored, start, end, quoted=[(0, start)])
    text_fragment_url("https://example.org/a", stored[start:end], stored[:start], stored[end:])
    marked_paragraphs(stored, [Marked(1, start, end), Marked(2, 0, end)])
    find_alarms(stored[start:end], normalise(other))


def _placed(told: str, start: int, end: int, other: str) -> None:
    before, after = normalise(told), normalise(other)
    start, end = min(start, len(before)), min(end, len(before))
    if start < end:
        prefix, suffix = affixes(before, start, end)
        quoted = QuotedWords(before[start:end], prefix, suffix, start)
        place_quotations(after, [quoted], old=before)
        place_quotations(after, [quoted])
        similarity(before, (start, end), after, (0, len(after)))


def _response(chance: Random) -> tuple[Any, ...]:
    body = chance.choice((PAGE.encode(), b"<p>x</p>", PROSE[1].encode("cp1251"), _pdf()))
    headers = [
        chance.choice(HEADERS)
        if chance.random() < 0.6
        else (chance.choice(HEADERS)[0], _latin(text(chance, [value for _, value in HEADERS])))
        for _ in range(chance.randint(0, 3))
    ]
    return (
        Response(
            asked="https://example.org/news/teams-ready-2025",
            address="https://example.org/news/teams-ready-2025",
            status=chance.choice((200, 200, 301, 308)),
            headers=tuple(headers),
            body=noise(chance, [body]),
            retrieved_at=_MOMENT,
        ),
    )


def _latin(told: str) -> str:
    return told.encode("utf-8", "surrogatepass").decode("latin-1")


def _redirected(response: Response) -> None:
    _ = response.charset, response.content_type
    _redirect_of(replace(response, status=302))


def _unpacked(coding: str, data: bytes) -> None:
    unpacker = Unpacker(coding, 100_000)
    for at in range(0, len(data), 50):
        unpacker.feed(data[at : at + 50])
    unpacker.finish()


def _packed(chance: Random) -> tuple[Any, ...]:
    known = [gzip.compress(PAGE.encode(), mtime=0), PAGE.encode()]
    coding = chance.choice(("gzip", "deflate", "br", "identity", text(chance, ("x-gzip",))))
    return coding, noise(chance, known)


def _robots(body: bytes, address: str) -> None:
    rules = read_robots(body, "CoalitionLedger")
    rules.allow(wire_address(address))
    _ = rules.crawl_delay


@cache
def _warc() -> bytes:
    """A WARC file, unpacked, and with nothing in it that is different each time."""
    made = warc_record(
        Response(
            asked="https://example.org/a",
            address="https://example.org/b",
            status=200,
            headers=HEADERS[:1],
            body=PAGE.encode(),
            retrieved_at=_MOMENT,
            request_headers=(("Host", "example.org"),),
        )
    )
    plain = re.sub(rb"urn:uuid:[-0-9a-f]{36}", b"urn:uuid:" + b"0" * 36, gzip.decompress(made))
    return re.sub(rb"(WARC-Date: )\S+", rb"\g<1>2025-08-20T12:00:00.000000Z", plain)


def _damaged(chance: Random) -> tuple[Any, ...]:
    """A damaged file, or one whose records are whole and whose lines are not."""
    if chance.random() < 0.5:
        return (noise(chance, [gzip.compress(_warc(), mtime=0)]),)
    return (noise(chance, [_warc()]),)


def _captured(data: bytes) -> None:
    with contextlib.redirect_stderr(io.StringIO()):  # warcio tells what it thinks of a file
        response_of(data)


@cache
def _pdf() -> bytes:
    lines = b" ".join(b"(" + line + b") Tj T*" for line in PROSE[0].encode("cp1252").split(b". "))
    stream = b"BT /F1 12 Tf 14 TL 50 780 Td " + lines + b" ET"
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Title (Ready) /Author (Jane Roe) /CreationDate (D:20250820) >>",
    )
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, part) for at, part in enumerate(parts, 1))
    return (
        b"%PDF-1.4\n"
        + objects
        + b"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n0\n%%EOF\n"
    )


_CODED = [each.encode(code) for each in (PAGE, *PROSE[:3])
          for code in ("utf-8", "utf-16", "utf-32")] + [PROSE[1].encode("cp1251")]  # fmt: skip
_KEYS = tuple(value for value in NASTY if "direct" in value or value.count("-") == 4)
_PAIRS = (DomainError, SuspiciousOperation)
SURFACES: tuple[Surface, ...] = (
    Surface("parameters of the matrix", _query, _state, 100, _PAIRS),
    Surface("parameters of changes", _query, _changes, 60, _PAIRS),
    Surface(
        "parameters of sources", _query, lambda q: parse_source_filter(_read(q)), 40, _PAIRS
    ),
    Surface(
        "filter of articles", _query, lambda q: (read_filter(_read(q)), filter_of(q)), 40, _PAIRS
    ),
    Surface("moments", _one(DAYS), read_moment, 60),
    Surface("days, and months later", _two((*DAYS, "1", "120")), _months, 40),
    Surface("whole numbers", _one(("1", "20", "300")), whole_number, 60),
    Surface("cursors of the log", _one(_KEYS), _cursor, 40),
    Surface("keys of history", _one(_KEYS), _key, 40),
    Surface("addresses, split", _one(ADDRESSES), split_address, 40),
    Surface("addresses back to a page", _one(ADDRESSES), _without_language, 40),
    Surface("addresses, normalised", _one(ADDRESSES), normalise_address, 30),
    Surface("addresses, on the wire", _one(ADDRESSES), wire_address, 30),
    Surface("addresses, equivalent", _one(ADDRESSES), equivalent_addresses, 15),
    Surface(
        "canonical links", _two(ADDRESSES), lambda a, b: canonical_keys(a, normalise_address(b)), 10
    ),
    Surface(
        "domains", _one(ADDRESSES), lambda a: registrable_domain(normalise_address(a)), 20
    ),
    Surface("IP addresses", _one(("10.0.0.1", "::1", "64:ff9b::1", "fe80::1%1")), is_public, 40),
    Surface("bytes, decoded", lambda c: (noise(c, _CODED), text(c, ("utf-8",))), decode, 4),
    Surface("text, normalised", _one(PROSE), normalise, 60),
    Surface("text, folded", _one(PROSE), lambda t: Folded(normalise(t)), 20),
    Surface(
        "quotations, found", _two(PROSE), lambda t, q: find_quote(normalise(t), q), 10
    ),
    Surface("quotations, placed again", _span, _placed, 5),
    Surface("spans and marks", _span, _span_read, 10),
    Surface("sketches", _one(PROSE), lambda t: (sketch(normalise(t)), shingles(t)), 4),
    Surface("language of a text", _two(("en", *PROSE)), language_of, 4),
    Surface("language tags", _one(("en", "uk", "pt-BR", "zh-Hant-TW")), language_name, 20),
    Surface("words to search for", _one((*PROSE, "“two words” -not")), parse_words, 40),
    Surface("names", _one(("Åland", "Côte d’Ivoire")), plain_form, 40),
    Surface("differences of texts", _two(PROSE), diff_blocks, 10),
    Surface("differences of words", _two(PROSE), word_steps, 10),
    Surface("pages, at a glance", _one((PAGE,)), lambda p: (
        looks_like_html(p), strip_non_text(p), declared_language(p)), 20),
    Surface("pages, extracted", _one((PAGE,)), extract, 1),
    Surface(
        "pages, extracted from bytes",
        _bytes([PAGE.encode()]),
        lambda b: extract(b, "https://example.org/news"),
        1,
    ),
    Surface("PDF", lambda c: (noise(c, [_pdf()]),), lambda b: (looks_like_pdf(b), read_pdf(b)), 2),
    Surface("answers of sites, judged", _response, extract_page, 1),
    Surface("answers of sites, led on", _response, _redirected, 10),
    Surface("bodies, unpacked", _packed, _unpacked, 15),
    Surface("robots.txt", lambda c: (noise(c, ROBOTS), text(c, ADDRESSES)), _robots, 10),
    Surface("WARC", _damaged, _captured, 4),
)  # fmt: skip
