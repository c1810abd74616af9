"""Changes of government, and the second look that each pledge of the country then needs."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.models import PledgeRecheck
from commitments.permissions import scope_of
from commitments.services.second_looks import finish_second_look, record_government_change
from core.errors import DomainError, StaleEdit
from core.htmx import DeskRequest, wants_partial
from core.numbers import whole_number
from desk.coalition.outcome_forms import GovernmentForm
from desk.coalition.second_looks import (
    by_country,
    done_second_looks,
    government_changes,
    open_second_looks,
    page_with,
    second_look,
    second_look_line,
)
from desk.coalition.source_choice import quotation_choices
from desk.coalition.source_forms import sought
from desk.coalition_choice import coalition_of
from desk.lists import passages_for_desk
from desk.page import PER_PAGE, desk_page, one_page, pk_or_404

SECTION = "second_looks"


@require_safe
def government_list(request: DeskRequest) -> HttpResponse:
    """List the recorded changes of government."""
    page = one_page(government_changes(), request.GET.get("page", ""))
    return desk_page(request, "coalition/government_list", {"page": page}, section=SECTION)


@require_http_methods(["GET", "HEAD", "POST"])
def government_add(request: DeskRequest) -> HttpResponse:
    """Record a new government: the country's pledges are queued for a second look."""
    if not request.user.can_review:
        raise PermissionDenied(gettext("An editor records changes of government."))
    coalition, _ = coalition_of(request)
    if coalition is None:
        return desk_page(request, "coalition/no_coalition", {}, section=SECTION)
    given = request.POST if request.method == "POST" else request.GET
    typed = given.get("source", "") or request.GET.get("passage", "")
    chosen = pk_or_404(typed) if request.method != "POST" else whole_number(typed)
    choices = quotation_choices(sought(given), first=chosen)
    if request.method != "POST" or request.POST.get("step") == "search":
        initial = given.dict() | {"source": chosen or ""}
        form = GovernmentForm(coalition=coalition, choices=choices, initial=initial)
        return _government_page(request, form)
    form = GovernmentForm(request.POST, coalition=coalition, choices=choices)
    if not form.is_valid():
        return _government_page(request, form, status=422)
    source = form.cleaned_data["source"]
    try:
        change = record_government_change(
            country=form.chosen_country(),
            since=form.cleaned_data["since"],
            note=form.cleaned_data["note"],
            passage=get_object_or_404(passages_for_desk(), pk=source) if source else None,
            by=request.user,
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _government_page(request, form, status=422)
    queued = change.rechecks.count()
    messages.success(
        request,
        ngettext(
            "Recorded. {queued} pledge of {country} waits for a second look; until then "
            "nothing changes.",
            "Recorded. {queued} pledges of {country} wait for a second look; until then "
            "nothing changes.",
            queued,
        ).format(queued=queued, country=change.country.local_name),
    )
    return redirect("desk:second_looks" if queued else "desk:government_list")


@require_safe
def second_looks(request: DeskRequest) -> HttpResponse:
    """List pledges that wait for a second look, by country; or those that have had it."""
    return _looks_page(request)


@require_POST
def second_look_done(request: DeskRequest, pk: int) -> HttpResponse:
    """Record what a second look found."""
    if not request.user.can_review:
        raise PermissionDenied(gettext("An editor records what a second look found."))
    recheck = get_object_or_404(PledgeRecheck, pk=pk)
    typed = request.POST.get("finding", "").replace("\x00", "")
    try:
        finish_second_look(recheck=recheck, finding=typed, by=request.user)
    except DomainError as error:
        was_first = isinstance(error, StaleEdit)
        refused = {"pk": pk, "message": error.message, "typed": typed, "is_gone": was_first}
        if wants_partial(request):
            return _look_part(request, pk, refused, status=422)
        return _looks_page(request, refused, status=409 if was_first else 422)
    if wants_partial(request):
        return _look_part(request, pk, None)
    messages.success(request, gettext("Recorded what the second look found."))
    return redirect("desk:second_looks")


def _looks_page(
    request: DeskRequest, refused: dict[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    shows_done = request.GET.get("show") == "done"
    waiting, done = open_second_looks(), done_second_looks()
    rows, number = done if shows_done else waiting, request.GET.get("page", "")
    if refused:
        # Show the row that was sent, on whichever page of the list it is.
        number = page_with(rows, refused["pk"], PER_PAGE)
    page = one_page(rows, number)
    scope = _finishes(request)
    return desk_page(
        request,
        "coalition/second_looks",
        {
            "page": page,
            "shows_done": shows_done,
            "groups": [] if shows_done else by_country(list(page.object_list), scope),
            "lines": [second_look_line(row, scope) for row in page.object_list]
            if shows_done
            else [],
            "waiting": waiting.count() if shows_done else page.paginator.count,
            "done": page.paginator.count if shows_done else done.count(),
            "refused": refused,
        },
        section=SECTION,
        status=status,
    )


def _look_part(
    request: DeskRequest, pk: int, refused: dict[str, object] | None, *, status: int = 200
) -> HttpResponse:
    line = second_look_line(second_look(pk), _finishes(request))
    context = {"line": line, "refused": refused}
    return render(request, "desk/coalition/_second_look.html", context, status=status)


def _finishes(request: DeskRequest) -> frozenset[int] | None:
    """Return the countries this person may finish: none for a contributor, None for all."""
    return scope_of(request.user) if request.user.can_review else frozenset()


def _government_page(
    request: DeskRequest, form: GovernmentForm, *, status: int = 200
) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    context = {"form": form, "q": sought(given)}
    return desk_page(request, "coalition/government_add", context, section=SECTION, status=status)
