"""Other ways to find an edited quotation again: a browser client's, and obvious Python.

Each gets the same input as ours and answers with a span and a score from 0 to 1, or None.
"""

from __future__ import annotations

import difflib
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import edlib
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from articles.text.placing.engine import QuotedWords, place_quotations
from articles.text.words import read_words
from bench.revisions import Case

_PACKAGE = "approx-string-match@2.0.0"
_SCRIPT = Path(__file__).with_name("anchoring_rival.mjs")
_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a candidate places a quotation, how sure it is, and how long it took."""

    span: tuple[int, int] | None
    score: float
    milliseconds: float
    state: str = ""
    alarms: tuple[str, ...] = ()


Way = Callable[[Case], tuple[int, int, float] | None]


def answers(way: Way, cases: Sequence[Case]) -> list[Answer]:
    """What a way of this process answers, timed one by one."""
    given = []
    for case in cases:
        began = time.perf_counter()
        found = way(case)
        took = (time.perf_counter() - began) * 1000
        given.append(Answer(found and (found[0], found[1]), found[2] if found else 0.0, took))
    return given


def our_answers(cases: Sequence[Case], *, with_old: bool) -> list[Answer]:
    """What the product answers, one quotation at a time."""
    given = []
    for case in cases:
        quotation = QuotedWords(case.exact, case.prefix, case.suffix, case.start)
        old = case.old if with_old else None
        began = time.perf_counter()
        (placed,) = place_quotations(case.new, [quotation], old=old)
        took = (time.perf_counter() - began) * 1000
        is_placed = placed.start is not None and placed.end is not None
        given.append(
            Answer(
                (placed.start, placed.end) if is_placed else None,  # type: ignore[arg-type]
                placed.similarity,
                took,
                placed.state,
                placed.alarms,
            )
        )
    return given


def find_words(text: str, exact: str, prefix: str, suffix: str) -> int | None:
    """`str.find`; of several places the one whose surroundings are the likest."""
    places = []
    at = text.find(exact)
    while at >= 0:
        places.append(at)
        at = text.find(exact, at + 1)
    if len(places) < 2:
        return places[0] if places else None

    def similarity(start: int) -> float:
        end = start + len(exact)
        before, after = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
        return Levenshtein.normalized_similarity(prefix + suffix, before + after)

    return max(places, key=similarity)


def _by_find(case: Case) -> tuple[int, int, float] | None:
    start = find_words(case.new, case.exact, case.prefix, case.suffix)
    return None if start is None else (start, start + len(case.exact), 1.0)


def _by_rapidfuzz(case: Case) -> tuple[int, int, float] | None:
    if len(case.exact) >= len(case.new):
        return None
    found = fuzz.partial_ratio_alignment(case.exact, case.new, score_cutoff=50)
    return (found.dest_start, found.dest_end, found.score / 100) if found else None


def _by_edlib(case: Case) -> tuple[int, int, float] | None:
    most = len(case.exact) // 2
    text = case.new
    if not text.isascii():
        # It tells 256 characters apart: those of the quotation, and one for all others.
        known = set(case.exact)
        text = "".join(sign if sign in known else "\0" for sign in text)
    found = edlib.align(case.exact, text, mode="HW", task="locations", k=most)
    if found["editDistance"] < 0:
        return None
    start, end = found["locations"][0]
    return start or 0, end + 1, 1 - found["editDistance"] / len(case.exact)


def _by_difflib(case: Case) -> tuple[int, int, float] | None:
    """Both ends carried across a comparison of the two texts, word by word."""
    old, new = read_words(case.old), read_words(case.new)
    matcher = difflib.SequenceMatcher(None, old.keys, new.keys, autojunk=False)
    inside = []
    for block in matcher.get_matching_blocks():
        for i in range(block.size):
            start, end = old.spans[block.a + i]
            if case.start <= start and end <= case.end:
                inside.append(new.spans[block.b + i])
    if not inside:
        return None
    start, end = inside[0][0], inside[-1][1]
    return start, end, Levenshtein.normalized_similarity(case.exact, case.new[start:end])


PYTHON_WAYS: dict[str, Way] = {
    "str.find + context": _by_find,
    "rapidfuzz partial_ratio_alignment": _by_rapidfuzz,
    "edlib alone": _by_edlib,
    "difflib, from the old text": _by_difflib,
}


@dataclass(frozen=True, slots=True)
class Client:
    """The browser's way, run by Node.js with the package installed for this run."""

    folder: Path

    def answers(self, cases: Sequence[Case]) -> list[Answer]:
        """What it answers; offsets are right only where no character needs two code units."""
        texts = {text: i for i, text in enumerate(dict.fromkeys(case.new for case in cases))}
        wanted = [
            {
                "text": texts[case.new],
                "exact": case.exact,
                "prefix": case.prefix,
                "suffix": case.suffix,
                "start": case.start,
            }
            for case in cases
        ]
        done = subprocess.run(
            ["node", str(_SCRIPT), str(self._module())],
            input=json.dumps({"texts": list(texts), "cases": wanted}),
            capture_output=True,
            text=True,
            check=True,
        )
        return [
            Answer(None if start is None else (start, end), score or 0.0, took)
            for start, end, score, took in json.loads(done.stdout)
        ]

    def _module(self) -> Path:
        package = self.folder / "node_modules" / "approx-string-match"
        described = json.loads((package / "package.json").read_text(encoding="utf-8"))
        return package / described["main"]


@contextmanager
def client() -> Iterator[Client | None]:
    """The browser's way in a folder of its own; None where npm is not there or has no network."""
    with tempfile.TemporaryDirectory(prefix="bench-anchoring-") as folder:
        yield Client(Path(folder)) if _install(folder) else None


def _install(folder: str) -> bool:
    if not (shutil.which("npm") and shutil.which("node")):
        return False
    try:
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, _PACKAGE],
            check=True,
            capture_output=True,
            timeout=_PATIENCE,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return False
    return True
