"""Presence: an open page of a draft reports here, and learns who else has the draft open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from commitments.services.presence import be_present, leave
from core.htmx import DeskRequest
from core.outside import read_moment
from desk.lists import statements_for_desk
from desk.page import pk_or_404
from desk.statements.presence import others_present, saves_since


@require_POST
def statement_presence(request: DeskRequest, pk: int) -> HttpResponse:
    """Record that this person has the draft open or left it; answer who else is there."""
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    if request.POST.get("leaving"):
        if seen := read_moment(request.POST.get("seen", "")):
            leave(statement=statement, by=request.user, seen=seen)
        return HttpResponse(status=204)
    opened = pk_or_404(request.POST.get("version", "")) or statement.version
    presence = be_present(statement=statement, by=request.user)
    context = {
        "seen": presence.seen_at.isoformat(),
        "others": others_present(statement, request.user),
        "saves": saves_since(statement, opened),
        "version": statement.version,
    }
    return render(request, "desk/statements/_presence.html", context)
