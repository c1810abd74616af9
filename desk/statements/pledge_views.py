"""Pledges on the desk: the list, and choosing the one that a new statement is about."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commitments.models import Coalition, Pledge, Statement
from commitments.services.pledging import PledgeExists, open_pledge
from core.errors import DomainError
from core.htmx import DeskRequest, wants_partial
from desk.lists import coalitions, pledge_lines, pledges_for_desk, statements_for_desk
from desk.page import desk_page, one_page, pk_or_404
from desk.statements.form_page import article_asked_for, passages_sent
from desk.statements.pane_views import pledge_choice
from desk.statements.pledge_forms import PledgeForm


@require_safe
def pledge_list(request: DeskRequest) -> HttpResponse:
    """List every pledge with its latest stance and its drafts."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    page = one_page(pledges_for_desk(words), request.GET.get("page", ""))
    passage = pk_or_404(request.GET.get("passage", ""))
    return desk_page(
        request,
        "statements/pledge_list",
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
    """Choose who, which roles and where: that pledge is used, or opened if there is none."""
    choice = list(coalitions())
    asked = request.POST.get("coalition") or request.GET.get("coalition", "")
    like = _like(request)
    coalition = _coalition(choice, asked or (like.pledge.coalition.slug if like else ""))
    if coalition is None:
        return desk_page(request, "coalition/no_coalition", {}, section="pledges")
    if request.method != "POST":
        return _add_page(request, PledgeForm(coalition=coalition), coalition, choice)
    form = PledgeForm(request.POST, coalition=coalition)
    if not form.is_valid():
        return _add_page(request, form, coalition, choice, status=422)
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
        return redirect(_draft_address(error.pledge, request))
    except DomainError as error:
        form.add_error(None, error.message)
        return _add_page(request, form, coalition, choice, status=422)
    return redirect(_draft_address(pledge, request))


def _coalition(choice: list[Coalition], slug: str) -> Coalition | None:
    named = [coalition for coalition in choice if coalition.slug == slug]
    return next(iter(named or choice), None)


def _like(request: DeskRequest) -> Statement | None:
    pk = pk_or_404(_carried(request).get("like", ""))
    return get_object_or_404(statements_for_desk(), pk=pk) if pk else None


def _carried(request: DeskRequest) -> QueryDict:
    """What came with the address or the form: passages, article, the statement it follows."""
    return request.POST if request.method == "POST" else request.GET


def _draft_address(pledge: Pledge, request: DeskRequest) -> str:
    names = ("passage", "article", "like")
    query = [
        (name, value)
        for name in names
        for value in _carried(request).getlist(name) or request.GET.getlist(name)
        if value
    ]
    address = reverse("desk:statement_draft", args=[pledge.reference])
    return f"{address}?{urlencode(query)}" if query else address


def _add_page(
    request: DeskRequest,
    form: PledgeForm,
    coalition: Coalition,
    choice: list[Coalition],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "coalition": coalition,
        "coalitions": choice,
        **pledge_choice(
            request,
            article_asked_for(request),
            passages_sent(_carried(request)),
            like=_like(request),
        ),
    }
    if wants_partial(request):
        template = "desk/statements/_pledge_choice.html"
        return render(request, template, context, status=status)
    return desk_page(request, "statements/statement_add", context, section="pledges", status=status)
