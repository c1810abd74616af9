"""The conflict page: two people saved one draft, and the later one chooses field by field.

It sends everything that was typed as hidden fields, so it needs neither JavaScript nor a session.
If the draft is saved again meanwhile, the page is shown again and keeps the choices so far.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.models import Statement
from commitments.services.drafting import why_not_edit
from commitments.services.recording import StatementInput, record_revision
from commitments.services.restoring import version_of_number
from commitments.statements.content import Evidence, InvalidContent, StatementContent, content_of
from core.errors import DomainError, StaleEdit
from core.htmx import DeskRequest
from desk.lists import statements_for_desk, who_pledges
from desk.page import desk_page, pk_or_404
from desk.statements.conflicts import FieldConflict, find_conflicts, merge, same_in_both
from desk.statements.evidence_forms import EvidenceRows
from desk.statements.form import StatementForm, answers_of, initial_of, typed_day
from desk.statements.form_page import merged_form_page, passages_sent, said_before, show
from desk.statements.page import with_parts
from desk.statements.pane_views import forget_in_browser
from desk.statements.presence import saves_since

_CHOICE = "choice-"


def conflict_page(request: DeskRequest, pk: int, content: StatementContent) -> HttpResponse:
    """Answer 409 with the saved version beside `content`, which began with the version sent."""
    saved = _load(pk)
    opened = pk_or_404(request.POST.get("version", "")) or 0
    return _page(
        request,
        saved,
        theirs=content_of(saved),
        mine=content,
        opened=opened,
        shown=saved.version,
        status=409,
    )


@require_POST
def statement_conflict(request: DeskRequest, pk: int) -> HttpResponse:
    """Save what was chosen from the two versions, or continue with it in the form."""
    saved = _load(pk)
    if refusal := why_not_edit(saved, request.user):
        raise PermissionDenied(refusal)
    shown = pk_or_404(request.POST.get("version", "")) or 0
    opened = pk_or_404(request.POST.get("opened", "")) or 0
    form = _form(saved, request.POST)
    theirs = _content_of_number(saved, shown)
    if theirs is None or not form.is_valid():
        raise BadRequest(_("This is not what a conflict page sends. Open the statement again."))
    mine = form.content()
    base = _content_of_number(saved, opened)
    choices = {
        name.removeprefix(_CHOICE): str(value)
        for name, value in request.POST.items()
        if name.startswith(_CHOICE)
    }
    conflicts = find_conflicts(base, theirs, mine, choices)
    sides: dict[str, Any] = {"theirs": theirs, "mine": mine, "opened": opened, "shown": shown}
    if not all(conflict.is_chosen for conflict in conflicts):
        return _page(request, saved, **sides, choices=choices, status=422)
    merged = merge(theirs, mine, conflicts)
    statement_input = StatementInput(
        merged, _all_quotations(request, saved), _all_answers(request, saved)
    )
    if request.POST.get("then") == "edit":
        return show(merged_form_page(request, saved, statement_input, version=shown), as_page=True)
    try:
        record_revision(
            statement=saved,
            statement_input=statement_input,
            version=shown,
            submits=False,
            by=request.user,
        )
    except StaleEdit:
        return conflict_page(request, pk, merged)
    except InvalidContent as error:
        return _page(request, saved, **sides, choices=choices, problems=error.problems, status=422)
    except DomainError as error:
        problems = {"": error.message}
        return _page(request, saved, **sides, choices=choices, problems=problems, status=422)
    messages.success(request, _("Saved, as you chose."))
    response = redirect("desk:statement_detail", pk=pk)
    forget_in_browser(response, f"draft-{pk}")
    return response


def _all_quotations(request: DeskRequest, saved: Statement) -> list[Evidence]:
    """Return the draft's quotations and those typed: a conflict removes none."""
    found = {
        citation.passage_id: Evidence(citation.passage, citation.function, citation.proves)
        for citation in saved.citations.with_source().order_by("added_at", "pk")
    }
    rows = EvidenceRows.bound(passages_sent(request.POST), request.POST)
    if not rows.is_valid():
        raise BadRequest(_("This is not what a conflict page sends. Open the statement again."))
    return list({**found, **{each.passage.pk: each for each in rows.evidence()}}.values())


def _all_answers(request: DeskRequest, saved: Statement) -> dict[str, str]:
    """Return the answers to warnings of both sides; if both answered one, the one typed now."""
    stored = {override.warning: override.reason for override in saved.overrides.all()}
    return stored | {kind: text for kind, text in answers_of(request.POST).items() if text}


def _carried(request: DeskRequest) -> list[tuple[str, str]]:
    """Return the quotations and answers as they were sent, for the page's hidden fields."""
    return [
        (name, str(value))
        for name in request.POST
        if name == "passage" or name.startswith(("quote-", "answer-"))
        for value in request.POST.getlist(name)
    ]


def _load(pk: int) -> Statement:
    return with_parts(get_object_or_404(statements_for_desk(), pk=pk))


def _content_of_number(statement: Statement, number: int) -> StatementContent | None:
    """Return the content of a version: the present one from the row, older ones from history."""
    if number == statement.version:
        return content_of(statement)
    version = version_of_number(statement, number)
    return version.content if version else None


def _form(statement: Statement, data: Mapping[str, Any]) -> StatementForm:
    pledge, day = statement.pledge, typed_day(data) or statement.said_on
    previous = said_before(pledge, day, without=statement)
    return StatementForm(data, coalition=pledge.coalition, previous=previous, edited=statement)


def _page(
    request: DeskRequest,
    statement: Statement,
    *,
    theirs: StatementContent,
    mine: StatementContent,
    opened: int,
    shown: int,
    status: int,
    choices: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    base = _content_of_number(statement, opened)
    conflicts = find_conflicts(base, theirs, mine, choices)
    form = StatementForm(
        initial=initial_of(mine, version=shown),
        coalition=statement.pledge.coalition,
        previous=said_before(statement.pledge, mine.said_on, without=statement),
        edited=statement,
    )
    saves = saves_since(statement, opened)
    return desk_page(
        request,
        "statements/statement_conflict",
        {
            "statement": statement,
            "pledge": statement.pledge,
            "who": who_pledges(statement.pledge),
            "conflicts": conflicts,
            "same": same_in_both(theirs, mine),
            "missing": [c for c in conflicts if c.is_missing],
            "problems": problems or {},
            "hidden": [field.as_hidden() for field in form if field.name != "version"],
            "carried": _carried(request),
            "opened": opened,
            "shown": shown,
            "saves": saves,
            "their_name": _their_name(saves, request),
            "open_conflicts": _count_open(conflicts),
        },
        section="queue",
        status=status,
    )


def _their_name(saves: tuple[Any, ...], request: DeskRequest) -> str:
    names = {save.person for save in saves}
    if len(names) != 1:
        return _("the others")
    [name] = names
    return _("you, elsewhere") if name == request.user.name else name or _("a command")


def _count_open(conflicts: tuple[FieldConflict, ...]) -> int:
    return sum(1 for conflict in conflicts if not conflict.is_chosen)
