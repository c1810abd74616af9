"""The desk's first page: what waits for me."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from commitments.desk.lists import QUEUE_LENGTH, read_queue, reading_state_counts
from commitments.views.desk.page import desk_page
from core.htmx import DeskRequest


@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """Returned to me, my drafts, what I may review, and articles that came in."""
    queue = read_queue(request.user)
    return desk_page(
        request,
        "home",
        {"queue": queue, "states": reading_state_counts(), "queue_length": QUEUE_LENGTH},
        section="queue",
        counts=queue.counts,
    )
