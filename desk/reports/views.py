"""Readers' reports: read, check and settle them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commitments.models import ErrorReport
from commitments.services.reports import settle_report, why_not_settle
from core.errors import DomainError, StaleEdit
from core.htmx import DeskRequest
from desk.page import desk_page, one_page
from desk.reports.forms import SettleForm
from desk.reports.reports import settled_reports, waiting_reports


@require_safe
def report_list(request: DeskRequest) -> HttpResponse:
    """List reports: those that wait, or those that are settled."""
    return _list(request)


@require_POST
def report_settle(request: DeskRequest, pk: int) -> HttpResponse:
    """Settle a report with an outcome."""
    _require(request)
    report = get_object_or_404(ErrorReport, pk=pk)
    form = SettleForm(request.POST, prefix=f"r{pk}")
    if not form.is_valid():
        return _list(request, form, pk, status=422)
    values = form.cleaned_data
    try:
        settle_report(
            report=report, outcome=values["outcome"], note=values["note"], by=request.user
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _list(request, form, pk, status=409 if isinstance(error, StaleEdit) else 422)
    messages.success(request, _("Settled. The reader's email is deleted."))
    return redirect("desk:report_list")


def _require(request: DeskRequest) -> None:
    if refusal := why_not_settle(request.user):
        raise PermissionDenied(refusal)


def _list(
    request: DeskRequest, refused: SettleForm | None = None, pk: int = 0, *, status: int = 200
) -> HttpResponse:
    _require(request)
    shows_settled = request.GET.get("show") == "settled"
    waiting, settled = waiting_reports(), settled_reports()
    page = one_page(settled if shows_settled else waiting, request.GET.get("page", ""))
    lines = [
        (report, refused if refused and report.pk == pk else SettleForm(prefix=f"r{report.pk}"))
        for report in page.object_list
    ]
    is_gone = refused is not None and pk not in [report.pk for report, _form in lines]
    return desk_page(
        request,
        "reports/report_list",
        {
            "page": page,
            "lines": lines,
            "shows_settled": shows_settled,
            "waiting": waiting.count() if shows_settled else page.paginator.count,
            "settled": page.paginator.count if shows_settled else settled.count(),
            "gone": refused.non_field_errors() if refused and is_gone else [],
        },
        section="reports",
        status=status,
    )
