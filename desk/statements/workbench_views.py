"""An article on the desk with its text, and how far it was read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, Snapshot
from articles.services.reading import set_reading_state
from core.htmx import DeskRequest, wants_partial
from core.numbers import whole_number
from desk.articles.article_forms import ReadingStateForm
from desk.articles.page import ArticlePage, newest_text, read_article_page
from desk.lists import articles_for_desk
from desk.page import desk_page, pk_or_404
from desk.passages.forms import QuoteForm
from desk.statements.record_pane import read_record_pane


@require_safe
def article_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the article's text with its passages, and a form on top to find a quotation.

    A long text comes in parts (`?part=`); htmx gets one part, to insert beside the others.
    """
    snapshot = newest_text(pk)
    if snapshot is None:
        raise Http404(_("No such article."))
    if wants_partial(request) and "part" in request.GET:
        page = _read_page(request, snapshot.article, snapshot)
        context = {"page": page, "way": request.GET.get("way", "")}
        return render(request, "desk/statements/_article_text.html", context)
    state_form = ReadingStateForm(initial={"state": snapshot.article.reading_state})
    return _detail_page(request, snapshot.article, state_form, snapshot=snapshot)


@require_POST
def article_state(request: DeskRequest, pk: int) -> HttpResponse:
    """Set how far the article has been read."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    form = ReadingStateForm(request.POST)
    if not form.is_valid():
        return _detail_page(request, article, form, status=422)
    article = set_reading_state(article=article, state=form.cleaned_data["state"], by=request.user)
    messages.success(
        request,
        _("Reading state: {reading_state}.").format(
            reading_state=article.get_reading_state_display().lower()
        ),
    )
    return redirect("desk:article_detail", pk=pk)


def _detail_page(
    request: DeskRequest,
    article: Article,
    state_form: ReadingStateForm,
    *,
    snapshot: Snapshot | None = None,
    status: int = 200,
) -> HttpResponse:
    page = _read_page(request, article, snapshot)
    return desk_page(
        request,
        "statements/article_detail",
        {
            "page": page,
            "record": read_record_pane(article, request.user, lines=page.passages),
            "form": QuoteForm(),
            "state_form": state_form,
            "chosen": pk_or_404(request.GET.get("passage", "")),
        },
        section="articles",
        status=status,
    )


def _read_page(request: DeskRequest, article: Article, snapshot: Snapshot | None) -> ArticlePage:
    number, at = (whole_number(request.GET.get(name, ""), digits=9) for name in ("part", "at"))
    passage = pk_or_404(request.GET.get("passage", ""))
    return read_article_page(article, snapshot, number=number, passage=passage, at=at)
