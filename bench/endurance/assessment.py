"""The assessment: what was seen that no fault explains, and how long everything took.

Pure functions of what was recorded, so that tests can try them without a server.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.endurance.faults import AWAY, REFUSED, RESET, Window
from bench.endurance.watching import ProbeAnswer, Sample
from bench.endurance.wire import Record

# By how much a surviving process's last third may be above the middle third.
FLAT = 1.05
# Faults that end web processes: only beside them may one of these leave a question unanswered.
_ENDS_WEB = frozenset(
    ("kill a web process", "renew all processes", "end and start again", "kill the main process")
)
# A process is judged where it was looked at for so long, and so often.
_ENOUGH_SECONDS = 150.0
_ENOUGH_SAMPLES = 12
# Growth of so little is the allocator's, whatever its share.
_NOISE = 3_000_000


@dataclass(slots=True)
class Seen:
    """What readers saw, by kind, and what of it was unexpected."""

    requests: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)


def assess_readers(records: Iterable[Record], windows: Sequence[Window]) -> Seen:
    """Sort each request: fine, explained by a fault, or unexpected."""
    seen = Seen()
    for record in records:
        seen.requests += 1
        meeting = [one for one in windows if one.covers(record.at, record.at + record.seconds)]
        kind, is_expected = _kind_of(record, meeting)
        seen.kinds[kind] += 1
        if not is_expected:
            near = ", ".join(one.fault for one in meeting) or "no fault"
            seen.unexpected.append(
                f"{record.kind}: {kind} after {record.seconds:.2f} s ({near} at the time)"
            )
    return seen


def _kind_of(record: Record, windows: Sequence[Window]) -> tuple[str, bool]:
    allowed = {what for window in windows for what in window.allows}
    if record.error:
        return _kind_of_ending(record, windows, allowed)
    if record.status == 503:
        if not record.again:
            return "503 without Retry-After", False
        if record.again == "2":
            return "503, queue full", True
        return "503, database away", AWAY in allowed
    if record.status >= 500 or record.status in (0, 429):
        return str(record.status), False
    if record.status >= 400:
        return f"{record.status}, where a page is", False
    return "served", True


def _kind_of_ending(
    record: Record, windows: Sequence[Window], allowed: set[str]
) -> tuple[str, bool]:
    """A connection that ended, or never began."""
    killed = any(record.port in window.ports for window in windows)
    if record.error == "refused":
        return "refused while nobody listens", REFUSED in allowed
    if record.error in ("closed", "reset") and record.is_reused and not killed:
        # Between two requests a server may end a connection; a reader asks on a new one.
        return "kept connection was closed, asked again", True
    if killed:
        return "ended with its process", True
    taken = any(record.port in window.taken for window in windows)
    if record.error in ("closed", "reset") and REFUSED in allowed and not taken:
        return "refused while nobody listens", True
    if record.error in ("closed", "reset") and RESET in allowed and not taken:
        return "reset before it was taken", True
    return f"connection {record.error}", False


def assess_editors(
    answers: Iterable[tuple[float, float, str, int | str, str]], windows: Sequence[Window]
) -> Seen:
    """Assess POSTs: only a 503 or a lost connection during a fault is allowed."""
    seen = Seen()
    for at, seconds, act, status, again in answers:
        seen.requests += 1
        meeting = [one for one in windows if one.covers(at, at + seconds)]
        if isinstance(status, str):
            kind, is_expected = f"connection lost ({status})", bool(meeting)
        elif status == 503:
            kind = "503, queue full" if again == "2" else "503, database away"
            is_expected = bool(again) and (again == "2" or bool(meeting))
        elif status >= 500 or status in (400, 403, 404, 429):
            kind, is_expected = str(status), False
        else:
            kind, is_expected = "answered", True
        seen.kinds[kind] += 1
        if not is_expected:
            seen.unexpected.append(f"{act}: {kind}")
    return seen


def assess_health(told: Iterable[ProbeAnswer], windows: Sequence[Window]) -> list[str]:
    """Return what /healthz, /readyz and the figures should not have said."""
    found = []
    for one in told:
        meeting = [window for window in windows if window.covers(one.at, one.at + one.seconds)]
        is_ended = any(window.fault in _ENDS_WEB for window in meeting)
        if one.what == "health" and one.status != 200 and one.lives and not is_ended:
            found.append(f"/healthz of a living process: {one.status or one.error}")
        if one.what == "ready" and one.status != 200 and not meeting:
            found.append(f"/readyz without a fault: {one.status or one.error}")
        if one.what == "figures" and one.status != 200 and not meeting:
            found.append(f"/metrics: {one.status or one.error}")
    return found


# --- time ----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of one kind of page."""

    count: int
    p50: float
    p95: float
    p99: float


def spreads(
    records: Iterable[Record], windows: Sequence[Window], *, is_calm: bool
) -> dict[str, Spread]:
    """By kind of page: of answers without a fault at the time, or of those beside one."""
    times: dict[str, list[float]] = {}
    for record in records:
        if record.error or record.status != 200:
            continue
        is_beside = any(one.covers(record.at, record.at + record.seconds) for one in windows)
        if is_beside != is_calm:
            times.setdefault(record.kind, []).append(record.seconds * 1000)
            times.setdefault("all", []).append(record.seconds * 1000)
    return {kind: spread(found) for kind, found in sorted(times.items())}


def spread(milliseconds: Sequence[float]) -> Spread:
    """By nearest rank."""
    ordered = sorted(milliseconds)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]

    return Spread(len(ordered), at(0.5), at(0.95), at(0.99))


# --- memory ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Growth:
    """A process over its life: bytes and files in the middle and the last third."""

    name: str
    seconds: float
    middle: float
    last: float
    files_middle: float
    files_last: float

    @property
    def ratio(self) -> float:
        return self.last / self.middle

    @property
    def is_flat(self) -> bool:
        files = self.files_last <= self.files_middle * 1.1 + 8
        grown = self.last - self.middle
        return (self.ratio <= FLAT or grown <= _NOISE) and files


def growths(samples: Iterable[Sample]) -> list[Growth]:
    """Assess each process that lived long enough, without its first third, the warm-up."""
    lives: dict[tuple[str, int, float], list[Sample]] = {}
    for sample in samples:
        lives.setdefault((sample.name, sample.pid, sample.born), []).append(sample)
    found = []
    for (name, _, _), life in lives.items():
        if len(life) < _ENOUGH_SAMPLES or life[-1].at - life[0].at < _ENOUGH_SECONDS:
            continue
        third = len(life) // 3
        middle, last = life[third : 2 * third], life[-third:]
        found.append(
            Growth(
                name,
                life[-1].at - life[0].at,
                statistics.median(one.resident for one in middle),
                statistics.median(one.resident for one in last),
                statistics.median(one.files for one in middle),
                statistics.median(one.files for one in last),
            )
        )
    return found
