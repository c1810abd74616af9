"""How one text became the next, paragraph by paragraph and inside them word by word. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel, Levenshtein

from commitments.word_diff import WordStep, word_steps

Kind = Literal["same", "folded", "changed", "removed", "added", "moved_away", "moved_here"]

# Paragraphs less alike than this are one gone and one new.
_LEAST_ALIKE = 0.45
# So many unchanged paragraphs stand on either side of a change; what lies between is folded.
_AROUND = 1
# Stretches with more pairs of paragraphs than this are not paired: everything in them is new.
_MOST_PAIRS = 40_000


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or a run of `folded` ones. `steps` of a changed one, else the words."""

    kind: Kind
    paragraphs: tuple[str, ...] = ()
    steps: tuple[WordStep, ...] = ()


def diff_blocks(before: str, after: str) -> tuple[Block, ...]:
    """The new text in blocks, with what is gone between them; unchanged stretches are folded."""
    old, new = paragraphs(before), paragraphs(after)
    blocks: list[Block] = []
    removed: list[str] = []
    added: list[str] = []
    for code in Levenshtein.opcodes(old, new):
        if code.tag == "equal":
            blocks += _changed(removed, added)
            removed, added = [], []
            blocks += [Block("same", (words,)) for words in new[code.dest_start : code.dest_end]]
            continue
        removed += old[code.src_start : code.src_end]
        added += new[code.dest_start : code.dest_end]
    blocks += _changed(removed, added)
    return tuple(_folded(_with_moves(blocks)))


def counts(blocks: Sequence[Block]) -> dict[str, int]:
    """How many paragraphs changed, were added, are gone, or have moved."""
    found = Counter(block.kind for block in blocks)
    return {
        "changed": found["changed"],
        "added": found["added"],
        "removed": found["removed"],
        "moved": found["moved_here"],
    }


def paragraphs(text: str) -> list[str]:
    """As the article's page parts it: by blank lines, or by lines where there are none."""
    gap = r"\n\n+" if "\n\n" in text else r"\n+"
    return [part for part in re.split(gap, text) if part.strip()]


def _changed(removed: list[str], added: list[str]) -> Iterator[Block]:
    """A stretch of paragraphs that differ: those alike side by side, in the order of the new."""
    left = 0
    for words in added:
        partner = None
        if len(removed) * len(added) <= _MOST_PAIRS:
            partner = max(
                range(left, len(removed)), key=lambda i: _alike(removed[i], words), default=None
            )
        if partner is None or _alike(removed[partner], words) < _LEAST_ALIKE:
            yield Block("added", (words,))
            continue
        yield from (Block("removed", (gone,)) for gone in removed[left:partner])
        yield Block("changed", (words,), word_steps(removed[partner], words))
        left = partner + 1
    yield from (Block("removed", (gone,)) for gone in removed[left:])


def _alike(before: str, after: str) -> float:
    return Indel.normalized_similarity(before.split(), after.split(), score_cutoff=_LEAST_ALIKE)


def _with_moves(blocks: Sequence[Block]) -> list[Block]:
    """What is gone at one place and stands word for word at another has moved."""
    gone = Counter(block.paragraphs for block in blocks if block.kind == "removed")
    come = Counter(block.paragraphs for block in blocks if block.kind == "added")
    moved = gone & come
    left = {"removed": Counter(moved), "added": Counter(moved)}
    names: dict[str, Kind] = {"removed": "moved_away", "added": "moved_here"}
    found = []
    for block in blocks:
        if block.kind in left and left[block.kind][block.paragraphs] > 0:
            left[block.kind][block.paragraphs] -= 1
            block = Block(names[block.kind], block.paragraphs)
        found.append(block)
    return found


def _folded(blocks: Sequence[Block]) -> Iterator[Block]:
    """Unchanged paragraphs far from any change, as one block for each run."""
    near = {
        at + step
        for at, block in enumerate(blocks)
        if block.kind != "same"
        for step in range(-_AROUND, _AROUND + 1)
    }
    run: list[str] = []
    for at, block in enumerate(blocks):
        if block.kind == "same" and at not in near:
            run += block.paragraphs
            continue
        if run:
            yield Block("folded", tuple(run))
            run = []
        yield block
    if run:
        yield Block("folded", tuple(run))
