"""An article on the desk: adding one, reading one, noting how far it was read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article, Snapshot
from articles.services.ingest import (
    DuplicateArticle,
    InvalidArticle,
    Reading,
    add_article,
    read_source,
)
from articles.services.reading import set_reading_state
from articles.text.extracting import looks_like_html
from articles.text.quota import words
from commitments.desk.lists import outlet_names
from commitments.desk.pages import (
    ArticlePage,
    articles_for_desk,
    newest_text,
    read_article_page,
)
from commitments.desk.recording import read_record_pane
from commitments.forms.articles import ArticleForm, QuoteForm, ReadingStateForm
from commitments.forms.fetches import AddressForm
from commitments.views.desk.page import desk_page, pk_or_404
from core.errors import DomainError
from core.htmx import DeskRequest, wants_partial
from core.limits import is_too_often
from core.numbers import whole_number


class TooManyTexts(DomainError):
    """This person stored very many texts within an hour."""


def require_not_too_many(request: DeskRequest) -> None:
    """Count a text that is to be stored; raises TooManyTexts beyond the limit of an hour."""
    if is_too_often(request, "text"):
        raise TooManyTexts(
            _("You stored very many texts within an hour. Send this one later; it is still here.")
        )


@require_http_methods(["GET", "HEAD", "POST"])
def article_add(request: DeskRequest) -> HttpResponse:
    """By address or by its text, which comes back once for a look; `?paste=1` by text only."""
    if request.method != "POST":
        by_address = None if "paste" in request.GET else AddressForm()
        return add_page(request, by_address=by_address, address=request.GET.get("address", ""))
    outlets = outlet_names()
    form = ArticleForm.from_request(request.POST, request.FILES.get("upload"), outlets=outlets)
    if not form.is_valid():
        return add_page(request, form, status=422)
    content = form.content()
    try:
        if looks_like_html(content.source) and not form.has_been_looked_at:
            reading = read_source(content)
            found = form.show_found(reading.content)
            if found:
                return add_page(request, form.again(), found=found, reading=reading)
        require_not_too_many(request)
        article = add_article(content=content, by=request.user)
    except InvalidArticle as error:
        form.add_problems(error.problems)
        return add_page(request, form, status=422)
    except DuplicateArticle as error:
        return add_page(request, form, duplicate=error, status=422)
    except TooManyTexts as error:
        form.add_error(None, error.message)
        return add_page(request, form, status=429)
    messages.success(request, _("The article is in the ledger. Find the words that count in it."))
    return redirect("desk:article_detail", pk=article.pk)


def add_page(
    request: DeskRequest,
    form: ArticleForm | None = None,
    *,
    by_address: AddressForm | None = None,
    address: str = "",
    found: list[str] | None = None,
    reading: Reading | None = None,
    duplicate: DuplicateArticle | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page that takes a text; with `by_address` also the form that asks for an address."""
    if form is None:
        form = ArticleForm(outlets=outlet_names(), initial={"address": address[:2_000]})
    return desk_page(
        request,
        "article_add",
        {
            "form": form,
            "by_address": by_address,
            "found": found,
            "duplicate": duplicate,
            "reading": reading,
            "reading_words": words(reading.text) if reading else 0,
        },
        section="articles",
        status=status,
    )


@require_safe
def article_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """The article's text with its passages, a form to find a quotation on top.

    A long text comes in parts (`?part=`); htmx gets the part alone, to set it beside the others.
    """
    snapshot = newest_text(pk)
    if snapshot is None:
        raise Http404(_("No such article."))
    if wants_partial(request) and "part" in request.GET:
        page = _read_page(request, snapshot.article, snapshot)
        context = {"page": page, "way": request.GET.get("way", "")}
        return render(request, "commitments/desk/_article_text.html", context)
    state_form = ReadingStateForm(initial={"state": snapshot.article.reading_state})
    return _detail_page(request, snapshot.article, state_form, snapshot=snapshot)


@require_POST
def article_state(request: DeskRequest, pk: int) -> HttpResponse:
    """Note how far the article has been read."""
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
        "article_detail",
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
    """The part of the text that the address names, by number, passage or character."""
    number, at = (whole_number(request.GET.get(name, ""), digits=9) for name in ("part", "at"))
    passage = pk_or_404(request.GET.get("passage", ""))
    return read_article_page(article, snapshot, number=number, passage=passage, at=at)
