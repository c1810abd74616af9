"""Sources: the quoted articles, their quoted words, and what they support. Never whole texts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from commitments.matrix.state import BadParameter
from core.htmx import HtmxRequest, wants_partial
from readers.errors import bad_address
from readers.sources.sources import (
    parse_source_filter,
    publisher_articles,
    quoted_articles,
    quoted_publishers,
    read_source,
    source_facets,
)

PER_PAGE = 50


@login_not_required
@require_safe
def source_list(request: HtmxRequest) -> HttpResponse:
    """List every quoted article, newest first, with filters by outlet, language and control."""
    try:
        chosen = parse_source_filter(request.GET)
    except BadParameter as error:
        return bad_address(request, error.message)
    context = {
        "section": "sources",
        "chosen": chosen,
        "facets": source_facets(chosen),
        "page": Paginator(quoted_articles(chosen), PER_PAGE).get_page(request.GET.get("page")),
    }
    template = "readers/sources/source_list.html"
    return render(request, f"{template}#sources" if wants_partial(request) else template, context)


@login_not_required
@require_safe
def source_detail(request: HtmxRequest, pk: int) -> HttpResponse:
    """Show an article's metadata, its quoted passages in order, and the statements they support."""
    article = get_object_or_404(
        Article.objects.with_publisher()
        .select_related("relays__publisher")
        .prefetch_related("relayed_as__publisher"),
        pk=pk,
    )
    source = read_source(article)
    if not source.passages:
        raise Http404(_("No published statement quotes this article."))
    context = {"section": "sources", "article": article, "source": source}
    # A text that was taken down is gone on purpose; its page says so.
    status = 410 if source.is_taken_down else 200
    return render(request, "readers/sources/source_detail.html", context, status=status)


@login_not_required
@require_safe
def publisher_list(request: HtmxRequest) -> HttpResponse:
    """List every quoted outlet, most quoted first."""
    page = Paginator(quoted_publishers(), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "readers/sources/publisher_list.html", {"section": "sources", "page": page}
    )


@login_not_required
@require_safe
def publisher_detail(request: HtmxRequest, pk: int) -> HttpResponse:
    """Show an outlet: what it is, who controls it, and its quoted articles."""
    publisher = get_object_or_404(quoted_publishers(), pk=pk)
    articles = publisher_articles(publisher)
    page = Paginator(articles, PER_PAGE).get_page(request.GET.get("page"))
    context = {"section": "sources", "publisher": publisher, "page": page}
    return render(request, "readers/sources/publisher_detail.html", context)
