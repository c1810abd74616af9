"""Why a page could not be fetched: one word for each reason, and its sentence for editors.

The word is stored; the sentence is made when it is shown, in the reader's language.
"""

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from core.wording import gettext_lazy

if TYPE_CHECKING:
    pass


class Failure(TextChoices):
    """A reason; its label is two or three words for lists, `sentence` says what to do."""

    BAD_ADDRESS = "bad_address", gettext_lazy("Not a web address")
    NO_SUCH_HOST = "no_such_host", gettext_lazy("No such site")
    UNREACHABLE = "unreachable", gettext_lazy("Site unreachable")
    BAD_CERTIFICATE = "bad_certificate", gettext_lazy("Certificate not valid")
    TIMED_OUT = "timed_out", gettext_lazy("Timed out")
    REFUSED_ADDRESS = "refused_address", gettext_lazy("Address not public")
    TOO_MANY_REDIRECTS = "too_many_redirects", gettext_lazy("Too many redirects")
    ROBOTS = "robots", gettext_lazy("Refused to robots")
    ROBOTS_UNREADABLE = "robots_unreadable", gettext_lazy("Rules for robots unreadable")
    FORBIDDEN = "forbidden", gettext_lazy("Access refused")
    NOT_FOUND = "not_found", gettext_lazy("Page not found")
    GONE = "gone", gettext_lazy("Page removed")
    HTTP_ERROR = "http_error", gettext_lazy("Error of the site")
    TOO_LARGE = "too_large", gettext_lazy("Too large")
    TOO_COMPLEX = "too_complex", gettext_lazy("Too complex")
    BAD_ENCODING = "bad_encoding", gettext_lazy("Damaged in transfer")
    NOT_READABLE = "not_readable", gettext_lazy("Not a page or PDF")
    PDF_LOCKED = "pdf_locked", gettext_lazy("PDF with a password")
    PDF_SCANNED = "pdf_scanned", gettext_lazy("PDF without text")
    BOT_CHECK = "bot_check", gettext_lazy("Check for robots")
    CONSENT_PAGE = "consent_page", gettext_lazy("Consent page")
    PAYWALL = "paywall", gettext_lazy("Paywall")
    NO_TEXT = "no_text", gettext_lazy("No article text")
    OTHER_PAGE = "other_page", gettext_lazy("Another page")
    NOT_ARCHIVED = "not_archived", gettext_lazy("No copy was made")
    STOPPED = "stopped", gettext_lazy("Interrupted")

    @property
    def sentence(self) -> str:
        """Return what happened and what to do, in the active language."""
        return str(_SENTENCES[self])


_SENTENCES: dict[Failure, str] = {
    Failure.BAD_ADDRESS: gettext_lazy(
        "This is not the web address of an article. Correct it, or paste the article's text."
    ),
    Failure.NO_SUCH_HOST: gettext_lazy(
        "No site answers to this name. Check the address, or paste the article's text."
    ),
    Failure.UNREACHABLE: gettext_lazy(
        "The site could not be reached, or broke off. Try again later, or paste the article's text."
    ),
    Failure.BAD_CERTIFICATE: gettext_lazy(
        "The site could not prove that it is the one named: its certificate is not valid. Open the "
        "page in a browser and paste the article's text."
    ),
    Failure.TIMED_OUT: gettext_lazy(
        "The site took too long to answer. Try again later, or paste the article's text."
    ),
    Failure.REFUSED_ADDRESS: gettext_lazy(
        "This address, or one it leads to, is not on the public internet; the ledger fetches only "
        "public pages. Paste the article's text."
    ),
    Failure.TOO_MANY_REDIRECTS: gettext_lazy(
        "The address leads from one to another without end. Open it in a browser, take the address "
        "of the article itself, or paste its text."
    ),
    Failure.ROBOTS: gettext_lazy(
        "The site asks robots not to read this page, and the ledger keeps to that. Open it in a "
        "browser and paste the article's text."
    ),
    Failure.ROBOTS_UNREADABLE: gettext_lazy(
        "The site's rules for robots (robots.txt) could not be read, so the page was not asked "
        "for. Try again later, or paste the article's text."
    ),
    Failure.FORBIDDEN: gettext_lazy(
        "The site refused to give the page to the ledger. Open it in a browser and paste the "
        "article's text."
    ),
    Failure.NOT_FOUND: gettext_lazy(
        "The site says that there is no such page. Check the address, or paste the article's text "
        "if you have it."
    ),
    Failure.GONE: gettext_lazy(
        "The site says that this page has been removed for good. Paste the article's text if you "
        "have it."
    ),
    Failure.HTTP_ERROR: gettext_lazy(
        "The site answered with an error. Try again later, or paste the article's text."
    ),
    Failure.TOO_LARGE: gettext_lazy(
        "The page is larger than the ledger fetches. Paste the part that concerns the coalition."
    ),
    Failure.TOO_COMPLEX: gettext_lazy(
        "The page is built so that its text could not be found in time. Open it in a browser and "
        "paste the article's text."
    ),
    Failure.BAD_ENCODING: gettext_lazy(
        "What the site sent could not be unpacked. Open the page in a browser and paste the "
        "article's text."
    ),
    Failure.NOT_READABLE: gettext_lazy(
        "This address holds neither a page nor a PDF, but a file of another kind. Paste the text "
        "that you want to quote."
    ),
    Failure.PDF_LOCKED: gettext_lazy(
        "This PDF opens only with a password. Paste the text that you want to quote."
    ),
    Failure.PDF_SCANNED: gettext_lazy(
        "This PDF holds pictures of pages, no text. Type or paste the words that you want to quote."
    ),
    Failure.BOT_CHECK: gettext_lazy(
        "The site showed a check for robots in place of the article. Open the page in a browser "
        "and paste the article's text."
    ),
    Failure.CONSENT_PAGE: gettext_lazy(
        "The site showed a page asking for consent to cookies in place of the article. Open it in "
        "a browser and paste the article's text."
    ),
    Failure.PAYWALL: gettext_lazy(
        "The site seems to show only the beginning of the article to those who have not paid. If "
        "you may read it, open it in a browser and paste the article's text."
    ),
    Failure.NO_TEXT: gettext_lazy(
        "No article text was found in this page. Open it in a browser and paste the article's text."
    ),
    Failure.NOT_ARCHIVED: gettext_lazy(
        "The archive answered without naming a copy of the article. Try again later, or look at "
        "what it answered."
    ),
    Failure.OTHER_PAGE: gettext_lazy(
        "The page at the address now has hardly anything of the stored text: it seems "
        "to be another page. Open it in a browser; if it is the article, paste its "
        "text."
    ),
    Failure.STOPPED: gettext_lazy(
        "The work on this address was interrupted before it was done. Try again, or paste the "
        "article's text."
    ),
}


class Clue(TextChoices):
    """Why a page is suspicious. Stored with the words found, so that a person can judge."""

    WORDS = "words", gettext_lazy("The page says “{found}”.")
    HOST = "host", gettext_lazy("The address led to {found}.")
    MARKED = "marked", gettext_lazy("The page marks itself: {found}.")
    SHORT = "short", gettext_lazy("Only {found} words of text were found.")
    BREAKS_OFF = "breaks_off", gettext_lazy("The text breaks off: “{found}”.")
    TITLE = "title", gettext_lazy("The page is titled “{found}”.")
    HEADER = "header", gettext_lazy("The site answered with {found}.")


def clue_sentence(kind: str, found: str) -> str:
    """Return a stored clue as a sentence for editors."""
    return str(Clue(kind).label).format(found=found)
