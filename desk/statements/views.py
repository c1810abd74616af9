"""Statements on the desk: draft, read and edit one. Submitting is in `step_views`."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import retarget

from articles.models import Article, Passage
from commitments.models import Statement
from commitments.services.drafting import may_edit
from commitments.services.publishing import why_not_publish
from commitments.services.recording import record_revision, record_statement
from commitments.services.warnings import warnings_of_statement
from commitments.statements.content import InvalidContent
from core.errors import DomainError, StaleEdit
from core.htmx import DeskRequest
from desk.lists import pledges_for_desk, statements_for_desk
from desk.page import desk_page, leave
from desk.statements.around_review import SENT_TO_REVIEW, around_review, round_message
from desk.statements.conflict_views import conflict_page
from desk.statements.form_page import FormPage, edit_form_page, edited_again, new_form_page, show
from desk.statements.page import read_statement_page, with_parts
from desk.statements.pane_views import (
    announce,
    choose_pledge,
    forget_in_browser,
    pane,
    remember_recorded,
)

# Values of `then`: what a button of the form does.
SUBMIT, NEXT, SAME = "submit", "next", "same-speaker"


@require_http_methods(["GET", "HEAD", "POST"])
def statement_draft(request: DeskRequest, reference: str) -> HttpResponse:
    """Draft a new statement about a pledge, with quotations if there are some."""
    pledge = get_object_or_404(pledges_for_desk(), reference=reference)
    form_page = new_form_page(request, pledge)
    if request.method != "POST":
        return show(form_page)
    if not form_page.is_valid():
        return show(form_page, status=422)
    try:
        statement = record_statement(
            pledge=pledge,
            statement_input=form_page.statement_input(),
            submits=request.POST.get("then") == SUBMIT,
            by=request.user,
        )
    except InvalidContent as error:
        form_page.form.add_problems(error.problems)
        return show(form_page, status=422)
    except DomainError as error:
        return _refused(form_page, error)
    return _recorded(request, statement, form_page)


@require_safe
def statement_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the statement as readers will see it, its quotations in context, and its actions."""
    statement = get_object_or_404(statements_for_desk(), pk=pk)
    user = request.user
    return desk_page(
        request,
        "statements/statement_detail",
        {
            "page": read_statement_page(statement),
            "warnings": () if statement.published_at else warnings_of_statement(statement),
            "may_edit": may_edit(statement, user),
            "may_review": user.can_review and statement.state == Statement.State.SUBMITTED,
            "why_not_publish": why_not_publish(statement, user),
            **around_review(statement, user),
        },
        section="queue",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a draft. If somebody else saved it first, show both versions and lose nothing."""
    statement = with_parts(get_object_or_404(statements_for_desk(), pk=pk))
    _require_editable(statement, request)
    form_page = edit_form_page(request, statement)
    if request.method != "POST":
        return show(form_page)
    if not form_page.is_valid():
        return show(form_page, status=422)
    statement_input = form_page.statement_input()
    try:
        revised = record_revision(
            statement=statement,
            statement_input=statement_input,
            version=form_page.form.cleaned_data["version"] or 0,
            submits=request.POST.get("then") == SUBMIT,
            by=request.user,
        )
    except StaleEdit:
        response = conflict_page(request, statement.pk, statement_input.content)
        # Two versions side by side need the whole window.
        response["HX-Reswap"] = "innerHTML show:window:top"
        return retarget(response, "body")
    except InvalidContent as error:
        form_page.form.add_problems(error.problems)
        return show(form_page, status=422)
    except DomainError as error:
        return _refused(form_page, error)
    return _recorded(request, revised, form_page, was=statement.state)


def _refused(form_page: FormPage, error: DomainError) -> HttpResponse:
    form_page.refusals.append(error.message)
    return show(form_page, status=422)


def _recorded(
    request: DeskRequest, statement: Statement, form_page: FormPage, *, was: str = ""
) -> HttpResponse:
    """Redirect as the button says: the statement, the next of the article, or the next pledge."""
    then = request.POST.get("then", "")
    done = str(SENT_TO_REVIEW) if then == SUBMIT else _("The draft is saved.")
    if was == Statement.State.SUBMITTED:
        done = round_message(_("Saved."), was=was, now=statement.state)
    passages = [row.passage for row in form_page.rows.rows]
    article = form_page.article or (passages[0].snapshot.article if passages else None)
    response: HttpResponse
    if form_page.is_pane and form_page.article is not None:
        if then == SAME:
            response = choose_pledge(request, form_page.article, passages, like=statement)
        elif then in (SUBMIT, NEXT):
            response = pane(request, form_page.article, done=done, latest=statement.pk)
        else:
            saved = with_parts(get_object_or_404(statements_for_desk(), pk=statement.pk))
            response = show(edited_again(request, saved, form_page.article, done))
        announce(response, form_page.article, statement)
    else:
        messages.success(request, done)
        response = leave(request, _next_address(statement, then, article, passages))
    forget_in_browser(response, form_page.key)
    remember_recorded(request, form_page.key)
    return response


def _next_address(
    statement: Statement, then: str, article: Article | None, passages: Sequence[Passage]
) -> str:
    if then == SAME:
        query = [("like", statement.pk), *(("passage", passage.pk) for passage in passages)]
        if article is not None:
            query.append(("article", article.pk))
        return f"{reverse('desk:statement_add')}?{urlencode(query)}"
    if then == NEXT and article is not None:
        return reverse("desk:article_detail", args=[article.pk])
    return reverse("desk:statement_detail", args=[statement.pk])


def _require_editable(statement: Statement, request: DeskRequest) -> None:
    """Refuse before a form is filled in vain; the service checks again, under its lock."""
    if not statement.is_editable:
        raise PermissionDenied(
            _("A published statement never changes. Record a new statement about this pledge.")
        )
    if not may_edit(statement, request.user):
        raise PermissionDenied(
            _("Contributors edit their own drafts. Ask the author or an editor.")
        )
