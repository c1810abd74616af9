"""An article's stored texts and responses, and extracting the text again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.services.archiving import request_archive, why_not_archive
from articles.services.rereading import extract_again
from core.errors import DomainError
from core.htmx import DeskRequest
from desk.articles.stored_texts import capture_of, read_stored_texts
from desk.lists import articles_for_desk
from desk.page import desk_page, require_reviewer


@require_safe
def text_list(request: DeskRequest, pk: int) -> HttpResponse:
    """List every stored text of an article, with hashes and what it was extracted from."""
    article = get_object_or_404(articles_for_desk(), pk=pk)
    return desk_page(
        request,
        "articles/text_list",
        {
            "stored": read_stored_texts(article),
            "article": article,
            "can_archive": not why_not_archive(article),
        },
        section="articles",
    )


@require_safe
def capture_download(request: DeskRequest, pk: int, capture: int) -> HttpResponse:
    """Send the site's response as a compressed WARC file."""
    require_reviewer(request)
    found = capture_of(pk, capture)
    if found is None or not found.warc:
        raise Http404(_("No such answer is kept."))
    name = f"article-{pk}-{found.retrieved_at:%Y-%m-%d}-{found.pk}.warc.gz"
    return HttpResponse(
        bytes(found.warc),
        content_type="application/gzip",
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )


@require_POST
def text_extract(request: DeskRequest, pk: int) -> HttpResponse:
    """Extract the newest text again from its stored source. Nothing is fetched."""
    require_reviewer(request)
    article = get_object_or_404(articles_for_desk(), pk=pk)
    try:
        snapshot = extract_again(article=article, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("desk:text_list", pk=pk)
    if snapshot is None:
        messages.info(request, _("Read again: the text is the same, to the letter."))
    else:
        messages.success(
            request,
            _("Read again: the text differs and is stored as number {number}.").format(
                number=snapshot.number
            ),
        )
    return redirect("desk:text_list", pk=pk)


@require_POST
def article_archive(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask this ledger's web archive to keep a copy of the article's page."""
    require_reviewer(request)
    article = get_object_or_404(articles_for_desk(), pk=pk)
    try:
        fetch = request_archive(article=article, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("desk:text_list", pk=pk)
    return redirect("desk:fetch_detail", pk=fetch.pk)
