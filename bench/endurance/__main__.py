"""The command line: which servers, how long, and the report; exits 1 if a goal is missed."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import asdict, replace
from typing import Any

from bench.endurance import data, faults, started, tables
from bench.endurance.servers import Server
from bench.endurance.variant import Plan, Result, Run
from bench.report import show

# In the order of the report: how it is served, and by how many web processes.
SERVERS = {
    "demo-1": ("demo", 1),
    "demo-2": ("demo", 2),
    "serve-1": ("serve", 1),
    "serve-2": ("serve", 2),
    "granian-1": ("granian", 1),
    "granian-2": ("granian", 2),
}
# Faults that a short run does; the long one does all of them, again and again.
_SHORT = ("end all connections", "kill a web process", "restart the database")
# Points of one server in a long run: together well over a hundred.
_POINTS = 30


def plans(given: argparse.Namespace) -> dict[str, Plan]:
    """Return what is done to which server."""
    if given.short:
        short = Plan(calm=4, faults=_SHORT, between=2, points=0, readers=32, is_short=True)
        both = {
            "demo-2": replace(short, points=given.points or 5),
            "granian-2": replace(short, faults=_SHORT[:2], life=2),
        }
        return _chosen(given.only, both) or {
            name: short for name in SERVERS if given.only and given.only in name
        }
    seconds = given.minutes * 60
    long = Plan(
        calm=seconds * 0.6,
        hurt=seconds * 0.4,
        faults=tuple(faults.FAULTS),
        between=4,
        points=_POINTS if given.points is None else given.points,
    )
    # Connections that live for two seconds are outlived all the time.
    all_of_them = {name: replace(long, life=None if name.endswith("1") else 2) for name in SERVERS}
    return _chosen(given.only, all_of_them)


def _chosen(only: str | None, all_of_them: dict[str, Plan]) -> dict[str, Plan]:
    return {name: plan for name, plan in all_of_them.items() if not only or only in name}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.endurance", description=__doc__)
    parser.add_argument("--short", action="store_true", help="two servers, about three minutes")
    parser.add_argument("--minutes", type=float, default=10, help="of load on each server")
    parser.add_argument("--only", help=f"a part of a name: {', '.join(SERVERS)}")
    parser.add_argument("--points", type=int, help="kill points of each server")
    parser.add_argument("--readers", type=int, help="at once on each server")
    parser.add_argument("--faults", help="comma-separated, in place of all")
    parser.add_argument("--json", action="store_true", help="one JSON object as well, at the end")
    given = parser.parse_args()
    chosen = plans(given)
    if not chosen:
        parser.error(f"no server is called {given.only}; choose from {', '.join(SERVERS)}")
    if given.faults is not None:
        names = tuple(name for name in given.faults.split(",") if name)
        if unknown := set(names) - set(faults.FAULTS):
            parser.error(f"unknown faults: {', '.join(unknown)}; there are {list(faults.FAULTS)}")
        chosen = {name: replace(plan, faults=names) for name, plan in chosen.items()}
    if given.readers is not None:
        chosen = {name: replace(plan, readers=given.readers) for name, plan in chosen.items()}
    # Both end it in order, also where it runs in the background: everything started ends too.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupt)
    return _run(chosen, as_json=given.json)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _run(chosen: dict[str, Plan], *, as_json: bool) -> int:
    data.HOME.mkdir(parents=True, exist_ok=True)
    started.end_left_over()
    began = time.monotonic()
    results: list[Result] = []
    print(f"- load {os.getloadavg()[0]:.1f} at the start, {os.cpu_count()} CPUs", flush=True)
    for name, plan in chosen.items():
        kind, workers = SERVERS[name]
        results.append(Run(Server(kind, workers, plan.life), plan).run())
    started.forget_all()
    for section in tables.sections(results):
        print(f"\n{show(section)}", flush=True)
    missed = tables.misses(results)
    print(f"\nThe whole run took {time.monotonic() - began:.0f} s.")
    if as_json:
        print(json.dumps({"missed": missed, "servers": [_figures(one) for one in results]}))
    return 1 if any(missed.values()) else 0


def _figures(result: Result) -> dict[str, Any]:
    """Return the figures without the single requests."""
    return {
        "name": result.name,
        "pages": len(result.records),
        "seconds": result.load_seconds,
        "windows": [
            {"fault": one.fault, "away": one.away, "notes": one.notes} for one in result.windows
        ],
        "points": [asdict(point) for point in result.points],
    }


if __name__ == "__main__":
    sys.exit(main())
