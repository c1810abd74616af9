"""Draft a statement: record what was said, and which quotations prove it.

Publishing is in `publishing.py`. `content.py` decides what content is acceptable, for the form, the
import and the demonstration alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.models import Passage
from commitments.models import (
    Autosave,
    Citation,
    Fact,
    Override,
    Pledge,
    Statement,
    StatementCondition,
    StatementLimit,
)
from commitments.permissions import OUT_OF_SCOPE, covers, require_scope_of_pledge
from commitments.services.locking import lock_statement
from commitments.services.previous import previous_statement
from commitments.services.rounds import begin_round
from commitments.statements.content import (
    Evidence,
    InvalidContent,
    StatementContent,
    problems_of,
)
from core.errors import DomainError, NotAllowed, StaleEdit
from core.faults import constraint_of
from core.history import Act, act
from core.models import User

# Every page of the statement shows all of them.
MOST_CITATIONS = 100


@transaction.atomic
def draft_statement(
    *,
    pledge: Pledge,
    content: StatementContent,
    by: User,
    corrects: Statement | None = None,
    evidence: Sequence[Evidence] = (),
    answers: Mapping[str, str] | None = None,
) -> Statement:
    """Record a draft about a pledge, with the quotations it was read from, all or nothing.

    `answers` are reasons why warnings do not apply here, by kind (`warning_kinds.py`). Only the
    desk sees the draft. Raises InvalidContent, NotAllowed, DomainError.
    """
    require_scope_of_pledge(by, pledge)
    require_sound(content, pledge, corrects=corrects)
    with act(Act.DRAFT_STATEMENT, by=by, reason=content.reason):
        statement = Statement.objects.create(
            pledge=pledge, author=by, corrects=corrects, **content.columns()
        )
        write_parts(statement, content)
        _write_evidence(statement, evidence, by)
        _write_answers(statement, answers or {}, by)
    return statement


@transaction.atomic
def revise_statement(
    *,
    statement: Statement,
    content: StatementContent,
    version: int,
    by: User,
    evidence: Sequence[Evidence] | None = None,
    answers: Mapping[str, str] | None = None,
    why: str = "",
) -> Statement:
    """Save a changed draft. In review it starts a new round, or becomes a draft again if it may
    not.

    `evidence` and `answers` replace those of the draft; None leaves them as they are. `why` is
    history's reason for this save; the default is the content's own. Raises StaleEdit if somebody
    saved it since `version`, NotAllowed, InvalidContent.
    """
    locked = lock_editable(statement, by=by)
    if locked.version != version:
        raise StaleEdit(
            _(
                "Somebody saved this statement after you opened it. Your text is kept below: "
                "compare it with what is saved now, and save again."
            )
        )
    require_sound(content, locked.pledge, corrects=locked.corrects, revised=locked)
    columns = content.columns()
    for name, value in columns.items():
        setattr(locked, name, value)
    with act(Act.REVISE_STATEMENT, by=by, reason=why or content.reason):
        locked.statement_limits.all().delete()
        locked.statement_conditions.all().delete()
        write_parts(locked, content)
        if evidence is not None:
            _write_evidence(locked, evidence, by)
        if answers is not None:
            _write_answers(locked, answers, by)
        begin_round(locked, changed=columns)
    return locked


@transaction.atomic
def discard_draft(*, statement: Statement, by: User) -> None:
    """Delete a statement that was never published. Its events stay in history.

    Raises DomainError while somebody else has unsaved changes to it, which would be lost.
    """
    locked = lock_editable(statement, by=by)
    typing = Autosave.objects.filter(statement=locked).exclude(user=by).select_related("user")
    if names := sorted(kept.user.name for kept in typing):
        raise DomainError(
            _(
                "Not saved yet in this draft: what {names} typed. Discarding it would lose that. "
                "Ask them to save it or to drop it first."
            ).format(names=", ".join(names))
        )
    with act(Act.DISCARD_DRAFT, by=by):
        locked.delete()


@transaction.atomic
def cite(
    *,
    statement: Statement,
    passage: Passage,
    function: str = Citation.Function.SUPPORTS,
    proves: Sequence[str] = (),
    by: User,
) -> Citation:
    """Link a passage to a draft as evidence. In review the draft starts a new round.

    Raises DomainError if the passage is already cited, or a fact is unknown.
    """
    locked = lock_editable(statement, by=by)
    _require_known_facts(proves)
    _require_few(locked.citations.count() + 1)
    with act(Act.CITE_PASSAGE, by=by):
        try:
            with transaction.atomic():
                citation = Citation.objects.create(
                    statement=locked,
                    passage=passage,
                    function=function,
                    proves=sorted(set(proves)),
                    added_by=by,
                )
        except IntegrityError as error:
            if constraint_of(error) != "citation_exists_already":
                raise
            raise DomainError(_("This statement cites that passage already.")) from error
        begin_round(locked)
    return citation


@transaction.atomic
def remove_citation(*, citation: Citation, by: User) -> Statement:
    """Unlink a passage from a draft; the passage itself stays with the article.

    In review the statement starts a new round; without support it becomes a draft again.
    """
    locked = lock_editable(citation.statement, by=by)
    with act(Act.REMOVE_CITATION, by=by):
        Citation.objects.filter(pk=citation.pk, published_at__isnull=True).delete()
        begin_round(locked)
    return locked


def lock_editable(statement: Statement, *, by: User) -> Statement:
    """Lock a statement to change its content. Raises NotAllowed if `by` may not."""
    locked = lock_statement(statement)
    if refusal := why_not_edit(locked, by):
        raise NotAllowed(refusal)
    return locked


def may_edit(statement: Statement, user: User) -> bool:
    """Whether this person may change this statement's content now. One query at most."""
    return not why_not_edit(statement, user)


def why_not_edit(statement: Statement, user: User) -> str:
    """Why this person may not change this statement; "" if they may. Pages use it, too."""
    if not statement.is_editable:
        return _("A published statement never changes. Record a correction instead.")
    if not (user.can_review or statement.author_id == user.pk):
        return _("Contributors edit their own drafts. Ask the author or an editor.")
    if not covers(user, statement.pledge.country_id):
        return OUT_OF_SCOPE
    return ""


def require_sound(
    content: StatementContent,
    pledge: Pledge,
    *,
    corrects: Statement | None,
    revised: Statement | None = None,
) -> None:
    """Raise InvalidContent if this content breaks a rule."""
    previous = previous_statement(pledge, content.said_on, without=revised)
    if problems := problems_of(content, previous=previous, corrects=corrects):
        raise InvalidContent(problems)


def write_parts(statement: Statement, content: StatementContent) -> None:
    """Store a statement's limits and conditions."""
    StatementLimit.objects.bulk_create(
        StatementLimit(statement=statement, limit=item.limit, detail=item.detail)
        for item in content.limits
    )
    StatementCondition.objects.bulk_create(
        StatementCondition(
            statement=statement,
            condition=item.condition,
            detail=item.detail,
            kind=item.kind,
            group=item.group,
        )
        for item in content.conditions
    )


def _require_few(citations: int) -> None:
    if citations > MOST_CITATIONS:
        raise DomainError(
            _(
                "A statement rests on {most} quotations at most. Keep those that prove it best."
            ).format(most=MOST_CITATIONS)
        )


def _require_known_facts(proves: Sequence[str]) -> None:
    if unknown := set(proves) - set(Fact.values):
        raise DomainError(f"Unknown facts: {', '.join(sorted(unknown))}.")


def _write_evidence(statement: Statement, evidence: Sequence[Evidence], by: User) -> None:
    """Make these the draft's citations: add new ones, change or remove the others."""
    wanted = {item.passage.pk: item for item in evidence}
    if len(wanted) < len(evidence):
        raise DomainError(_("The same passage is quoted twice. Remove one of them."))
    _require_few(len(wanted))
    found = {citation.passage_id: citation for citation in statement.citations.all()}
    for citation in found.values():
        if citation.passage_id not in wanted:
            citation.delete()
    for item in evidence:
        _require_known_facts(item.proves)
        proves = sorted(set(item.proves))
        citation = found.get(item.passage.pk) or Citation(
            statement=statement, passage=item.passage, added_by=by
        )
        if citation.pk is None or (citation.function, citation.proves) != (item.function, proves):
            citation.function, citation.proves = item.function, proves
            citation.save()


def _write_answers(statement: Statement, answers: Mapping[str, str], by: User) -> None:
    """Store the answers, each with the person who gave it; delete an answer that was emptied."""
    given = {kind: reason.strip() for kind, reason in answers.items() if reason.strip()}
    statement.overrides.exclude(warning__in=given).delete()
    found = {override.warning: override for override in statement.overrides.all()}
    for kind, reason in given.items():
        override = found.get(kind) or Override(statement=statement, warning=kind)
        if override.reason != reason:
            override.reason, override.by = reason, by
            override.save()
