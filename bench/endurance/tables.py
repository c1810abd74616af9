"""The report of an endurance run: what was seen, as tables, with the goals below."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from bench.endurance import assessment
from bench.endurance.variant import Result
from bench.report import Section

# At most this many lines of repeated findings.
_MOST_LINES = 12


def sections(results: Sequence[Result]) -> list[Section]:
    """All tables."""
    found = [_overview(results), _seen(results), _times(results), _asked(results), _away(results)]
    if any(result.points for result in results):
        found.append(_points(results))
    found += [_memory(results), _goals(results)]
    return found


def misses(results: Sequence[Result]) -> dict[str, list[str]]:
    """Return the goals by name, each with what misses it."""
    unexpected, health, half, memory, back = [], [], [], [], []
    for result in results:
        name = result.name
        readers = assessment.assess_readers(result.records, result.windows)
        editors = assessment.assess_editors(result.answers, result.windows)
        unexpected += [f"{name}: {one}" for one in (*readers.unexpected, *editors.unexpected)]
        health += [
            f"{name}: {one}" for one in assessment.assess_health(result.told, result.windows)
        ]
        half += [f"{name}: {one.act}: {one.what}" for one in result.findings]
        memory += [
            f"{name}: {one.name} grew from {one.middle / 1e6:.1f} to {one.last / 1e6:.1f} MB,"
            f" {one.files_middle:.0f} to {one.files_last:.0f} files"
            for one in assessment.growths(result.samples)
            if not one.is_flat
        ]
        back += [
            f"{name}: {window.fault}: {problem}"
            for window in result.windows
            for problem in window.problems
        ]
    return {
        "no unexpected answer": unexpected,
        "health, readiness and figures told the truth": health,
        "nothing half-done, doubled, inherited or broken": half,
        "served again by itself each time": [one for one in back if one not in half],
        "memory and files flat after warm-up": memory,
    }


def _overview(results: Sequence[Result]) -> Section:
    rows = [
        [
            result.name,
            f"{result.started_after:.1f}",
            f"{result.load_seconds:.0f}",
            f"{len(result.records):,}",
            f"{len(result.records) / max(1, result.load_seconds):.1f}",
            f"{result.first_after:.2f}",
            str(result.days),
            f"{result.presses:,}",
            f"{result.repeats:,}",
            str(len(result.windows)),
            str(len(result.points)),
            str(result.tracebacks),
        ]
        for result in results
    ]
    head = [
        "server",
        "up s",
        "load s",
        "pages",
        "a second",
        "first after s",
        "days of editors",
        "acts",
    ]
    return Section(
        "What was done", [*head, "pressed again", "faults", "kill points", "tracebacks"], rows
    )


def _seen(results: Sequence[Result]) -> Section:
    readers, editors = Counter[str](), Counter[str]()
    for result in results:
        readers += assessment.assess_readers(result.records, result.windows).kinds
        editors += assessment.assess_editors(result.answers, result.windows).kinds
    rows = [[kind, f"{count:,}", ""] for kind, count in readers.most_common()]
    rows += [[f"{kind} (editors)", "", f"{count:,}"] for kind, count in editors.most_common()]
    return Section("What readers and editors saw, all servers", ["", "readers", "editors"], rows)


def _times(results: Sequence[Result]) -> Section:
    records = [(record, result.windows) for result in results for record in result.records]
    calm: dict[str, list[Any]] = {}
    for result in results:
        for is_calm in (True, False):
            for kind, spread in assessment.spreads(
                result.records, result.windows, is_calm=is_calm
            ).items():
                calm.setdefault(f"{result.name}: {kind}", [None, None])[not is_calm] = spread
    rows = []
    for name, (without, beside) in calm.items():
        rows.append(
            [
                name,
                *(f"{without.p50:.0f} {without.p95:.0f} {without.p99:.0f}".split()
                  if without else ["", "", ""]),
                *(f"{beside.p50:.0f} {beside.p95:.0f} {beside.p99:.0f}".split()
                  if beside else ["", "", ""]),
            ]
        )  # fmt: skip
    head = ["", "p50 ms", "p95", "p99", "beside faults p50", "p95", "p99"]
    return Section(f"Milliseconds of {len(records):,} pages", head, rows)


def _asked(results: Sequence[Result]) -> Section:
    rows = []
    for result in results:
        for what in ("health", "ready", "figures"):
            found = [one for one in result.told if one.what == what]
            if not found:
                continue
            spread = assessment.spread([one.seconds * 1000 for one in found])
            longest = max(one.seconds * 1000 for one in found)
            other = Counter(str(one.status or one.error) for one in found if one.status != 200)
            told = ", ".join(f"{count} × {word}" for word, count in other.most_common()) or "–"
            figures = [f"{ms:.0f}" for ms in (spread.p50, spread.p99, longest)]
            rows.append([f"{result.name}: {what}", str(spread.count), *figures, told])
    head = ["asked every second, all the time", "times", "p50 ms", "p99", "most", "not 200"]
    return Section("Health of each web process, readiness, figures", head, rows)


def _away(results: Sequence[Result]) -> Section:
    away: dict[str, list[float]] = {}
    for result in results:
        for window in result.windows:
            away.setdefault(window.fault, []).append(window.away)
        for point in result.points:
            away.setdefault(f"kill -9 of the {point.target}, no load", []).append(point.away)
    rows = [
        [fault, str(len(found)), f"{statistics.median(found):.1f}", f"{max(found):.1f}"]
        for fault, found in away.items()
    ]
    return Section(
        "Seconds until served again (0: nobody noticed)",
        ["", "times", "median s", "most s"],
        rows,
    )


def _points(results: Sequence[Result]) -> Section:
    rows = []
    for target in ("web", "main", "worker", "backend", "postmaster"):
        found = [point for result in results for point in result.points if point.target == target]
        left = Counter(point.left or "?" for point in found)
        rows.append(
            [
                target,
                str(len(found)),
                str(left["whole"]),
                str(left["nothing"]),
                str(len(found) - left["whole"] - left["nothing"]),
                str(sum(bool(point.problems) for point in found)),
            ]
        )
    acts = Counter(point.act for result in results for point in result.points)
    head = ["kill -9 of", "points", "act was whole", "act was not begun", "half", "amiss"]
    note = "during " + ", ".join(f"{act} ({count})" for act, count in acts.most_common())
    return Section("Kill points", head, rows, [note])


def _memory(results: Sequence[Result]) -> Section:
    rows = [
        [
            f"{result.name}: {growth.name}",
            f"{growth.seconds:.0f}",
            f"{growth.middle / 1e6:.1f}",
            f"{growth.last / 1e6:.1f}",
            f"{growth.ratio:.3f}",
            f"{growth.files_middle:.0f}",
            f"{growth.files_last:.0f}",
        ]
        for result in results
        for growth in assessment.growths(result.samples)
    ]
    head = ["", "lived s", "middle third MB", "last third MB", "ratio", "files", "files at last"]
    return Section("Memory of processes that lived through the load", head, rows)


def _goals(results: Sequence[Result]) -> Section:
    notes = []
    for goal, found in misses(results).items():
        notes.append(f"goal {'MISSED' if found else 'met'}: {goal}")
        notes += [f"  {line}" for line in _short(found)]
    return Section("Goals", ["goal", "missed by"], _counts(results), notes)


def _counts(results: Sequence[Result]) -> list[list[str]]:
    return [[goal, str(len(found))] for goal, found in misses(results).items()]


def _short(lines: Iterable[str]) -> list[str]:
    """Each line once with how often it came, the most frequent first."""
    counted = Counter(lines).most_common()
    told = [f"{line} ({count}×)" if count > 1 else line for line, count in counted[:_MOST_LINES]]
    left = len(counted) - len(told)
    return [*told, *([f"… and {left} more"] if left > 0 else [])]
