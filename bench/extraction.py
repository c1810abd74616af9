"""Our extraction over the saved real pages that trafilatura's own evaluation uses.

The pages are other people's and not in this repository: name a folder that holds `evaldata.json`
with `eval/` and `cache/` beside it (trafilatura's `tests/`) in LEDGER_BENCH_PAGES. Each page has a
few segments marked that belong to its text ("with") and a few that do not ("without"); a segment
counts where it stands in the extracted text, white space levelled, as in trafilatura's own script.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trafilatura import extract as trafilatura_extract

from articles.text.decoding import NotText
from articles.text.extracting import NoArticleText, extract
from bench.report import Section

VARIABLE = "LEDGER_BENCH_PAGES"


@dataclass
class Score:
    """Segments found and missed, over all pages; seconds taken."""

    found: int = 0
    missed: int = 0
    wrong: int = 0
    kept_out: int = 0
    empty: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, text: str, item: dict[str, Any]) -> None:
        level = _levelled(text)
        found = sum(_levelled(each) in level for each in item["with"])
        wrong = sum(_levelled(each) in level for each in item["without"])
        self.found += found
        self.missed += len(item["with"]) - found
        self.wrong += wrong
        self.kept_out += len(item["without"]) - wrong
        self.empty += not text

    def row(self, name: str) -> list[str]:
        precision = self.found / max(self.found + self.wrong, 1)
        recall = self.found / max(self.found + self.missed, 1)
        f = 2 * precision * recall / max(precision + recall, 1e-9)
        ordered = sorted(self.seconds)
        return [
            name,
            f"{precision:.3f}",
            f"{recall:.3f}",
            f"{f:.3f}",
            f"{self.empty}",
            f"{sum(ordered):.1f}",
            f"{ordered[int(len(ordered) * 0.99)] * 1000:.0f}",
        ]


def run() -> list[Section]:
    """Ours beside trafilatura's text with the settings of its evaluation, page by page."""
    given = os.environ.get(VARIABLE, "")
    path = Path(given) if given else None
    title = "Article text of saved real pages"
    if path is None or not (path / "evaldata.json").is_file():
        reason = f"skipped: {VARIABLE} names no folder with evaldata.json (trafilatura's tests/)"
        return [Section(title, ["", "pages"], [], [reason])]
    ways: dict[str, Callable[[bytes], str]] = {"ours": _ours, "trafilatura's text": _plain}
    scores = {name: Score() for name in ways}
    pages = 0
    for item, data in _pages(path):
        pages += 1
        for name, way in ways.items():
            began = time.perf_counter()
            text = way(data)
            scores[name].seconds.append(time.perf_counter() - began)
            scores[name].add(text, item)
    base = sum(scores["trafilatura's text"].seconds)
    return [
        Section(
            title,
            ["", "precision", "recall", "F", "no text", "seconds", "ms at 99 %"],
            [score.row(name) for name, score in scores.items()],
            [
                f"{pages} pages; precision and recall of the segments marked in them",
                f"ours takes {sum(scores['ours'].seconds) / base:.2f} times as long: it also reads"
                " what the page says of itself, and its language",
            ],
        )
    ]


def _pages(path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    for item in json.loads((path / "evaldata.json").read_text("utf-8")).values():
        for folder in ("cache", "eval"):
            file = path / folder / item["file"]
            if file.is_file():
                yield item, file.read_bytes()
                break


def _ours(data: bytes) -> str:
    try:
        return extract(data).text
    except (NoArticleText, NotText):
        return ""


def _plain(data: bytes) -> str:
    return trafilatura_extract(data, include_comments=False, include_tables=True) or ""


def _levelled(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
