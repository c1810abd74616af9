"""Take an article's text down, after showing what depends on it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.services.takedowns import take_down, why_not_take_down
from commitments.integrity.health import read_takedown_impact, takedown_of
from core.errors import DomainError, StaleEdit
from core.htmx import DeskRequest
from desk.articles.takedown_forms import TakedownForm
from desk.lists import articles_for_desk
from desk.page import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def article_take_down(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what would be erased and what depends on it; erase it with a chief's reason."""
    if refusal := why_not_take_down(request.user):
        raise PermissionDenied(refusal)
    article = get_object_or_404(articles_for_desk(), pk=pk)
    if request.method != "POST":
        return _page(request, article, TakedownForm())
    form = TakedownForm(request.POST)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    try:
        take_down(
            article=article,
            reason=form.cleaned_data["reason"],
            erases_words=form.cleaned_data["words"] == "go",
            by=request.user,
        )
    except DomainError as error:
        form.add_error("reason", error.message)
        return _page(request, article, form, status=409 if isinstance(error, StaleEdit) else 422)
    messages.success(request, _("Taken down. Readers see your reason in place of the text."))
    return redirect("desk:evidence")


def _page(
    request: DeskRequest, article: Article, form: TakedownForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "article": article,
        "form": form,
        "impact": read_takedown_impact(article),
        "takedown": takedown_of(article),
    }
    return desk_page(
        request, "articles/article_take_down", context, section="articles", status=status
    )
