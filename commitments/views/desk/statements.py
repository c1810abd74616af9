"""Statements on the desk: drafting, reading and editing one. Its steps are in `steps`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Passage
from commitments.desk.lists import (
    pledges_for_desk,
    statements_for_desk,
    who_pledges,
)
from commitments.desk.notes import notes_of
from commitments.desk.pages import read_statement_page, with_parts
from commitments.forms.citations import EvidenceForm
from commitments.forms.statements import (
    StatementForm,
    initial_after,
    initial_of,
    typed_day,
)
from commitments.models import Pledge, Statement
from commitments.services.drafting import (
    InvalidContent,
    StatementContent,
    content_of,
    draft_statement,
    may_edit,
    previous_statement,
    revise_statement,
)
from commitments.services.publishing import why_not_publish
from commitments.statement_facts import (
    ConditionTold,
    FactLine,
    LimitTold,
    differences,
    facts_of,
    facts_of_statement,
)
from commitments.views.desk.page import desk_page, forbid, passage_or_404, pk_or_404
from commitments.views.desk.rounds import around_review, round_message
from core.errors import DomainError, NotAllowed, StaleEdit
from core.htmx import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
def statement_draft(request: DeskRequest, reference: str) -> HttpResponse:
    """A new statement about a pledge, with the quotation it is read from where there is one."""
    pledge = get_object_or_404(pledges_for_desk(), reference=reference)
    pk = pk_or_404(request.POST.get("passage") or request.GET.get("passage", ""))
    passage = passage_or_404(pk) if pk else None
    if request.method != "POST":
        day = passage.snapshot.article.published_on if passage else None
        previous = _previous(pledge, day)
        form = StatementForm(
            coalition=pledge.coalition,
            previous=previous,
            initial=initial_after(previous) | ({"said_on": day} if day else {}),
        )
        return _draft_page(request, pledge, form, EvidenceForm(), previous, passage)
    previous = _previous(pledge, typed_day(request.POST))
    form = StatementForm(
        request.POST,
        coalition=pledge.coalition,
        previous=previous,
        initial=initial_after(previous),
    )
    evidence = EvidenceForm(request.POST) if passage else EvidenceForm()
    # Both are checked before answering, so that the editor sees every fault at once.
    if not form.is_valid() or (passage and not evidence.is_valid()):
        evidence.is_valid()
        return _draft_page(request, pledge, form, evidence, previous, passage, status=422)
    try:
        statement = draft_statement(
            pledge=pledge,
            content=form.content(),
            by=request.user,
            evidence=evidence.evidence(passage) if passage else None,
        )
    except InvalidContent as error:
        form.add_problems(error.problems)
        return _draft_page(request, pledge, form, evidence, previous, passage, status=422)
    messages.success(request, "The draft is saved. Check what its quotations prove, then submit.")
    return redirect("desk:statement_detail", pk=statement.pk)


@require_safe
def statement_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """The statement as it will read, its quotations in context, and what may be done with it."""
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    user = request.user
    return desk_page(
        request,
        "statement_detail",
        {
            "page": read_statement_page(statement),
            "may_edit": may_edit(statement, user),
            "may_review": user.can_review and statement.state == Statement.State.SUBMITTED,
            "why_not_publish": why_not_publish(statement, user),
            **around_review(statement, user),
        },
        section="queue",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a draft. Who comes second sees both texts and loses nothing."""
    statement = with_parts(get_object_or_404(statements_for_desk(), pk=pk))
    _require_editable(statement, request)
    day = typed_day(request.POST) or statement.said_on
    previous = _previous(statement.pledge, day, without=statement)
    about: dict[str, Any] = {
        "coalition": statement.pledge.coalition,
        "previous": previous,
        "edited": statement,
    }
    initial = initial_of(content_of(statement), version=statement.version)
    if request.method != "POST":
        form = StatementForm(initial=initial, **about)
        return _edit_page(request, statement, form, previous)
    form = StatementForm(request.POST, initial=initial, **about)
    if not form.is_valid():
        return _edit_page(request, statement, form, previous, status=422)
    content = form.content()
    try:
        revised = revise_statement(
            statement=statement,
            content=content,
            version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
    except StaleEdit as error:
        return _conflict_page(request, statement.pk, content, error)
    except InvalidContent as error:
        form.add_problems(error.problems)
        return _edit_page(request, statement, form, previous, status=422)
    except NotAllowed as error:
        raise forbid(error) from error
    messages.success(request, round_message("Saved.", was=statement.state, now=revised.state))
    return redirect("desk:statement_detail", pk=statement.pk)


def _require_editable(statement: Statement, request: DeskRequest) -> None:
    """Say why before a form is filled in vain; the service asks again, under its lock."""
    if not statement.is_editable:
        raise PermissionDenied(
            "A published statement never changes. Record a new statement about this pledge."
        )
    if not may_edit(statement, request.user):
        raise PermissionDenied("Contributors edit their own drafts. Ask the author or an editor.")


def _previous(
    pledge: Pledge, said_on: date | None, *, without: Statement | None = None
) -> Statement | None:
    """What to show as said before: of that day if there is something, else the latest word."""
    return previous_statement(pledge, said_on, without=without) or previous_statement(
        pledge, without=without
    )


def _draft_page(
    request: DeskRequest,
    pledge: Pledge,
    form: StatementForm,
    evidence: EvidenceForm,
    previous: Statement | None,
    passage: Passage | None,
    *,
    status: int = 200,
) -> HttpResponse:
    return desk_page(
        request,
        "statement_draft",
        {
            "pledge": pledge,
            "who": who_pledges(pledge),
            "form": form,
            "evidence": evidence,
            "previous": previous,
            "said_before": _facts(previous),
            "passage": passage,
        },
        section="pledges",
        status=status,
    )


def _edit_page(
    request: DeskRequest,
    statement: Statement,
    form: StatementForm,
    previous: Statement | None,
    *,
    status: int = 200,
    **conflict: Any,
) -> HttpResponse:
    return desk_page(
        request,
        "statement_edit",
        {
            "statement": statement,
            "pledge": statement.pledge,
            "who": who_pledges(statement.pledge),
            "form": form,
            "previous": previous,
            "said_before": _facts(previous),
            "notes": notes_of(statement),
            **conflict,
        },
        section="queue",
        status=status,
    )


def _conflict_page(
    request: DeskRequest, pk: int, content: StatementContent, error: DomainError
) -> HttpResponse:
    """409: what is saved now beside what was typed; the form goes on from the newest version."""
    saved = with_parts(get_object_or_404(statements_for_desk(), pk=pk))
    previous = _previous(saved.pledge, content.said_on, without=saved)
    data = request.POST.copy()
    data["version"] = str(saved.version)
    form = StatementForm(
        data,
        coalition=saved.pledge.coalition,
        previous=previous,
        edited=saved,
        initial=initial_of(content_of(saved)),
    )
    theirs, mine = facts_of_statement(saved), _facts_of_content(saved.pledge, content)
    return _edit_page(
        request,
        saved,
        form,
        previous,
        status=409,
        conflict=error.message,
        theirs=theirs,
        mine=mine,
        conflicts=differences(theirs, mine),
    )


def _facts(statement: Statement | None) -> tuple[FactLine, ...]:
    return facts_of_statement(statement) if statement else ()


def _facts_of_content(pledge: Pledge, content: StatementContent) -> tuple[FactLine, ...]:
    return facts_of(
        content,
        pledge=pledge,
        limits=[LimitTold(item.limit.name, item.detail) for item in content.limits],
        conditions=[
            ConditionTold(item.condition.name, item.detail, item.kind, item.group)
            for item in content.conditions
        ],
    )
