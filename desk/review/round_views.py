"""Claims, schedule and comments of a review."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.models import Statement
from commitments.services.reviewing import (
    ClaimedByOther,
    claim_review,
    comment_on_statement,
    release_review,
    schedule_review,
    why_not_comment,
)
from core.errors import DomainError, NotAllowed
from core.htmx import DeskRequest, wants_partial
from desk.page import desk_page, leave, require_reviewer
from desk.review.forms import ReviewForm
from desk.review.views import load, review_page
from desk.statements.claims import read_claim
from desk.statements.review_forms import CommentForm, ScheduleForm


@require_POST
def review_comment(request: DeskRequest, pk: int) -> HttpResponse:
    """Comment and leave the statement in review."""
    require_reviewer(request)
    statement = load(pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return review_page(request, statement, form, status=422)
    if not form.comments():
        form.add_error("comment", _("Write a comment first, here or beside a fact."))
        return review_page(request, statement, form, status=422)
    try:
        comment_on_statement(statement=statement, comments=form.comments(), by=request.user)
    except NotAllowed as error:
        if statement.is_editable:
            raise
        return review_page(request, load(pk), form, refusal=error.message, status=409)
    messages.success(
        request,
        _("Your comments are kept; {author} sees them. It stays in review.").format(
            author=statement.author.name
        ),
    )
    return leave(request, reverse("desk:review_detail", args=[pk]))


@require_POST
def statement_comment(request: DeskRequest, pk: int) -> HttpResponse:
    """Answer on the statement's own page: its author, or anyone who may review it."""
    statement = load(pk)
    if refusal := why_not_comment(statement, request.user):
        raise NotAllowed(refusal)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment_on_statement(statement=statement, comments=form.comments(), by=request.user)
        except DomainError as error:
            form.add_error("body", error.message)
    if form.errors:
        return desk_page(
            request,
            "review/statement_comment",
            {"statement": statement, "form": form},
            section="queue",
            status=422,
        )
    messages.success(request, _("Your comment is kept."))
    return redirect(reverse("desk:statement_detail", args=[pk]) + "#notes")


@require_POST
def review_claim(request: DeskRequest, pk: int) -> HttpResponse:
    """Tell others that you are reviewing it, or extend that."""
    require_reviewer(request)
    statement = load(pk)
    refusal, status = "", 200
    try:
        claim_review(
            statement=statement, by=request.user, take_over=bool(request.POST.get("take_over"))
        )
    except ClaimedByOther as error:
        refusal, status = error.message, 409
    except DomainError as error:
        return review_page(request, load(pk), ReviewForm(), refusal=error.message, status=409)
    return _claim_answer(request, statement, refusal, status)


@require_POST
def review_release(request: DeskRequest, pk: int) -> HttpResponse:
    """End one's own claim."""
    require_reviewer(request)
    statement = load(pk)
    release_review(statement=statement, by=request.user)
    return _claim_answer(request, statement)


def _claim_answer(
    request: DeskRequest, statement: Statement, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Answer who is reviewing it; htmx gets only that bar, so that nothing typed is lost."""
    if wants_partial(request):
        return render(
            request,
            "desk/review/_review_claim.html",
            {
                "statement": statement,
                "claim": read_claim(statement, request.user.pk),
                "claim_refusal": refusal,
                "is_in_review": True,
            },
            status=200,
        )
    if refusal:
        return review_page(request, statement, ReviewForm(), claim_refusal=refusal, status=status)
    return redirect("desk:review_detail", pk=statement.pk)


@require_POST
def review_schedule(request: DeskRequest, pk: int) -> HttpResponse:
    """Set how soon it should be reviewed."""
    require_reviewer(request)
    statement = load(pk)
    form = ScheduleForm(request.POST)
    if form.is_valid():
        due_on: date | None = form.cleaned_data["due_on"]
        try:
            schedule_review(
                statement=statement,
                due_on=due_on,
                priority=form.cleaned_data["priority"],
                by=request.user,
            )
        except DomainError as error:
            form.add_error("due_on", error.message)
    is_kept = not form.errors
    if wants_partial(request):
        return render(
            request,
            "desk/review/_review_schedule.html",
            {"statement": load(pk), "schedule": form, "is_in_review": True, "is_kept": is_kept},
            status=200 if is_kept else 422,
        )
    if not is_kept:
        return review_page(request, load(pk), ReviewForm(), schedule=form, status=422)
    messages.success(request, _("Priority and due day are kept."))
    return redirect("desk:review_detail", pk=pk)
