"""New texts of an article: recheck its address, paste a text, show what changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from articles.services.ingest import InvalidArticle
from articles.services.new_texts import store_pasted_text
from articles.services.rechecking import request_recheck
from core.errors import DomainError
from core.htmx import DeskRequest
from core.numbers import whole_number
from desk.articles.add_views import TooManyTexts, require_not_too_many
from desk.articles.article_forms import NewTextForm
from desk.articles.text_page import read_text_page
from desk.lists import articles_for_desk
from desk.page import desk_page


@require_POST
def article_recheck(request: DeskRequest, pk: int) -> HttpResponse:
    """Have the worker recheck the article's address; the fetch's page shows the progress."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    try:
        fetch = request_recheck(article=article, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("desk:article_detail", pk=pk)
    return redirect("desk:fetch_detail", pk=fetch.pk)


@require_safe
def text_detail(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """Show what changed from the text before to this one, and where its passages are."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    part = whole_number(request.GET.get("part", ""), digits=9) or 1
    page = read_text_page(article, number, part=part)
    if page is None:
        raise Http404(_("The article has no text of this number."))
    return desk_page(
        request, "articles/text_detail", {"page": page, "article": article}, section="articles"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def text_add(request: DeskRequest, pk: int) -> HttpResponse:
    """Paste the article's present text, if it cannot be fetched."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    if request.method != "POST":
        return _add_page(request, article, NewTextForm())
    form = NewTextForm(request.POST)
    if not form.is_valid():
        return _add_page(request, article, form, status=422)
    try:
        require_not_too_many(request)
        stored = store_pasted_text(
            article=article, source=form.cleaned_data["source"], by=request.user
        )
    except InvalidArticle as error:
        form.add_problems(error.problems)
        return _add_page(request, article, form, status=422)
    except TooManyTexts as error:
        form.add_error(None, error.message)
        return _add_page(request, article, form, status=429)
    except DomainError as error:
        form.add_error(None, error.message)
        return _add_page(request, article, form, status=422)
    if stored is None:
        messages.info(request, _("The text is the same, to the letter: nothing new is stored."))
        return redirect("desk:article_detail", pk=pk)
    messages.success(request, _("The newer text is stored. This is what changed."))
    return redirect("desk:text_detail", pk=pk, number=stored.snapshot.number)


def _add_page(
    request: DeskRequest, article: Article, form: NewTextForm, *, status: int = 200
) -> HttpResponse:
    return desk_page(
        request,
        "articles/text_add",
        {"form": form, "article": article},
        section="articles",
        status=status,
    )
