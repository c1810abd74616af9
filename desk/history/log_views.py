"""The desk's log: every act, with filters in the address, and its export."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.htmx import DeskRequest, wants_partial
from core.models import User
from desk.history.log import all_lines, read_choices, read_log
from desk.history.log_export import as_csv, as_json, in_readers_language
from desk.history.log_filter import Cursor, LogFilterForm
from desk.page import desk_page

# A file that ends here says so.
MOST_EXPORTED = 10_000


@require_safe
def log(request: DeskRequest) -> HttpResponse:
    """Show one line per entry of history, newest first."""
    return _log_page(request, _form(request))


def _log_page(request: DeskRequest, form: LogFilterForm) -> HttpResponse:
    status = 200 if form.is_valid() else 422
    before = Cursor.from_text(request.GET.get("before", ""))
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "form": form,
        "log": read_log(form.chosen(), before=before, with_people=_with_people(request)),
        "is_first": before is None,
        "is_filtered": any(query.values()),
        "query": query.urlencode(),
        "most_exported": MOST_EXPORTED,
    }
    if wants_partial(request):
        return render(request, "desk/history/log.html#lines", context, status=status)
    return desk_page(request, "history/log", context, section="log", status=status)


@require_safe
def log_export(request: DeskRequest, form: str) -> HttpResponseBase:
    """Send the filtered log as CSV or JSON, while it is read."""
    if form not in ("csv", "json"):
        raise Http404(_("The log comes as CSV or JSON."))
    filters = _form(request)
    if not filters.is_valid():
        return _log_page(request, filters)
    chosen = filters.chosen()
    # One more than is sent, to know whether there are more.
    lines = all_lines(chosen, with_people=_with_people(request), most=MOST_EXPORTED + 1)
    pieces = as_csv(lines, MOST_EXPORTED) if form == "csv" else as_json(lines, MOST_EXPORTED)
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    response = StreamingHttpResponse(in_readers_language(pieces), content_type=kind)
    day = clock.now().date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="log-{day}.{form}"'
    return response


def _form(request: DeskRequest) -> LogFilterForm:
    with_people = _with_people(request)
    choices = read_choices(with_people=with_people)
    return LogFilterForm(request.GET, choices=choices, with_people=with_people)


def _with_people(request: DeskRequest) -> bool:
    return request.user.role == User.Role.CHIEF
