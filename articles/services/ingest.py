"""Store a new article with its first snapshot. Nothing is fetched here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.fetching.response import Response
from articles.models import Article, ArticleAddress, Publisher, Snapshot
from articles.services.text_limits import why_not_read, why_not_store
from articles.services.texts import ReadText, add_text, remember_addresses, store_capture
from articles.text.addresses import normalise_address, registrable_domain
from articles.text.equivalents import equivalent_addresses
from articles.text.extracting import EXTRACTOR, NoArticleText, extract, looks_like_html
from articles.text.normalising import normalise, text_sha256
from core import clock
from core.errors import DomainError
from core.history import Act, act
from core.models import User


@dataclass(frozen=True, slots=True)
class ArticleContent:
    """What an editor submits. `source` is plain text or HTML, exactly as pasted or uploaded."""

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
    """The same address or the same text is already stored; `article` is the existing one."""

    def __init__(self, article: Article, *, is_same_text: bool = False) -> None:
        if is_same_text:
            message = _("This text is in the ledger already: “{title}”.")
        else:
            message = _("This address is in the ledger already: “{title}”.")
        super().__init__(message.format(title=article.title))
        self.article = article
        self.is_same_text = is_same_text


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as it was read: its article text, and the content with gaps filled from its
    metadata.

    For a fetched source also the server's response, where a document's pages begin, and the
    addresses on the way, each with how it is known.
    """

    text: str
    content: ArticleContent
    extractor: str
    response: Response | None = None
    page_starts: tuple[int, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)


def read_source(content: ArticleContent) -> Reading:
    """Find the article text in `content.source`; fill the editor's empty fields from HTML.

    Raises InvalidArticle if there is no text, or too much of it. Writes nothing.
    """
    is_html = looks_like_html(content.source)
    if refusal := why_not_read(content.source, is_html=is_html):
        raise InvalidArticle({"source": refusal})
    if not is_html:
        text, extractor, filled = normalise(content.source), "pasted", content
    else:
        try:
            found = extract(content.source, content.address or None)
        except NoArticleText as error:
            raise InvalidArticle({"source": error.message}) from error
        text, extractor = normalise(found.text), EXTRACTOR
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
    if refusal := why_not_store(text):
        raise InvalidArticle({"source": refusal})
    return Reading(text, filled, extractor)


def add_article(*, content: ArticleContent, by: User | None) -> Article:
    """Store an article with its first snapshot and its outlet, which is created if new.

    `by` is None for a command that names nobody. Raises InvalidArticle, or DuplicateArticle if the
    address or the same text is known.
    """
    try:
        reading = read_source(content)
    except InvalidArticle as error:
        # Report all errors at once, not the text's first and the rest on the next attempt.
        raise InvalidArticle({**error.problems, **problems_of(content)[0]}) from error
    return store_reading(reading=reading, by=by)


def store_reading(*, reading: Reading, by: User | None) -> Article:
    """Store a reading. Raises InvalidArticle and DuplicateArticle like `add_article`."""
    problems, address = problems_of(reading.content)
    if refusal := why_not_store(reading.text):
        problems["source"] = refusal
    if problems:
        raise InvalidArticle(problems)
    try:
        return _store(reading, address, by)
    except IntegrityError:
        # Between our check and our write somebody stored the same address or text, or created the
        # same outlet.
        _refuse_duplicate(_keys(address, reading.addresses), text_sha256(reading.text))
        return _store(reading, address, by)


def article_at(address: str) -> Article | None:
    """Return the article known under this or an equal address. Raises BadAddress. One query."""
    return Article.objects.at_addresses(equivalent_addresses(address)).first()


@transaction.atomic
def _store(reading: Reading, address: str | None, by: User | None) -> Article:
    keys = _keys(address, reading.addresses)
    _refuse_duplicate(keys, text_sha256(reading.text))
    content = reading.content
    with act(Act.ADD_ARTICLE, by=by):
        article = Article.objects.create(
            publisher=outlet_named(content.outlet.strip(), address),
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
        response = reading.response
        capture = store_capture(article, response) if response else None
        read = ReadText(reading.text, reading.extractor, reading.page_starts, content.source)
        add_text(article, read, capture=capture)
        remember_addresses(article, keys)
    return article


def _keys(address: str | None, found: Mapping[str, str]) -> dict[str, str]:
    forms = equivalent_addresses(address) if address else ()
    return dict.fromkeys(forms, ArticleAddress.How.SAME_FORM) | dict(found)


def problems_of(content: ArticleContent) -> tuple[dict[str, str], str | None]:
    """Return the metadata's errors by field, and the normalised address."""
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
    if content.published_on and content.published_on > clock.today():
        problems["published_on"] = _("That day has not come yet. Give the day it was published.")
    if content.rights == Article.Rights.OPEN_LICENCE and not content.licence.strip():
        problems["licence"] = _("Name the open licence, for example CC BY 4.0.")
    return problems, address


def _refuse_duplicate(addresses: Collection[str], digest: str) -> None:
    if addresses and (twin := Article.objects.at_addresses(addresses).first()):
        raise DuplicateArticle(twin)
    same = Snapshot.objects.filter(text_sha256=digest).select_related("article").only("article")
    if snapshot := same.first():
        raise DuplicateArticle(snapshot.article, is_same_text=True)


def outlet_named(name: str, address: str | None) -> Publisher:
    """Return the outlet of this name, created if new: what the editor typed always counts.

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
