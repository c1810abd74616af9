"""kill -9 during an act: the act is then done whole or not at all, and work goes on.

The moments sweep over the act's duration, or wait until the database has begun to write for it.
After each one the person checks and presses again, as people do; then it must be done once.
"""

from __future__ import annotations

import contextlib
import itertools
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg

from bench.endurance import acts, looks, serving, started
from bench.endurance.acts import Act, Desk, Finding
from bench.endurance.faults import backend_pid
from bench.endurance.person import Unanswered, Wrong
from bench.endurance.servers import Server
from bench.endurance.stories import Pair
from bench.endurance.verifying import Verifier

WRITES = "once it writes"
_FRACTIONS = (0.1, 0.3, 0.5, 0.65, 0.8, 0.9, 1.0, 1.1)
# Of an act that was never measured on this machine.
_TYPICAL = 0.5
_WORKER_TYPICAL = 3.0


@dataclass(slots=True)
class Point:
    """One kill: whom, during what, when; and what was found afterwards."""

    target: str
    act: str
    moment: str
    left: str = ""
    away: float = 0.0
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Prepared:
    """An act that is ready, and its result in the end."""

    act: Act
    # Of a fetch: its kind and address, and how to look at what the worker made.
    fetch: tuple[str, str, looks.Probe] | None = None


@dataclass(slots=True)
class KillRunner:
    """Kills at points of one server, with one pair of editors."""

    server: Server
    desk: Desk
    pair: Pair
    verifier: Verifier
    is_short: bool = False
    points: list[Point] = field(default_factory=list)
    _seconds: dict[str, list[float]] = field(default_factory=dict)

    def run(self, count: int, say: Callable[[str], None]) -> None:
        """So many points, targets and acts in turn."""
        for index, (target, name) in enumerate(itertools.islice(_plan(), count)):
            fraction = _FRACTIONS[index % len(_FRACTIONS)]
            moment = WRITES if index % 3 == 1 else f"at {fraction:.0%}"
            point = self._point(Point(target, name, moment), fraction)
            self.points.append(point)
            amiss = f" AMISS: {'; '.join(point.problems)}" if point.problems else ""
            say(f"{index + 1}. {target}, {name}, {moment}: {point.left}, {point.away:.1f} s{amiss}")

    # --- one point ------------------------------------------------------------------------------
    def _point(self, point: Point, fraction: float) -> Point:
        known = len(self.desk.findings)
        try:
            self._measure(point.act)
            prepared = self._prepare(point.act)
            self._kill(point, prepared, fraction)
        except (Wrong, psycopg.Error, AssertionError) as error:
            point.problems.append(f"{type(error).__name__}: {error}")
        point.problems += [f"{one.act}: {one.what}" for one in self.desk.findings[known:]]
        del self.desk.findings[known:]
        return point

    def _kill(self, point: Point, prepared: Prepared, fraction: float) -> None:
        act = prepared.act
        fields = act.prepare()
        wanted = self._victim(point.target)
        pressing = threading.Thread(target=_press, args=(act, fields), daemon=True)
        trigger = _Trigger(self.server) if point.moment == WRITES else None
        pressing.start()
        if trigger is not None:
            trigger.wait(20 if prepared.fetch else 5)
        else:
            time.sleep(self._typical(point.act, prepared) * fraction)
        prober = serving.Prober(self.server)
        try:
            self._strike(point, wanted, prober)
        finally:
            prober.stop()
        pressing.join(90)
        point.problems += serving.inherited(self.server)
        point.left = self.desk.look(act)
        if prepared.fetch:
            kind, _, look = prepared.fetch
            point.left = self.desk.look(Act(f"{kind}, by the worker", act.person, "", list, look))
        self._finish(prepared)
        if not self.is_short:
            point.problems += self.verifier.broken()

    def _strike(self, point: Point, wanted: int | None, prober: serving.Prober) -> None:
        """Kill, and wait until the site is whole again."""
        # Only a process of the database is chosen now: looking for the others takes too long.
        victim = (self._victim("backend") if point.target == "backend" else None) or wanted
        began = time.monotonic()
        if victim is None or not started.kill(victim):
            point.problems.append(f"there was no {point.target} to kill")
        if point.target == "main" and not self.server.is_helped:
            started.wait_gone([victim] if victim else [], 5)
            serving.start_again(self.server)
        # What is asked at the moment of the kill may still be answered by what was killed.
        if not prober.wait(began + 0.3):
            raise Wrong("the site was not served again")
        if missing := serving.wait_whole(self.server):
            point.problems.append(missing)
        point.away = prober.away(began)

    def _finish(self, prepared: Prepared) -> None:
        """Do what was not done; do nothing again that was done."""
        if self.desk.look(prepared.act) == looks.NOTHING:
            self.desk.carry_out(prepared.act)
        if prepared.fetch:
            kind, address, look = prepared.fetch
            self.pair.settle(kind, address, look)

    def _measure(self, name: str) -> None:
        """How long the act takes where nobody kills; once is enough to sweep over it."""
        if name in self._seconds or self.is_short:
            return
        prepared = self._prepare(name)
        fields = prepared.act.prepare()
        began = time.monotonic()
        _press(prepared.act, fields)
        if prepared.fetch:
            kind, address, look = prepared.fetch
            self.pair.settle(kind, address, look)
        self._seconds.setdefault(name, []).append(time.monotonic() - began)
        self._finish(prepared)

    def _typical(self, name: str, prepared: Prepared) -> float:
        known = self._seconds.get(name)
        if known:
            return statistics.median(known)
        return _WORKER_TYPICAL if prepared.fetch else _TYPICAL

    def _victim(self, target: str) -> int | None:
        if target == "web":
            pids = self.server.web_pids()
            return pids[len(self.points) % len(pids)] if pids else None
        if target == "main":
            return self.server.main_pid()
        if target == "worker":
            return self.server.worker_pid()
        if target == "postmaster":
            return self.server.postmaster_pid()
        with contextlib.suppress(psycopg.OperationalError):
            return backend_pid(self.server)
        return None

    # --- the acts --------------------------------------------------------------------------------
    def _prepare(self, name: str) -> Prepared:
        pair, n = self.pair, acts.number()
        if name == "publish":
            return Prepared(acts.publish(pair.reviewer, pair.submitted(), n))
        if name == "publish correction":
            return Prepared(
                acts.publish(pair.reviewer, pair.submitted_correction(), n, "publish correction")
            )
        if name == "begin correction":
            return Prepared(acts.begin_correction(pair.author, pair.published()))
        if name == "submit correction":
            return Prepared(acts.submit_correction(pair.author, pair.correction(), n))
        if name == "record":
            return Prepared(pair.recording()[0])
        if name == "retract":
            return Prepared(acts.retract(pair.reviewer, pair.published(), n))
        if name == "add article":
            return Prepared(acts.add_article(pair.author, n))
        if name == "import":
            act, address = pair.importing()
            return Prepared(act, ("import", address, lambda db: looks.imported(db, address)))
        act, article, address = pair.rechecking()
        return Prepared(act, ("recheck", address, lambda db: looks.rechecked(db, article, 2)))


class _Trigger:
    """Waits until somebody but us has begun to write."""

    def __init__(self, server: Server) -> None:
        self._db = server.connect()

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        with contextlib.suppress(psycopg.Error), self._db:
            while time.monotonic() < until:
                row = self._db.execute(
                    "SELECT 1 FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
                    " AND pid <> pg_backend_pid() AND datname = 'ledger'"
                ).fetchone()
                if row:
                    return


def _press(act: Act, fields: list[tuple[str, str]]) -> None:
    with contextlib.suppress(Unanswered, Wrong):
        act.person.post(act.path, fields, act.kind)


def _plan() -> itertools.cycle[tuple[str, str]]:
    """Targets and acts, mixed, so that a short run meets every target and kind of act."""
    by_web = ("publish", "record", "publish correction", "submit correction", "begin correction")
    by_worker = ("import", "recheck")
    more = ("retract", "add article")
    found = []
    acts_in_turn = itertools.cycle((*by_web, *by_worker, *more))
    worker_in_turn = itertools.cycle(by_worker)
    for _ in range(9):
        for target in ("web", "postmaster", "worker", "backend", "main"):
            in_turn = worker_in_turn if target == "worker" else acts_in_turn
            found.append((target, next(in_turn)))
    return itertools.cycle(found)


def findings(killer: KillRunner) -> list[Finding]:
    """What was found at the points, each with its place."""
    return [
        Finding(f"{point.act}, kill -9 of the {point.target} {point.moment}", problem)
        for point in killer.points
        for problem in point.problems
    ]
