"""Quoting: a verbatim span of a snapshot becomes a passage, within the house's caps."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Passage, Snapshot
from articles.text.finding import place_at, whole_words
from articles.text.quota import QuotePolicy, Span, check_span
from core.errors import DomainError
from core.history import act
from core.models import User


def quote_policy() -> QuotePolicy:
    """The caps this ledger is set to."""
    return QuotePolicy(
        max_words_per_quote=settings.LEDGER_QUOTE_WORDS,
        max_share_per_article=settings.LEDGER_ARTICLE_SHARE,
        max_words_per_article=settings.LEDGER_ARTICLE_WORDS,
    )


def quote_selection(*, snapshot: Snapshot, start: int, end: int, words: str, by: User) -> Passage:
    """Store what somebody selected on a page, widened to whole words.

    `words` are those that they saw. Raises DomainError where the text says others at that place:
    a browser counts differently, so both accounts of the selection must agree.
    """
    text = snapshot.text
    if not 0 <= start < end <= len(text) or text[start:end].split() != words.split():
        raise DomainError(
            _(
                "The words you selected do not stand at that place of the stored text. "
                "Load the page again and select them once more, or paste them."
            )
        )
    start, end = whole_words(text, start, end)
    if start == end:
        raise DomainError(_("Select the words that you want to quote."))
    return quote_passage(snapshot=snapshot, start=start, end=end, by=by)


@transaction.atomic
def quote_passage(*, snapshot: Snapshot, start: int, end: int, by: User) -> Passage:
    """Store the words from `start` to `end` (code points) as a passage; the same span once.

    Raises DomainError for a span outside the text or over a cap. Locks the article, so that two
    editors cannot pass its cap together.
    """
    article = Article.objects.select_for_update(of=["self"]).get(pk=snapshot.article_id)
    if not 0 <= start < end <= len(snapshot.text):
        raise DomainError(_("That place is not in the text any more. Find the quotation again."))
    known = Passage.objects.filter(snapshot=snapshot, start=start, end=end).first()
    if known is not None:
        return known
    if refusal := over_cap(article, snapshot, start, end):
        raise DomainError(refusal)
    place = place_at(snapshot.text, start, end)
    with act("quote passage", by=by):
        return Passage.objects.create(
            snapshot=snapshot,
            start=place.start,
            end=place.end,
            exact=place.exact,
            prefix=place.prefix,
            suffix=place.suffix,
            added_by=by,
        )


def over_cap(article: Article, snapshot: Snapshot, start: int, end: int) -> str:
    """Why these words would be too much of this article; "" where they would not."""
    return over_caps(article, snapshot, [(start, end)])[0]


def over_caps(article: Article, snapshot: Snapshot, spans: Sequence[Span]) -> list[str]:
    """The same for several places, each judged alone, in one query."""
    if article.rights == Article.Rights.OPEN_LICENCE:
        return [""] * len(spans)
    quoted = list(snapshot.passages.values_list("start", "end"))
    policy = quote_policy()
    return [
        # Words that are a passage already cost nothing more, whatever the caps are by now.
        ""
        if (start, end) in quoted
        else check_span(policy, snapshot.text, start, end, quoted=quoted) or ""
        for start, end in spans
    ]
