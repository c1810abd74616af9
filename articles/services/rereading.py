"""Extract an article's text again from its stored source, with today's extractor."""

from __future__ import annotations

import gzip

from django.db import transaction
from django.utils.translation import gettext as _

from articles.fetching.page_extraction_process import extract_in_process
from articles.fetching.warc import response_of
from articles.models import Article, Snapshot
from articles.services.ingest import ArticleContent, read_source
from articles.services.new_texts import store_new_text
from articles.services.texts import ReadText
from articles.text.decoding import decode
from articles.text.extracting import looks_like_html
from core.errors import DomainError
from core.history import Act, act
from core.models import User

# A person waits for it, in a request.
_WEB_SECONDS = 15.0


def extract_again(*, article: Article, by: User) -> Snapshot | None:
    """Extract the newest text's source again; store and return the text only if it differs.

    Its passages are placed as in any newer text. Nothing is fetched. Raises DomainError if no
    source is stored, or no article is found in it.
    """
    newest = article.snapshots.select_related("capture").defer("search").order_by("-number").first()
    if newest is None or article.withdrawn_at is not None:
        raise DomainError(_("The article was withdrawn: no text of it is stored any more."))
    read = _read_again(newest, article)
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=["self"]).get(pk=article.pk)
        if locked.snapshots.filter(number__gt=newest.number).exists():
            raise DomainError(_("A newer text was stored meanwhile. Look at that one first."))
        with act(Act.EXTRACT_AGAIN, by=by):
            stored = store_new_text(
                article=locked, read=read, by=by, capture=newest.capture, is_sure=True
            )
    return stored.snapshot if stored else None


def can_extract_again(snapshot: Snapshot) -> bool:
    """Whether the source of this text is stored."""
    return snapshot.capture_id is not None or snapshot.extractor.startswith("trafilatura")


def _read_again(newest: Snapshot, article: Article) -> ReadText:
    if newest.capture is not None and newest.capture.warc:
        # No doubts about the page: somebody already accepted this response as the article.
        page = extract_in_process(response_of(bytes(newest.capture.warc)), seconds=_WEB_SECONDS)
        return ReadText(page.text, page.extractor, page.page_starts)
    source = decode(gzip.decompress(newest.raw)) if newest.raw else ""
    if not looks_like_html(source):
        raise DomainError(
            _("This text was pasted as it is: there is no page that it could be read from again.")
        )
    content = ArticleContent(source=source, address=article.canonical_url or "")
    reading = read_source(content)
    return ReadText(reading.text, reading.extractor, source=source)
