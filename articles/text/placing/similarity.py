"""How similar two passages are, and which differences could change the meaning. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from articles.text.folding import fold
from articles.text.nearest import differences
from articles.text.placing.alarms import Alarm, find_alarms

# Different words are never 100 % similar, even if only their typography differs.
_MOST = 0.99
# How much text before a passage shows whether a sentence begins with it.
_BEFORE = 8
_KINDS: tuple[Alarm, ...] = ("number", "negation", "name")


@dataclass(frozen=True, slots=True)
class Similarity:
    """`similarity` from 0 to 1, which is the same words; and what could change the meaning."""

    similarity: float
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class AlarmingDifference:
    """One difference that could change the meaning: the words before and after, "" for none."""

    kind: Alarm
    was: str
    now: str


def similarity(
    before: str, quoted: tuple[int, int], after: str, found: tuple[int, int]
) -> Similarity:
    """Compare the words `quoted` (start and end in `before`) with those `found` in `after`."""
    words, printed = before[slice(*quoted)], after[slice(*found)]
    if words == printed:
        return Similarity(1.0, ())
    return Similarity(
        min(_MOST, Levenshtein.normalized_similarity(fold(words), fold(printed))),
        find_alarms(
            words,
            printed,
            before_quoted=before[max(0, quoted[0] - _BEFORE) : quoted[0]],
            before_printed=after[max(0, found[0] - _BEFORE) : found[0]],
            known=after,
        ),
    )


def alarming_differences(
    words: str, printed: str, alarms: Sequence[str]
) -> tuple[AlarmingDifference, ...]:
    """Return the differing words of each stored alarm, in the order of the text.

    An alarm that no single difference explains is returned without words.
    """
    differing: list[AlarmingDifference] = []
    for step in differences(words, printed):
        if step.operation == "equal":
            continue
        # Only words in the middle of a sentence are compared, so that a capital means a name.
        raised = find_alarms(step.quoted, step.printed, before_quoted="a ", before_printed="a ")
        differing += [
            AlarmingDifference(kind, step.quoted, step.printed) for kind in raised if kind in alarms
        ]
    seen = {each.kind for each in differing}
    rest = [kind for kind in _KINDS if kind in alarms and kind not in seen]
    return (*differing, *(AlarmingDifference(kind, "", "") for kind in rest))
