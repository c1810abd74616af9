"""Extract the article from a response: its kind, its text, and whether it is trustworthy.

Only limits on size bound its time; `page_extraction_process` does the same within a time limit.

Nothing is fetched, so that a stored WARC file can be read again years later.
"""

from __future__ import annotations

from importlib.metadata import version

from articles.fetching.doubts import doubt_about
from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed, Page, Response
from articles.text.addresses import normalise_address, registrable_domain
from articles.text.decoding import NotText, decode
from articles.text.equivalents import canonical_keys, names_an_article
from articles.text.extracting import NoArticleText, PageTooLong, extract, looks_like_html
from articles.text.languages import detect_language
from articles.text.normalising import normalise
from articles.text.pdf import (
    PdfLocked,
    PdfScanned,
    PdfTooLong,
    PdfUnreadable,
    looks_like_pdf,
    read_pdf,
)
from articles.text.stripping import strip_non_text

_PAGE_TYPES = frozenset(("", "text/html", "application/xhtml+xml"))
# These may contain a page all the same: many servers know no better type.
_VAGUE_TYPES = frozenset(
    ("text/plain", "text/xml", "application/xml", "application/octet-stream", "binary/octet-stream")
)
_PDF_FAILURES = {
    PdfLocked: Failure.PDF_LOCKED,
    PdfScanned: Failure.PDF_SCANNED,
    PdfTooLong: Failure.TOO_LARGE,
    PdfUnreadable: Failure.NOT_READABLE,
}
# How much of the page is searched for doubts.
_LOOKED_THROUGH = 1_000_000


def extract_page(response: Response) -> Page:
    """Extract the article from a response; raise FetchFailed if there is none.

    A page with text that looks like a consent page or the beginning behind a paywall is returned
    with a `doubt`. HTML is read up to 2.5 million characters without its scripts, PDF up to 300
    pages.
    """
    if looks_like_pdf(response.body):
        return _extract_pdf(response)
    kind = response.content_type
    if kind not in _PAGE_TYPES | _VAGUE_TYPES:
        raise _failed(Failure.NOT_READABLE, response, kind=kind)
    try:
        text = decode(response.body, response.charset)
    except NotText as error:
        raise _failed(Failure.NOT_READABLE, response, kind=kind) from error
    if kind in _VAGUE_TYPES and not looks_like_html(text):
        if kind != "text/plain":
            raise _failed(Failure.NOT_READABLE, response, kind=kind)
        return _extract_plain(response, text)
    return _extract_html(response, text)


def _extract_html(response: Response, html: str) -> Page:
    page = strip_non_text(html)[:_LOOKED_THROUGH] if len(html) > _LOOKED_THROUGH else html
    try:
        found = extract(html, response.address)
    except PageTooLong as error:
        raise _failed(Failure.TOO_LARGE, response) from error
    except NoArticleText as error:
        # A known reason for an empty page is more helpful than "empty".
        doubt = doubt_about(page, "", response)
        if doubt is None:
            raise _failed(Failure.NO_TEXT, response) from error
        clues = [list(clue) for clue in doubt.clues]
        raise _failed(doubt.failure, response, clues=clues) from error
    keys = canonical_keys(found.canonical_url, response.address)
    return Page(
        kind="html",
        text=found.text,
        title=found.title,
        byline=found.byline,
        published_on=found.published_on,
        language=found.language,
        is_language_guessed=found.is_language_guessed,
        outlet=found.outlet,
        canonical_url=found.canonical_url if keys else normalise_address(response.address),
        equivalents=tuple(dict.fromkeys((*response.equivalents, *keys))),
        original_url=_original(found.canonical_url, response.address),
        extractor=f"trafilatura {version('trafilatura')}",
        doubt=doubt_about(page, found.text, response),
    )


def _original(canonical: str, address: str) -> str:
    """Return the page on another site that this one says it is a copy of."""
    if not names_an_article(canonical):
        return ""
    is_here = registrable_domain(canonical) == registrable_domain(address)
    return "" if is_here else canonical


def _extract_pdf(response: Response) -> Page:
    try:
        found = read_pdf(response.body)
    except tuple(_PDF_FAILURES) as error:
        raise _failed(_PDF_FAILURES[type(error)], response) from error
    return Page(
        kind="pdf",
        text=found.text,
        title=found.title,
        byline=found.byline,
        language=found.language,
        canonical_url=normalise_address(response.address),
        equivalents=response.equivalents,
        page_starts=found.page_starts,
        extractor=f"pypdf {version('pypdf')}",
    )


def _extract_plain(response: Response, text: str) -> Page:
    text = normalise(text)
    if not text:
        raise _failed(Failure.NO_TEXT, response)
    language = detect_language(text)
    return Page(
        kind="text",
        text=text,
        title=text.partition("\n")[0][:200],
        language=language,
        is_language_guessed=bool(language),
        canonical_url=normalise_address(response.address),
        equivalents=response.equivalents,
        extractor="plain text",
    )


def _failed(failure: Failure, response: Response, **details: object) -> FetchFailed:
    return FetchFailed(failure, response=response, details={"address": response.address, **details})
