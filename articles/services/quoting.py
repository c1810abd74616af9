"""Quote: turn a verbatim span of a snapshot into a passage, within the caps."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Anchor, Article, Passage, Snapshot
from articles.services.reanchoring import anchor_later
from articles.text.finding import place_at, whole_words
from articles.text.placing.engine import QuotedWords, place_quotations
from articles.text.quota import QuotePolicy, Span, check_span, words
from articles.text.surroundings import affixes
from core.errors import DomainError
from core.history import Act, act
from core.models import User
from core.wording import grouped


def quote_policy() -> QuotePolicy:
    """Return the caps in this ledger's settings."""
    return QuotePolicy(
        max_words_per_quote=settings.LEDGER_QUOTE_WORDS,
        max_share_per_article=settings.LEDGER_ARTICLE_SHARE,
        max_words_per_article=settings.LEDGER_ARTICLE_WORDS,
    )


def quote_selection(*, snapshot: Snapshot, start: int, end: int, words: str, by: User) -> Passage:
    """Store what somebody selected on a page, extended to whole words.

    `words` are those that they saw. Raises DomainError if the text has other words there: browsers
    count differently, so position and words must agree.
    """
    text = snapshot.text
    if not 0 <= start < end <= len(text) or text[start:end].split() != words.split():
        raise DomainError(
            _(
                "The words you selected are not at that place of the stored text. Load the "
                "page again and select them again, or paste them."
            )
        )
    start, end = whole_words(text, start, end)
    if start == end:
        raise DomainError(_("Select the words that you want to quote."))
    return quote_passage(snapshot=snapshot, start=start, end=end, by=by)


@transaction.atomic
def quote_passage(*, snapshot: Snapshot, start: int, end: int, by: User) -> Passage:
    """Store the words from `start` to `end` (code points) as a passage, unless it exists.

    An earlier text's passage that is at this place, word for word, is the same passage. Quotations
    come from the newest text: if one came in since `snapshot` was opened, the words are quoted from
    it, provided it has them unchanged. Raises DomainError for a span outside the text, over a cap,
    or not in the newest text. Locks the article, so that two editors cannot exceed its cap
    together.
    """
    article = Article.objects.select_for_update(of=["self"]).get(pk=snapshot.article_id)
    if not 0 <= start < end <= len(snapshot.text):
        raise DomainError(_("That place is not in the text any more. Find the quotation again."))
    snapshot, start, end = _in_newest_text(snapshot, start, end)
    known = Passage.objects.filter(snapshot=snapshot, start=start, end=end).first()
    if known is None:
        anchors_here = Anchor.objects.filter(
            snapshot=snapshot,
            start=start,
            end=end,
            state__in=[Anchor.State.EXACT, Anchor.State.MOVED],
        )
        known = Passage.objects.filter(anchors__in=anchors_here).order_by("pk").first()
    return known or _store(article, snapshot, start, end, by)


@transaction.atomic
def requote(*, snapshot: Snapshot, start: int, end: int, by: User) -> Passage:
    """Quote part of existing passages again, from the same text they were quoted from.

    The same caps apply; a passage of an earlier text is also placed in all later texts.
    """
    article = Article.objects.select_for_update(of=["self"]).get(pk=snapshot.article_id)
    known = Passage.objects.filter(snapshot=snapshot, start=start, end=end).first()
    if known is not None:
        return known
    passage = _store(article, snapshot, start, end, by)
    anchor_later([passage], snapshot)
    return passage


def _store(article: Article, snapshot: Snapshot, start: int, end: int, by: User) -> Passage:
    if refusal := over_cap(article, snapshot, start, end):
        raise DomainError(refusal)
    _require_room(article)
    place = place_at(snapshot.text, start, end)
    with act(Act.QUOTE_PASSAGE, by=by):
        return Passage.objects.create(
            snapshot=snapshot,
            start=place.start,
            end=place.end,
            exact=place.exact,
            prefix=place.prefix,
            suffix=place.suffix,
            added_by=by,
        )


def _in_newest_text(snapshot: Snapshot, start: int, end: int) -> tuple[Snapshot, int, int]:
    """Return the same words in the article's newest text, which is mostly this one."""
    newer = Snapshot.objects.filter(article=snapshot.article_id, number__gt=snapshot.number)
    newest = newer.defer("raw", "search").order_by("-number").first()
    if newest is None:
        return snapshot, start, end
    asked = QuotedWords(snapshot.text[start:end], *affixes(snapshot.text, start, end), start)
    (found,) = place_quotations(newest.text, [asked], old=snapshot.text)
    if found.state in ("exact", "moved") and found.start is not None and found.end is not None:
        return newest, found.start, found.end
    raise DomainError(
        _(
            "A newer text of the article has come in and no longer contains these words. "
            "Load the page again and quote from it."
        )
    )


def quoted_spans(snapshot: Snapshot) -> list[Span]:
    """Return where passages are in a text, quoted from it or from an earlier one. One query."""
    own = snapshot.passages.values_list("start", "end")
    earlier = snapshot.anchors.filter(start__isnull=False).values_list("start", "end")
    # Each place once: the cap counts words, not passages.
    return list(own.union(earlier))


def over_cap(article: Article, snapshot: Snapshot, start: int, end: int) -> str:
    """Why quoting these words would exceed the article's cap; "" if it would not."""
    return over_caps(article, snapshot, [(start, end)])[0]


def over_caps(article: Article, snapshot: Snapshot, spans: Sequence[Span]) -> list[str]:
    """Check several places, each on its own, in one query.

    A passage has a greatest length under any licence: it is a quotation and not a text.
    """
    text = snapshot.text
    if article.rights == Article.Rights.OPEN_LICENCE:
        return [_too_long(end - start) for start, end in spans]
    quoted = set(quoted_spans(snapshot))
    policy = quote_policy()
    count = words(text)
    return [
        # Words that are already a passage cost nothing more, even if the caps became lower.
        ""
        if (start, end) in quoted
        else _too_long(end - start)
        or check_span(policy, text, start, end, quoted=quoted, article_words=count)
        or ""
        for start, end in spans
    ]


def why_not_look_for(quotation: str) -> str:
    """Why these words are not searched for: too long for a quotation; "" if they are."""
    return _too_long(len(quotation))


def _too_long(characters: int) -> str:
    most = settings.LEDGER_QUOTE_CHARS
    if characters <= most:
        return ""
    return _(
        "This quotation has {characters} characters; the limit is {most}. Choose the part that "
        "carries the claim."
    ).format(characters=grouped(characters), most=grouped(most))


def _require_room(article: Article) -> None:
    most = settings.LEDGER_MAX_PASSAGES
    if Passage.objects.filter(snapshot__article=article).count() >= most:
        raise DomainError(
            _(
                "This article has {most} passages, as many as one may have. Use a passage that is "
                "quoted already."
            ).format(most=grouped(most))
        )
