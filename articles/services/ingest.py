"""Taking a text into the ledger: an article with its first snapshot. Fetching is not done here."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.models import Article, Publisher, Snapshot
from articles.text.addresses import normalise_address, registrable_domain
from articles.text.extracting import NoArticleText, extract, looks_like_html
from articles.text.normalising import NORMALISER_VERSION, normalise, text_sha256
from core.errors import DomainError
from core.history import act
from core.models import User
from core.wording import grouped


@dataclass(frozen=True, slots=True)
class ArticleContent:
    """What an editor hands in. `source` is plain text or HTML, exactly as pasted or uploaded."""

    source: str
    address: str = ""
    outlet: str = ""
    title: str = ""
    byline: str = ""
    published_on: date | None = None
    language: str = ""
    rights: str = Article.Rights.QUOTE_ONLY
    licence: str = ""
    is_digest: bool = False


class InvalidArticle(DomainError):
    """The content breaks rules; `problems` maps a field's name to what to do about it."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class DuplicateArticle(DomainError):
    """The same address or the same text is stored already; `article` is the one that exists."""

    def __init__(self, article: Article, *, is_same_text: bool = False) -> None:
        if is_same_text:
            message = _("This text is in the ledger already: “{title}”.")
        else:
            message = _("This address is in the ledger already: “{title}”.")
        super().__init__(message.format(title=article.title))
        self.article = article


@dataclass(frozen=True, slots=True)
class Reading:
    """A source read: its article text, and the content with gaps filled from its metadata."""

    text: str
    content: ArticleContent
    extractor: str


def read_source(content: ArticleContent) -> Reading:
    """Find the article text in `content.source`; fill what the editor left empty from HTML.

    Raises InvalidArticle where there is no text, or too much of it. Writes nothing.
    """
    if len(content.source) > settings.LEDGER_MAX_TEXT_CHARS * 5:
        raise InvalidArticle({"source": _too_long(len(content.source))})
    if not looks_like_html(content.source):
        text, extractor, filled = normalise(content.source), "pasted", content
    else:
        try:
            found = extract(content.source, content.address or None)
        except NoArticleText as error:
            raise InvalidArticle({"source": error.message}) from error
        text, extractor = normalise(found.text), "trafilatura"
        filled = replace(
            content,
            address=content.address or found.canonical_url,
            outlet=content.outlet or found.outlet,
            title=content.title or found.title,
            byline=content.byline or found.byline,
            published_on=content.published_on or found.published_on,
            language=content.language or found.language,
        )
    if not text:
        raise InvalidArticle(
            {"source": _("There is no text. Paste the article's words or its HTML.")}
        )
    if len(text) > settings.LEDGER_MAX_TEXT_CHARS:
        raise InvalidArticle({"source": _too_long(len(text))})
    return Reading(text, filled, extractor)


def add_article(*, content: ArticleContent, by: User | None) -> Article:
    """Store a text as an article with its first snapshot, under its outlet (made if new).

    `by` is None where a command adds it and names nobody.

    Raises InvalidArticle, or DuplicateArticle where the address or the very text is known.
    """
    try:
        reading = read_source(content)
    except InvalidArticle as error:
        # Tell all that is wrong at once, not the text first and the rest at the next try.
        raise InvalidArticle({**error.problems, **_problems_of(content)[0]}) from error
    content = reading.content
    problems, address = _problems_of(content)
    if problems:
        raise InvalidArticle(problems)
    digest = text_sha256(reading.text)
    try:
        return _store(content, reading, address, digest, by)
    except IntegrityError:
        # Between our look and our write somebody stored the same address or text, or made the
        # same outlet, which is there now.
        _refuse_duplicate(address, digest)
        return _store(content, reading, address, digest, by)


def _store(
    content: ArticleContent, reading: Reading, address: str | None, digest: str, by: User | None
) -> Article:
    with transaction.atomic():
        _refuse_duplicate(address, digest)
        raw = content.source.encode()
        with act("add article", by=by):
            article = Article.objects.create(
                publisher=_publisher(content.outlet.strip(), address),
                canonical_url=address,
                title=content.title.strip(),
                byline=content.byline.strip(),
                published_on=content.published_on,
                language=content.language.strip() or "en",
                rights=content.rights,
                licence=content.licence.strip(),
                is_digest=content.is_digest,
                added_by=by,
            )
            Snapshot.objects.create(
                article=article,
                number=1,
                text=reading.text,
                text_sha256=digest,
                normaliser_version=NORMALISER_VERSION,
                language=article.language,
                raw=gzip.compress(raw, mtime=0),
                raw_sha256=hashlib.sha256(raw).hexdigest(),
                extractor=reading.extractor,
            )
    return article


def _too_long(length: int) -> str:
    limit = settings.LEDGER_MAX_TEXT_CHARS
    return _(
        "The text has {length} characters; an article may have {limit}. Paste only the "
        "part that concerns the coalition."
    ).format(length=grouped(length), limit=grouped(limit))


def _problems_of(content: ArticleContent) -> tuple[dict[str, str], str | None]:
    """What stands against the metadata, by field, and the normalised address."""
    problems: dict[str, str] = {}
    address = None
    if content.address.strip():
        try:
            address = normalise_address(content.address.strip())
        except DomainError as error:
            problems["address"] = error.message
    if not content.title.strip():
        problems["title"] = _("Give the article's title.")
    if not content.outlet.strip():
        problems["outlet"] = _("Name the outlet that published it.")
    if content.published_on and content.published_on > datetime.now(UTC).date():
        problems["published_on"] = _("That day has not come yet. Give the day it was published.")
    if content.rights == Article.Rights.OPEN_LICENCE and not content.licence.strip():
        problems["licence"] = _("Name the open licence, for example CC BY 4.0.")
    return problems, address


def _refuse_duplicate(address: str | None, digest: str) -> None:
    if address and (twin := Article.objects.filter(canonical_url=address).first()):
        raise DuplicateArticle(twin)
    same = Snapshot.objects.filter(text_sha256=digest).select_related("article").only("article")
    if snapshot := same.first():
        raise DuplicateArticle(snapshot.article, is_same_text=True)


def _publisher(name: str, address: str | None) -> Publisher:
    """The outlet of this name, made where there is none: what the editor typed always counts.

    It takes the address's domain if no other outlet has it; some hosts carry many outlets.
    """
    domain = registrable_domain(address) if address else None
    if domain and Publisher.objects.filter(domain=domain).exclude(name__iexact=name).exists():
        domain = None
    known = Publisher.objects.filter(name__iexact=name).first()
    if known is None:
        return Publisher.objects.create(name=name, domain=domain)
    if known.domain is None and domain:
        known.domain = domain
        known.save(update_fields=["domain"])
    return known
