"""The ways in which an article's text is edited, word by word, for the benchmark of re-anchoring.

An edit gets the words of the old text and which of them are quoted, and gives the new words; each
keeps the number it had, so that nobody has to search for it afterwards.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

_WORD = re.compile(r"\w+|[^\w\s]")
# Of the words outside the quotation, the share after which a word is put in, taken out or changed.
_UNREST = 0.03

REFRAIN = "The figures in this paragraph have not been confirmed by the office."
_CLAUSES = (
    "as had been agreed before", "after some delay", "which came as no surprise",
    "according to two people in the room", "in the words of a later notice",
)  # fmt: skip
_SENTENCES = (
    "A spokeswoman declined to comment on the details.",
    "More is expected to be known in the coming weeks.",
    "The wording was agreed after a long night of talks.",
    "Similar steps had been taken elsewhere in the region.",
)
_WORDS = (
    "council quickly material several before support winter signal northern agreed public large"
    " under market given later almost again early common further quiet narrow simple"
).split()
_NAMES = ("Anselm", "Corbin", "Dorrit", "Marek", "Solveig")
_FIGURES = {
    "two": "five", "three": "seven", "four": "two", "five": "nine", "six": "three",
    "seven": "eleven", "nine": "six", "eleven": "twelve", "half": "third",
}  # fmt: skip
_NEGATIONS = frozenset("not no never nobody none neither nor without".split())
_AUXILIARIES = frozenset("will would has have had is was were are can could may must".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign with the white space before it; `number` is its place in the old text."""

    text: str
    gap: str
    number: int | None


Draft = list[Word]
# The new words, and the kind of alarm that must be raised, if any; None if the edit is impossible.
Edited = tuple[Draft, str] | None
Edit = Callable[[random.Random, Draft, int, int], Edited]


def read(text: str) -> Draft:
    """The text as numbered words."""
    draft: Draft = []
    done = 0
    for number, match in enumerate(_WORD.finditer(text)):
        draft.append(Word(match[0], text[done : match.start()], number))
        done = match.end()
    return draft


def write(draft: Draft) -> str:
    """The words as a text."""
    return "".join(word.gap + word.text for word in draft).lstrip()


def new_words(text: str, gap: str = " ") -> Draft:
    """Words that were not in the old text."""
    first, *rest = [replace(word, number=None) for word in read(text)]
    return [replace(first, gap=gap), *rest]


def edit_elsewhere(rng: random.Random, draft: Draft, quoted: range) -> Draft:
    """Small changes all over the text, though none between the first and last quoted word."""
    inside = [i for i, word in enumerate(draft) if word.number in quoted]
    untouched = range(inside[0], inside[-1] + 1) if inside else range(0)
    edited: Draft = []
    for i, word in enumerate(draft):
        is_free = i not in untouched and word.number is not None and word.text.isalpha()
        if not is_free or rng.random() >= _UNREST:
            edited.append(word)
        else:
            edited += rng.choice(
                (
                    [replace(word, text=rng.choice(_WORDS), number=None)],
                    [word, *new_words(rng.choice(_CLAUSES))],
                    [],
                )
            )
    if rng.random() < 0.5:
        edited = new_words(" ".join(rng.sample(_SENTENCES, 2)), "") + _as_paragraph(edited)
    return edited


def _as_paragraph(draft: Draft) -> Draft:
    return [replace(draft[0], gap="\n\n"), *draft[1:]]


def _untouched(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    return draft, ""


def _words_replaced(share: float) -> Edit:
    def edit(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
        words = [i for i in range(first, last) if draft[i].text.isalpha()]
        chosen = set(rng.sample(words, max(1, round(share * len(words)))))
        return [
            replace(word, text=rng.choice(_WORDS), number=None) if i in chosen else word
            for i, word in enumerate(draft)
        ], ""

    return edit


def _clause_inserted(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    at = rng.randrange(first + 2, last - 1)
    return draft[:at] + new_words(f", {rng.choice(_CLAUSES)},", "") + draft[at:], ""


def _cut_short(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    third = (last - first) // 3
    start = rng.choice((first, first + third, last - third))
    return draft[:start] + draft[start + third :], ""


def _split_in_two(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    commas = [i for i in range(first + 3, last - 3) if draft[i].text == ","]
    if not commas:
        return None
    at = rng.choice(commas)
    follows = draft[at + 1]
    return [
        *draft[:at],
        *new_words(". Then", ""),
        replace(follows, gap=" "),
        *draft[at + 2 :],
    ], ""


def _joined_to_next(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    if last >= len(draft) or "\n" in draft[last].gap:
        return None
    follows = replace(draft[last], text=draft[last].text.lower())
    return [*draft[: last - 1], *new_words(", and", ""), follows, *draft[last + 1 :]], ""


def _typography(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    curled = [
        replace(word, text=word.text.replace('"', "\u201d").replace("'", "\u2019"))
        for word in draft
    ]
    at = rng.randrange(first + 1, last - 1)
    curled[at] = replace(curled[at], text=curled[at].text.upper())
    return curled, ""


def _moved(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    """The paragraph of the quotation stands between others."""
    starts = [i for i, word in enumerate(draft) if i == 0 or "\n" in word.gap]
    paragraphs = [draft[a:b] for a, b in pairwise([*starts, len(draft)])]
    at = sum(start <= first for start in starts) - 1
    moved = paragraphs.pop(at)
    paragraphs.insert(rng.choice([i for i in range(len(starts)) if i != at]), moved)
    return [word for words in paragraphs for word in _as_paragraph(words)], ""


def _moved_and_edited(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    edited = _moved(rng, draft, first, last)
    if edited is None:
        return None
    moved = edited[0]
    at = next(i for i, word in enumerate(moved) if word.number == first)
    return _words_replaced(0.15)(rng, moved, at, at + last - first)


def _removed(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    instead = new_words(rng.choice(_SENTENCES), draft[first].gap) if rng.random() < 0.5 else []
    after = draft[last:]
    if not instead and after and "\n" in draft[first].gap:
        after = [replace(after[0], gap=draft[first].gap), *after[1:]]
    return draft[:first] + instead + after, ""


def _altered(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    """One number, name or negation of the sentence says something else."""
    ways = []
    for i in range(first, last):
        text = draft[i].text
        if text.isdigit() or text in _FIGURES:
            figure = _FIGURES.get(text) or str(int(text) + rng.randint(1, 9))
            ways.append((i, [replace(draft[i], text=figure, number=None)], "number"))
        elif text in ("not", "never"):
            ways.append((i, [], "negation"))
        elif text in _AUXILIARIES and draft[i + 1].text not in _NEGATIONS:
            ways.append((i, [draft[i], *new_words("not")], "negation"))
        elif i > first and text.istitle() and len(text) > 2 and draft[i - 1].text.isalpha():
            ways.append((i, [replace(draft[i], text=rng.choice(_NAMES), number=None)], "name"))
    if not ways:
        return None
    alarm = rng.choice(sorted({alarm for _, _, alarm in ways}))
    at, instead, _ = rng.choice([way for way in ways if way[2] == alarm])
    return draft[:at] + instead + draft[at + 1 :], alarm


def _look_alike(rng: random.Random, draft: Draft, first: int, last: int) -> Edited:
    """The sentence is gone; one that says something else stands at the end of the text."""
    altered = _altered(rng, draft, first, last)
    if altered is None:
        return None
    words, alarm = altered
    end = last + len(words) - len(draft)
    copy = [replace(word, number=None) for word in words[first:end]]
    removed = _removed(rng, draft, first, last)
    if removed is None:
        return None
    return removed[0] + _as_paragraph(copy), alarm


# Measured as recall, in this order.
EDITED: dict[str, Edit] = {
    "one word in eight replaced": _words_replaced(0.125),
    "one word in four replaced": _words_replaced(0.25),
    "a clause put in": _clause_inserted,
    "a third cut": _cut_short,
    "split in two": _split_in_two,
    "joined to the next": _joined_to_next,
    "typography only": _typography,
    "moved and edited": _moved_and_edited,
}
SAME: dict[str, Edit] = {
    "untouched": _untouched,
    "paragraph moved": _moved,
    "repeated": _untouched,
}
REMOVED: dict[str, Edit] = {"removed": _removed}
TURNED: dict[str, Edit] = {"altered in place": _altered, "look-alike elsewhere": _look_alike}
KINDS = SAME | EDITED | REMOVED | TURNED
