"""Coverage: when each cell was last looked at."""

import re

import pytest
from django.test import Client

from tests.factories.commitments import CountryFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import page, words

pytestmark = pytest.mark.django_db
ADDRESS = "/c/small/coverage/"
AS_OF = "?as_of=2025-10-01"


def cells(html: str) -> list[tuple[str, str, str]]:
    """For each cell its shade, what it holds, and its words."""
    found = re.findall(
        r'<td role="cell" data-step="(\w+)" data-kind="(\w+)">(.*?)</td>', html, re.DOTALL
    )
    return [(step, kind, words(inner)) for step, kind, inner in found]


def test_each_cell_tells_the_last_look(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "training"), on="2025-06-01", at="2025-06-03")
    small.check("GBR", "logistics", on="2025-09-20")
    assert cells(page(client, ADDRESS + AS_OF)) == [
        ("old", "stated", "Training 3 Jun 25"),
        ("fresh", "nothing_found", "Logistics 20 Sep 25, nothing found"),
    ]


def test_a_check_after_the_statement_is_the_later_look(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge("GBR", "training"), on="2025-06-01")
    small.check("GBR", "training", on="2025-08-01")
    assert cells(page(client, ADDRESS + AS_OF))[0] == ("recent", "stated", "Training 1 Aug 25")


def test_never_looked_is_counted_and_said(client: Client, small: SmallCoalition) -> None:
    MembershipFactory(coalition=small.coalition, country=CountryFactory(name="Ruritania"))
    html = page(client, ADDRESS)
    assert [cell[0] for cell in cells(html)] == ["never", "never"]
    text = words(html)
    assert "2 cells, last looked at" in text
    assert "Ruritania 2 never" in text
    assert "Not researched 2" in text


def test_it_travels_in_time_and_forgets_what_was_retracted(
    client: Client, small: SmallCoalition
) -> None:
    MembershipFactory(coalition=small.coalition, country=CountryFactory(iso3="GBR"))
    statement = small.say(small.pledge("GBR", "training"), on="2025-06-01")
    small.check("GBR", "logistics", on="2025-09-20", at="2025-09-25")
    small.retract(statement, at="2025-09-01")

    def steps(query: str) -> list[str]:
        return [step for step, _, _ in cells(page(client, ADDRESS + query))]

    assert steps("?as_of=2025-10-01") == ["never", "fresh"]
    assert steps("?as_of=2025-10-01&known_at=2025-08-01") == ["old", "never"]
    assert steps("?as_of=2025-05-01") == ["never", "never"]


def test_it_is_narrowed_like_the_matrix(client: Client, small: SmallCoalition) -> None:
    for country in ("GBR", "FRA"):
        small.say(small.pledge(country))
    assert len(cells(page(client, ADDRESS + "?role=training&country=GBR"))) == 1
    empty = words(page(client, ADDRESS + "?group=G7"))
    assert "No country of this coalition matches this filter on this day." in empty
    page(client, ADDRESS + "?country=XXX", status=400)


@pytest.mark.parametrize(
    "query",
    [
        "stance=offered", "stance=ruled_out", "grade=A", "place=inside_host", "disputed=yes",
        "conditionality=open", "age=0-3", "grade=A&role=training", "sort=training", "by=stance",
        "compare=2025-09-01", "assume=ceasefire",
    ],
)  # fmt: skip
def test_what_a_cell_says_narrows_no_looks(
    client: Client, small: SmallCoalition, query: str
) -> None:
    """The parser is the matrix's; a cell that a filter hides was looked at all the same."""
    small.say(small.pledge("GBR", "training"), "offered", "2025-06-01")
    looks = [cell[2] for cell in cells(page(client, f"{ADDRESS}{AS_OF}&{query}"))]
    assert looks[0] == "Training 1 Jun 25"
