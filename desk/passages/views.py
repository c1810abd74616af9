"""A passage: its place in every text, attaching it by hand, splitting and merging it."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Passage, Snapshot
from articles.text.finding import Nearest, Place, find_quote
from articles.text.nearest import Difference, differences
from articles.text.placing.similarity import similarity
from commitments.services.confirming import attach_passage
from commitments.services.reshaping import merge_passages, split_passage
from core.errors import DomainError
from core.htmx import DeskRequest
from desk.lists import newest_snapshot
from desk.page import desk_page, require_reviewer
from desk.passages.alarm_words import alarm_words
from desk.passages.forms import AttachForm, FindWordsForm, MergeForm, SplitForm
from desk.passages.page import passages_with_text, read_passage_page


class Candidate(NamedTuple):
    """A place of the newest text that may be the passage, compared with its words."""

    place: Place | Nearest
    similarity: int
    alarms: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def value(self) -> str:
        """Return the place as the form sends it back."""
        return f"{self.place.start}-{self.place.end}"


@require_safe
def passage_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the passage in every text of its article, who cites it, and possible actions."""
    return _detail_page(request, get_object_or_404(passages_with_text(), pk=pk))


def _detail_page(
    request: DeskRequest, passage: Passage, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {"page": read_passage_page(passage), "refusal": refusal}
    return desk_page(request, "passages/passage_detail", context, section="articles", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def passage_attach(request: DeskRequest, pk: int) -> HttpResponse:
    """Attach the passage to words of the newest text that a person finds."""
    require_reviewer(request)
    passage = get_object_or_404(passages_with_text(), pk=pk)
    newest = newest_snapshot(passage.snapshot.article)
    if request.method != "POST":
        return _attach_page(request, passage, newest)
    form = AttachForm(request.POST)
    span = form.place_chosen()
    if span is None:
        refusal = _("Choose the place that you mean.")
        return _attach_page(request, passage, newest, refusal=refusal, status=422)
    shown = get_object_or_404(
        passage.snapshot.article.snapshots.defer("raw", "search"), pk=form.cleaned_data["snapshot"]
    )
    try:
        attach_passage(
            passage=passage,
            snapshot=shown,
            start=span[0],
            end=span[1],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
    except DomainError as error:
        return _attach_page(request, passage, newest, refusal=error.message, status=422)
    messages.success(request, _("Attached: the passage now has these words in the newest text."))
    return redirect("desk:passage_detail", pk=pk)


def _attach_page(
    request: DeskRequest,
    passage: Passage,
    newest: Snapshot,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    sought = request.POST.get("q") or request.GET.get("q") or passage.exact
    finding = find_quote(newest.text, sought)
    places: list[Place | Nearest] = list(finding.places)
    if finding.nearest is not None:
        places.append(finding.nearest)
    context = {
        "passage": passage,
        "article": passage.snapshot.article,
        "newest": newest,
        "is_in_newest": passage.snapshot_id == newest.pk,
        "form": FindWordsForm(initial={"q": sought}),
        "sought": sought,
        "is_near_only": not finding.places,
        "is_cut": finding.is_cut,
        "candidates": [_candidate(passage, newest, place) for place in places],
        "reason": request.POST.get("reason", ""),
        "chosen": request.POST.get("place", ""),
        "refusal": refusal,
    }
    return desk_page(request, "passages/passage_attach", context, section="articles", status=status)


def _candidate(passage: Passage, newest: Snapshot, place: Place | Nearest) -> Candidate:
    quoted, found = (passage.start, passage.end), (place.start, place.end)
    alike = similarity(passage.snapshot.text, quoted, newest.text, found)
    return Candidate(
        place,
        round(alike.similarity * 100),
        alarm_words(passage.exact, place.exact, alike.alarms),
        differences(passage.exact, place.exact) if alike.similarity < 1 else (),
    )


@require_POST
def passage_split(request: DeskRequest, pk: int) -> HttpResponse:
    """Split a passage in two; drafts cite both."""
    require_reviewer(request)
    passage = get_object_or_404(passages_with_text(), pk=pk)
    form = SplitForm(request.POST)
    if not form.is_valid():
        refusal = str(form.errors["at"][0])
        return _detail_page(request, passage, refusal=refusal, status=422)
    try:
        first, _second = split_passage(passage=passage, at=form.cleaned_data["at"], by=request.user)
    except DomainError as error:
        return _detail_page(request, passage, refusal=error.message, status=422)
    messages.success(
        request,
        _("Split in two: drafts cite both parts now, what is published cites what it cited."),
    )
    return _to_text(first)


@require_POST
def passage_merge(request: DeskRequest, pk: int) -> HttpResponse:
    """Merge two passages into one; drafts cite it."""
    require_reviewer(request)
    passage = get_object_or_404(passages_with_text(), pk=pk)
    form = MergeForm(request.POST)
    if not form.is_valid():
        refusal = str(form.errors["other"][0])
        return _detail_page(request, passage, refusal=refusal, status=422)
    other = get_object_or_404(passages_with_text(), pk=form.cleaned_data["other"])
    try:
        merged = merge_passages(passage=passage, other=other, by=request.user)
    except DomainError as error:
        return _detail_page(request, passage, refusal=error.message, status=422)
    messages.success(
        request,
        _("Merged: drafts cite the one passage now, what is published cites what it cited."),
    )
    return _to_text(merged)


def _to_text(passage: Passage) -> HttpResponse:
    address = reverse("desk:article_detail", args=[passage.snapshot.article_id])
    return HttpResponseRedirect(f"{address}?passage={passage.pk}#quoted-{passage.pk}")
