"""Find a quotation in an article and store it as a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Article, Passage, Snapshot
from articles.services.quoting import over_caps, quote_passage, why_not_look_for
from articles.text.finding import Nearest, Place, find_quote
from commitments.models import Statement
from core.errors import DomainError
from core.htmx import DeskRequest
from desk.lists import articles_for_desk, newest_snapshot, statements_for_desk
from desk.page import desk_page, pk_or_404
from desk.passages.forms import PlaceForm, QuoteForm


@dataclass(frozen=True, slots=True)
class QuotablePlace:
    """A place that could be quoted; `refusal` says why it may not be, "" if it may."""

    place: Place | Nearest
    refusal: str
    is_chosen: bool = False

    @property
    def value(self) -> str:
        """Return the place as the form sends it back."""
        return f"{self.place.start}-{self.place.end}"


@require_http_methods(["GET", "HEAD", "POST"])
def passage_quote(request: DeskRequest, pk: int) -> HttpResponse:
    """Show where the words are in the text; the confirmed place becomes a passage."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    next_pk = pk_or_404(request.POST.get("next") or request.GET.get("next", ""))
    statement = get_object_or_404(statements_for_desk(), pk=next_pk) if next_pk else None
    if request.method != "POST":
        return _quote_page(request, article, newest_snapshot(article), statement)
    shown = pk_or_404(request.POST.get("snapshot", ""))
    snapshot = (
        get_object_or_404(article.snapshots.defer("raw", "search"), pk=shown)
        if shown
        else newest_snapshot(article)
    )
    span = PlaceForm(request.POST).span()
    if span is None:
        refusal = _("Choose the place that you mean.")
        return _quote_page(request, article, snapshot, statement, refusal=refusal, status=422)
    try:
        passage = quote_passage(snapshot=snapshot, start=span[0], end=span[1], by=request.user)
    except DomainError as error:
        return _quote_page(request, article, snapshot, statement, refusal=error.message, status=422)
    messages.success(request, _("Quoted. The words are kept exactly as the text has them."))
    return redirect(_after(passage, article, statement))


def _after(passage: Passage, article: Article, statement: Statement | None) -> str:
    """Return the statement that needs the quotation, else the text at the new passage."""
    query = urlencode({"passage": passage.pk})
    if statement is not None:
        return f"{reverse('desk:statement_cite', args=[statement.pk])}?{query}"
    address = reverse("desk:article_detail", args=[article.pk])
    return f"{address}?{query}#quoted-{passage.pk}"


def _quote_page(
    request: DeskRequest,
    article: Article,
    snapshot: Snapshot,
    statement: Statement | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    words = request.POST.get("q") or request.GET.get("q", "")
    too_much = why_not_look_for(words)
    if too_much:
        refusal, status = too_much, 422
    finding = find_quote(snapshot.text, words) if words.strip() and not too_much else None
    offers = _offers(article, snapshot, finding.places if finding else ())
    nearest = finding.nearest if finding else None
    return desk_page(
        request,
        "passages/passage_quote",
        {
            "article": article,
            "snapshot": snapshot,
            "statement": statement,
            "form": QuoteForm(initial={"q": words}),
            "words": words,
            "is_asked": not words.strip() and ("q" in request.GET or "q" in request.POST),
            "finding": finding,
            "offers": offers,
            "can_quote": any(not offer.refusal for offer in offers),
            "nearest": _offers(article, snapshot, [nearest])[0] if nearest else None,
            "refusal": refusal,
        },
        section="articles",
        status=status,
    )


def _offers(
    article: Article, snapshot: Snapshot, places: Sequence[Place | Nearest]
) -> list[QuotablePlace]:
    """Return each place with its refusal; the first allowed one is chosen."""
    if not places:
        return []
    refusals = over_caps(article, snapshot, [(place.start, place.end) for place in places])
    first = next((number for number, refusal in enumerate(refusals) if not refusal), None)
    return [
        QuotablePlace(place, refusal, number == first)
        for number, (place, refusal) in enumerate(zip(places, refusals, strict=True))
    ]
