"""Undo for what was just taken away: a quotation of a draft, or a draft as a whole.

History keeps what a removed row said; it is written anew from there, under the rules of today.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Passage
from commitments.models import Citation, Condition, Country, Limit, Pledge, Statement
from commitments.services.correcting import CorrectionExists, open_correction
from commitments.services.drafting import cite, draft_statement
from commitments.statements.content import (
    ConditionContent,
    Evidence,
    LimitContent,
    StatementContent,
)
from core.errors import DomainError, NotAllowed
from core.models import User
from core.wording import gettext_lazy

_GONE = gettext_lazy("History has nothing to bring back here.")


@transaction.atomic
def restore_citation(*, statement: Statement, citation: int, by: User) -> Citation:
    """Cite again what was removed from a draft, with the function and the facts it had.

    Raises DomainError where nothing was removed or it is cited again, NotAllowed like `cite`.
    """
    removed = _removed("Citation", pgh_obj_id=citation, statement_id=statement.pk).first()
    if removed is None:
        raise DomainError(_GONE)
    return cite(
        statement=statement,
        passage=Passage.objects.get(pk=removed.passage_id),
        function=removed.function,
        proves=removed.proves,
        by=by,
    )


@transaction.atomic
def restore_draft(*, discarded: int, by: User) -> Statement:
    """Bring a discarded draft back as a new one of the same author, with its quotations.

    Only its author and editors may; raises NotAllowed. DomainError where history has no such
    draft, or it is back already.
    """
    gone = _removed("Statement", pgh_obj_id=discarded).first()
    if gone is None:
        raise DomainError(_GONE)
    if not (by.can_review or gone.author_id == by.pk):
        raise NotAllowed(_("Its author or an editor brings a draft back. Ask one of them."))
    pledge = Pledge.objects.select_for_update().get(pk=gone.pledge_id)
    is_back = pledge.statements.filter(
        author=gone.author_id,
        said_on=gone.said_on,
        summary=gone.summary,
        added_at__gt=gone.pgh_created_at,
    )
    if is_back.exists():
        raise DomainError(_("It is back already: look among the drafts."))
    # The lock lets one correction be open at a time, as where one begins.
    wrong = Statement.objects.select_for_update().filter(pk=gone.corrects_id).first()
    if wrong is not None and (existing := open_correction(wrong)):
        raise CorrectionExists(existing)
    citations = list(_parts("Citation", gone))
    passages = Passage.objects.in_bulk([citation.passage_id for citation in citations])
    statement = draft_statement(
        pledge=pledge,
        content=_content(gone),
        evidence=[Evidence(passages[c.passage_id], c.function, c.proves) for c in citations],
        answers={o.warning: o.reason for o in _parts("Override", gone)},
        corrects=wrong,
        by=by,
    )
    if statement.author_id != gone.author_id:
        statement.author_id = gone.author_id
        statement.save(update_fields=["author"])
    return statement


def _content(gone: Any) -> StatementContent:
    plain = {f.name for f in fields(StatementContent)} - {"limits", "conditions", "relayed_by"}
    limits, conditions = list(_parts("StatementLimit", gone)), _parts("StatementCondition", gone)
    names = Limit.objects.in_bulk([part.limit_id for part in limits])
    terms = Condition.objects.in_bulk([part.condition_id for part in conditions])
    return StatementContent(
        **{name: getattr(gone, name) for name in plain},
        relayed_by=Country.objects.filter(pk=gone.relayed_by_id).first(),
        limits=[LimitContent(names[part.limit_id], part.detail) for part in limits],
        conditions=[
            ConditionContent(terms[part.condition_id], part.detail, part.kind, part.group)
            for part in conditions
        ],
    )


def _parts(model: str, gone: Any) -> QuerySet[Any]:
    """What went with a draft: removed in the same act, in its own order."""
    return _removed(model, statement_id=gone.pgh_obj_id, pgh_context=gone.pgh_context_id).order_by(
        "pgh_obj_id"
    )


def _removed(model: str, **which: Any) -> QuerySet[Any]:
    """Rows that are gone, as history saw them last; the newest first."""
    # pghistory makes these models; there is no name to import.
    events: QuerySet[Any] = apps.get_model("commitments", f"{model}Event")._default_manager.all()
    return events.filter(pgh_label="delete", **which).order_by("-pgh_created_at", "-pgh_id")
