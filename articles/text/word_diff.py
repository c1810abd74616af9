"""Compare two texts word by word. Pure; for history, conflicts and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from articles.text.sequences import steps as compared

Operation = Literal["equal", "removed", "added"]
# Shorter texts are easier to read whole, before and after, than word by word.
LEAST_LENGTH = 40


@dataclass(frozen=True, slots=True)
class WordStep:
    """Words that both texts have, or only the one before, or only the one after."""

    operation: Operation
    text: str


def word_steps(before: str, after: str) -> tuple[WordStep, ...]:
    """Return both texts as one run of steps; spaces and line ends count as equal."""
    old, new = before.split(), after.split()
    steps: list[WordStep] = []
    for step in compared(old, new, Levenshtein):
        was, now = old[step.old_start : step.old_end], new[step.new_start : step.new_end]
        if step.is_equal:
            steps.append(WordStep("equal", " ".join(now)))
            continue
        if was:
            steps.append(WordStep("removed", " ".join(was)))
        if now:
            steps.append(WordStep("added", " ".join(now)))
    return tuple(steps)


def is_worth_words(before: str, after: str) -> bool:
    """Whether the two are long and similar enough to be shown word by word."""
    if max(len(before), len(after)) < LEAST_LENGTH or before.split() == after.split():
        return False
    return any(step.operation == "equal" for step in word_steps(before, after))
