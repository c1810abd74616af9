"""Members of a coalition and their standing. Everybody reads it, a chief records it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from commitments.models import Coalition, Membership
from commitments.services.membership import (
    StandingContent,
    change_standing,
    correct_member,
    record_member,
)
from core.errors import DomainError, StaleEdit
from core.htmx import DeskRequest
from core.numbers import whole_number
from desk.coalition.member_forms import CorrectionForm, MemberForm, StandingForm
from desk.coalition.members import members_for_desk, read_members
from desk.coalition.source_choice import article_choices
from desk.coalition.source_forms import SourceForm, sought
from desk.coalition_choice import coalition_of, today
from desk.lists import articles_for_desk
from desk.page import desk_page

SECTION = "members"


@require_safe
def member_list(request: DeskRequest) -> HttpResponse:
    """List present and past standings, and corrected entries."""
    coalition, choice = coalition_of(request)
    if coalition is None:
        return desk_page(request, "coalition/no_coalition", {}, section=SECTION)
    context = {
        "coalition": coalition,
        "coalitions": choice,
        "members": read_members(coalition, today=today()),
    }
    return desk_page(request, "coalition/member_list", context, section=SECTION)


@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: DeskRequest) -> HttpResponse:
    """Record that a country joins."""
    _require_chief(request)
    coalition, _ = coalition_of(request)
    if coalition is None:
        return desk_page(request, "coalition/no_coalition", {}, section=SECTION)
    form = MemberForm(coalition=coalition, **_bound(request))
    context = {"title": gettext("A country joins"), "action": gettext("Record the member")}
    if not _is_sent(request):
        return _form_page(request, coalition, form, context)
    if not form.is_valid():
        return _form_page(request, coalition, form, context, status=422)
    country = form.chosen_country()
    try:
        record_member(coalition=coalition, country=country, content=_content(form), by=request.user)
    except DomainError as error:
        form.add_error(None, error.message)
        return _form_page(request, coalition, form, context, status=422)
    messages.success(request, gettext("Recorded: {country}.").format(country=country.local_name))
    return _to_list(coalition)


@require_http_methods(["GET", "HEAD", "POST"])
def member_change(request: DeskRequest, pk: int) -> HttpResponse:
    """Record that a standing ends on a day, and another begins."""
    _require_chief(request)
    row = get_object_or_404(members_for_desk(), pk=pk)
    form = StandingForm(membership=row, **_bound(request))
    context = {
        "title": gettext("{country}: the standing changes").format(country=row.country.local_name),
        "action": gettext("Record the change"),
        "row": row,
    }
    if not _is_sent(request):
        return _form_page(request, row.coalition, form, context)
    if not form.is_valid():
        return _form_page(request, row.coalition, form, context, status=422)
    try:
        change_standing(
            membership=row,
            standing=form.chosen_standing(),
            on=form.cleaned_data["on"],
            source=_source(form),
            note=form.cleaned_data["note"],
            by=request.user,
        )
    except DomainError as error:
        return _refused(request, row.coalition, form, context, error)
    messages.success(
        request,
        gettext("Recorded. What was known of {country} before is kept.").format(
            country=row.country.local_name
        ),
    )
    return _to_list(row.coalition)


@require_http_methods(["GET", "HEAD", "POST"])
def member_correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Replace a wrong entry, which stays readable with the reason."""
    _require_chief(request)
    row = get_object_or_404(members_for_desk(), pk=pk)
    now = {
        "standing": row.standing,
        "joined_on": row.joined_on,
        "left_on": row.left_on,
        "source": row.source_id,
        "note": row.note,
    }
    form = CorrectionForm(**_bound(request, now))
    context = {
        "title": gettext("{country}: correct the entry").format(country=row.country.local_name),
        "action": gettext("Record the correction"),
        "row": row,
    }
    if not _is_sent(request):
        return _form_page(request, row.coalition, form, context)
    if not form.is_valid():
        return _form_page(request, row.coalition, form, context, status=422)
    try:
        correct_member(
            membership=row,
            content=None if form.cleaned_data["is_void"] else _content(form),
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
    except DomainError as error:
        return _refused(request, row.coalition, form, context, error)
    messages.success(
        request,
        gettext("Corrected. The wrong entry of {country} stays readable.").format(
            country=row.country.local_name
        ),
    )
    return _to_list(row.coalition)


def _require_chief(request: DeskRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied(
            gettext("A chief keeps the members. Tell one of them what has changed.")
        )


def _is_sent(request: DeskRequest) -> bool:
    """Whether the form is to be saved; searching for a source is only a step of it."""
    return request.method == "POST" and request.POST.get("step") != "search"


def _bound(request: DeskRequest, initial: dict[str, Any] | None = None) -> dict[str, Any]:
    """The form's arguments: what was typed, what is stored, and the articles to choose from."""
    given = request.POST if request.method == "POST" else request.GET
    chosen = whole_number(given.get("source", ""))
    if request.method != "POST" and chosen is None and initial:
        chosen = initial.get("source")
    options: dict[str, Any] = {"choices": article_choices(sought(given), first=chosen)}
    if _is_sent(request):
        return options | {"data": request.POST}
    if request.method == "POST":
        return options | {"initial": request.POST.dict()}
    return options | {"initial": {**(initial or {}), **request.GET.dict()}}


def _content(form: SourceForm) -> StandingContent:
    values = form.cleaned_data
    return StandingContent(
        standing=values["standing"],
        joined_on=values["joined_on"],
        left_on=values.get("left_on"),
        source=_source(form),
        note=values["note"],
    )


def _source(form: SourceForm) -> Article | None:
    chosen = form.cleaned_data["source"]
    return get_object_or_404(articles_for_desk(), pk=chosen) if chosen else None


def _refused(
    request: DeskRequest,
    coalition: Coalition,
    form: SourceForm,
    context: dict[str, Any],
    error: DomainError,
) -> HttpResponse:
    form.add_error(None, error.message)
    status = 409 if isinstance(error, StaleEdit) else 422
    return _form_page(request, coalition, form, context, status=status)


def _to_list(coalition: Coalition) -> HttpResponseRedirect:
    query = urlencode({"coalition": coalition.slug})
    return HttpResponseRedirect(f"{reverse('desk:member_list')}?{query}")


def _form_page(
    request: DeskRequest,
    coalition: Coalition,
    form: SourceForm,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    row: Membership | None = context.get("row")
    return desk_page(
        request,
        "coalition/member_edit",
        {
            **context,
            "coalition": coalition,
            "form": form,
            "q": sought(given),
            "is_gone": row is not None and row.superseded_at is not None,
        },
        section=SECTION,
        status=status,
    )
