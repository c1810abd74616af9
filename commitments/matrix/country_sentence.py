"""A country's position in one generated sentence. Words only; the facts come from the matrix."""

from __future__ import annotations

from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commitments.matrix.values import Row
from commitments.matrix.vocabulary import Vocabulary
from commitments.rules.stances import Stance
from core.wording import listed

_CLAUSES: dict[str, str] = {
    Stance.COMPLETED: gettext_noop("has completed %(roles)s"),
    Stance.DEPLOYED: gettext_noop("has deployed %(roles)s"),
    Stance.PREPARING: gettext_noop("is preparing %(roles)s"),
    Stance.AUTHORISED: gettext_noop("has authorised %(roles)s"),
    Stance.COMMITTED: gettext_noop("has committed to %(roles)s"),
    Stance.OFFERED: gettext_noop("offers %(roles)s"),
    Stance.CONSIDERING: gettext_noop("is considering %(roles)s"),
    Stance.FLOATED: gettext_noop("has floated %(roles)s"),
    Stance.RULED_OUT: gettext_noop("rules out %(roles)s"),
    Stance.WITHDRAWN: gettext_noop("has withdrawn %(roles)s"),
    Stance.LAPSED: gettext_noop("has let lapse %(roles)s"),
}


def country_sentence(row: Row, vocabulary: Vocabulary) -> str:
    """Return, for example, "Offers training; rules out land presence. Waits for a ceasefire."."""
    by_stance: dict[str, list[str]] = {}
    waits: dict[str, None] = {}
    for cell in row.cells.values():
        if cell.headline:
            word = cell.headline.word
            by_stance.setdefault(word.stance, []).append(_inside(cell.column.name))
            waits.update(dict.fromkeys(word.verdict.open_conditions))
    if not by_stance:
        return _("No position is recorded yet. That does not mean no.")
    clauses = [
        _(clause) % {"roles": listed(by_stance[stance])}
        for stance, clause in _CLAUSES.items()
        if stance in by_stance
    ]
    sentence = reduce(_joined, clauses)
    sentence = sentence[0].upper() + sentence[1:] + "."
    if waits:
        names = listed(_inside(vocabulary.name_of(slug)) for slug in waits)
        sentence += " " + _("Waits for %(conditions)s.") % {"conditions": names}
    return sentence


def _joined(before: str, clause: str) -> str:
    # Translators: two clauses of one sentence, for example "offers training; rules out logistics"
    return _("%(before)s; %(clause)s") % {"before": before, "clause": clause}


def _inside(name: str) -> str:
    """A term's name inside a sentence: "Training" loses its capital, "US backstop" keeps it."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
