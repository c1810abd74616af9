"""The page where a reader reports an error."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.services.reports import receive_report
from core.limits import is_too_often, retry_after
from readers.method.report_forms import ReportForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest) -> HttpResponse:
    """Show the form, or the thanks after it was sent (`?sent=1`)."""
    if request.method != "POST":
        page = request.GET.get("page", "").replace("\x00", "")[:500]
        sent = request.GET.get("sent") == "1"
        return _page(request, ReportForm(initial={"page": page}), sent=sent)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    if is_too_often(request, "report"):
        form.add_error(
            None,
            _("Very many reports came from your network within an hour. Send this one later."),
        )
        refused = _page(request, form, status=429)
        refused["Retry-After"] = retry_after("report")
        return refused
    values = form.cleaned_data
    # A program filled in the hidden field: it gets the same thanks, and nothing is stored.
    if not values["website"]:
        receive_report(text=values["text"], page=values["page"], email=values["email"])
    return redirect(f"{reverse('readers:report_error')}?sent=1")


def _page(
    request: HttpRequest, form: ReportForm, *, sent: bool = False, status: int = 200
) -> HttpResponse:
    context = {"section": "method", "form": form, "sent": sent}
    return render(request, "readers/method/report_error.html", context, status=status)
