"""Values that every module of this package passes on: requests, responses, pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import Message
from typing import Any

from articles.fetching.failures import Failure
from articles.text.equivalents import equivalent_addresses, names_an_article
from core.errors import DomainError

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed: the address that answered, and its status."""

    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Response:
    """A site's response. `body` is without transfer and content coding, at most `max_bytes`.

    `address` is the one that answered, `hops` the redirects before it. `headers` are as sent, in
    order. `peer` is the IP address that was checked and connected to.
    """

    asked: str
    address: str
    status: int
    headers: Headers
    body: bytes
    retrieved_at: datetime
    hops: tuple[Hop, ...] = ()
    http_version: str = "HTTP/1.1"
    reason: str = ""
    peer: str = ""
    request_headers: Headers = ()

    def header(self, name: str) -> str:
        """Return the first header of this name, "" if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def content_type(self) -> str:
        """Return for example "text/html", in lower case, "" if the site names none."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Return the header's charset, "" if it has none; it may be wrong."""
        message = Message()
        message["content-type"] = self.header("content-type")
        found = message.get_param("charset", "")
        return found.strip().lower() if isinstance(found, str) else ""

    @property
    def equivalents(self) -> tuple[str, ...]:
        """Return the keys of the addresses on the way under which the article may be known.

        Of the intermediate ones only those that name an article: many redirects pass a sign-in
        page.
        """
        between = (hop.address for hop in self.hops[1:])
        chain = [self.asked, *filter(names_an_article, between), self.address]
        return tuple(dict.fromkeys(key for each in chain for key in equivalent_addresses(each)))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the page's text may not be the article's, with the clues as (kind, found)."""

    failure: Failure
    clues: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What was extracted from a response. Same bytes, same extractor: same page.

    `text` is normalised. `page_starts` (PDF only) are the code points at which its pages begin; one
    without text begins where the one before it ends. `canonical_url` is normalised: the page's own
    link if it names this article, else the address that answered. `equivalents` are its keys and
    those of every address on the way. `original_url` is the page of another site that this one says
    it copies, mostly "". `doubt` says that this may not be the article: such a text replaces a
    stored one only after a person has confirmed it.
    """

    kind: str  # "html", "pdf" or "text"
    text: str
    title: str = ""
    byline: str = ""
    published_on: date | None = None
    language: str = ""
    is_language_guessed: bool = False
    outlet: str = ""
    canonical_url: str = ""
    equivalents: tuple[str, ...] = ()
    original_url: str = ""
    page_starts: tuple[int, ...] = ()
    extractor: str = ""
    doubt: Doubt | None = field(default=None)

    def require_sound(self, response: Response | None = None) -> None:
        """Raise FetchFailed if the page is in doubt."""
        if self.doubt:
            raise FetchFailed(
                self.doubt.failure,
                response=response,
                details={"clues": [list(clue) for clue in self.doubt.clues]},
            )


def page_at(page_starts: Sequence[int], offset: int) -> int | None:
    """Return the page, from 1, that contains an offset; None if there are no pages."""
    if not page_starts:
        return None
    return max(sum(start <= offset for start in page_starts), 1)


class FetchFailed(DomainError):
    """The page could not be fetched or has no article; `message` is the failure's sentence.

    `details` is what else is known, ready for JSON (`{"status": 503}`, `{"address": "…"}`,
    `{"clues": [["words", "…"]]}`). `response` is set if the site answered at all.
    """

    def __init__(
        self,
        failure: Failure,
        *,
        response: Response | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(failure.sentence)
        self.failure = failure
        self.response = response
        self.details: dict[str, Any] = dict(details or {})

    @property
    def http_status(self) -> int | None:
        """Return the status of the last response, even if that was a refusal."""
        return self.response.status if self.response else self.details.get("status")

    @property
    def final_address(self) -> str:
        """Return the last requested address, "" if there was none."""
        return self.response.address if self.response else str(self.details.get("address", ""))
