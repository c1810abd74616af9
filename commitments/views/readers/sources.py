"""Sources: which articles are quoted, which words, and what they support. Never their bodies."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from commitments.queries import quoted_passages
from commitments.queries import source_list as listed_sources

PAGE_SIZE = 50


@login_not_required
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Every quoted article, newest first."""
    page = Paginator(listed_sources(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "commitments/source_list.html", {"section": "sources", "page": page})


@login_not_required
@require_safe
def source_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An article's metadata, its quoted passages in order, and the statements they support."""
    article = get_object_or_404(
        Article.objects.with_publisher().select_related("relays").prefetch_related("relayed_as"),
        pk=pk,
    )
    passages = quoted_passages(article)
    if not passages:
        raise Http404("No published statement quotes this article.")
    context = {"section": "sources", "article": article, "passages": passages}
    return render(request, "commitments/source_detail.html", context)
