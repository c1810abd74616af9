"""Revised articles with a known truth: our own prose, edited in the ways newsrooms edit.

Where a quotation stands afterwards is known from the numbers its words keep, not found by a search.
The texts in `texts/` are about nothing real; those of the development split may be looked at to
choose thresholds, those of the test split only ever measure.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.edits import KINDS, REFRAIN, Draft, Edit, edit_elsewhere, read, write

TEXTS = Path(__file__).parent / "texts"
ROUNDS = 40
AFFIX = 32
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation of an old text, and where what is left of it stands in the new one.

    `gold` is what survives, `room` reaches to the neighbours' words; both None where nothing does.
    `alarm` is what must be pointed out about the change.
    """

    kind: str
    source: str
    old: str
    new: str
    start: int
    end: int
    gold: Span | None
    room: Span | None
    alarm: str = ""

    @property
    def exact(self) -> str:
        return self.old[self.start : self.end]

    @property
    def prefix(self) -> str:
        return self.old[max(0, self.start - AFFIX) : self.start]

    @property
    def suffix(self) -> str:
        return self.old[self.end : self.end + AFFIX]

    def is_right(self, span: Span | None) -> bool:
        """Covers nine tenths of what survives, hardly a neighbour's word, and is not too long."""
        if span is None or self.gold is None or self.room is None:
            return False
        start, end = span
        gold, room = self.gold, self.room
        whole = gold[1] - gold[0]
        return (
            min(end, gold[1]) - max(start, gold[0]) >= 0.9 * whole
            and min(end, room[1]) - max(start, room[0]) >= 0.9 * (end - start)
            and end - start <= 1.35 * max(self.end - self.start, whole)
        )


def cases(split: str) -> list[Case]:
    """Every kind of edit, many times over each text of the split, "development" or "test"."""
    made = []
    for path in sorted(TEXTS.glob(f"{split}_*.txt")):
        rng = random.Random(path.stem)
        text = path.read_text(encoding="utf-8").strip()
        for _ in range(ROUNDS):
            for kind, edit in KINDS.items():
                case = _make(rng, path.stem, text, kind, edit)
                if case is not None:
                    made.append(case)
    return made


def read_cases(path: Path) -> list[Case]:
    """Cases of other revisions: `pairs` of texts a and b, and `quotes` with a place in both."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return [
        Case(
            quote["cls"],
            data["pairs"][quote["pair"]].get("repo", ""),
            data["pairs"][quote["pair"]]["a"],
            data["pairs"][quote["pair"]]["b"],
            quote["start"],
            quote["end"],
            quote["gold"] and tuple(quote["gold"]),
            quote["wide"] and tuple(quote["wide"]),
        )
        for quote in data["quotes"]
    ]


def _make(rng: random.Random, source: str, text: str, kind: str, edit: Edit) -> Case | None:
    if kind == "repeated":
        text = _with_refrain(rng, text)
    draft = read(text)
    first, last = rng.choice(list(_quotable(draft, refrain=kind == "repeated")))
    edited = edit(rng, draft, first, last)
    if edited is None:
        return None
    words, alarm = edited
    quoted = range(first, last)
    words = edit_elsewhere(rng, words, quoted)
    start, end = _span(draft, first, last - 1)
    gold, room = _truth(words, quoted)
    return Case(kind, source, write(draft), write(words), start, end, gold, room, alarm)


def _with_refrain(rng: random.Random, text: str) -> str:
    """The same sentence at the end of three paragraphs."""
    paragraphs = text.split("\n\n")
    for place in rng.sample(range(len(paragraphs)), 3):
        paragraphs[place] += f" {REFRAIN}"
    return "\n\n".join(paragraphs)


def _quotable(draft: Draft, *, refrain: bool) -> Iterator[Span]:
    """The sentences of a length that is quoted; or the refrains."""
    first = 0
    for i, word in enumerate(draft):
        is_last = i + 1 == len(draft)
        if word.text in ".?!" and (is_last or draft[i + 1].gap):
            sentence = write(draft[first : i + 1])
            is_quoted = 40 <= len(sentence) <= 300 and "\n" not in sentence
            if is_quoted and (sentence == REFRAIN) == refrain:
                yield first, i + 1
            first = i + 1


def _span(draft: Draft, first: int, last: int) -> Span:
    """Return where the words from `first` to `last`, inclusive, are in the text."""
    start = len(write(draft[: first + 1])) - len(draft[first].text)
    return start, len(write(draft[: last + 1]))


def _truth(draft: Draft, quoted: range) -> tuple[Span, Span] | tuple[None, None]:
    left = [i for i, word in enumerate(draft) if word.number in quoted]
    if not left:
        return None, None
    known = [i for i, word in enumerate(draft) if word.number is not None]
    before = max((i for i in known if i < left[0]), default=None)
    after = min((i for i in known if i > left[-1]), default=None)
    room = (
        0 if before is None else _span(draft, before, before)[1],
        len(write(draft)) if after is None else _span(draft, after, after)[0],
    )
    return _span(draft, left[0], left[-1]), room
