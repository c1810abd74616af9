"""After publication: retract a statement, and start its correction."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.models import Statement
from commitments.permissions import OUT_OF_SCOPE, covers
from commitments.services.correcting import CorrectionExists, open_correction, start_correction
from commitments.services.publishing import retract_statement
from core.errors import DomainError
from core.htmx import DeskRequest
from desk.lists import who_pledges
from desk.page import desk_page
from desk.review.cell_previews import preview_retraction
from desk.review.forms import RetractForm
from desk.review.views import load
from desk.statements.page import with_parts


@require_http_methods(["GET", "HEAD", "POST"])
def statement_retract(request: DeskRequest, pk: int) -> HttpResponse:
    """Retract a published statement, with a reason; shows first what readers will see."""
    if not request.user.can_review:
        raise PermissionDenied(_("Editors retract statements. Ask one, or record a correction."))
    statement = with_parts(load(pk))
    _require_scope(request, statement)
    if request.method != "POST":
        return _retract_page(request, statement, RetractForm())
    form = RetractForm(request.POST)
    if not form.is_valid():
        return _retract_page(request, statement, form, status=422)
    try:
        retract_statement(statement=statement, reason=form.cleaned_data["reason"], by=request.user)
    except DomainError as error:
        form.add_error("reason", error.message)
        is_late = load(pk).state != Statement.State.PUBLISHED
        return _retract_page(request, with_parts(load(pk)), form, status=409 if is_late else 422)
    messages.success(request, _("Retracted. It stays readable, marked with your reason."))
    return redirect("desk:statement_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Start a correction with all that the statement says and quotes, after asking."""
    statement = with_parts(load(pk))
    _require_scope(request, statement)
    if request.method != "POST":
        return _correct_page(request, statement)
    try:
        correction = start_correction(statement=statement, by=request.user)
    except CorrectionExists:
        return _correct_page(request, statement, status=409)
    except DomainError as error:
        return _correct_page(request, load(pk), refusal=error.message, status=409)
    messages.success(
        request,
        _(
            "The correction is drafted with the old content and quotations. Correct what "
            "is wrong, and say why."
        ),
    )
    return redirect("desk:statement_edit", pk=correction.pk)


def _require_scope(request: DeskRequest, statement: Statement) -> None:
    if not covers(request.user, statement.pledge.country_id):
        raise PermissionDenied(OUT_OF_SCOPE)


def _retract_page(
    request: DeskRequest, statement: Statement, form: RetractForm, *, status: int = 200
) -> HttpResponse:
    is_published = statement.state == Statement.State.PUBLISHED
    return desk_page(
        request,
        "review/statement_retract",
        {
            "statement": statement,
            "who": who_pledges(statement.pledge),
            "form": form,
            "is_published": is_published,
            "preview": preview_retraction(statement) if is_published else None,
        },
        section="queue",
        status=status,
    )


def _correct_page(
    request: DeskRequest, statement: Statement, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    return desk_page(
        request,
        "review/statement_correct",
        {
            "statement": statement,
            "who": who_pledges(statement.pledge),
            "is_published": statement.state == Statement.State.PUBLISHED,
            "existing": open_correction(statement),
            "refusal": refusal,
        },
        section="queue",
        status=status,
    )
