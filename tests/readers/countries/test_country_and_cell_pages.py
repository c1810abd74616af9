"""A country and one of its cells: what was said, by whom, in which words, and what is missing."""

import pytest
from django.test import Client

from tests.factories.commitments import CountryFactory, LimitFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import fragment, links, page, words

pytestmark = pytest.mark.django_db
COUNTRY = "/c/small/GBR/"
CELL = "/c/small/GBR/training/"


# --- country ----------------------------------------------------------------------------------
def test_country_shows_its_pledges_and_how_they_came_about(
    client: Client, small: SmallCoalition
) -> None:
    pledge = small.pledge("GBR", "training", "logistics", title="A mission", place="sea")
    small.say(pledge, "considering", "2025-06-01", summary="It thinks about it.")
    small.say(pledge, "offered", "2025-09-01", summary="It is ready.")
    small.say(pledge, "withdrawn", "2025-10-01", grade="E", summary="A paper doubts it.")
    text = words(page(client, COUNTRY))
    assert "Offers training and logistics." in text
    assert "A mission" in text
    assert "at sea · 3 statements" in text
    heading, timeline = text.index("It is ready."), text.index("It thinks about it.")
    assert heading < text.index("A paper doubts it. reported since") < timeline


def test_country_lists_roles_without_a_position(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge())
    small.add_role("cyber")
    small.check("GBR", "logistics", "withheld", "2025-09-01")
    text = words(page(client, COUNTRY))
    assert "Roles without a position Logistics withheld, 1 Sep 2025 Cyber not researched" in text


def test_country_tells_which_collective_claims_name_it(
    client: Client, small: SmallCoalition
) -> None:
    country = CountryFactory(iso3="GBR")
    small.say(small.pledge(None, title="A joint force", parties=[country]), summary="Together.")
    small.say(small.pledge(None, title="Another force"), summary="Others.")
    text = words(page(client, COUNTRY))
    assert "Named in collective claims A joint force, 1 Sep 2025: Together." in text
    assert "Another force" not in text
    assert "No statement of" in text


def test_country_that_said_nothing_is_a_page_and_not_a_no(
    client: Client, small: SmallCoalition
) -> None:
    CountryFactory(iso3="GBR", name="Britain")
    text = words(page(client, COUNTRY))
    assert "No member of the coalition on this day" in text
    assert "That does not mean no." in text


def test_country_standing_is_that_of_the_day(client: Client, small: SmallCoalition) -> None:
    country = CountryFactory(iso3="GBR")
    MembershipFactory(
        coalition=small.coalition, country=country, standing="lead", joined_on="2025-03-01"
    )
    assert "Lead of the coalition" in words(page(client, COUNTRY))
    assert "No member of the coalition" in words(page(client, COUNTRY + "?as_of=2025-02-28"))


def test_country_is_told_at_a_glance(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge("GBR", "training", title="A mission")
    small.say(pledge, "considering", "2025-03-01")
    small.say(pledge, "offered", "2025-06-01")
    last = small.say(pledge, "offered", "2025-09-01", waits={"ceasefire": None})
    text = words(page(client, COUNTRY))
    quotation = last.citations.get().passage.exact
    # Since when it has stood there, not when it was last said.
    assert f"Training Offered B 1 Jun 2025 Ceasefire “{quotation}”".replace("“", "").replace(
        "”", ""
    ) in text.replace("“", "").replace("”", "")
    assert "Stance over time" in text
    assert "Considering 1 Mar 2025, Offered 1 Jun 2025" in text


def test_country_shows_its_numbers_sources_and_looks(client: Client, small: SmallCoalition) -> None:
    statement = small.say(small.pledge(), headcount_min=100, headcount_max=300)
    small.check("GBR", "logistics", on="2025-09-10", note="Asked the ministry.")
    text = words(page(client, COUNTRY))
    assert "Headcounts over time" in text
    assert "1 Sep 2025 Offered 100–300" in text
    assert "Where we looked" in text
    assert "10 Sep 2025 Logistics: nothing found. Asked the ministry." in text
    article = statement.citations.get().passage.snapshot.article
    assert f"{article.title} {article.publisher.name}" in text


def test_country_gives_an_address_that_keeps_what_it_says(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge(), summary="It is ready.")
    (kept,) = (link for link in links(page(client, COUNTRY)) if "known_at" in link)
    assert "as_of" in kept
    assert "It is ready." in words(page(client, kept))


# --- cell: whole and as a fragment ------------------------------------------------------------
def test_cell_is_a_page_and_a_fragment(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge())
    whole, part = page(client, CELL), fragment(client, CELL)
    assert part.strip().startswith("<div>")
    assert part.strip() in whole
    assert 'id="cell-head"' in part


def test_cell_shows_every_statement_with_all_its_facts(
    client: Client, small: SmallCoalition
) -> None:
    statement = small.say(
        small.pledge(place="neighbouring_state"),
        "offered",
        "2025-09-01",
        speaker="Jane Doe",
        office="Minister of Defence",
        headcount_min=200,
        headcount_max=300,
        unit="company",
        equipment="Trucks",
        effective_on="2026-03-01",
        caveat="Read with care.",
        summary="It is ready to train.",
        limits=[LimitFactory(name="No combat")],
        waits={"ceasefire": 1, "us-backstop": 1, "vote": None},
    )
    quotation = statement.citations.get().passage.exact
    text = words(page(client, CELL))
    for fact in (
        "Offered 1 Sep 2025 B",
        quotation,
        "It is ready to train.",
        "Said by Jane Doe, Minister of Defence (minister)",
        "Limits No combat",
        "Ceasefire open or Us backstop open · Vote open",
        "Headcount 200–300",
        "Unit company",
        "Equipment Trucks",
        "Holds from 1 March 2026",
        "Note to readers Read with care.",
        "neighbouring state",
    ):
        assert fact in text, fact


def test_cell_says_that_the_later_published_of_one_day_counts(
    client: Client, small: SmallCoalition
) -> None:
    pledge = small.pledge()
    small.say(pledge, "ruled_out", at="2025-09-03", summary="The second word.")
    small.say(pledge, "offered", at="2025-09-02", summary="The first word.")
    text = words(page(client, CELL))
    second, first = text.index("The second word."), text.index("The first word.")
    assert second < text.index("same day as the one above, which was published later") < first


def test_cell_marks_reports_and_disputes(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge()
    own = small.say(pledge, "offered", "2025-08-01")
    report = small.say(pledge, "withdrawn", "2025-09-01", grade="E", summary="A paper doubts it.")
    small.contradict(own, report)
    text = words(page(client, CELL))
    assert "reported since, not the country's own word" in text
    assert text.count("disputed") == 2
    assert "Against it Withdrawn, 1 Sep 2025: A paper doubts it." in text


def test_cell_shows_a_scenario_as_one(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"ceasefire": None})
    text = words(page(client, CELL + "?assume=peace-agreement"))
    assert "Ceasefire assumed met" in text
    assert "A scenario: some conditions are assumed to be met." in text


def test_cell_gives_a_failed_and_a_met_condition_their_names(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge(), waits={"ceasefire": None, "vote": None})
    small.outcome("ceasefire", "met")
    small.outcome("vote", "failed", country="GBR")
    assert "Ceasefire met · Vote failed" in words(page(client, CELL))


def test_cell_orders_pledges_by_firmness(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(title="The refusal"), "ruled_out")
    small.say(small.pledge(title="The offer", place="sea"), "offered")
    text = words(page(client, CELL))
    assert text.index("The offer") < text.index("The refusal")


# --- cell: empty ------------------------------------------------------------------------------
def test_cell_nobody_looked_at_says_so(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "logistics"))
    text = words(page(client, CELL))
    assert "Not researched. Nobody has looked for a position of Land of GBR" in text


@pytest.mark.parametrize(
    ("outcome", "name"),
    [
        ("nothing_found", "Nothing found"),
        ("withheld", "Withheld"),
        ("not_applicable", "Does not apply"),
    ],
)
def test_cell_that_was_looked_at_says_when_and_what(
    client: Client, small: SmallCoalition, outcome: str, name: str
) -> None:
    small.check(CountryFactory(iso3="GBR"), outcome=outcome, note="Asked the ministry.")
    text = words(page(client, CELL))
    assert f"{name}, checked on 1 Sep 2025. Asked the ministry." in text


# --- time -------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", [COUNTRY, CELL])
def test_pages_travel_in_time_like_the_matrix(
    client: Client, small: SmallCoalition, path: str
) -> None:
    pledge = small.pledge()
    small.say(pledge, "considering", "2025-06-01", summary="It thinks about it.")
    wrong = small.say(pledge, "committed", "2025-09-01", summary="It has signed.")
    small.retract(wrong, at="2025-10-01")
    today = words(page(client, path))
    before = words(page(client, path + "?known_at=2025-09-30"))
    earlier = words(page(client, path + "?as_of=2025-06-30"))
    assert "It has signed." not in today
    assert "It has signed." not in earlier
    assert before.index("It has signed.") < before.index("It thinks about it.")
    # What headed the pledge then heads it on the page of that time, too.
    assert before.index("Committed") < before.index("Considering")


def test_late_quotation_is_dated_and_absent_from_earlier_knowledge(
    client: Client, small: SmallCoalition
) -> None:
    statement = small.say(small.pledge(), grade="C")
    late = small.cite(statement, at="2025-11-01")
    now, then = page(client, CELL), page(client, CELL + "?known_at=2025-10-31")
    assert late.passage.exact in now
    assert "added 1 Nov 2025" in words(now)
    assert late.passage.exact not in then
    assert '<i class="grade" title="Evidence grade">B</i>' in now
    assert '<i class="grade" title="Evidence grade">C</i>' in then
