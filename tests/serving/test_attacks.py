"""The attack tool itself: on this machine only, within bounds, and it counts right."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from bench.attack_kinds import KINDS, Plan
from bench.attack_line import NotLoopback, Target
from bench.attacks import Outcome, describe, run
from tests.serving.conftest import Upstream


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1:8000",
        "http://192.0.2.1",
        "http://[2001:db8::1]:80",
        "http://0.0.0.0:8000",
        "http://169.254.169.254/",
        "http://127.0.0.1@192.0.2.1/",
        "https://127.0.0.1",
        "192.0.2.1:80",
        "http://",
        "",
    ],
)
def test_nobody_else_is_attacked(url: str) -> None:
    with pytest.raises(NotLoopback):
        Target.of(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:80", "localhost:80", "http://[::1]:80/x"])
def test_this_machine_is(url: str) -> None:
    assert Target.of(url).port == 80


@pytest.mark.parametrize(
    "more", [{"connections": 0}, {"connections": 100_000}, {"seconds": 0}, {"seconds": 1e6}]
)
def test_an_attack_has_bounds(more: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        run("http://127.0.0.1:9", "flood", **more)
    with pytest.raises(ValueError):
        run("http://127.0.0.1:9", "big-post", plan=Plan(bytes=10**12))


def test_what_happens_is_counted(upstream: Upstream) -> None:
    outcome = run(f"http://127.0.0.1:{upstream.port}", "idle-keepalive", connections=5, seconds=1)
    assert (outcome.endings, outcome.statuses, outcome.held_at_most) == (
        {"answered": 5},
        {"200": 5},
        5,
    )
    assert set(outcome.noticed) == {"/healthz", "/readyz", "/c/ukraine/"}
    assert all(seen.all_ok for seen in outcome.noticed.values())
    assert outcome.recovered_seconds is not None
    assert upstream.asked.count("GET /c/ukraine/") >= 2


def test_a_held_connection_is_told_from_an_answered_one(upstream: Upstream) -> None:
    upstream.is_stuck.set()
    outcome = run(
        f"http://127.0.0.1:{upstream.port}", "idle-keepalive", connections=3, seconds=1, probes=()
    )
    assert (outcome.endings, outcome.statuses) == ({"held": 3}, {})


def test_bytes_are_those_the_server_took(upstream: Upstream) -> None:
    few = Plan(bytes=1_000_000)
    url = f"http://127.0.0.1:{upstream.port}"
    outcome = run(url, "big-post", seconds=20, plan=few, probes=())
    assert outcome.statuses == {"200": 1}
    # The whole body, and the head before it.
    assert 1_000_000 < outcome.bytes_taken < 1_001_000


def test_nobody_there_is_an_ending(upstream: Upstream) -> None:
    outcome = run("http://127.0.0.1:9", "half-headers", connections=2, seconds=1, probes=())
    assert outcome.endings == {"refused": 2}


@pytest.mark.parametrize("name", KINDS)
def test_every_attack_runs_and_ends(upstream: Upstream, name: str) -> None:
    plan = Plan(pace=0.1, bytes=500_000)
    url = f"http://127.0.0.1:{upstream.port}"
    outcome = run(url, name, connections=2, seconds=1, plan=plan, probes=())
    assert outcome.attack == name
    assert outcome.seconds < 60
    assert sum(outcome.endings.values()) >= 2


def test_the_command_prints_json(upstream: Upstream) -> None:
    command = [sys.executable, "-m", "bench.attacks", f"http://127.0.0.1:{upstream.port}"]
    options = ["--attack", "long-url", "--connections", "1", "--seconds", "1", "--json"]
    done = subprocess.run(
        [*command, *options], cwd=Path(settings.BASE_DIR), stdout=subprocess.PIPE, check=True
    )
    told = json.loads(done.stdout)
    assert (told["attack"], told["connections"]) == ("long-url", 1)
    outcome = Outcome(**{**told, "noticed": {}})
    assert describe(outcome).startswith("long-url: 1 connections")


def test_the_command_refuses_in_one_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.attacks", "http://192.0.2.1"],
        cwd=Path(settings.BASE_DIR),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: 192.0.2.1 is not this very machine.")
    assert len(done.stderr.splitlines()) == 1
