"""The desk's home page: what waits for me; and each of its longer lists in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Statement
from core import clock
from core.htmx import DeskRequest
from core.wording import gettext_lazy
from desk.home import counts
from desk.home.queue import (
    SHOWN,
    WaitingStatement,
    read_queue,
    statement_line,
    taken_filter,
    waiting_statements,
)
from desk.page import PER_PAGE, desk_page, one_page
from desk.statements.autosaves import AutosaveLine, autosaves_of

# Each list: its title, and the text of an empty list.
LISTS = {
    "returned": (gettext_lazy("Returned to you"), gettext_lazy("Nothing was returned to you.")),
    "drafts": (gettext_lazy("Your drafts"), gettext_lazy("You have no draft.")),
    "in-review": (gettext_lazy("Yours, in review"), gettext_lazy("Nothing of yours is in review.")),
    "conflicts": (
        gettext_lazy("Conflicts"),
        gettext_lazy("Nobody saved a draft that you were typing into."),
    ),
    "unsaved": (gettext_lazy("Not saved yet"), gettext_lazy("All you typed is saved.")),
}


@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """Show what waits for this person, most urgent first, then the articles by reading state."""
    queue = read_queue(request.user, today=clock.today())
    return desk_page(
        request,
        "home/home",
        {
            "queue": queue,
            "desk_counts": queue.counts,
            "shown": SHOWN,
            "taken_query": taken_filter().query,
        },
        section="queue",
    )


@require_safe
def waiting_list(request: DeskRequest, kind: str) -> HttpResponse:
    """List all of one kind: returned, drafts, in review, conflicts or unsaved."""
    if kind not in LISTS:
        raise Http404(_("No such list."))
    title, empty = LISTS[kind]
    number, user = request.GET.get("page", ""), request.user
    page: Page[Any]
    lines: Sequence[AutosaveLine | WaitingStatement]
    if kind in ("conflicts", "unsaved"):
        is_stale = kind == "conflicts"
        typed = [line for line in autosaves_of(user) if line.is_stale == is_stale]
        page = Paginator(typed, PER_PAGE).get_page(number)
        lines = list(page.object_list)
    else:
        statements = {
            "returned": counts.own_statements(user, Statement.State.RETURNED),
            "drafts": counts.own_statements(user, Statement.State.DRAFT),
            "in-review": counts.submitted(user),
        }[kind]
        page = one_page(waiting_statements(statements).order_by("-added_at", "-pk"), number)
        today = clock.today()
        lines = [statement_line(statement, today) for statement in page.object_list]
    return desk_page(
        request,
        "home/waiting_list",
        {"kind": kind, "title": title, "empty": empty, "page": page, "lines": lines},
        section="queue",
    )
