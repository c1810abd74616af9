"""An author's steps with a draft: submit it for review, discard it, restore it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.models import Statement
from commitments.services.drafting import discard_draft, may_edit
from commitments.services.publishing import submit_statement
from commitments.services.restoring import restore_draft
from core.errors import DomainError
from core.htmx import DeskRequest
from desk.lists import statements_for_desk
from desk.page import desk_page, offer_undo
from desk.statements.around_review import SENT_TO_REVIEW
from desk.statements.review_forms import ScheduleForm


@require_http_methods(["GET", "HEAD", "POST"])
def statement_submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Submit for review; a GET asks first."""
    statement = _load(request, pk)
    if request.method != "POST":
        soon = {"priority": statement.priority, "due_on": statement.due_on}
        return _submit_page(request, statement, ScheduleForm(initial=soon))
    # The plain button does not send the schedule, and leaves it as it is.
    form = ScheduleForm(request.POST) if "priority" in request.POST else None
    if form is not None and not form.is_valid():
        return _submit_page(request, statement, form, status=422)
    try:
        submit_statement(
            statement=statement, by=request.user, **(form.cleaned_data if form else {})
        )
    except DomainError as error:
        if form is not None:
            form.add_error(None, error.message)
            return _submit_page(request, statement, form, status=422)
        messages.error(request, error.message)
    else:
        messages.success(request, SENT_TO_REVIEW)
    return redirect("desk:statement_detail", pk=pk)


def _submit_page(
    request: DeskRequest, statement: Statement, form: ScheduleForm, *, status: int = 200
) -> HttpResponse:
    return desk_page(
        request,
        "statements/statement_submit",
        {"statement": statement, "form": form},
        section="queue",
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_discard(request: DeskRequest, pk: int) -> HttpResponse:
    """Discard a draft, after asking."""
    statement = _load(request, pk)
    if request.method != "POST":
        return _discard_page(request, statement)
    try:
        discard_draft(statement=statement, by=request.user)
    except DomainError as error:
        return _discard_page(request, statement, refusal=error.message)
    offer_undo(
        request, _("The draft is discarded."), reverse("desk:statement_undiscard", args=[pk])
    )
    return redirect("desk:home")


def _discard_page(request: DeskRequest, statement: Statement, *, refusal: str = "") -> HttpResponse:
    return desk_page(
        request,
        "confirm",
        {
            "statement": statement,
            "title": _("Discard this draft?"),
            "explanation": _(
                "It was never public. Its passages stay with their articles, and "
                "history keeps that it existed."
            ),
            "action": _("Discard the draft"),
            "refusal": refusal,
        },
        section="queue",
        status=422 if refusal else 200,
    )


@require_POST
def statement_undiscard(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo: restore the draft as a new one, with its quotations."""
    try:
        statement = restore_draft(discarded=pk, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("desk:home")
    messages.success(request, _("The draft is back, with its quotations."))
    return redirect("desk:statement_detail", pk=statement.pk)


def _load(request: DeskRequest, pk: int) -> Statement:
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    if not statement.is_editable:
        raise PermissionDenied(_("This statement is public: it stays as it is."))
    if not may_edit(statement, request.user):
        raise PermissionDenied(_("Its author or an editor does this. Ask one of them."))
    return statement
