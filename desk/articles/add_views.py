"""Add an article by its address or by its text."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.services.ingest import (
    DuplicateArticle,
    InvalidArticle,
    Reading,
    add_article,
    read_source,
)
from articles.text.extracting import looks_like_html
from articles.text.quota import words
from core.errors import DomainError
from core.htmx import DeskRequest
from core.limits import is_too_often
from desk.articles.article_forms import ArticleForm
from desk.articles.fetch_forms import AddressForm
from desk.lists import outlet_names
from desk.page import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def article_add(request: DeskRequest) -> HttpResponse:
    """Add by address, or by text, which is shown for a check first; `?paste=1` by text only."""
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
    """Render the page for a text; with `by_address` also the form for an address."""
    if form is None:
        form = ArticleForm(outlets=outlet_names(), initial={"address": address[:2_000]})
    return desk_page(
        request,
        "articles/article_add",
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


class TooManyTexts(DomainError):
    """This person stored too many texts within an hour."""


def require_not_too_many(request: DeskRequest) -> None:
    """Count a new text; raises TooManyTexts beyond the limit of an hour."""
    if is_too_often(request, "text"):
        raise TooManyTexts(
            _("You stored very many texts within an hour. Send this one later; it is still here.")
        )
