"""The pane beside the text: what is recorded, choosing a pledge, and parts of the form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from articles.models import Article, Passage
from commitments.models import Fact, Pledge, Statement
from commitments.services.autosaving import autosave, forget_autosave
from core.errors import DomainError, NotAllowed
from core.htmx import DeskRequest
from core.numbers import whole_number
from desk.lists import articles_for_desk, coalitions, pledges_for_desk, statements_for_desk
from desk.page import pk_or_404
from desk.passages.marked_text import marks_of
from desk.statements.evidence_forms import EvidenceRows
from desk.statements.form_page import article_asked_for, edit_form_page, new_form_page
from desk.statements.page import passage_in_context, with_parts
from desk.statements.pledge_forms import PledgeForm
from desk.statements.record_pane import (
    found_pledges,
    passages_by_pk,
    read_record_pane,
    recent_pledges,
)

# Not autosaved: they belong to the pressed button, not to what was typed.
_NOT_KEPT = ("csrfmiddlewaretoken", "then", "about", "article")
# In the session: the form that was last saved, and a digest of what it said.
_RECORDED = "recorded"


# --- the pane -----------------------------------------------------------------------------------
@require_safe
def record_pane(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what is recorded from an article."""
    return pane(request, get_object_or_404(articles_for_desk(), pk=pk))


def pane(
    request: DeskRequest, article: Article, *, done: str = "", latest: int | None = None
) -> HttpResponse:
    """Render the pane, with what was just done on top."""
    context = {
        "record": read_record_pane(article, request.user),
        "done": done,
        "latest": latest,
        "chosen": pk_or_404(request.GET.get("passage", "")),
    }
    return render(request, "desk/statements/_record_pane.html", context)


def announce(response: HttpResponse, article: Article, statement: Statement) -> None:
    """Tell the text beside the pane which passages are used now; the text is not rendered again.

    It is in the response's body: a header has no room for the names of many passages.
    """
    response.content += json_script(marks_of(article), "recorded-marks").encode()
    trigger_client_event(response, "ledger:recorded", {"statement": statement.pk}, after="settle")


# --- choosing a pledge --------------------------------------------------------------------------
def choose_pledge(
    request: DeskRequest,
    article: Article | None,
    passages: Sequence[Passage],
    *,
    like: Statement | None = None,
) -> HttpResponse:
    """Ask which pledge it is about: recent ones, a search, or a small form for a new one."""
    coalition = like.pledge.coalition if like else next(iter(coalitions()))
    context = pledge_choice(request, article, passages, like=like)
    context |= {"form": PledgeForm(coalition=coalition), "coalition": coalition}
    return render(request, "desk/statements/_pledge_choice.html", context)


def pledge_choice(
    request: DeskRequest,
    article: Article | None,
    passages: Sequence[Passage],
    *,
    like: Statement | None = None,
) -> dict[str, Any]:
    """Return the template variables for choosing a pledge, for the pane and for the page."""
    sought = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    query = [("passage", passage.pk) for passage in passages]
    if article is not None:
        query.append(("article", article.pk))
    if like is not None:
        query.append(("like", like.pk))
    return {
        "passages": passages,
        "article": article,
        "like": like,
        "q": sought,
        "pledges": found_pledges(sought) if sought else recent_pledges(request.user, article),
        "carried": query,
        "query": urlencode(query),
    }


# --- parts of the form --------------------------------------------------------------------------
@require_safe
def evidence_row(request: DeskRequest, pk: int) -> HttpResponse:
    """Render one more row for the open form: a passage, its function and what it proves."""
    passage = passage_or_404(pk)
    rows = EvidenceRows.of(passages_by_pk([passage.pk]), {})
    return render(
        request,
        "desk/statements/_evidence_row.html",
        {"row": rows.rows[0], "facts": Fact.choices, "is_new": True},
    )


@require_POST
def statement_check(request: DeskRequest) -> HttpResponse:
    """Render what would change, and the warnings, for what is typed so far."""
    about = _about(request)
    form_page = (
        edit_form_page(request, with_parts(about))
        if isinstance(about, Statement)
        else new_form_page(request, about)
    )
    return render(
        request,
        "desk/statements/_while_typing.html",
        {"typing": form_page.typing(), "form_page": form_page},
    )


# --- autosaves ----------------------------------------------------------------------------------
@require_POST
def autosave_keep(request: DeskRequest) -> HttpResponse:
    """Autosave what is typed, complete or not. Answers 204."""
    about, data = _about(request), _typed(request)
    if request.session.get(_RECORDED) == [form_key(about), _digest(data)]:
        # Sent on leaving, or slower than the save itself: these very words are already saved.
        return HttpResponse(status=204)
    try:
        autosave(
            about=about,
            article=article_asked_for(request),
            data=data,
            version=_version(request),
            by=request.user,
        )
    except NotAllowed as error:
        return JsonResponse({"refusal": error.message}, status=403)
    except DomainError as error:
        return JsonResponse({"refusal": error.message}, status=422)
    return HttpResponse(status=204)


@require_POST
def autosave_discard(request: DeskRequest) -> HttpResponse:
    """Delete the autosave; the form opens as the draft was saved."""
    about = _about(request)
    forget_autosave(about=about, by=request.user)
    asked = [
        (name, value) for name in ("passage", "article") for value in request.POST.getlist(name)
    ]
    form = (
        reverse("desk:statement_edit", args=[about.pk])
        if isinstance(about, Statement)
        else reverse("desk:statement_draft", args=[about.reference])
    )
    response = redirect(f"{form}?{urlencode(asked)}" if asked else form)
    forget_in_browser(response, request.POST["about"])
    return response


def _typed(request: DeskRequest) -> dict[str, list[str]]:
    """Return all fields as they were sent, without NULs, which the database cannot store."""
    return {
        name.replace("\x00", ""): [value.replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT
    }


def remember_recorded(request: DeskRequest, key: str) -> None:
    """Remember the saved words, so that a late autosave does not store them as unsaved work."""
    request.session[_RECORDED] = [key, _digest(_typed(request))]


def _digest(data: dict[str, list[str]]) -> str:
    # A submitted form has other line ends than the same form sent by a script.
    text = json.dumps(data, sort_keys=True).replace(r"\r\n", r"\n")
    return sha256(text.encode()).hexdigest()


def form_key(about: Statement | Pledge) -> str:
    """Return a form's name for its autosaves: "draft-12" or "pledge-UKR-GBR-1"."""
    return f"draft-{about.pk}" if isinstance(about, Statement) else f"pledge-{about.reference}"


def forget_in_browser(response: HttpResponse, key: str) -> None:
    """Tell the browser to delete its own copy of this form."""
    response.set_cookie(
        "ledger_recorded",
        key,
        max_age=86_400,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _about(request: DeskRequest) -> Statement | Pledge:
    kind, _, name = request.POST.get("about", "").partition("-")
    if kind == "draft":
        return get_object_or_404(statements_for_desk(), pk=pk_or_404(name))
    return get_object_or_404(pledges_for_desk(), reference=name[:24])


def _version(request: DeskRequest) -> int:
    return whole_number(request.POST.get("version", ""), digits=9) or 0


# --- who is signed in ---------------------------------------------------------------------------
@require_safe
def session_detail(request: DeskRequest) -> HttpResponse:
    """Answer the sign-in dialog: 204 to the person who opened the page.

    The middleware answers others: 401, or 409 to another person.
    """
    return HttpResponse(status=204)


def passage_or_404(pk: int) -> Passage:
    """Return a passage with its context."""
    passage = passage_in_context(pk)
    if passage is None:
        raise Http404(_("No such passage."))
    return passage
