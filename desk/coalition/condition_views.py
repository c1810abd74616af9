"""Conditions: the outcome of each, and recording one after seeing what it affects."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from commitments.models import Coalition, Condition
from commitments.services.conditions import (
    OutcomeContent,
    PreviewOutdated,
    fingerprint,
    preview_outcome,
    record_outcome,
)
from core.errors import DomainError
from core.htmx import DeskRequest, wants_partial
from core.numbers import whole_number
from desk.coalition.conditions import read_conditions
from desk.coalition.outcome_forms import OutcomeForm
from desk.coalition.source_choice import quotation_choices
from desk.coalition.source_forms import sought
from desk.coalition_choice import coalition_of, today
from desk.lists import conditions_of, passages_for_desk
from desk.page import desk_page, pk_or_404

SECTION = "conditions"


@require_safe
def condition_list(request: DeskRequest) -> HttpResponse:
    """List each condition with its outcome."""
    coalition, choice = coalition_of(request)
    if coalition is None:
        return desk_page(request, "coalition/no_coalition", {}, section=SECTION)
    context = {
        "coalition": coalition,
        "coalitions": choice,
        "conditions": read_conditions(coalition, today=today()),
    }
    return desk_page(request, "coalition/condition_list", context, section=SECTION)


@require_http_methods(["GET", "HEAD", "POST"])
def outcome_add(request: DeskRequest, slug: str) -> HttpResponse:
    """Record an outcome in two steps: enter it, see which pledges it affects, confirm."""
    if not request.user.can_review:
        raise PermissionDenied(gettext("An outcome is public at once, so an editor records it."))
    coalition, _ = coalition_of(request)
    picked = conditions_of(coalition) if coalition else []
    condition = next((condition for condition in picked if condition.slug == slug), None)
    if coalition is None or condition is None:
        raise Http404(gettext("No such condition in this coalition."))
    if request.method != "POST":
        passage = pk_or_404(request.GET.get("passage", ""))
        form = _form(request, coalition, passage, initial=request.GET.dict() | {"source": passage})
        return _form_page(request, coalition, condition, form)
    chosen = whole_number(request.POST.get("source", ""))
    if request.POST.get("step") in ("search", "edit"):
        form = _form(request, coalition, chosen, initial=request.POST.dict())
        return _form_page(request, coalition, condition, form)
    form = _form(request, coalition, chosen, data=request.POST)
    if not form.is_valid():
        return _form_page(request, coalition, condition, form, status=422)
    content = _content(form, coalition, condition)
    try:
        if request.POST.get("step") != "record":
            return _confirm_page(request, form, content)
        record_outcome(content=content, seen=request.POST.get("seen", ""), by=request.user)
    except PreviewOutdated as error:
        return _confirm_page(request, form, content, refusal=error.message, status=409)
    except DomainError as error:
        form.add_error(None, error.message)
        return _form_page(request, coalition, condition, form, status=422)
    messages.success(
        request,
        gettext("Recorded: {condition}. The matrix shows it from now on.").format(
            condition=condition.local_name
        ),
    )
    query = urlencode({"coalition": coalition.slug})
    address = f"{reverse('desk:condition_list')}?{query}#condition-{condition.slug}"
    return HttpResponseRedirect(address)


def _form(
    request: DeskRequest, coalition: Coalition, chosen: int | None, **options: Any
) -> OutcomeForm:
    words = sought(request.POST or request.GET)
    return OutcomeForm(
        coalition=coalition, choices=quotation_choices(words, first=chosen), **options
    )


def _content(form: OutcomeForm, coalition: Coalition, condition: Condition) -> OutcomeContent:
    values = form.cleaned_data
    return OutcomeContent(
        coalition=coalition,
        condition=condition,
        country=form.chosen_country(),
        outcome=values["outcome"],
        since=values["since"],
        passage=get_object_or_404(passages_for_desk(), pk=values["source"]),
        note=values["note"],
    )


def _form_page(
    request: DeskRequest,
    coalition: Coalition,
    condition: Condition,
    form: OutcomeForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "coalition": coalition,
        "condition": condition,
        "form": form,
        "q": sought(request.POST or request.GET),
    }
    if wants_partial(request):
        return render(request, "desk/coalition/outcome_add.html#step", context, status=status)
    return desk_page(request, "coalition/outcome_add", context, section=SECTION, status=status)


def _confirm_page(
    request: DeskRequest,
    form: OutcomeForm,
    content: OutcomeContent,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    affected = preview_outcome(content=content, by=request.user)
    context = {
        "coalition": content.coalition,
        "condition": content.condition,
        "content": content,
        "outcome_name": dict(form.fields["outcome"].choices)[content.outcome],  # type: ignore[attr-defined]
        "form": form,
        "affected": affected,
        "seen": fingerprint(affected),
        "refusal": refusal,
        "q": sought(request.POST),
    }
    if wants_partial(request):
        return render(request, "desk/coalition/outcome_confirm.html#step", context, status=status)
    return desk_page(request, "coalition/outcome_confirm", context, section=SECTION, status=status)
