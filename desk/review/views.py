"""Review: a second person reads a statement beside its quotations, and decides.

Claims, comments and due days are in `round_views.py`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import retarget

from commitments.models import Statement
from commitments.services.drafting import may_edit
from commitments.services.publishing import has_taken_part, publish_statement, why_not_publish
from commitments.services.reviewing import return_statement
from core.errors import DomainError
from core.htmx import DeskRequest, wants_partial
from desk.lists import statements_for_desk
from desk.page import desk_page, leave, one_page, require_reviewer
from desk.review.cell_previews import preview_publication
from desk.review.forms import ReviewFilterForm, ReviewForm
from desk.review.list import review_filters, review_lines, statements_in_review
from desk.review.page import read_review_page
from desk.statements.claims import read_claim
from desk.statements.review_forms import ScheduleForm


@require_safe
def review_list(request: DeskRequest) -> HttpResponse:
    """List what is in review: most urgent first, then overdue, then longest waiting."""
    require_reviewer(request)
    form = ReviewFilterForm(request.GET)
    wanted = form.wanted()
    page = one_page(statements_in_review(request.user, wanted), request.GET.get("page", ""))
    return desk_page(
        request,
        "review/review_list",
        {
            "form": form,
            "wanted": wanted,
            "filters": review_filters(request.user, wanted),
            "page": page,
            "lines": review_lines(list(page.object_list), request.user),
        },
        section="review",
        status=200 if form.is_valid() else 422,
    )


@require_safe
def review_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """Show a statement beside its quotations, what it changes, and what readers would see."""
    require_reviewer(request)
    return review_page(request, load(pk), ReviewForm())


@require_POST
def review_publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Publish the version that was read, and keep the reviewer's comments."""
    require_reviewer(request)
    statement = load(pk)
    form = ReviewForm(request.POST)
    is_valid = form.is_valid()
    if not is_valid and "version" not in form.errors:
        return review_page(request, statement, form, status=422)
    try:
        published = publish_statement(
            statement=statement,
            by=request.user,
            version=form.cleaned_data.get("version") or 0,
            comments=form.comments() if is_valid else (),
        )
    except DomainError as error:
        return review_page(request, load(pk), form, refusal=error.message, status=409)
    messages.success(request, _published_message(published))
    return leave(request, reverse("desk:review_list"))


@require_POST
def review_return(request: DeskRequest, pk: int) -> HttpResponse:
    """Return it to its author with comments, each on its fact."""
    require_reviewer(request)
    statement = load(pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return review_page(request, statement, form, status=422)
    if not form.comments():
        form.add_error("comment", _("Say what should change: the author sees only your comments."))
        return review_page(request, statement, form, status=422)
    try:
        return_statement(
            statement=statement,
            comments=form.comments(),
            by=request.user,
            version=form.cleaned_data["version"],
        )
    except DomainError as error:
        return review_page(request, load(pk), form, refusal=error.message, status=409)
    messages.success(
        request, _("Returned to {author} with your comments.").format(author=statement.author.name)
    )
    return leave(request, reverse("desk:review_list"))


def load(pk: int) -> Statement:
    """Return the statement as the desk reads it, or 404."""
    return get_object_or_404(statements_for_desk(), pk=pk)


def review_page(
    request: DeskRequest,
    statement: Statement,
    form: ReviewForm,
    *,
    refusal: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Render the reviewer's page. `refusal` says what was not done, and why."""
    page = read_review_page(statement)
    user = request.user
    is_in_review = statement.state == Statement.State.SUBMITTED
    is_public = statement.published_at is not None
    response = desk_page(
        request,
        "review/review_detail",
        {
            "page": page,
            "form": form,
            "groups": [
                (
                    group,
                    [(fact, is_in_review and form.note_on(fact.line.fact)) for fact in group.facts],
                )
                for group in page.groups
            ],
            "preview": None if is_public else preview_publication(statement),
            "claim": read_claim(statement, user.pk),
            "schedule": ScheduleForm(
                initial={"priority": statement.priority, "due_on": statement.due_on}
            ),
            "is_in_review": is_in_review,
            "is_own_work": not settings.LEDGER_FOUR_EYES and has_taken_part(statement, user),
            "may_edit": may_edit(statement, user),
            "why_not_publish": why_not_publish(statement, user),
            "refusal": refusal,
            **more,
        },
        section="review",
        status=status,
    )
    # A script that sent the form shows the page again, also if somebody else was first.
    return retarget(response, "#main") if wants_partial(request) else response


def _published_message(statement: Statement) -> SafeString:
    """Return a message with a link to where readers see the statement."""
    pledge = statement.pledge
    done = (
        _("Published, and the statement that it corrects is retracted.")
        if statement.corrects_id
        else _("Published.")
    )
    if pledge.country is None:
        return format_html(
            _('{} Readers see it on <a href="{}">the page of {}</a>.'),
            done,
            reverse("readers:pledge_detail", args=[pledge.reference]),
            pledge.reference,
        )
    role = pledge.roles.order_by("position", "pk")[0]
    cell = [pledge.coalition.slug, pledge.country.iso3, role.slug]
    return format_html(
        _('{} Readers see it in <a href="{}">{}, {}</a> of the matrix.'),
        done,
        reverse("readers:cell_detail", args=cell),
        pledge.country.local_name,
        role.local_name,
    )
