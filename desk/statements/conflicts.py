"""Two versions of a draft side by side, field by field, against the one both began with. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from articles.text.word_diff import WordStep, is_worth_words, word_steps
from commitments.statements.content import StatementContent
from commitments.statements.facts import FACTS, StatementFact, column_label, column_words

Changer = Literal["mine", "theirs", "both"]
CHOICES = ("theirs", "mine")


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field in which the two versions differ. `chosen` is "" until somebody decides."""

    name: str
    label: str
    theirs: str
    mine: str
    changed_by: Changer
    chosen: str
    steps: tuple[WordStep, ...] = ()
    is_missing: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether somebody decided which version counts."""
        return self.chosen in CHOICES


@dataclass(frozen=True, slots=True)
class SameField:
    """A field that is the same in both."""

    label: str
    words: str


def find_conflicts(
    base: StatementContent | None,
    theirs: StatementContent,
    mine: StatementContent,
    choices: Mapping[str, str] | None = None,
) -> tuple[FieldConflict, ...]:
    """Return where the two differ, choosing the changed side if only one changed since `base`.

    Without a base every difference is a conflict. `choices` are the person's own so far; then a
    field that is still open is marked as missing.
    """
    found = []
    for fact in _compared():
        a, b = fact.key(theirs), fact.key(mine)
        if a == b:
            continue
        changed_by: Changer = "both"
        if base is not None and fact.key(base) == a:
            changed_by = "mine"
        elif base is not None and fact.key(base) == b:
            changed_by = "theirs"
        chosen: str = "" if changed_by == "both" else changed_by
        if choices is not None:
            picked = choices.get(fact.name, "")
            chosen = picked if picked in CHOICES else ""
        words = _words(fact, theirs), _words(fact, mine)
        found.append(
            FieldConflict(
                name=fact.name,
                label=str(fact.label),
                theirs=words[0],
                mine=words[1],
                changed_by=changed_by,
                chosen=chosen,
                steps=word_steps(*words) if is_worth_words(*words) else (),
                is_missing=choices is not None and not chosen,
            )
        )
    return tuple(found)


def same_in_both(theirs: StatementContent, mine: StatementContent) -> tuple[SameField, ...]:
    """Return the fields on which both agree, unless they are empty."""
    fields = (
        SameField(str(fact.label), _words(fact, mine))
        for fact in _compared()
        if fact.columns and fact.key(theirs) == fact.key(mine)
    )
    return tuple(field for field in fields if field.words)


def merge(
    theirs: StatementContent, mine: StatementContent, conflicts: tuple[FieldConflict, ...]
) -> StatementContent:
    """Return their content, with mine wherever mine was chosen."""
    chosen = {conflict.name for conflict in conflicts if conflict.chosen == "mine"}
    names = [name for fact in _compared() if fact.name in chosen for name in fact.columns]
    return replace(theirs, **{name: getattr(mine, name) for name in names})


def _compared() -> Iterator[StatementFact]:
    """Yield what is chosen together: a fact, or each column of one whose parts are independent."""
    for fact in FACTS:
        if not fact.is_chosen_apart:
            yield fact
            continue
        for column in fact.columns:
            yield StatementFact(column, column_label(column), (column,), column_words(column))


def _words(fact: StatementFact, content: StatementContent) -> str:
    return "; ".join(fact.words(content))
