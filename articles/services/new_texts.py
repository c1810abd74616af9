"""Store a newer text of an article, and anchor every passage in it. Fetching is not here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed, Response
from articles.models import Anchor, Article, Capture, Passage, Snapshot
from articles.services.ingest import ArticleContent, read_source
from articles.services.reanchoring import anchors_in
from articles.services.text_limits import why_not_store
from articles.services.texts import ReadText, add_text, store_capture
from articles.text.normalising import normalise
from articles.text.sketching import share_kept
from core.errors import DomainError
from core.history import Act, act
from core.models import User

# Chosen, not measured: a page counts as another page if this share of the passages is lost …
_MOST_LOST = 0.9
# … and at most this share of the old text's length or wording is left.
_LEAST_LENGTH = 1 / 3
_LEAST_KEPT = 0.1


@dataclass(frozen=True, slots=True)
class NewTextResult:
    """A new snapshot, and how many passages are exact, moved, changed or lost in it."""

    snapshot: Snapshot
    states: dict[str, int]


@transaction.atomic
def store_new_text(
    *,
    article: Article,
    read: ReadText,
    by: User | None,
    response: Response | None = None,
    capture: Capture | None = None,
    is_sure: bool = False,
) -> NewTextResult | None:
    """Store a text as the article's newest and anchor every passage in it; None if unchanged.

    All or nothing, in one entry of history. The server's `response` is kept only with a new text;
    `capture` is one that is already stored. `is_sure`: a person has read the text, or it comes from
    a stored capture. Otherwise raises FetchFailed (`other_page`) if it seems to be another page.
    Raises DomainError for a withdrawn article, for our own digest, and for a text that is empty or
    too long.
    """
    locked = Article.objects.select_for_update(of=["self"]).get(pk=article.pk)
    _require_recheckable(locked, read.text)
    before = locked.snapshots.defer("raw", "search").order_by("-number")[0]
    if is_same_text(before, read.text):
        return None
    with act(Act.STORE_NEW_TEXT, by=by):
        if response is not None:
            capture = store_capture(locked, response)
        retrieved_at = response.retrieved_at if response else None
        snapshot = add_text(locked, read, capture=capture, retrieved_at=retrieved_at)
        passages = list(Passage.objects.filter(snapshot__article=locked).order_by("pk"))
        anchors = anchors_in(snapshot, passages, before=before)
        if not is_sure:
            _require_same_article(before.text, read.text, anchors)
        Anchor.objects.bulk_create(anchors)
    return NewTextResult(snapshot, dict(Counter(str(anchor.state) for anchor in anchors)))


def is_same_text(stored: Snapshot, text: str) -> bool:
    """Whether a text equals the stored one, even if that was normalised by another version."""
    return text in (stored.text, normalise(stored.text))


def store_pasted_text(*, article: Article, source: str, by: User) -> NewTextResult | None:
    """Store pasted text, plain or HTML, which the person has read. Like `store_new_text`.

    Raises InvalidArticle if there is no text in it.
    """
    reading = read_source(ArticleContent(source=source, address=article.canonical_url or ""))
    read = ReadText(reading.text, reading.extractor, source=source)
    return store_new_text(article=article, read=read, by=by, is_sure=True)


def why_not_recheck(article: Article) -> str:
    """Why the article's address is not fetched again; "" if it is."""
    if article.withdrawn_at is not None:
        return _("The article was withdrawn: no text of it is stored any more.")
    if article.is_digest:
        return _("The stored text is our own digest, not the words at the address.")
    if not article.canonical_url:
        return _("The article has no address. Paste the text as it reads now.")
    return ""


def _require_recheckable(article: Article, text: str) -> None:
    if article.withdrawn_at is not None or article.is_digest:
        raise DomainError(why_not_recheck(article))
    if not text:
        raise DomainError(_("There is no text. Paste the article's words or its HTML."))
    if refusal := why_not_store(text):
        raise DomainError(refusal)


def _require_same_article(before: str, after: str, anchors: Sequence[Anchor]) -> None:
    """Refuse a splash page in place of the article, which would lose all passages at once."""
    lost = sum(anchor.state == Anchor.State.LOST for anchor in anchors)
    if lost < _MOST_LOST * len(anchors):
        return
    is_fraction = len(after) < _LEAST_LENGTH * len(before)
    if (is_fraction and anchors) or share_kept(before, after) < _LEAST_KEPT:
        raise FetchFailed(Failure.OTHER_PAGE)
