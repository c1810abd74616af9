"""Review: a second person reads a statement beside its quotations, and publishes or returns it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from commitments.desk.lists import read_review_list, statements_for_desk
from commitments.desk.pages import read_statement_page
from commitments.forms.citations import ReturnForm
from commitments.models import Statement
from commitments.services.drafting import may_edit, previous_statement
from commitments.services.publishing import (
    publish_statement,
    return_statement,
    why_not_publish,
)
from commitments.statement_facts import differences, facts_of_statement
from commitments.views.desk.page import desk_page, forbid, pk_or_404, require_reviewer
from core.errors import DomainError, NotAllowed
from core.htmx import DeskRequest


@require_safe
def review_list(request: DeskRequest) -> HttpResponse:
    """What is in review, longest waiting first."""
    require_reviewer(request)
    lists = read_review_list(request.user)
    return desk_page(request, "review_list", {"lists": lists}, section="review")


@require_safe
def review_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """A statement beside its quotations, and what it changes."""
    require_reviewer(request)
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    return _review_page(request, statement, ReturnForm())


@require_POST
def review_publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Publish the version that was read."""
    require_reviewer(request)
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    version = pk_or_404(request.POST.get("version", "")) or 0
    try:
        published = publish_statement(statement=statement, by=request.user, version=version)
    except NotAllowed as error:
        raise forbid(error) from error
    except DomainError as error:
        statement = get_object_or_404(statements_for_desk(), pk=pk)
        return _review_page(request, statement, ReturnForm(), refusal=error.message, status=409)
    messages.success(request, _published_message(published))
    return redirect("desk:review_list")


@require_POST
def review_return(request: DeskRequest, pk: int) -> HttpResponse:
    """Send it back to its author with a comment."""
    require_reviewer(request)
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _review_page(request, statement, form, status=422)
    try:
        return_statement(statement=statement, comment=form.cleaned_data["comment"], by=request.user)
    except NotAllowed as error:
        raise forbid(error) from error
    except DomainError as error:
        form.add_error("comment", error.message)
        return _review_page(request, statement, form, status=422)
    messages.success(request, f"Returned to {statement.author.name} with your comment.")
    return redirect("desk:review_list")


def _review_page(
    request: DeskRequest,
    statement: Statement,
    form: ReturnForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = read_statement_page(statement)
    previous = previous_statement(statement.pledge, statement.said_on, without=statement)
    now = facts_of_statement(statement)
    return desk_page(
        request,
        "review_detail",
        {
            "page": page,
            "form": form,
            "previous": previous,
            "changes": differences(facts_of_statement(previous), now) if previous else (),
            "is_in_review": statement.state == Statement.State.SUBMITTED,
            "may_edit": may_edit(statement, request.user),
            "why_not_publish": why_not_publish(statement, request.user),
            "refusal": refusal,
        },
        section="review",
        status=status,
    )


def _published_message(statement: Statement) -> SafeString:
    """Tell where readers see it: a cell of the matrix for each role, or the pledge's own page."""
    pledge = statement.pledge
    if pledge.country is None:
        return format_html(
            'Published. Readers see it on <a href="{}">the page of {}</a>.',
            reverse("readers:pledge_detail", args=[pledge.reference]),
            pledge.reference,
        )
    role = pledge.roles.order_by("position", "pk")[0]
    cell = [pledge.coalition.slug, pledge.country.iso3, role.slug]
    return format_html(
        'Published. Readers see it in <a href="{}">{}, {}</a> of the matrix.',
        reverse("readers:cell_detail", args=cell),
        pledge.country.name,
        role.name,
    )
