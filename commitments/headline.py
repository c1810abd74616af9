"""A country's position in one generated sentence. Words only; the facts come from the matrix."""

from __future__ import annotations

from collections.abc import Iterable

from commitments.matrix import Row
from commitments.stances import Stance
from commitments.vocabulary import Vocabulary

_VERBS: dict[str, str] = {
    Stance.COMPLETED: "has completed",
    Stance.DEPLOYED: "has deployed",
    Stance.PREPARING: "is preparing",
    Stance.AUTHORISED: "has authorised",
    Stance.COMMITTED: "has committed to",
    Stance.OFFERED: "offers",
    Stance.CONSIDERING: "is considering",
    Stance.FLOATED: "has floated",
    Stance.RULED_OUT: "rules out",
    Stance.WITHDRAWN: "has withdrawn",
    Stance.LAPSED: "has let lapse",
}


def headline(row: Row, vocabulary: Vocabulary) -> str:
    """For example: "Offers training; rules out land presence. Waits for a ceasefire."."""
    by_stance: dict[str, list[str]] = {}
    waits: dict[str, None] = {}
    for cell in row.cells.values():
        if cell.headline:
            word = cell.headline.word
            by_stance.setdefault(word.stance, []).append(_inside(cell.column.name))
            waits.update(dict.fromkeys(word.verdict.open_conditions))
    if not by_stance:
        return "No position is recorded yet. That does not mean no."
    clauses = [
        f"{verb} {listed(by_stance[stance])}"
        for stance, verb in _VERBS.items()
        if stance in by_stance
    ]
    sentence = "; ".join(clauses)
    sentence = sentence[0].upper() + sentence[1:] + "."
    if waits:
        sentence += f" Waits for {listed(_inside(vocabulary.name_of(slug)) for slug in waits)}."
    return sentence


def _inside(name: str) -> str:
    """A term's name inside a sentence: "Training" loses its capital, "US backstop" keeps it."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def listed(words: Iterable[str]) -> str:
    """One, two and three."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
