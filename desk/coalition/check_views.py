"""The coverage board, and recording checks of one cell or several of a row."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commitments.models import Check, Coalition, Country, Role
from commitments.rules.last_look import STALE_AFTER, longer_ago, steps_in_words
from commitments.services.checking import record_checks, why_not_check
from core.errors import DomainError
from core.htmx import DeskRequest, wants_partial
from core.outside import split_address
from desk.coalition.check_forms import BoardForm, CheckForm, RowForm, ages
from desk.coalition.checks import BoardCell, BoardFilter, read_board, read_cell, read_row
from desk.coalition_choice import coalition_of, today
from desk.lists import roles_of
from desk.page import desk_page

SECTION = "coverage"
_TICKS = ("never", "due", "all", "none")


@require_safe
def check_board(request: DeskRequest) -> HttpResponse:
    """Show country × role by when each cell was last looked at."""
    coalition, choice = coalition_of(request)
    if coalition is None:
        return desk_page(request, "coalition/no_coalition", {}, section=SECTION)
    form = BoardForm(request.GET)
    status = 200 if form.is_valid() else 422
    asked = form.asked()
    board = read_board(coalition, asked, request.user, today=today())
    context = {
        "board": board,
        "asked": asked,
        "form": form,
        "ages": ages(),
        "steps": steps_in_words(),
        "coalitions": choice,
        "links": _links(coalition, asked),
    }
    if wants_partial(request):
        return render(request, "desk/coalition/check_board.html#coverage", context, status=status)
    return desk_page(request, "coalition/check_board", context, section=SECTION, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def check_cell(request: DeskRequest, coalition: str, iso3: str, role: str) -> HttpResponse:
    """Show one cell: past results, and a short form for a new one."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    country = get_object_or_404(Country, iso3=iso3)
    cell_role = get_object_or_404(chosen.roles, slug=role)
    refusal = why_not_check(request.user, country)
    if request.method != "POST":
        return _cell_page(request, chosen, country, cell_role, CheckForm(), refusal=refusal)
    if refusal:
        raise PermissionDenied(refusal)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _cell_page(request, chosen, country, cell_role, form, status=422)
    try:
        [check] = _record(form, chosen, [(country, cell_role)], request)
    except DomainError as error:
        form.add_error(None, error.message)
        return _cell_page(request, chosen, country, cell_role, form, status=422)
    if wants_partial(request):
        return _cell_page(request, chosen, country, cell_role, CheckForm(), recorded=check)
    messages.success(
        request,
        _("Recorded for {country}, {cell_role}: {outcome}.").format(
            country=country.local_name,
            cell_role=cell_role.local_name,
            outcome=check.get_outcome_display(),
        ),
    )
    return _to_board(chosen, f"look-{iso3}-{role}")


@require_http_methods(["GET", "HEAD", "POST"])
def check_row(request: DeskRequest, coalition: str, iso3: str) -> HttpResponse:
    """Record several cells of a country at once, with one outcome."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    country = get_object_or_404(Country, iso3=iso3)
    if refusal := why_not_check(request.user, country):
        raise PermissionDenied(refusal)
    row = read_row(chosen, country, today=today())
    if request.method != "POST":
        form = RowForm(row=row, initial={"roles": _ticked(row, request.GET.get("tick", ""), [])})
        return _row_page(request, chosen, country, form, row)
    if tick := request.POST.get("tick"):
        # Ticking is a step of the form, so nothing typed is lost, with or without script.
        typed = request.POST.dict()
        roles = _ticked(row, tick, request.POST.getlist("roles"))
        form = RowForm(row=row, initial={**typed, "roles": roles})
        return _row_page(request, chosen, country, form, row)
    form = RowForm(request.POST, row=row)
    if not form.is_valid():
        return _row_page(request, chosen, country, form, row, status=422)
    try:
        cells = form.cells(country, chosen, roles_of(chosen))
        checks = _record(form, chosen, cells, request)
    except DomainError as error:
        form.add_error("roles" if not form.cleaned_data["roles"] else None, error.message)
        return _row_page(request, chosen, country, form, row, status=422)
    number = ngettext("{number} cell", "{number} cells", len(checks)).format(number=len(checks))
    messages.success(
        request,
        _("Recorded for {number} of {country}: {outcome}.").format(
            number=number, country=country.local_name, outcome=checks[0].get_outcome_display()
        ),
    )
    return _to_board(chosen, f"row-{iso3}")


def _record(
    form: CheckForm,
    coalition: Coalition,
    cells: list[tuple[Country, Role]],
    request: DeskRequest,
) -> list[Check]:
    values = form.cleaned_data
    return record_checks(
        coalition=coalition,
        cells=cells,
        outcome=values["outcome"],
        checked_on=values["checked_on"],
        note=values["note"],
        recheck_on=form.recheck_day(),
        by=request.user,
    )


def _ticked(row: tuple[BoardCell, ...], tick: str, ticked: list[str]) -> list[str]:
    """Return the roles of a quick pick; for an unknown one, those already ticked."""
    if tick not in _TICKS:
        return ticked
    return [
        cell.role
        for cell in row
        if tick == "all"
        or (tick == "never" and cell.looked_on is None)
        or (tick == "due" and cell.is_due)
    ]


def _to_board(coalition: Coalition, place: str) -> HttpResponseRedirect:
    query = urlencode({"coalition": coalition.slug})
    return HttpResponseRedirect(f"{reverse('desk:check_board')}?{query}#{place}")


def _cell_page(
    request: DeskRequest,
    coalition: Coalition,
    country: Country,
    role: Role,
    form: CheckForm,
    *,
    refusal: str = "",
    recorded: Check | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "coalition": coalition,
        "country": country,
        "role": role,
        "form": form,
        "refusal": refusal,
        "recorded": recorded,
        "cell": read_cell(coalition, country, role, today=today()),
        "in_drawer": wants_partial(request),
    }
    if not wants_partial(request):
        return desk_page(request, "coalition/check_cell", context, section=SECTION, status=status)
    if recorded is not None:
        # Update the board around the drawer: the cell itself, and the counts on top.
        asked = _asked_by_window(request)
        board = read_board(coalition, asked, request.user, today=today())
        row = read_row(coalition, country, today=today())
        context |= {
            "board": board,
            "links": _links(coalition, asked),
            "next": next((cell for cell in row if cell.looked_on is None), None),
        }
    return render(request, "desk/coalition/check_cell.html#entry", context, status=status)


def _row_page(
    request: DeskRequest,
    coalition: Coalition,
    country: Country,
    form: RowForm,
    row: tuple[BoardCell, ...],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "coalition": coalition,
        "country": country,
        "form": form,
        "never": sum(cell.looked_on is None for cell in row),
        "due": sum(cell.is_due for cell in row),
        "all": len(row),
    }
    if wants_partial(request):
        return render(request, "desk/coalition/check_row.html#entry", context, status=status)
    return desk_page(request, "coalition/check_row", context, section=SECTION, status=status)


def _asked_by_window(request: DeskRequest) -> BoardFilter:
    window = split_address(request.htmx.current_url or "")
    form = BoardForm(QueryDict(window.query if window else ""))
    form.is_valid()
    return form.asked()


def _links(coalition: Coalition, asked: BoardFilter) -> dict[str, str]:
    """Return where each count leads: the same countries and roles, other cells.

    `stale_after` is the filter's value that the count of stale cells leads to, with its words.
    """
    kept = {"coalition": coalition.slug, "country": asked.country, "role": asked.role}
    if asked.is_mine:
        kept["mine"] = "1"
    base = {name: value for name, value in kept.items() if value}
    return {
        "everything": "?" + urlencode({"coalition": coalition.slug}),
        "all": "?" + urlencode(base),
        "never": "?" + urlencode({**base, "older_than": "never"}),
        "stale": "?" + urlencode({**base, "older_than": STALE_AFTER}),
        "stale_after": str(STALE_AFTER),
        "stale_words": longer_ago(),
        "due": "?" + urlencode({**base, "due": "1"}),
    }
