"""Fetch an article from its address, show the progress, and list all fetches."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.services.fetching import request_import, set_aside, try_again
from articles.services.ingest import DuplicateArticle, InvalidArticle
from articles.services.stopped import take_up_stopped
from core.errors import DomainError
from core.htmx import DeskRequest, wants_partial
from desk.articles.add_views import add_page
from desk.articles.fetch_forms import AddressForm
from desk.articles.fetches import fetches_for_desk, read_fetch_list, read_fetch_page
from desk.page import PER_PAGE, desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def fetch_list(request: DeskRequest) -> HttpResponse:
    """List fetches and their results; POST an address to fetch it."""
    if request.method == "POST":
        return _ask(request)
    found = read_fetch_list(
        request.GET.get("state", ""),
        request.user,
        number=request.GET.get("page", ""),
        per_page=PER_PAGE,
    )
    return desk_page(
        request, "articles/fetch_list", {"list": found, "page": found.page}, section="articles"
    )


def _ask(request: DeskRequest) -> HttpResponse:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return add_page(request, by_address=form, status=422)
    try:
        fetch = request_import(address=form.cleaned_data["address"], by=request.user)
    except InvalidArticle as error:
        form.add_problems(error.problems)
        return add_page(request, by_address=form, status=422)
    except DuplicateArticle as error:
        return add_page(request, by_address=form, duplicate=error, status=422)
    return redirect("desk:fetch_detail", pk=fetch.pk)


@require_safe
def fetch_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """Show a fetch. The page refreshes itself while it is under way."""
    fetch = get_object_or_404(fetches_for_desk(), pk=pk)
    if not fetch.finished_at and take_up_stopped(only=pk):
        fetch = get_object_or_404(fetches_for_desk(), pk=pk)
    context = {"fetch": read_fetch_page(fetch, request.user)}
    if wants_partial(request):
        return render(request, "desk/articles/fetch_detail.html#fetch", context)
    return desk_page(request, "articles/fetch_detail", context, section="articles")


@require_POST
def fetch_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Fetch the same address again; `trust` accepts a page that did not look like an article."""
    fetch = get_object_or_404(fetches_for_desk(), pk=pk)
    try:
        again = try_again(fetch=fetch, by=request.user, is_trusted=request.POST.get("trust") == "1")
    except DuplicateArticle as error:
        messages.info(request, error.message)
        return redirect("desk:article_detail", pk=error.article.pk)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("desk:fetch_detail", pk=pk)
    return redirect("desk:fetch_detail", pk=again.pk)


@require_POST
def fetch_set_aside(request: DeskRequest, pk: int) -> HttpResponse:
    """Set a failed import aside: it no longer waits for anybody."""
    fetch = get_object_or_404(fetches_for_desk(), pk=pk)
    try:
        set_aside(fetch=fetch, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("desk:fetch_detail", pk=pk)
    messages.success(request, _("Set aside. It stays in the list of what was fetched."))
    return redirect(f"{reverse('desk:fetch_list')}?{urlencode({'state': 'mine'})}")
