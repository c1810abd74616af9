"""One server from start to end: readers and editors, faults meanwhile, kill points, assessment."""

from __future__ import annotations

import contextlib
import itertools
import signal
import sys
import threading
import time
from dataclasses import dataclass, field

import psycopg

from bench.endurance import data, faults, kill_points, serving, started, stories
from bench.endurance.acts import Desk, Finding
from bench.endurance.faults import Window
from bench.endurance.kill_points import KillRunner, Point
from bench.endurance.load import records
from bench.endurance.person import Unanswered, Wrong
from bench.endurance.servers import Server
from bench.endurance.site import Site
from bench.endurance.verifying import Verifier
from bench.endurance.watching import ProbeAnswer, Sample, Watch
from bench.endurance.wire import Record

READERS = 64
EDITORS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, and which faults. `calm` seconds come before the first fault."""

    calm: float
    faults: tuple[str, ...]
    between: float
    points: int
    readers: int = READERS
    # Seconds with faults: each is done once, and all of them again until then.
    hurt: float = 0.0
    life: int | None = None
    # Kill points without measuring acts before, and one verification at the end.
    is_short: bool = False


@dataclass(slots=True)
class Result:
    """All that was seen of one server."""

    name: str
    started_after: float = 0.0
    records: list[Record] = field(default_factory=list)
    answers: list[tuple[float, float, str, int | str, str]] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    told: list[ProbeAnswer] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    presses: int = 0
    repeats: int = 0
    days: int = 0
    load_seconds: float = 0.0
    # Of the first page that is asked for once the readers have gone.
    first_after: float = 0.0
    tracebacks: int = 0


@dataclass(slots=True)
class Run:
    """The parts of a run that must be ended, whatever happens."""

    server: Server
    plan: Plan
    result: Result = field(init=False)
    desk: Desk = field(init=False)
    site: Site = field(default_factory=Site)
    _is_over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.result = Result(self.server.name)
        self.desk = Desk(self.server.connect, self.result.findings)

    def run(self) -> Result:
        """All of it; everything that was started has ended when this returns or raises."""
        verifier = Verifier(self.server)
        try:
            self._begin()
            self._load()
            if self.plan.points:
                self._kill(verifier)
            self._finish(verifier)
        finally:
            self._is_over.set()
            verifier.close()
            self.site.close()
            self.server.end()
            data.discard(self.server.folder)
        return self.result

    def say(self, what: str) -> None:
        print(f"  {self.server.name}: {what}", file=sys.stderr, flush=True)

    # --- beginning and end ---------------------------------------------------------------------
    def _begin(self) -> None:
        self.server.prepare()
        began = time.monotonic()
        self.server.start()
        if not serving.is_served(self.server, patience=300):
            raise Wrong(f"{self.server.name} does not serve: see {self.server.log}")
        self.result.started_after = time.monotonic() - began
        if missing := serving.wait_whole(self.server):
            raise Wrong(f"{self.server.name}: {missing}")
        self.say(f"serves after {self.result.started_after:.1f} s")

    def _finish(self, verifier: Verifier) -> None:
        for problem in (*serving.inherited(self.server), *verifier.command()):
            self.result.findings.append(Finding("at the end", problem))
        for problem in serving.without_connection(self.server, patience=60):
            self.result.findings.append(Finding("at the end", problem))
        self.result.presses, self.result.repeats = self.desk.presses, self.desk.repeats
        with contextlib.suppress(OSError):
            said = self.server.log.read_text(errors="replace")
            self.result.tracebacks = said.count("Traceback (most recent call last)")

    # --- readers, editors, faults ----------------------------------------------------------------
    def _load(self) -> None:
        out = data.HOME / f"{self.server.name}.requests"
        out.unlink(missing_ok=True)
        watch = Watch(self.server)
        command = [sys.executable, "-m", "bench.endurance.load", "--port", str(self.server.port)]
        command += ["--readers", str(self.plan.readers), "--out", str(out)]
        began = time.monotonic()
        reading = started.begin(command, data.environment(data.HOME), data.HOME / "load.log")
        editors = [
            threading.Thread(target=self._edit, args=(number,), daemon=True)
            for number in range(EDITORS)
        ]
        try:
            watch.start()
            for editor in editors:
                editor.start()
            self._is_over.wait(self.plan.calm)
            self._hurt()
            self._is_over.wait(self.plan.between)
        finally:
            reading.send_signal(signal.SIGTERM)
            self._is_over.set()
            reading.wait(90)
            for editor in editors:
                editor.join(200)
            watch.stop()
        self.result.load_seconds = time.monotonic() - began
        self.result.samples, self.result.told = watch.samples, watch.told
        self.result.records = records(out)
        out.unlink()
        self._check_after_load()
        self.say(f"{len(self.result.records)} pages read, {self.result.days} days of editors")

    def _check_after_load(self) -> None:
        """After the load the first request is served at once."""
        began = time.monotonic()
        status = serving.ask(self.server.port)
        seconds = time.monotonic() - began
        if status != 200:
            self.result.findings.append(Finding("after the load", f"a page answered {status}"))
        self.result.first_after = seconds
        self.say(f"the first page after the load took {seconds:.2f} s")

    def _hurt(self) -> None:
        """Cause every fault once, and again while there is time."""
        until = time.monotonic() + self.plan.hurt
        for done, name in enumerate(itertools.cycle(self.plan.faults)):
            if done >= len(self.plan.faults) and time.monotonic() > until:
                return
            window = faults.do(name, self.server)
            for problem in [*window.problems, *serving.inherited(self.server)]:
                self.result.findings.append(Finding(name, problem))
            self.result.windows.append(window)
            noted = f" ({'; '.join([*window.notes, *window.problems])})"
            self.say(f"{name}: served again after {window.away:.1f} s{noted.replace(' ()', '')}")
            self._is_over.wait(self.plan.between)

    def _edit(self, number: int) -> None:
        pair = stories.pair(self.desk, self.server.home, self.site, number)
        try:
            is_in = False
            while not self._is_over.is_set():
                try:
                    if not is_in:
                        pair.sign_in()
                        is_in = True
                    pair.work(self._is_over.is_set)
                    self.result.days += 1
                except Unanswered:
                    self._is_over.wait(0.5)
                except (Wrong, AssertionError, psycopg.Error, LookupError, ValueError) as error:
                    what = f"{type(error).__name__}: {error}"
                    self.result.findings.append(Finding(f"editors {number}", what))
                    # They would begin their work anew, signed in or not.
                    is_in = False
                    self._is_over.wait(2)
        finally:
            self.result.answers += pair.author.answers + pair.reviewer.answers
            pair.close()

    # --- kill points -----------------------------------------------------------------------------
    def _kill(self, verifier: Verifier) -> None:
        pair = stories.pair(self.desk, self.server.home, self.site, 1)
        pair.sign_in()
        killer = KillRunner(self.server, self.desk, pair, verifier, self.plan.is_short)
        try:
            killer.run(self.plan.points, self.say)
        finally:
            self.result.points = killer.points
            pair.close()
        self.result.findings += kill_points.findings(killer)
