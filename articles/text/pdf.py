"""The text of a PDF, and where in it each page begins.

Nothing is added to the words: offsets show the pages, not marks in the text. What is on nearly
every page, such as its number, the ministry's name or the printing day, is left out, so that it
does not interrupt a sentence across two pages.
"""

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.text.languages import language_of
from articles.text.normalising import normalise
from core.errors import DomainError

if TYPE_CHECKING:
    from pypdf import PdfReader

# It logs every small fault in a file; here an unreadable file is a message to a person.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MOST_PAGES = 300
_MOST_SECONDS = 20.0
_MOST_CHARACTERS = 2_000_000
# Pages with less are scanned paper with a stamp or a number added.
_FEWEST_LETTERS_A_PAGE = 10
# How many lines at the top and bottom of a page may be running ones, and on which share of pages.
_EDGE = 2
_RUNNING_SHARE = 0.6
_FEWEST_PAGES_WITH_RUNNING = 3
_FIGURES = re.compile(r"\d{1,6}")
# "3", "- 3 -", "Page 3 of 10", "3/10", "стор. 3".
_NUMBER_ALONE = re.compile(
    r"[-–—\s]{0,4}(?:[^\W\d_]{1,12}\.?\s)?(\d{1,4})(?:\s?(?:/|[^\W\d_]{1,4})\s?\d{1,4})?[-–—\s]{0,4}"
)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_BROKEN_WORD = re.compile(r"(\w+)-\n(\w+)")
_JUNK_TITLE = re.compile(r"(?i)\.(?:docx?|pdf|rtf|indd|odt|qxd)$|^microsoft word|^untitled|^\W*$")


class PdfUnreadable(DomainError):
    """This file is damaged, or no PDF."""


class PdfLocked(DomainError):
    """This PDF needs a password."""


class PdfScanned(DomainError):
    """This PDF contains pictures of pages."""


class PdfTooLong(DomainError):
    """This PDF has more pages than we read."""


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF. `page_starts` are the code points of `text` at which its pages begin.

    A page without text begins where the one before it ends.
    """

    text: str
    page_starts: tuple[int, ...]
    title: str = ""
    byline: str = ""
    language: str = ""


def looks_like_pdf(data: bytes) -> bool:
    """Whether these are the bytes of a PDF, a few of which begin with something else."""
    return b"%PDF-" in data[:1024]


def read_pdf(data: bytes) -> PdfText:
    """Read a PDF; raise PdfLocked, PdfScanned, PdfTooLong or PdfUnreadable."""
    # Here, because it loads slowly and most processes never read a PDF.
    from pypdf import PasswordType, PdfReader

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise PdfLocked(_("This PDF opens only with a password."))
        pages = _pages(reader)
        about = reader.metadata
        title, author = (about.title or "", about.author or "") if about else ("", "")
        root = reader.trailer["/Root"]
        declared = str(root.get("/Lang", "")) if hasattr(root, "get") else ""
        language = declared if _LANGUAGE_TAG.fullmatch(declared) else ""
    except DomainError:
        raise
    except Exception as error:
        # A damaged file may make its reader fail anywhere and in any way.
        raise PdfUnreadable(_("This PDF is damaged and cannot be read.")) from error
    letters = sum(sum(map(str.isalpha, page)) for page in pages)
    if letters < _FEWEST_LETTERS_A_PAGE * max(min(len(pages), 5), 1):
        raise PdfScanned(_("This PDF holds pictures of pages, no text."))
    text, starts = _joined(_without_running_lines(pages))
    return PdfText(
        text=text,
        page_starts=starts,
        title=_title(title) or text.partition("\n")[0][:200],
        byline=" ".join(normalise(author).split()),
        language=language_of(text, language.replace("_", "-"))[0],
    )


def _pages(reader: "PdfReader") -> list[str]:
    if len(reader.pages) > MOST_PAGES:
        raise PdfTooLong(_("This PDF has more than {most} pages.").format(most=MOST_PAGES))
    ends_at = time.monotonic() + _MOST_SECONDS
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(normalise(page.extract_text()))
        length += len(pages[-1])
        if length > _MOST_CHARACTERS or time.monotonic() > ends_at:
            # Half a document would be no evidence of what the other half does not say.
            raise PdfTooLong(_("This PDF has more text than can be read at once."))
    return pages


def _without_running_lines(pages: Sequence[str]) -> list[str]:
    """Remove page numbers and lines that nearly every page begins or ends with."""
    lines = [page.split("\n") for page in pages]
    if len(pages) < _FEWEST_PAGES_WITH_RUNNING:
        return [_rejoined(_without_own_number(each, place)) for place, each in enumerate(lines)]
    seen = Counter(
        shape
        for place, each in enumerate(lines)
        for shape in {shape for line in _edges(each) for shape in _shapes(line, place)}
    )
    running = {shape for shape, count in seen.items() if count >= len(pages) * _RUNNING_SHARE}
    return [_rejoined(_trimmed(each, place, running)) for place, each in enumerate(lines)]


def _edges(lines: list[str]) -> list[str]:
    return [*lines[:_EDGE], *lines[-_EDGE:]]


def _shapes(line: str, place: int) -> Iterator[tuple[str, int]]:
    """Yield what a line has in common with other pages' lines: all of it, or all but the number."""
    line = line.strip()
    if line:
        yield line, 0
        for found in _FIGURES.finditer(line):
            yield f"{line[: found.start()]}#{line[found.end() :]}", int(found[0]) - place


def _trimmed(lines: list[str], place: int, running: set[tuple[str, int]]) -> list[str]:
    def is_running(line: str) -> bool:
        return not line or any(shape in running for shape in _shapes(line, place))

    first, last = 0, len(lines)
    while first < min(_EDGE, last) and is_running(lines[first]):
        first += 1
    while last > max(len(lines) - _EDGE, first) and is_running(lines[last - 1]):
        last -= 1
    return lines[first:last]


def _without_own_number(lines: list[str], place: int) -> list[str]:
    """Remove the page's own number: in one or two pages nothing can be seen to repeat."""
    for edge in (0, -1):
        found = _NUMBER_ALONE.fullmatch(lines[edge].strip()) if lines else None
        if found and int(found[1]) == place + 1:
            del lines[edge]
    return lines


def _rejoined(lines: list[str]) -> str:
    return normalise("\n".join(lines))


def _joined(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return the pages joined, and where each begins.

    A page ends a line, not a paragraph: sentences continue. A word broken at the end of a line is
    joined if the document has it whole elsewhere; otherwise nobody can know whether the hyphen
    belongs to it, and it stays.
    """
    whole = set(re.findall(r"\w+(?:-\w+)*", "\n".join(pages)))
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for page in pages:
        mended = _BROKEN_WORD.sub(lambda found: _mended(found, whole), page)
        if mended and length:
            pieces.append("\n")
            length += 1
        starts.append(length)
        pieces.append(mended)
        length += len(mended)
    return "".join(pieces), tuple(starts)


def _mended(found: re.Match[str], whole: set[str]) -> str:
    first, second = found.groups()
    if f"{first}-{second}" in whole:
        return f"{first}-{second}"
    return f"{first}{second}" if f"{first}{second}" in whole else found[0]


def _title(title: str) -> str:
    line = " ".join(normalise(title).split())
    return "" if _JUNK_TITLE.search(line) else line
