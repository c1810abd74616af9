"""References: pinned to both times, and the same in text, BibTeX and CSL-JSON."""

import json
from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from commitments.matrix.state import MatrixState, parse_state
from readers.machines.citing import Reference, pinned, reference

NOW = datetime(2026, 1, 31, 14, 30, 5, 123456, UTC)


def state(address: str = "") -> MatrixState:
    return parse_state(QueryDict(address), today=NOW.date())


def cite(address: str = "", title: str = "Small coalition") -> Reference:
    return reference(
        title=title,
        key="ledger-small",
        path="/c/small/",
        site="https://ledger.example",
        state=pinned(state(address), now=NOW),
        on=date(2026, 1, 31),
    )


@pytest.mark.parametrize(
    ("address", "known_at"),
    [
        ("", "2026-01-31T14:30:05Z"),
        ("known_at=2026-01-31", "2026-01-31T14:30:05Z"),  # that day is not over
        ("known_at=2030-01-01", "2026-01-31T14:30:05Z"),
        ("known_at=2026-01-30", "2026-01-30"),
        ("known_at=2026-01-30T08:00:00Z", "2026-01-30T08:00:00Z"),
    ],
)
def test_pinned_view_will_never_show_what_is_published_later(address: str, known_at: str) -> None:
    found = pinned(state(address), now=NOW)
    assert found.address() == f"?as_of=2026-01-31&known_at={known_at}"
    assert pinned(found, now=datetime(2027, 1, 1, tzinfo=UTC)) == found


def test_pinned_view_keeps_everything_else() -> None:
    address = "?as_of=2025-09-01&known_at=2025-10-01&assume=ceasefire&role=training&sort=country"
    assert pinned(state(address[1:]), now=NOW).address() == address


def test_text_says_what_when_and_where() -> None:
    assert cite("as_of=2025-09-01").text == (
        "Coalition Ledger (2026). Small coalition: what had been said by 1 September 2025, as "
        "known on 31 January 2026, 14:30 UTC. https://ledger.example/c/small/"
        "?as_of=2025-09-01&known_at=2026-01-31T14:30:05Z (seen on 31 January 2026)."
    )


def test_scenario_is_cited_as_one() -> None:
    found = cite("assume=ceasefire,us-backstop")
    for text in (found.text, found.bibtex, found.csl):
        assert "a scenario, not a report: assuming ceasefire, us-backstop" in text


def test_bibtex_is_escaped() -> None:
    bibtex = cite(title="R&D {50%} \\of_us").bibtex
    assert bibtex.startswith("@misc{ledger-small-20260131,\n")
    assert r"title = {R\&D \{50\%\}  of\_us: what" in bibtex
    assert "url = {https://ledger.example/c/small/?as_of=2026-01-31&known_at=" in bibtex
    assert bibtex.count("{") == bibtex.count("}")


def test_csl_is_json_with_both_times() -> None:
    (item,) = json.loads(cite("known_at=2025-12-01").csl)
    assert item["type"] == "dataset"
    assert item["issued"] == {"date-parts": [[2025, 12, 1]]}
    assert item["accessed"] == {"date-parts": [[2026, 1, 31]]}
    assert item["URL"] == "https://ledger.example" + cite("known_at=2025-12-01").path
