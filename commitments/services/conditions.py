"""Record the outcome of a condition, and preview which pledges it affects."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Passage
from commitments.matrix.build import build_matrix
from commitments.matrix.state import MatrixState
from commitments.matrix.values import ShownPledge, ShownStatement
from commitments.matrix.vocabulary import SupposedOutcome
from commitments.models import Coalition, CoalitionCondition, Condition, ConditionOutcome, Country
from commitments.permissions import require_scope
from commitments.rules.conditionality import Verdict
from commitments.services.moments import public_moment
from core import clock
from core.errors import DomainError, NotAllowed, StaleEdit
from core.history import Act, act
from core.models import User


@dataclass(frozen=True, slots=True)
class OutcomeContent:
    """The outcome that an editor enters; without `country` it is for all countries."""

    coalition: Coalition
    condition: Condition
    country: Country | None
    outcome: str
    since: date
    passage: Passage
    note: str = ""


@dataclass(frozen=True, slots=True)
class AffectedPledge:
    """A pledge whose conditionality the outcome changes, in today's matrix."""

    reference: str
    who: str
    title: str
    stance: str
    before: Verdict
    after: Verdict
    # Whether the verdicts are those of a report and not of the country's own word.
    is_report: bool = False


class PreviewOutdated(StaleEdit):
    """The outcome affects other pledges than were shown, because the ledger changed meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("What it affects has changed since you looked. Read the list again, then confirm.")
        )


def preview_outcome(*, content: OutcomeContent, by: User) -> tuple[AffectedPledge, ...]:
    """Return what recording this outcome would change in today's matrix.

    Raises what `record_outcome` raises; writes nothing. Ten queries, however many pledges.
    """
    _require_recordable(content, by)
    supposed = SupposedOutcome(
        content.condition.pk,
        content.country.pk if content.country else None,
        content.outcome,
        content.since,
    )
    return _differences(_words(content.coalition), _words(content.coalition, supposed))


@transaction.atomic
def record_outcome(
    *, content: OutcomeContent, seen: str | None = None, by: User
) -> ConditionOutcome:
    """Record what became of a condition, for one country or for all, from a day on.

    `seen` is the fingerprint of the preview that was confirmed. Raises NotAllowed for contributors
    and outside of the person's countries, DomainError for another coalition's condition or a day in
    the future, PreviewOutdated if it would now affect other pledges than `seen`. Locks the
    coalition.
    """
    Coalition.objects.select_for_update().get(pk=content.coalition.pk)
    if seen is not None and seen != fingerprint(preview_outcome(content=content, by=by)):
        raise PreviewOutdated
    return _record(content, by)


def fingerprint(affected: tuple[AffectedPledge, ...]) -> str:
    """Return a short hash of the affected pledges, to compare two previews."""
    return hashlib.sha256(repr(affected).encode()).hexdigest()[:24]


def _require_recordable(content: OutcomeContent, by: User) -> None:
    if not by.can_review:
        raise NotAllowed(_("An outcome is public at once, so an editor records it."))
    require_scope(by, content.country)
    if content.outcome not in ConditionOutcome.Outcome.values:
        raise DomainError(_("Pick an outcome from the list."))
    if content.since > clock.today():
        raise DomainError(_("That day is still to come. Record it when it has happened."))
    picked = CoalitionCondition.objects.filter(
        coalition=content.coalition, condition=content.condition
    )
    if not picked.exists():
        raise DomainError(
            _("“{condition}” is no condition of {coalition}.").format(
                condition=content.condition.local_name, coalition=content.coalition
            )
        )


def _record(content: OutcomeContent, by: User) -> ConditionOutcome:
    _require_recordable(content, by)
    with act(Act.RECORD_OUTCOME, by=by, reason=content.note):
        return ConditionOutcome.objects.create(
            coalition=content.coalition,
            condition=content.condition,
            country=content.country,
            outcome=content.outcome,
            since=content.since,
            passage=content.passage,
            note=content.note.strip(),
            recorded_by=by,
            recorded_at=public_moment(),
        )


_Shown = dict[tuple[int, bool], tuple[ShownPledge, str, ShownStatement]]


def _words(coalition: Coalition, supposing: SupposedOutcome | None = None) -> _Shown:
    """Return every statement that today's matrix shows, by pledge and by whether it is a report."""
    state = MatrixState(as_of=clock.today(), is_today=True)
    built = build_matrix(coalition, state, supposing=supposing)
    shown = {
        pledge.id: (row.name, pledge)
        for row in built.rows
        for cell in row.cells.values()
        for pledge in cell.pledges
    }
    shown |= {pledge.id: (_("Collective claim"), pledge) for pledge in built.collective}
    words: _Shown = {}
    for pk, (who, pledge) in shown.items():
        words[pk, False] = (pledge, who, pledge.word)
        if pledge.reported_since is not None:
            words[pk, True] = (pledge, who, pledge.reported_since)
    return words


def _differences(before: _Shown, after: _Shown) -> tuple[AffectedPledge, ...]:
    affected = []
    for key, (pledge, who, word) in after.items():
        was = before.get(key)
        if was is not None and was[2].verdict != word.verdict:
            affected.append(
                AffectedPledge(
                    pledge.reference,
                    who,
                    pledge.title,
                    word.stance,
                    was[2].verdict,
                    word.verdict,
                    is_report=key[1],
                )
            )
    return tuple(sorted(affected, key=lambda t: (t.who, t.reference, t.is_report)))
