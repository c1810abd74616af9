"""Find what is left of a passage in a later wording, by aligning its words with the later ones.

The caller chooses the two stretches of text to compare, with the passage's context in both, because
unchanged words beside it show where the passage ends. Nothing here searches.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from articles.text.placing.landmarks import Stretch
from articles.text.sources import Source
from articles.text.words import Words, read_words

# One common word is chance ("the", a comma); two in a row are not.
_SHORTEST_RUN = 2
# Two runs of surviving words are not one passage if more than this was inserted between them: a
# share of the passage's length, and some characters more, for a clause put into a short sentence.
_MOST_INSERTED = 0.8
_MOST_INSERTED_ANYHOW = 24
# New words at an end of the passage belong to it if they are hardly longer than those they replace.
_LONGEST_REPLACEMENT = 1.2
_SLACK = 8


class Survivor(NamedTuple):
    """Where the rest of a passage is, and its share of the passage's letters, 0 to 1."""

    start: int
    end: int
    share: float


class _Run(NamedTuple):
    """Words that follow one another in both texts: `before[i]` is `after[i + shift]`."""

    first: int
    last: int  # inclusive
    shift: int
    is_long: bool = True


def find_in_stretch(source: Source, stretch: Stretch, text: str) -> Survivor | None:
    """What is left of a quotation in one stretch of the new text, at its place in that text."""
    found = find_survivor(
        source.text[stretch.old_start : stretch.old_end],
        source.start - stretch.old_start,
        source.end - stretch.old_start,
        text[stretch.new_start : stretch.new_end],
    )
    if found is None:
        return None
    return Survivor(found.start + stretch.new_start, found.end + stretch.new_start, found.share)


def find_survivor(before: str, start: int, end: int, after: str) -> Survivor | None:
    """Return the part of `after` with what is left of `before[start:end]`; None if nothing is."""
    old, new = read_words(before), read_words(after)
    inside = [i for i, (s, e) in enumerate(old.spans) if s >= start and e <= end]
    if not inside:
        return None
    passage = _Run(inside[0], inside[-1], 0)
    runs = [
        _Run(step.src_start, step.src_end - 1, step.dest_start - step.src_start)
        for step in LCSseq.opcodes(old.keys, new.keys)
        if step.tag == "equal"
    ]
    parts = list(_clip(runs, passage))
    chain = _best_chain(parts, passage, old, new)
    if not chain:
        return None
    share = sum(_letters(old, run) for run in chain) / _letters(old, passage)
    chain = _with_single_words(chain, parts, old, new)
    return Survivor(
        _start_with_replacement(passage, chain[0], runs, old, new),
        _end_with_replacement(passage, chain[-1], runs, old, new),
        share,
    )


def _clip(runs: list[_Run], passage: _Run) -> Iterator[_Run]:
    for run in runs:
        first, last = max(run.first, passage.first), min(run.last, passage.last)
        if first <= last:
            yield _Run(first, last, run.shift, is_long=run.last - run.first + 1 >= _SHORTEST_RUN)


def _best_chain(parts: list[_Run], passage: _Run, old: Words, new: Words) -> list[_Run]:
    """Return the long runs with the most letters that no long insertion separates."""
    length = old.spans[passage.last][1] - old.spans[passage.first][0]
    most = _MOST_INSERTED * length + _MOST_INSERTED_ANYHOW
    chains = list[list[_Run]]()
    for run in parts:
        if not run.is_long:
            continue
        if chains and _gained(chains[-1][-1], run, old, new) <= most:
            chains[-1].append(run)
        else:
            chains.append([run])
    return max(chains, key=lambda chain: sum(_letters(old, run) for run in chain), default=[])


def _with_single_words(chain: list[_Run], parts: list[_Run], old: Words, new: Words) -> list[_Run]:
    """Return the chain and single words around it that keep about their distance from it."""
    for run in reversed(parts):
        if run.last < chain[0].first and _keeps_distance(run, chain[0], old, new):
            chain = [run, *chain]
    for run in parts:
        if run.first > chain[-1].last and _keeps_distance(chain[-1], run, old, new):
            chain = [*chain, run]
    return chain


def _keeps_distance(left: _Run, right: _Run, old: Words, new: Words) -> bool:
    was = old.spans[right.first][0] - old.spans[left.last][1]
    return _gained(left, right, old, new) <= (_LONGEST_REPLACEMENT - 1) * was + _SLACK


def _gained(left: _Run, right: _Run, old: Words, new: Words) -> int:
    was = old.spans[right.first][0] - old.spans[left.last][1]
    became = new.spans[right.first + right.shift][0] - new.spans[left.last + left.shift][1]
    return max(0, became - was)


def _letters(words: Words, run: _Run) -> int:
    return sum(end - start for start, end in words.spans[run.first : run.last + 1])


def _start_with_replacement(
    passage: _Run, survivor: _Run, runs: list[_Run], old: Words, new: Words
) -> int:
    """Return where the survivor starts, with new words that replace the passage's first ones."""
    first = survivor.first + survivor.shift
    start = new.spans[first][0]
    neighbours = (
        min(run.last, passage.first - 1) + run.shift for run in runs if run.first < passage.first
    )
    stayed = max((i for i in neighbours if i < first), default=None)
    if stayed is None:
        return start
    lost = old.spans[survivor.first][0] - old.spans[passage.first][0]
    wider = new.spans[stayed + 1][0]
    return wider if _replaces(start - wider, lost) else start


def _end_with_replacement(
    passage: _Run, survivor: _Run, runs: list[_Run], old: Words, new: Words
) -> int:
    """Return where the survivor ends, with new words that replace the passage's last ones."""
    last = survivor.last + survivor.shift
    end = new.spans[last][1]
    neighbours = (
        max(run.first, passage.last + 1) + run.shift for run in runs if run.last > passage.last
    )
    stayed = min((i for i in neighbours if i > last), default=None)
    if stayed is None:
        return end
    lost = old.spans[passage.last][1] - old.spans[survivor.last][1]
    wider = new.spans[stayed - 1][1]
    return wider if _replaces(wider - end, lost) else end


def _replaces(gained: int, lost: int) -> bool:
    return lost > 0 and gained <= _LONGEST_REPLACEMENT * lost + _SLACK
