"""Edit an article's metadata, and say which article it relays."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.services.describing import describe_article, description_of, why_not_describe
from articles.services.ingest import InvalidArticle
from articles.services.relays import forget_relay, note_relay
from core.errors import DomainError, StaleEdit
from core.htmx import DeskRequest, wants_partial
from desk.articles.fetch_forms import DescriptionForm, OriginForm
from desk.articles.origins import article_named, read_origin
from desk.lists import articles_for_desk, outlet_names
from desk.page import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def article_edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Correct title, outlet, byline, day, language or rights."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    if refusal := why_not_describe(article, request.user):
        raise PermissionDenied(refusal)
    if request.method != "POST":
        return _edit_page(request, article, _stored_form(article))
    form = DescriptionForm(request.POST, outlets=outlet_names())
    if not form.is_valid():
        return _edit_page(request, article, form, status=422)
    try:
        describe_article(
            article=article,
            description=form.description(),
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except InvalidArticle as error:
        form.add_problems(error.problems)
        return _edit_page(request, article, form, status=422)
    except StaleEdit as error:
        again = form.after_another(error.message, description_of(article))
        return _edit_page(request, article, again, status=409)
    messages.success(request, _("Corrected. The history keeps the earlier version."))
    return redirect("desk:article_detail", pk=pk)


def _stored_form(article: Article) -> DescriptionForm:
    stored = description_of(article)
    values: dict[str, Any] = {name: getattr(stored, name) for name in DescriptionForm.base_fields
                              if name != "seen"}  # fmt: skip
    return DescriptionForm(initial={**values, "seen": stored.fingerprint}, outlets=outlet_names())


def _edit_page(
    request: DeskRequest, article: Article, form: DescriptionForm, *, status: int = 200
) -> HttpResponse:
    return desk_page(
        request,
        "articles/article_edit",
        {"article": article, "form": form, "is_stale": status == 409},
        section="articles",
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def article_origin(request: DeskRequest, pk: int) -> HttpResponse:
    """Say which article this one relays; articles with nearly the same text are offered.

    The workbench requests the short form, which is empty if there is nothing to offer.
    """
    article = get_object_or_404(articles_for_desk(), pk=pk)
    if request.method != "POST":
        if wants_partial(request):
            context = {"origin": read_origin(article), "article": article}
            return render(request, "desk/articles/_near_copies.html", context)
        return _origin_page(request, article, OriginForm())
    form = OriginForm(request.POST)
    if not form.is_valid():
        return _origin_page(request, article, form, status=422)
    try:
        done = _settle(request, article, form)
    except DomainError as error:
        form.add_error(None, error.message)
        return _origin_page(request, article, form, status=422)
    messages.success(request, done)
    return redirect("desk:article_origin", pk=pk)


def _settle(request: DeskRequest, article: Article, form: OriginForm) -> str:
    if request.POST.get("act") == "forget":
        forget_relay(article=article, by=request.user)
        return _("It counts as an origin of its own again.")
    other = article_named(form.cleaned_data["origin"], form.cleaned_data["address"])
    if request.POST.get("act") == "reverse":
        # The other one re-publishes this one.
        note_relay(article=other, origin=article, by=request.user)
        return _("“{title}” is noted as a relay of this article.").format(title=other.title)
    note_relay(article=article, origin=other, by=request.user)
    return _("Noted as a relay of “{title}”: both count as one origin.").format(title=other.title)


def _origin_page(
    request: DeskRequest, article: Article, form: OriginForm, *, status: int = 200
) -> HttpResponse:
    return desk_page(
        request,
        "articles/article_origin",
        {"article": article, "origin": read_origin(article), "form": form},
        section="articles",
        status=status,
    )
