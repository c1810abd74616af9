"""The page of the statement's form, new or edited, on its own or beside an article's text.

A `FormPage` is opened, bound, validated and rendered here. What is done with it is in `views`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Passage
from commitments.models import Citation, Fact, Pledge, Statement
from commitments.services.previous import previous_statement
from commitments.services.recording import StatementInput
from commitments.statements.content import content_of
from commitments.statements.facts import facts_of_statement
from core.htmx import DeskRequest, wants_partial
from desk.lists import articles_for_desk, statements_for_desk, who_pledges
from desk.page import desk_page, pk_or_404
from desk.statements.autosaves import AutosavedForm, autosave_for
from desk.statements.evidence_forms import EvidenceRows, initial_of_citations, likely_facts
from desk.statements.form import (
    StatementForm,
    answers_of,
    initial_after,
    initial_from,
    initial_of,
    typed_day,
)
from desk.statements.notes import notes_of
from desk.statements.record_pane import last_recorded_from, passages_by_pk
from desk.statements.typing_feedback import TypingFeedback, typing_feedback

_MOST_PASSAGES = 40


@dataclass(slots=True)
class FormPage:
    """The form with everything else on its page."""

    request: DeskRequest
    pledge: Pledge
    previous: Statement | None
    form: StatementForm
    rows: EvidenceRows
    answers: Mapping[str, str]
    edited: Statement | None = None
    article: Article | None = None
    autosave: AutosavedForm | None = None
    refusals: list[str] = field(default_factory=list)
    done: str = ""

    @property
    def is_pane(self) -> bool:
        """Whether it is beside an article's text, so that htmx swaps only the pane."""
        return wants_partial(self.request) and self.article is not None

    @property
    def about(self) -> Statement | Pledge:
        """Return what its autosave belongs to."""
        return self.edited or self.pledge

    @property
    def key(self) -> str:
        """Return its name in the browser's storage."""
        return f"draft-{self.edited.pk}" if self.edited else f"pledge-{self.pledge.reference}"

    @property
    def address(self) -> str:
        """Return the address it is sent to."""
        if self.edited:
            return reverse("desk:statement_edit", args=[self.edited.pk])
        return reverse("desk:statement_draft", args=[self.pledge.reference])

    @property
    def asked(self) -> list[str]:
        """Return the passages that the address names."""
        return self.request.GET.getlist("passage")

    def is_valid(self) -> bool:
        """Validate every part, so that the editor sees all errors at once."""
        form, rows = self.form.is_valid(), self.rows.is_valid()
        too_many = len(self.rows.rows) > _MOST_PASSAGES
        if too_many:
            self.refusals.append(
                _("A statement rests on {most} quotations at most. Remove some of them.").format(
                    most=_MOST_PASSAGES
                )
            )
        return form and rows and not too_many

    def statement_input(self) -> StatementInput:
        """Return the values for the service. Only after `is_valid`."""
        data = self.request.POST
        has_evidence = not self.edited or "has_evidence" in data
        has_answers = any(name.startswith("answer-") for name in data)
        return StatementInput(
            self.form.content(),
            self.rows.evidence() if has_evidence else None,
            answers_of(data) if has_answers else self.answers,
        )

    def typing(self) -> TypingFeedback | None:
        """Return changes and warnings for what is typed; None for an untouched form."""
        if self.form.is_bound:
            self.form.is_valid()
            content = self.form.content_so_far(self.previous)
        elif self.edited and not self.autosave:
            content = content_of(self.edited)
        else:
            return None
        return typing_feedback(
            self.pledge,
            content,
            previous=self.previous,
            quoted=self.rows.quoted(),
            answers=self.answers,
            edited=self.edited,
        )


def new_form_page(request: DeskRequest, pledge: Pledge) -> FormPage:
    """Open a new statement: as sent, from the autosave, or from what was said before."""
    article, said_by, autosave = article_asked_for(request), None, None
    if request.method == "POST":
        passages = passages_sent(request.POST)
        previous = said_before(pledge, typed_day(request.POST))
        initial: dict[str, Any] = dict(initial_after(previous))
        form = _form(pledge, previous, None, request.POST, initial)
        return FormPage(
            request,
            pledge,
            previous,
            form,
            EvidenceRows.bound(passages, request.POST),
            answers_of(request.POST),
            article=article,
        )
    passages = passages_sent(request.GET)
    source = article or (passages[0].snapshot.article if passages else None)
    if like := pk_or_404(request.GET.get("like", "")):
        said_by = get_object_or_404(statements_for_desk(), pk=like)
    elif article is not None:
        said_by = last_recorded_from(article)
    day = said_by.said_on if said_by else (source.published_on if source else None)
    previous = said_before(pledge, day)
    autosave = autosave_for(request.user, pledge)
    initial = {**initial_after(previous), **initial_from(said_by, day)}
    hints = dict(_hints(passages, initial, like=said_by if like else None))
    return _opened(request, pledge, previous, initial, passages, hints, autosave, article=article)


def edit_form_page(request: DeskRequest, statement: Statement) -> FormPage:
    """Open a draft: as sent, from the autosave, or as it is saved."""
    article = article_asked_for(request)
    previous = said_before(
        statement.pledge, typed_day(request.POST) or statement.said_on, without=statement
    )
    initial = initial_of(content_of(statement), version=statement.version)
    stored = {o.warning: o.reason for o in statement.overrides.all()}
    if request.method == "POST":
        form = _form(statement.pledge, previous, statement, request.POST, initial)
        has_answers = any(name.startswith("answer-") for name in request.POST)
        return FormPage(
            request,
            statement.pledge,
            previous,
            form,
            EvidenceRows.bound(passages_sent(request.POST), request.POST),
            answers_of(request.POST) if has_answers else stored,
            edited=statement,
            article=article,
        )
    return _saved_form_page(request, statement, previous, article, stored)


def edited_again(
    request: DeskRequest, statement: Statement, article: Article, done: str
) -> FormPage:
    """Open the draft that was just saved again, to continue."""
    previous = said_before(statement.pledge, statement.said_on, without=statement)
    stored = {o.warning: o.reason for o in statement.overrides.all()}
    form_page = _saved_form_page(request, statement, previous, article, stored)
    form_page.done = done
    return form_page


def merged_form_page(
    request: DeskRequest, statement: Statement, statement_input: StatementInput, *, version: int
) -> FormPage:
    """Open a draft filled with the choices from two versions, to finish it by hand."""
    previous = said_before(statement.pledge, statement_input.content.said_on, without=statement)
    evidence = statement_input.evidence or ()
    return FormPage(
        request,
        statement.pledge,
        previous,
        _form(
            statement.pledge,
            previous,
            statement,
            None,
            initial_of(statement_input.content, version=version),
        ),
        EvidenceRows.of(
            [item.passage for item in evidence],
            {e.passage.pk: {"function": e.function, "proves": e.proves} for e in evidence},
        ),
        statement_input.answers,
        edited=statement,
    )


def _saved_form_page(
    request: DeskRequest,
    statement: Statement,
    previous: Statement | None,
    article: Article | None,
    answers: Mapping[str, str],
) -> FormPage:
    """Open a draft as it is saved, or from this person's autosave."""
    citations = list(statement.citations.with_source().order_by("added_at", "pk"))
    asked = [p for p in passages_sent(request.GET) if p.pk not in {c.passage_id for c in citations}]
    return _opened(
        request,
        statement.pledge,
        previous,
        initial_of(content_of(statement), version=statement.version),
        [*(citation.passage for citation in citations), *asked],
        initial_of_citations(citations),
        autosave_for(request.user, statement),
        edited=statement,
        article=article,
        answers=answers,
    )


def _opened(
    request: DeskRequest,
    pledge: Pledge,
    previous: Statement | None,
    initial: dict[str, Any],
    passages: Sequence[Passage],
    evidence: Mapping[int, Mapping[str, Any]],
    autosave: AutosavedForm | None,
    *,
    edited: Statement | None = None,
    article: Article | None = None,
    answers: Mapping[str, str] | None = None,
) -> FormPage:
    if autosave is not None:
        data = QueryDict(mutable=True)
        for name, values in autosave.fields.items():
            data.setlist(name, list(values))
        # Passages in the address are added to those of the autosave.
        there = passages_sent(data)
        new = [p for p in passages if p not in there and not edited]
        form = _form(pledge, previous, edited, None, initial)
        form.initial = {**form.initial, **_as_kept(form, data)}
        rows = EvidenceRows.of([*there, *new], {**evidence, **_rows_as_kept(there, data)})
        return FormPage(
            request, pledge, previous, form, rows, answers_of(data), edited, article, autosave
        )
    form = _form(pledge, previous, edited, None, initial)
    rows = EvidenceRows.of(passages, evidence)
    return FormPage(request, pledge, previous, form, rows, answers or {}, edited, article)


def _form(
    pledge: Pledge,
    previous: Statement | None,
    edited: Statement | None,
    data: QueryDict | None,
    initial: dict[str, Any],
) -> StatementForm:
    return StatementForm(
        data, coalition=pledge.coalition, previous=previous, edited=edited, initial=initial
    )


def _as_kept(form: StatementForm, data: QueryDict) -> dict[str, Any]:
    """Fill the form from an autosave: an unticked box is not in the data, and stays unticked."""
    return {name: data.get(name, "") for name in form.fields}


def _rows_as_kept(passages: Sequence[Passage], data: QueryDict) -> dict[int, dict[str, Any]]:
    return {
        passage.pk: {
            "function": data.get(f"quote-{passage.pk}-function", Citation.Function.SUPPORTS),
            "proves": data.getlist(f"quote-{passage.pk}-proves"),
        }
        for passage in passages
    }


def _hints(
    passages: Sequence[Passage], initial: Mapping[str, Any], *, like: Statement | None
) -> list[tuple[int, dict[str, Any]]]:
    """Initial rows: guesses for the first quotation, or what it proved in the pledge before."""
    proved = {c.passage_id: c for c in like.citations.all()} if like else {}
    found = []
    for number, passage in enumerate(passages):
        if passage.pk in proved:
            before = proved[passage.pk]
            found.append((passage.pk, {"function": before.function, "proves": before.proves}))
        elif number == 0:
            speaker, office = initial.get("speaker", ""), initial.get("office", "")
            facts = likely_facts(passage.exact, speaker=speaker, office=office)
            found.append((passage.pk, {"proves": facts}))
    return found


# --- what came with the request -----------------------------------------------------------------
def article_asked_for(request: DeskRequest) -> Article | None:
    """Return the article whose text is beside the form, if there is one."""
    pk = pk_or_404(request.POST.get("article") or request.GET.get("article", ""))
    return get_object_or_404(articles_for_desk(), pk=pk) if pk is not None else None


def passages_sent(data: QueryDict) -> list[Passage]:
    """Return the passages whose rows are in the form, or that the address names."""
    asked = [pk for value in data.getlist("passage") if (pk := pk_or_404(value))]
    found = passages_by_pk(asked)
    if len(found) < len(set(asked)):
        raise Http404(_("No such passage."))
    return found


def said_before(
    pledge: Pledge, said_on: date | None, *, without: Statement | None = None
) -> Statement | None:
    """Return the statement before: the one for that day, else the latest one."""
    return previous_statement(pledge, said_on, without=without) or previous_statement(
        pledge, without=without
    )


# --- rendering ----------------------------------------------------------------------------------
def show(
    form_page: FormPage, *, status: int = 200, as_page: bool = False, **more: Any
) -> HttpResponse:
    """Render the page, or the part of it that htmx asked for."""
    is_piece = wants_partial(form_page.request) and not as_page
    context = {
        "form_page": form_page,
        # A page of its own has no pane that a response could replace.
        "is_beside_text": is_piece and form_page.article is not None,
        "pledge": form_page.pledge,
        "who": who_pledges(form_page.pledge),
        "form": form_page.form,
        "rows": form_page.rows,
        "previous": form_page.previous,
        "said_before": facts_of_statement(form_page.previous) if form_page.previous else (),
        "typing": form_page.typing(),
        "statement": form_page.edited,
        "notes": notes_of(form_page.edited) if form_page.edited else (),
        "facts": Fact.choices,
        **more,
    }
    if is_piece:
        template = "desk/statements/_statement_form.html"
        return render(form_page.request, template, context, status=status)
    page = "statements/statement_edit" if form_page.edited else "statements/statement_draft"
    section = "queue" if form_page.edited else "pledges"
    return desk_page(form_page.request, page, context, section=section, status=status)
