"""Compare two texts paragraph by paragraph, and inside them word by word. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Literal

from rapidfuzz.distance import Indel

from articles.text.parting import PART_LENGTH, PART_PARAGRAPHS
from articles.text.sequences import steps
from articles.text.word_diff import WordStep, word_steps

Kind = Literal[
    "same", "folded", "changed", "removed", "added", "moved_away", "moved_here", "moved_changed"
]

# Paragraphs less similar than this are one removed and one added.
_LEAST_ALIKE = 0.45
# A paragraph that moved and changed must be more similar than that.
_LEAST_ALIKE_ELSEWHERE = 0.6
# How many unchanged paragraphs are shown around a change; others are folded.
_AROUND = 1
# Stretches with more pairs of paragraphs than this are not paired: everything in them is new.
_MOST_PAIRS = 40_000
# After comparing pairs with this many characters, nothing more is paired.
_MOST_CHARACTERS = 60_000_000
# A paragraph with more characters is compared sentence by sentence; a text with more paragraphs in
# groups of them, so that there are no more.
_LONGEST_PARAGRAPH = 4_000
_SHORTEST_SENTENCE = 200
_MOST_PARAGRAPHS = 20_000
_SENTENCE_END = re.compile(r"(?<=[.!?…。])[ \n]")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or a run of `folded` ones. A changed one has `steps`, others the words."""

    kind: Kind
    paragraphs: tuple[str, ...] = ()
    steps: tuple[WordStep, ...] = ()


def diff_blocks(before: str, after: str) -> tuple[Block, ...]:
    """The new text in blocks, with removed ones in between; unchanged stretches are folded."""
    old, new = paragraphs(before), paragraphs(after)
    blocks: list[Block] = []
    removed: list[str] = []
    added: list[str] = []
    pairing = _Pairing()
    for step in steps(old, new, Indel):
        if step.is_equal:
            blocks += _changed(removed, added, pairing)
            removed, added = [], []
            blocks += [Block("same", (words,)) for words in new[step.new_start : step.new_end]]
            continue
        removed += old[step.old_start : step.old_end]
        added += new[step.new_start : step.new_end]
    blocks += _changed(removed, added, pairing)
    return tuple(_folded(_with_moves(blocks)))


def counts(blocks: Sequence[Block]) -> dict[str, int]:
    """Count the paragraphs that changed, were added, removed, or moved."""
    found = Counter(block.kind for block in blocks)
    return {
        "changed": found["changed"] + found["moved_changed"],
        "added": found["added"],
        "removed": found["removed"],
        "moved": found["moved_here"] + found["moved_changed"],
    }


def paragraphs(text: str) -> list[str]:
    """Split as the article's page does: at blank lines, or at lines if there are none.

    Longer paragraphs, and more of them, than an article has are cut or joined.
    """
    gap = r"\n\n+" if "\n\n" in text else r"\n+"
    parts = [part for part in re.split(gap, text) if part.strip()]
    found = [piece for part in parts for piece in _sentences(part)]
    at_a_time = -(-len(found) // _MOST_PARAGRAPHS)
    if at_a_time <= 1:
        return found
    return ["\n".join(some) for some in batched(found, at_a_time, strict=False)]


def _sentences(paragraph: str) -> Iterator[str]:
    """Yield the paragraph itself, or a very long one in pieces that are the same after an edit."""
    if len(paragraph) <= _LONGEST_PARAGRAPH:
        yield paragraph
        return
    start = 0
    while start < len(paragraph):
        reach = start + _LONGEST_PARAGRAPH
        end = _SENTENCE_END.search(paragraph, start + _SHORTEST_SENTENCE, reach)
        last = end.end() if end else reach
        yield paragraph[start:last]
        start = last


class _Pairing:
    """How similar paragraphs are, until too much has been compared for one page."""

    def __init__(self) -> None:
        self._left = _MOST_CHARACTERS

    def can_pair(self, removed: int, added: int) -> bool:
        """Whether this many paragraphs may be compared with each other."""
        return removed * added <= _MOST_PAIRS and self._left > 0

    def alike(self, before: str, after: str) -> float:
        """Return the similarity from 0 to 1; 0 if there is hardly any."""
        self._left -= len(before) + len(after)
        if self._left <= 0:
            return 0.0
        return Indel.normalized_similarity(before.split(), after.split(), score_cutoff=_LEAST_ALIKE)


def _changed(removed: list[str], added: list[str], pairing: _Pairing) -> Iterator[Block]:
    """Yield paragraphs that differ: similar ones side by side, in the order of the new."""
    left = 0
    for words in added:
        similarity: dict[int, float] = {}
        if pairing.can_pair(len(removed), len(added)):
            similarity = {at: pairing.alike(removed[at], words) for at in range(left, len(removed))}
        partner = max(similarity, key=similarity.__getitem__, default=None)
        if partner is None or similarity[partner] < _LEAST_ALIKE:
            yield Block("added", (words,))
            continue
        yield from (Block("removed", (gone,)) for gone in removed[left:partner])
        yield Block("changed", (words,), word_steps(removed[partner], words))
        left = partner + 1
    yield from (Block("removed", (gone,)) for gone in removed[left:])


def _with_moves(blocks: Sequence[Block]) -> list[Block]:
    """Mark paragraphs as moved that were removed in one place and are the same in another."""
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
    return _with_changed_moves(found)


def _with_changed_moves(blocks: list[Block]) -> list[Block]:
    """Mark paragraphs as moved and changed that are similar in another place."""
    gone = [at for at, block in enumerate(blocks) if block.kind == "removed"]
    come = [at for at, block in enumerate(blocks) if block.kind == "added"]
    pairing = _Pairing()
    if not pairing.can_pair(len(gone), len(come)):
        return blocks
    for there in come:
        words = blocks[there].paragraphs[0]
        similarity = {here: pairing.alike(blocks[here].paragraphs[0], words) for here in gone}
        here = max(similarity, key=similarity.__getitem__, default=None)
        if here is None or similarity[here] < _LEAST_ALIKE_ELSEWHERE:
            continue
        gone.remove(here)
        before = blocks[here].paragraphs
        blocks[here] = Block("moved_away", before)
        blocks[there] = Block("moved_changed", (words,), word_steps(before[0], words))
    return blocks


def _folded(blocks: Sequence[Block]) -> Iterator[Block]:
    """Fold unchanged paragraphs far from any change, one block for each run."""
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


# --- in parts, for a page -------------------------------------------------------------------------
def block_parts(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Divide the blocks into parts for a page, as `articles.text.parting` divides a text.

    Unchanged stretches are cut where a part is full. At least one part.
    """
    parts: list[tuple[Block, ...]] = []
    part: list[Block] = []
    count = length = 0
    for block in blocks:
        for piece in _pieces(block):
            weight = sum(map(len, piece.paragraphs))
            count += len(piece.paragraphs)
            length += weight
            if part and (count > PART_PARAGRAPHS or length > PART_LENGTH):
                parts.append(tuple(part))
                part, count, length = [], len(piece.paragraphs), weight
            part.append(piece)
    return [*parts, tuple(part)] if part or not parts else parts


def _pieces(block: Block) -> Iterator[Block]:
    """Yield a block, or a long unchanged stretch in several."""
    if block.kind != "folded":
        yield block
        return
    run: list[str] = []
    length = 0
    for words in block.paragraphs:
        if run and (len(run) == PART_PARAGRAPHS or length + len(words) > PART_LENGTH):
            yield Block("folded", tuple(run))
            run, length = [], 0
        run.append(words)
        length += len(words)
    yield Block("folded", tuple(run))
