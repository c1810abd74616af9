"""Changed passages: the quoted beside the present words, for a decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.services.anchors import ReasonMissing
from commitments.services.confirming import confirm_passage, lose_passage
from core.errors import DomainError
from core.htmx import DeskRequest
from core.numbers import whole_number
from desk.page import desk_page, one_page, require_reviewer
from desk.passages.changed import (
    all_anchors,
    anchors_to_decide,
    changed_passage_lines,
    lost_passage_lines,
    lost_passages,
)
from desk.passages.forms import DecisionForm

# Each shows two texts, so there are fewer than in other lists.
PER_PAGE = 20


@require_safe
def passage_changes(request: DeskRequest) -> HttpResponse:
    """List every passage that reads differently in the newest text and was not decided."""
    require_reviewer(request)
    return _changes_page(request)


@require_POST
def passage_decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Decide that it still says the same, or that it no longer says it."""
    require_reviewer(request)
    anchor = get_object_or_404(all_anchors(), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _changes_page(request, refusal=_("Say whether it still says the same."), status=422)
    reason = form.cleaned_data["reason"]
    try:
        if form.cleaned_data["decision"] == "confirm":
            decided = confirm_passage(anchor=anchor, by=request.user, reason=reason)
        else:
            decided = lose_passage(anchor=anchor, by=request.user)
    except ReasonMissing as error:
        return _changes_page(request, refusal=error.message, asked=pk, status=422)
    except DomainError as error:
        return _changes_page(request, refusal=error.message, status=409)
    if decided.state == decided.State.LOST:
        messages.success(request, _("Noted as lost: the public page will say so."))
    else:
        messages.success(request, _("Confirmed: the changed words count from now on."))
    page = whole_number(request.GET.get("page", ""))
    number = f"?page={page}" if page is not None else ""
    return HttpResponseRedirect(reverse("desk:passage_changes") + number)


@require_safe
def passage_lost(request: DeskRequest) -> HttpResponse:
    """List every passage that is not in its article's newest text."""
    require_reviewer(request)
    page = one_page(lost_passages(), request.GET.get("page", ""), PER_PAGE)
    return desk_page(
        request,
        "passages/passage_lost",
        {"page": page, "lines": lost_passage_lines(page.object_list)},
        section="queue",
    )


def _changes_page(
    request: DeskRequest, *, refusal: str = "", asked: int | None = None, status: int = 200
) -> HttpResponse:
    """Render the list; `asked` is the anchor whose reason is missing."""
    page = one_page(anchors_to_decide(request.user), request.GET.get("page", ""), PER_PAGE)
    return desk_page(
        request,
        "passages/passage_changes",
        {
            "page": page,
            "lines": changed_passage_lines(page.object_list),
            "refusal": refusal,
            "asked": asked,
        },
        section="queue",
        status=status,
    )
