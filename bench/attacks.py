"""Attacks on a server of this machine, and what its readers notice meanwhile.

    python -m bench.attacks http://127.0.0.1:8000 --attack slow-bodies --connections 40 --seconds 20

During an attack, `/healthz`, `/readyz` and a page are requested again and again. Code can use
`run(url, name)`, which returns an `Outcome`. Every attack is limited in connections, time and
bytes, and goes to loopback addresses only.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field

from bench.attack_kinds import KINDS, Kind, Plan, head
from bench.attack_line import Line, NotLoopback, Target

MOST_CONNECTIONS = 2_000
MOST_SECONDS = 900.0
MOST_BYTES = 2_000_000_000
# How long a reader waits before giving up; a slower answer counts as none.
PATIENCE = 10.0
# Between two questions of a probe.
_PAUSE = 0.2
# From the first connection until all are there.
_BUILT_UP = 0.5
# After the end of the attack, for the first page that is served again.
_RECOVERY = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of a reader; no status where none came in time."""

    status: int | None
    seconds: float
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Noticed:
    """How one address answered while the attack held."""

    path: str
    asked: int
    # Before the attack ended: an answer that came only afterwards shows the harm.
    answered_meanwhile: int
    statuses: dict[str, int]
    median_ms: float
    most_ms: float

    @property
    def all_ok(self) -> bool:
        """Answered while the attack held, and 200 each time."""
        return self.answered_meanwhile > 0 and self.statuses == {"200": self.asked}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attack did, what became of its connections, and what others noticed."""

    attack: str
    connections: int
    seconds: float
    # held, answered, closed, reset, refused: how many connections each.
    endings: dict[str, int]
    # Answers to the attackers, by status.
    statuses: dict[str, int]
    held_at_most: int
    # Of the connection that lasted longest, until the server ended or answered it.
    longest_seconds: float
    # Taken by the server: of all connections, and the most of one.
    bytes_taken: int
    most_bytes_taken: int
    bytes_answered: int
    # Of the answers to a flood.
    median_ms: float
    most_ms: float
    noticed: dict[str, Noticed] = field(default_factory=dict)
    # From the end of the attack to the first served page; None where there was none in a minute.
    recovered_seconds: float | None = None


async def ask(target: Target, path: str, *, patience: float = PATIENCE) -> Answer:
    """Ask one address as a reader does, on a connection of its own."""
    began = time.monotonic()
    async with Line(target) as line:
        if line.ending != "held":
            return Answer(None, time.monotonic() - began)
        await line.send(head(line, "GET", path, "Connection: close") + b"\r\n")
        try:
            async with asyncio.timeout(patience):
                await line.listen()
        except TimeoutError:
            return Answer(None, time.monotonic() - began)
        status = line.statuses[0] if line.statuses else None
        return Answer(status, time.monotonic() - began)


async def attack(
    url: str,
    name: str,
    *,
    connections: int | None = None,
    seconds: float = 20.0,
    plan: Plan | None = None,
    probes: tuple[str, ...] | None = None,
) -> Outcome:
    """Run one attack; with `probes=()` nobody sends requests meanwhile."""
    target, kind, plan = Target.of(url), KINDS[name], plan or Plan()
    count = kind.connections if connections is None else connections
    if not 0 < count <= MOST_CONNECTIONS or not 0 < seconds <= MOST_SECONDS:
        raise ValueError(f"1 to {MOST_CONNECTIONS} connections, at most {MOST_SECONDS:.0f} seconds")
    if not 0 < plan.bytes <= MOST_BYTES:
        raise ValueError(f"1 to {MOST_BYTES} bytes")
    paths = ("/healthz", "/readyz", plan.page) if probes is None else probes
    began = time.monotonic()
    deadline = began + seconds
    tally = _Tally()
    over = asyncio.Event()
    watching = [asyncio.ensure_future(_probe(target, path, over)) for path in paths]
    async with asyncio.TaskGroup() as crowd:
        for _ in range(count):
            crowd.create_task(_attacker(target, kind, plan, deadline, tally))
    over.set()
    answers = await asyncio.gather(*watching)
    lasted = time.monotonic() - began
    return Outcome(
        attack=name,
        connections=count,
        seconds=round(lasted, 2),
        endings=dict(tally.endings),
        statuses=dict(sorted(tally.statuses.items())),
        held_at_most=tally.most_open,
        longest_seconds=round(tally.longest, 2),
        bytes_taken=tally.taken,
        most_bytes_taken=tally.most_taken,
        bytes_answered=tally.answered,
        median_ms=_ms(statistics.median(tally.times)) if tally.times else 0.0,
        most_ms=_ms(max(tally.times, default=0.0)),
        noticed={p: _noticed(p, a, deadline) for p, a in zip(paths, answers, strict=True)},
        recovered_seconds=await _recovery(target, plan.page) if paths else None,
    )


def run(url: str, name: str, **options: object) -> Outcome:
    """Run one attack in a thread, with its own loop: the caller may already have one."""
    with ThreadPoolExecutor(1) as one:
        done = one.submit(lambda: asyncio.run(attack(url, name, **options)))  # type: ignore[arg-type]
        return done.result()


class _Tally:
    """The sums over the connections of an attack."""

    def __init__(self) -> None:
        self.endings: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.times: list[float] = []
        self.open = self.most_open = self.taken = self.most_taken = self.answered = 0
        self.longest = 0.0

    def begin(self, line: Line) -> None:
        self.open += line.ending == "held"
        self.most_open = max(self.most_open, self.open)

    def end(self, line: Line) -> None:
        taken = line.finish()
        self.open -= line.ending != "refused"
        self.endings[line.ending] += 1
        self.statuses.update(map(str, line.statuses))
        self.taken += taken
        self.most_taken = max(self.most_taken, taken)
        self.answered += line.received
        until = line.ended_at or line.answered_at or time.monotonic()
        self.longest = max(self.longest, until - line.opened_at if line.opened_at else 0.0)
        if line.answered_at:
            self.times.append(line.answered_at - line.opened_at)


async def _attacker(target: Target, kind: Kind, plan: Plan, deadline: float, tally: _Tally) -> None:
    while time.monotonic() < deadline:
        async with Line(target, receive_buffer=kind.receive_buffer) as line:
            tally.begin(line)
            if line.ending == "held":
                await _hold(line, kind, plan, deadline)
            tally.end(line)
        if not kind.repeats:
            return


async def _hold(line: Line, kind: Kind, plan: Plan, deadline: float) -> None:
    """Attack on the connection, read meanwhile, and stay until the server or the time ends it."""
    listening = line.listen() if kind.reads else line.listen(piece=1, pause=plan.pace)
    both: list[asyncio.Future[object]] = [
        asyncio.ensure_future(listening),
        asyncio.ensure_future(kind.act(line, plan)),
    ]
    waits: list[asyncio.Future[object]] = [asyncio.ensure_future(line.ended.wait())]
    if kind.quits:
        waits.append(asyncio.ensure_future(line.answered.wait()))
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + _left(deadline)):
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    except TimeoutError:
        pass
    finally:
        for wait in [*both, *waits]:
            wait.cancel()
        results = await asyncio.gather(*both, *waits, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):  # Ours: endings are no errors.
            raise result


async def _probe(target: Target, path: str, over: asyncio.Event) -> list[Answer]:
    answers: list[Answer] = []
    await _wait(over, _BUILT_UP)
    while not (over.is_set() and answers):
        answers.append(await ask(target, path))
        await _wait(over, _PAUSE)
    return answers


async def _wait(over: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await over.wait()


async def _recovery(target: Target, page: str) -> float | None:
    began = time.monotonic()
    while time.monotonic() - began < _RECOVERY:
        if (await ask(target, page)).status == 200:
            return round(time.monotonic() - began, 2)
        await asyncio.sleep(_PAUSE)
    return None


def _noticed(path: str, answers: list[Answer], deadline: float) -> Noticed:
    statuses = Counter("none" if a.status is None else str(a.status) for a in answers)
    times = [answer.seconds for answer in answers]
    return Noticed(
        path=path,
        asked=len(answers),
        answered_meanwhile=sum(a.status is not None and a.at < deadline for a in answers),
        statuses=dict(statuses),
        median_ms=_ms(statistics.median(times)),
        most_ms=_ms(max(times)),
    )


def _ms(seconds: float) -> float:
    return round(seconds * 1_000, 1)


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


def describe(outcome: Outcome) -> str:
    """A few lines for a person."""
    counted = ", ".join(f"{count} {how}" for how, count in sorted(outcome.endings.items()))
    told = ", ".join(f"{count} × {status}" for status, count in outcome.statuses.items()) or "none"
    lines = [
        f"{outcome.attack}: {outcome.connections} connections, {outcome.seconds:.1f} s",
        f"  connections: {counted}; at most {outcome.held_at_most} at a time, the longest lasted "
        f"{outcome.longest_seconds:.1f} s",
        f"  answers: {told}; {outcome.bytes_taken:,} bytes taken, {outcome.bytes_answered:,} back",
    ]
    for seen in outcome.noticed.values():
        told = ", ".join(f"{count} × {status}" for status, count in sorted(seen.statuses.items()))
        lines.append(
            f"  {seen.path:<12} {told}, {seen.answered_meanwhile} meanwhile; "
            f"{seen.median_ms:.0f} ms, at most {seen.most_ms:.0f} ms"
        )
    if outcome.noticed:
        again = outcome.recovered_seconds
        lines.append(f"  served again: {'no' if again is None else f'after {again:.2f} s'}")
    return "\n".join(lines)


def main() -> int:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m bench.attacks", description=__doc__)
    parser.add_argument("url", help="of a server on this machine, such as http://127.0.0.1:8000")
    parser.add_argument("--attack", action="append", choices=list(KINDS), help="default: all")
    parser.add_argument("--connections", type=int, help="default: as many as the attack is named")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--pace", type=float, default=1.0, help="seconds between two slow bytes")
    parser.add_argument("--page", default=usual.page, help="that readers ask for")
    parser.add_argument("--form", default=usual.form, help="that bodies are sent to")
    parser.add_argument("--verb", default=usual.verb, help="with which they are sent")
    parser.add_argument("--bytes", type=int, default=usual.bytes, help="of a big body")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args()
    plan = Plan(
        page=asked.page, form=asked.form, verb=asked.verb, pace=asked.pace, bytes=asked.bytes
    )
    try:
        for name in asked.attack or KINDS:
            outcome = run(
                asked.url, name, connections=asked.connections, seconds=asked.seconds, plan=plan
            )
            print(json.dumps(asdict(outcome)) if asked.json else describe(outcome), flush=True)
    except (NotLoopback, ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
