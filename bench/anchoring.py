"""Find quotations again in a revised article: how many, how reliably and how fast.

`python -m bench anchoring` measures on our own prose with generated edits (`bench.revisions`);
`python -m bench.anchoring PAIRS.json` on pairs of real revisions that somebody else has collected.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from articles.text.placing.engine import QuotedWords, place_quotations
from bench.edits import EDITED, TURNED
from bench.prose import write_article
from bench.report import Section, goal, goal_at_least, show
from bench.revisions import AFFIX, Case, cases, read_cases
from bench.rivals import (
    PYTHON_WAYS,
    Answer,
    Client,
    answers,
    client,
    find_words,
    our_answers,
)
from bench.timing import take_turns

CLIENT = "Hypothesis's way (approx-string-match, Node.js)"
OURS, OURS_WITHOUT = "ours", "ours, without the old text"
MOST_REMOVED = 0.01
LENGTHS = (4_000, 40_000, 400_000)
PER_LENGTH = 24
TURNS = 3
MANY = 1_000

Results = dict[str, list[Answer]]
# The names of collected revisions too; their collectors count moved ones as edited.
_EDITED = {*EDITED, "light", "heavy", "moved"}
_SAME = {"untouched", "paragraph moved", "exact", "moved"}


def run() -> list[Section]:
    """Measure everything on our own prose; thresholds are chosen on the development texts."""
    with client() as node:
        chosen, measured = cases("development"), cases("test")
        cuts = _cuts(chosen, _ask(chosen, node))
        given = _ask(measured, node)
        return [
            _recall("generated edits of own prose, test texts", measured, given, cuts),
            _kinds(measured, given[OURS]),
            _turned(measured, given[OURS]),
            _lengths(measured, node),
            _many(),
        ]


def run_on(path: Path) -> list[Section]:
    """Measure recall on collected revisions; thresholds are chosen on the same set, which favours
    every method equally.
    """
    with client() as node:
        known = [case for case in read_cases(path) if _is_plain(case)]
        given = _ask(known, node)
        cuts = _cuts(known, given)
        return [
            _recall(f"revisions of {path.name}", known, given, cuts),
            _kinds(known, given[OURS]),
        ]


def _is_plain(case: Case) -> bool:
    """Whether JavaScript counts its characters as Python does."""
    return max(map(ord, case.old + case.new), default=0) < 0x10000


def _ask(wanted: Sequence[Case], node: Client | None) -> Results:
    given = {name: answers(way, wanted) for name, way in PYTHON_WAYS.items()}
    if node is not None:
        given[CLIENT] = node.answers(wanted)
    given[OURS_WITHOUT] = our_answers(wanted, with_old=False)
    given[OURS] = our_answers(wanted, with_old=True)
    return given


def _cuts(wanted: Sequence[Case], given: Results) -> dict[str, float]:
    """Each method's score above which it places at most one in a hundred removed quotations."""
    cuts = {}
    for name, found in given.items():
        scores = sorted(
            (answer.score for case, answer in _of({"removed"}, wanted, found) if answer.span),
            reverse=True,
        )
        allowed = int(MOST_REMOVED * len(_of({"removed"}, wanted, found)))
        cuts[name] = scores[allowed] if len(scores) > allowed else 0.0
    return cuts


def _of(
    kinds: set[str], wanted: Sequence[Case], found: Sequence[Answer]
) -> list[tuple[Case, Answer]]:
    return [(c, a) for c, a in zip(wanted, found, strict=True) if c.kind in kinds]


def _percent(hits: Sequence[bool]) -> float:
    return 100 * sum(hits) / len(hits) if hits else 100.0


def _right(pairs: Sequence[tuple[Case, Answer]], above: float = -1.0) -> float:
    return _percent([case.is_right(a.span) and a.score > above for case, a in pairs])


def _placed(pairs: Sequence[tuple[Case, Answer]], above: float = -1.0) -> float:
    return _percent([a.span is not None and a.score > above for _, a in pairs])


def _recall(
    title: str, wanted: Sequence[Case], given: Results, cuts: Mapping[str, float]
) -> Section:
    rows = []
    for name, found in given.items():
        edited, removed = _of(_EDITED, wanted, found), _of({"removed"}, wanted, found)
        rows.append(
            [
                name,
                f"{_right(edited):.1f}",
                f"{_right(_of(_SAME, wanted, found)):.1f}",
                f"{_right(_of({'repeated'}, wanted, found)):.1f}",
                f"{_placed(removed):.1f}",
                f"{_right(edited, cuts[name]):.1f}",
                f"{_placed(removed, cuts[name]):.1f}",
                f"{statistics.median(a.milliseconds for _, a in edited):.2f}",
            ]
        )
    ours = given[OURS]
    notes = [
        f"{len(wanted):,} quotations; found: nine tenths of what survives, no neighbour's words",
        goal_at_least("edited quotations found", _right(_of(_EDITED, wanted, ours)), 94),
        goal_at_least("unchanged and moved ones", _right(_of(_SAME, wanted, ours)), 100),
        goal_at_least("the right one of several", _right(_of({"repeated"}, wanted, ours)), 98),
        goal("removed ones placed", _placed(_of({"removed"}, wanted, ours)), 1, " %"),
    ]
    if CLIENT not in given:
        notes.append("npm or its network is missing: Hypothesis's way was not measured")
    return Section(
        f"Re-anchoring: {title}, per cent",
        [
            "", "edited", "same words", "repeated", "removed but placed",
            "edited, cut at ≤ 1 %", "removed, cut", "ms per edited",
        ],
        rows,
        notes,
    )  # fmt: skip


def _kinds(wanted: Sequence[Case], found: Sequence[Answer]) -> Section:
    rows = []
    for kind in dict.fromkeys(case.kind for case in wanted if case.kind not in TURNED):
        pairs = _of({kind}, wanted, found)
        states = [answer.state for _, answer in pairs]
        right = "–" if kind == "removed" else f"{_right(pairs):.1f}"
        counts = [str(states.count(state)) for state in ("exact", "moved", "changed", "lost")]
        rows.append([kind, str(len(pairs)), right, *counts])
    return Section(
        "Re-anchoring: ours, by kind of edit",
        ["", "quotations", "found, %", "exact", "moved", "changed", "lost"],
        rows,
    )


def _turned(wanted: Sequence[Case], found: Sequence[Answer]) -> Section:
    """Measure sentences with another meaning: never taken for the quotation, always flagged."""
    rows, taken, flagged = [], [], []
    for kind in TURNED:
        for alarm in ("number", "negation", "name"):
            pairs = [pair for pair in _of({kind}, wanted, found) if pair[0].alarm == alarm]
            proposed = [answer for _, answer in pairs if answer.state == "changed"]
            automatic = [answer.state in ("exact", "moved") for _, answer in pairs]
            told = [alarm in answer.alarms for answer in proposed]
            taken += automatic
            flagged += told
            counts = [str(len(pairs)), str(sum(automatic)), str(len(proposed))]
            rows.append([f"{kind}: {alarm}", *counts, f"{_percent(told):.1f}"])
    return Section(
        "Re-anchoring: a number, negation or name that turned",
        ["", "quotations", "exact or moved", "proposed", "of these flagged, %"],
        rows,
        [
            goal("taken for the quotation", sum(taken), 0, ""),
            goal_at_least("proposals flagged", _percent(flagged), 100),
        ],
    )


def _lengths(wanted: Sequence[Case], node: Client | None) -> Section:
    edited = [case for case in wanted if case.kind in EDITED]
    chosen = random.Random(3).sample(edited, PER_LENGTH)
    ways: dict[str, Callable[[Sequence[Case]], list[Answer]]] = {
        OURS: lambda cases: our_answers(cases, with_old=True),
        OURS_WITHOUT: lambda cases: our_answers(cases, with_old=False),
        "edlib alone": lambda cases: answers(PYTHON_WAYS["edlib alone"], cases),
        "rapidfuzz partial_ratio_alignment": lambda cases: answers(
            PYTHON_WAYS["rapidfuzz partial_ratio_alignment"], cases
        ),
    }
    if node is not None:
        ways[CLIENT] = node.answers
    times: dict[str, list[float]] = {name: [] for name in ways}
    for length in LENGTHS:
        longer = [_lengthened(case, length) for case in chosen]
        rounds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(TURNS):
            for name, way in ways.items():
                rounds[name].append(statistics.median(a.milliseconds for a in way(longer)))
        for name, medians in rounds.items():
            times[name].append(statistics.median(medians))
    rows = [
        [name, *(f"{ms:.2f}" for ms in medians), f"{medians[-1] / medians[0]:.1f}"]
        for name, medians in times.items()
    ]
    notes = [goal("4,000 to 400,000 characters", times[OURS][-1] / times[OURS][0], 18)]
    if node is not None:
        notes.append(goal("against Hypothesis's, 40,000", times[OURS][1] / times[CLIENT][1], 0.5))
    return Section(
        "Re-anchoring: one edited quotation, median ms by length of the article",
        ["", *(f"{length:,}" for length in LENGTHS), "growth"],
        rows,
        notes,
    )


def _lengthened(case: Case, length: int) -> Case:
    """The case in the middle of a longer article; what was put around it is the same in both."""
    rng = random.Random(length)
    around = _filler(rng, max(0, length - len(case.new)))
    middle = around.find("\n\n", len(around) // 2)
    before, after = around[: middle + 2], around[middle:]
    moved = len(before)
    return Case(
        case.kind,
        case.source,
        before + case.old + after,
        before + case.new + after,
        case.start + moved,
        case.end + moved,
        case.gold and (case.gold[0] + moved, case.gold[1] + moved),
        case.room and (case.room[0] + moved, case.room[1] + moved),
    )


def _filler(rng: random.Random, length: int) -> str:
    paragraphs: list[str] = []
    size = 0
    while size < length:
        paragraphs.append(write_article(rng, f"{len(paragraphs)}")[0])
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:length]


def _many() -> Section:
    """Place a thousand quotations of one article of 40,000 characters in one call."""
    rng = random.Random(8)
    old = _filler(rng, 40_000)
    quotations = [_quotation(rng, old) for _ in range(MANY)]
    shifted = "A note was put in front of this article.\n\n" + old
    words = old.split(" ")
    edited = " ".join("altered" if i % 6 == 3 else word for i, word in enumerate(words))
    samples = take_turns(
        {
            "unchanged: str.find + context": lambda: _find_all(quotations, old),
            "unchanged: ours": lambda: place_quotations(old, quotations, old=old),
            "pushed down: str.find + context": lambda: _find_all(quotations, shifted),
            "pushed down: ours": lambda: place_quotations(shifted, quotations, old=old),
            "one word in six replaced: ours": lambda: place_quotations(edited, quotations, old=old),
        },
        repeats=7,
    )
    names = list(samples)
    ratios = [samples[names[i + 1]].times_as_long_as(samples[names[i]]) for i in (0, 2)]
    return Section(
        f"Re-anchoring: {MANY:,} quotations of an article of 40,000 characters",
        ["", "median ms"],
        [[name, f"{sample.median:.1f}"] for name, sample in samples.items()],
        [
            goal("unchanged ones against str.find + context", ratios[0], 1.2),
            goal("pushed down ones against str.find + context", ratios[1], 1.2),
        ],
    )


def _quotation(rng: random.Random, text: str) -> QuotedWords:
    start = text.index(" ", rng.randrange(len(text) - 400)) + 1
    end = text.index(" ", start + rng.randint(40, 300))
    prefix, suffix = text[max(0, start - AFFIX) : start], text[end : end + AFFIX]
    return QuotedWords(text[start:end], prefix, suffix, start)


def _find_all(quotations: Sequence[QuotedWords], text: str) -> None:
    for quotation in quotations:
        find_words(text, quotation.exact, quotation.prefix, quotation.suffix)


if __name__ == "__main__":
    for section in run_on(Path(sys.argv[1])) if len(sys.argv) > 1 else run():
        print(f"\n{show(section)}", flush=True)
