"""Extract the article from a web page: its text, and the page's own metadata.

The editor sees the result and may correct it. Nothing is fetched and nothing of the page is ever
rendered. `decoding` turns bytes into text.
"""

import logging
import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from importlib.metadata import version
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.text.addresses import BadAddress, normalise_address
from articles.text.decoding import NotText, decode
from articles.text.languages import declared_language, language_of
from articles.text.normalising import normalise
from articles.text.stripping import strip_non_text
from core.errors import DomainError

if TYPE_CHECKING:
    from trafilatura.settings import Document

__all__ = [
    "Extract",
    "NoArticleText",
    "NotText",
    "PageTooLong",
    "decode",
    "extract",
    "looks_like_html",
]

# Stored with each text: name and version.
EXTRACTOR = f"trafilatura {version('trafilatura')}"

# It logs every page without an article as an error; here that is a message to a person.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_TAG = re.compile(
    r"</?(?:p|div|br|article|section|main|span|a|h[1-6]|ul|ol|li|table|blockquote|body|head|title"
    r"|meta|script|style|figure|strong|em|b|i)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOOKS_REACH = 50_000
# Pages above the first length are read without scripts and styles; pages that without these are
# still above the second are not read: it would take trafilatura more than about six seconds.
_LONG_PAGE = 300_000
LONGEST_PAGE = 2_500_000

# trafilatura's own names for elements on separate lines, and HTML's that begin a paragraph.
_BLOCKS = frozenset(("p", "head", "item", "quote", "list", "table", "row", "code", "fw", "div"))
_HTML_BLOCK = re.compile(
    "address|article|aside|blockquote|d[dlt]|div|fig(?:caption|ure)|footer|h[1-6r]|header|li|main"
    "|[ou]l|p|pre|section|table|t[dhr]"
)
_LINE_ENDS = re.compile(r"[ \t\r]*+\n\s*+")
_HTML_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "svg", "head", "title", "iframe")
)


class NoArticleText(DomainError):
    """The page has no text that could be quoted."""


class PageTooLong(NoArticleText):
    """The page's own text is longer than any article, and would take too long to read."""


@dataclass(frozen=True, slots=True)
class Extract:
    """An article's text in stored form, and what its page declares about it.

    `language` is the page's own BCP 47 tag, or the guessed language of its text
    (`is_language_guessed`); `canonical_url` is normalised, and the given address if the page names
    none.
    """

    text: str
    title: str = ""
    byline: str = ""
    published_on: date | None = None
    language: str = ""
    is_language_guessed: bool = False
    outlet: str = ""
    canonical_url: str = ""


def looks_like_html(text: str) -> bool:
    """Whether a pasted text is a page or part of one, not prose that mentions "a < b"."""
    beginning = text[:_LOOKS_REACH].removeprefix("\ufeff")
    if _WHOLE_PAGE.match(beginning):
        return True
    tags = _TAG.finditer(beginning)
    return next(tags, None) is not None and next(tags, None) is not None


def extract(html: str | bytes, url: str | None = None) -> Extract:
    """Read a whole page, or a piece of HTML; raise NoArticleText if it has no text.

    Menus, comments, scripts and styles are left out; paragraphs are separated by a blank line and
    nothing is added to the words. Raises PageTooLong beyond LONGEST_PAGE characters without scripts
    and styles, and NotText for bytes that are no text.
    """
    page = decode(html) if isinstance(html, bytes) else html.removeprefix("\ufeff")
    if len(page) > _LONG_PAGE:
        page = strip_non_text(page)
    if len(page) > LONGEST_PAGE:
        raise PageTooLong(
            _("This page is too long to be read. Paste the part that concerns the coalition.")
        )
    is_whole = _WHOLE_PAGE.match(page) is not None
    # trafilatura takes a single paragraph without a page around it for something other than HTML.
    source = page if is_whole else f"<html><body>{page}</body></html>"
    document = _read(source, url)
    text = normalise(_text_of(document.body)) if document is not None else ""
    if not text and not is_whole:
        # A person chose this piece: however short, it is the article.
        text = normalise(_visible_text(page))
    if not text:
        raise NoArticleText(
            _(
                "No article text was found in this page. Copy the article itself and paste it as "
                "text."
            )
        )
    language, is_guessed = language_of(text, declared_language(page))
    if document is None:
        return Extract(
            text=text,
            language=language,
            is_language_guessed=is_guessed,
            canonical_url=_address(url),
        )
    return Extract(
        text=text,
        title=_line(document.title),
        byline=_line(document.author),
        published_on=_day(document.date, page),
        language=language,
        is_language_guessed=is_guessed,
        outlet=_line(document.sitename),
        canonical_url=_address(document.url) or _address(url),
    )


def _read(source: str, url: str | None) -> "Document | None":
    # Here, because it loads slowly and most processes never read a page.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(
        source,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # Only a date that the page declares: one guessed from its prose would look like a fact.
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            # A future day is refused below; with a limit, htmldate would return the limit's month
            # instead.
            "max_date": date.max.isoformat(),
        },
    )
    return document if isinstance(document, Document) else None


def _text_of(body: object) -> str:
    """Return the words of trafilatura's tree, without the list dashes and table bars it adds."""
    pieces: list[str] = []
    stack: list[object] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag, text, tail = (getattr(node, name) for name in ("tag", "text", "tail"))
        edge = "\n\n" if tag in _BLOCKS else " " if tag == "cell" else ""
        stack.append(edge + _joined(tail))
        stack.extend(reversed(list(node)))  # type: ignore[call-overload]
        pieces.append(("\n" if tag == "lb" else edge) + _joined(text))
    return "".join(pieces)


def _joined(text: str | None) -> str:
    """Replace line ends by spaces, except blank lines: old sites set speeches in `pre`."""
    return _LINE_ENDS.sub(lambda found: "\n\n" if found[0].count("\n") > 1 else " ", text or "")


class _VisibleText(HTMLParser):
    """Collects what a browser would show, with a blank line between blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HTML_UNSEEN:
            self._unseen.append(tag)
        self.pieces.append("\n" if tag == "br" else "\n\n" if _HTML_BLOCK.fullmatch(tag) else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        if _HTML_BLOCK.fullmatch(tag):
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(_joined(data))


def _visible_text(html: str) -> str:
    parser = _VisibleText()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)


def _line(value: str | None) -> str:
    return " ".join(normalise(unescape(value or "")).split())


def _day(value: str | None, page: str) -> date | None:
    """Return the day, unless it is in the future or the page named only its month or year."""
    try:
        day = date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
    # One day's tolerance: some articles come from where it is already tomorrow.
    if day > date.today() + timedelta(days=1):
        return None
    # htmldate adds a day to "August 2025".
    year_first = rf"{day.year}\D?0?{day.month}\D?0?{day.day}(?!\d)"
    year_last = rf"(?<!\d)0?{day.day}(?!\d).{{1,20}}?{day.year}"
    return day if re.search(f"{year_first}|{year_last}", page) else None


def _address(url: str | None) -> str:
    try:
        return normalise_address(url or "")
    except BadAddress:
        return ""
