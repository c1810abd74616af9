"""The judgement of an endurance run, on records made by hand: what counts as unexpected."""

from __future__ import annotations

from typing import Any

import pytest

from bench.endurance import assessment, sockets
from bench.endurance.faults import AWAY, REFUSED, RESET, Window
from bench.endurance.person import Wrong, filled, form_fields
from bench.endurance.watching import ProbeAnswer, Sample
from bench.endurance.wire import Record


def record(**changes: Any) -> Record:
    """A page that was served at second 100."""
    given: dict[str, Any] = {
        "at": 100.0,
        "seconds": 0.5,
        "kind": "matrix",
        "status": 200,
        "error": "",
        "again": "",
        "port": 4000,
        "is_reused": False,
    }
    return Record(**{**given, **changes})


def window(*allows: str, **changes: Any) -> Window:
    """A fault from second 99 to 103."""
    made = Window("a fault", 99.0, frozenset(allows), ended=103.0)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


AWAY_503 = {"status": 503, "again": "5"}


@pytest.mark.parametrize(
    ("changes", "windows", "is_expected"),
    [
        ({}, [], True),
        ({"status": 500}, [window(AWAY)], False),
        ({"status": 404}, [], False),
        ({"status": 503, "again": "2"}, [], True),
        (AWAY_503, [], False),
        (AWAY_503, [window()], False),
        (AWAY_503, [window(AWAY)], True),
        (AWAY_503 | {"at": 200.0}, [window(AWAY)], False),
        ({"status": 503}, [window(AWAY)], False),
        ({"status": 0, "error": "refused"}, [window(AWAY)], False),
        ({"status": 0, "error": "refused"}, [window(REFUSED)], True),
        ({"status": 0, "error": "reset"}, [window(AWAY)], False),
        ({"status": 0, "error": "reset"}, [window(ports={4000})], True),
        ({"status": 0, "error": "closed", "is_reused": True}, [], True),
        ({"status": 0, "error": "cut off", "is_reused": True}, [], False),
        ({"status": 0, "error": "no answer in time"}, [window(AWAY)], False),
        # Taken before the end in order, so it must be answered; not taken, so it need not.
        ({"status": 0, "error": "reset"}, [window(REFUSED, taken={4000})], False),
        ({"status": 0, "error": "reset"}, [window(REFUSED)], True),
        ({"status": 0, "error": "reset"}, [window(RESET)], True),
        ({"status": 0, "error": "cut off"}, [window(RESET)], False),
    ],
)
def test_what_readers_see_is_explained_by_a_fault_or_unexpected(
    changes: dict[str, Any], windows: list[Window], is_expected: bool
) -> None:
    seen = assessment.assess_readers([record(**changes)], windows)
    assert (not seen.unexpected) == is_expected


@pytest.mark.parametrize(
    ("status", "again", "windows", "is_expected"),
    [
        (302, "", [], True),
        (422, "", [], True),
        (503, "5", [window()], True),
        (503, "5", [], False),
        (503, "", [window()], False),
        (500, "", [window()], False),
        (400, "", [window()], False),
        ("ReadError", "", [window()], True),
        ("ReadError", "", [], False),
    ],
)
def test_whoever_posts_may_be_told_to_come_back_during_a_fault_only(
    status: int | str, again: str, windows: list[Window], is_expected: bool
) -> None:
    seen = assessment.assess_editors([(100.0, 0.5, "publish", status, again)], windows)
    assert (not seen.unexpected) == is_expected


def test_health_of_a_living_process_and_readiness_without_a_fault_are_judged() -> None:
    told = [
        ProbeAnswer(100.0, 0.1, "health", 0, "RemoteDisconnected", 7, lives=False),
        ProbeAnswer(100.0, 0.1, "health", 200, "", 7),
        ProbeAnswer(100.0, 0.1, "ready", 503, ""),
    ]
    assert assessment.assess_health(told, [window(AWAY)]) == []
    assert assessment.assess_health(told, []) == ["/readyz without a fault: 503"]


def test_health_is_told_also_while_the_database_is_away() -> None:
    silent = [ProbeAnswer(100.0, 15.0, "health", 0, "TimeoutError", 7)]
    assert assessment.assess_health(silent, [window(AWAY)]) != []
    assert assessment.assess_health(silent, [window(fault="kill a web process")]) == []


def life(sizes: list[int], name: str = "web") -> list[Sample]:
    return [Sample(10.0 * n, name, 7, 1.0, size, 20) for n, size in enumerate(sizes)]


def test_memory_is_judged_after_a_warm_up_and_by_its_last_third() -> None:
    [warm] = assessment.growths(life([50_000_000] * 10 + [100_000_000] * 20))
    assert warm.is_flat
    [growing] = assessment.growths(life([100_000_000 + 1_000_000 * n for n in range(30)]))
    assert not growing.is_flat
    assert assessment.growths(life([100_000_000] * 5)) == []


def test_files_that_gather_are_no_flat_life() -> None:
    samples = [Sample(10.0 * n, "web", 7, 1.0, 100, 20 + n * 10) for n in range(30)]
    [growth] = assessment.growths(samples)
    assert not growth.is_flat


def test_times_of_pages_beside_a_fault_are_told_apart() -> None:
    records = [record(seconds=0.1), record(at=500.0, seconds=0.2), record(at=600.0, seconds=0.4)]
    calm = assessment.spreads(records, [window(AWAY)], is_calm=True)
    beside = assessment.spreads(records, [window(AWAY)], is_calm=False)
    assert (calm["matrix"].count, calm["all"].p50, calm["all"].p99) == (2, 200.0, 400.0)
    assert (beside["matrix"].count, beside["matrix"].p50) == (1, 100.0)


def test_a_socket_of_two_processes_is_found_and_a_listener_is_not() -> None:
    holders = {"web 1": {1, 2, 3}, "web 2": {3, 4}, "main": {2}}
    assert sockets.shared(holders, leading={3, 4}) == ["socket 3 is held by web 1 and web 2"]


def test_the_other_ends_of_a_database_s_sockets() -> None:
    lines = [
        "u_str 0      0        /data/postgres/.s.PGSQL.5432 292531 * 292977",
        "u_str 0      0        /other/postgres/.s.PGSQL.5432 292532 * 292978",
        "u_str 0      0                                    * 288079 * 288078",
    ]
    assert sockets.peers(lines, "/data/postgres/.s.PGSQL.") == {292977}


PAGE = """
<form method="get"><input name="q"></form>
<form method="post" action="/desk/a/"><input type="hidden" name="version" value="3">
<input type="checkbox" name="roles" value="x" checked><input type="checkbox" name="roles" value="y">
<textarea name="text">
one &amp; two</textarea>
<select name="pick"><option value="1">1</option><option value="2" selected>2</option></select>
<button name="then" value="save">Save</button></form>
"""


def test_a_form_is_read_as_a_browser_would_send_it() -> None:
    fields = form_fields(PAGE, "/desk/a/")
    assert fields == [("version", "3"), ("roles", "x"), ("text", "one & two"), ("pick", "2")]
    assert ("roles", "y") in filled(fields, roles=["y", "z"])
    with pytest.raises(Wrong):
        form_fields(PAGE, "/desk/b/")
