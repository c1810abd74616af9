"""JSON for words selected in a text: quote them, link to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, Snapshot
from articles.services.quoting import quote_selection
from core.errors import DomainError
from core.htmx import DeskRequest
from core.wording import gettext_lazy
from desk.lists import articles_for_desk
from desk.passages.marked_text import link_to_words, stored_passage
from desk.passages.selection_forms import QuotedSelectionForm, SelectionForm

NO_SELECTION = gettext_lazy(
    "Select the words once more. If that does not help, load the page again."
)
SIGNED_OUT = gettext_lazy("You are signed out. Sign in again; nothing is lost.")


def signed_in_script(
    view: Callable[[DeskRequest, int], HttpResponseBase],
) -> Callable[[HttpRequest, int], HttpResponseBase]:
    """Wrap a view for scripts: without sign-in it answers 401 instead of a redirect."""

    @login_not_required
    @wraps(view)
    def asked(request: HttpRequest, pk: int) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(cast(DeskRequest, request), pk)
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            return JsonResponse({"refusal": SIGNED_OUT}, status=401)
        return redirect_to_login(request.get_full_path())

    return asked


@signed_in_script
@require_POST
def passage_add(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Store the selected words as a passage and return how to highlight it."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    form = QuotedSelectionForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"refusal": NO_SELECTION}, status=422)
    given = form.cleaned_data
    snapshot = _snapshot(article, given["snapshot"])
    try:
        passage = quote_selection(
            snapshot=snapshot,
            start=given["start"],
            end=given["end"],
            words=given["words"],
            by=request.user,
        )
    except DomainError as error:
        return JsonResponse({"refusal": error.message}, status=422)
    return JsonResponse(stored_passage(article, snapshot, passage), status=201)


@signed_in_script
@require_safe
def passage_link(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Return an address that opens at the selected words; nothing is stored."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    form = SelectionForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"refusal": NO_SELECTION}, status=422)
    snapshot = _snapshot(article, form.cleaned_data["snapshot"])
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    if not start < end <= len(snapshot.text):
        return JsonResponse({"refusal": NO_SELECTION}, status=422)
    page = request.build_absolute_uri(reverse("desk:article_detail", args=[pk]))
    return JsonResponse({"url": link_to_words(article, snapshot.text, start, end, page=page)})


def _snapshot(article: Article, pk: int) -> Snapshot:
    return get_object_or_404(article.snapshots.defer("raw", "search"), pk=pk)
