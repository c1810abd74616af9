"""Pledges on the desk: the list, and choosing the one that a new statement is about."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Passage
from commitments.desk.lists import (
    coalitions,
    pledge_lines,
    pledges_for_desk,
)
from commitments.forms.pledges import PledgeForm
from commitments.models import Coalition, Pledge
from commitments.services.pledging import PledgeExists, open_pledge
from commitments.views.desk.page import desk_page, one_page, passage_or_404, pk_or_404
from core.errors import DomainError
from core.htmx import DeskRequest


@require_safe
def pledge_list(request: DeskRequest) -> HttpResponse:
    """Every pledge with its latest stance and its drafts."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    page = one_page(pledges_for_desk(words), request.GET.get("page", ""))
    passage = pk_or_404(request.GET.get("passage", ""))
    return desk_page(
        request,
        "pledge_list",
        {
            "q": words,
            "page": page,
            "pledges": pledge_lines(list(page.object_list)),
            "query": urlencode({"passage": passage}) if passage else "",
            "passage": passage,
        },
        section="pledges",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_add(request: DeskRequest) -> HttpResponse:
    """Who, which roles, where: the pledge of that description is used, or opened."""
    passage = _passage(request)
    choice = list(coalitions())
    asked = request.POST.get("coalition") or request.GET.get("coalition", "")
    coalition = _coalition(choice, asked)
    if coalition is None:
        return desk_page(request, "no_coalition", {}, section="pledges")
    if request.method != "POST":
        form = PledgeForm(coalition=coalition)
        return _add_page(request, form, coalition, choice, passage)
    form = PledgeForm(request.POST, coalition=coalition)
    if not form.is_valid():
        return _add_page(request, form, coalition, choice, passage, status=422)
    try:
        pledge = open_pledge(
            coalition=coalition,
            country=form.chosen_country(),
            parties=form.cleaned_data["parties"],
            roles=form.chosen_roles(),
            place=form.cleaned_data["place"],
            title=form.cleaned_data["title"],
            by=request.user,
        )
    except PledgeExists as error:
        return redirect(_draft_address(error.pledge, passage))
    except DomainError as error:
        form.add_error(None, error.message)
        return _add_page(request, form, coalition, choice, passage, status=422)
    return redirect(_draft_address(pledge, passage))


def _passage(request: DeskRequest) -> Passage | None:
    pk = pk_or_404(request.POST.get("passage") or request.GET.get("passage", ""))
    return passage_or_404(pk) if pk else None


def _coalition(choice: list[Coalition], slug: str) -> Coalition | None:
    """The one asked for, else the ledger's default; None in a ledger without any."""
    named = [coalition for coalition in choice if coalition.slug == slug]
    return next(iter(named or choice), None)


def _draft_address(pledge: Pledge, passage: Passage | None) -> str:
    address = reverse("desk:statement_draft", args=[pledge.reference])
    return f"{address}?{urlencode({'passage': passage.pk})}" if passage else address


def _add_page(
    request: DeskRequest,
    form: PledgeForm,
    coalition: Coalition,
    choice: list[Coalition],
    passage: Passage | None,
    *,
    status: int = 200,
) -> HttpResponse:
    return desk_page(
        request,
        "statement_add",
        {"form": form, "coalition": coalition, "coalitions": choice, "passage": passage},
        section="pledges",
        status=status,
    )
