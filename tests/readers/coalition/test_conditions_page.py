"""What must happen first: outcomes with their words, who waits, and what would follow."""

import pytest
from django.test import Client

from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import links, page, words

pytestmark = pytest.mark.django_db
ADDRESS = "/c/small/conditions/"


def section(html: str, slug: str) -> str:
    """One condition's part of the page, as read."""
    start = html.index(f'id="{slug}"')
    return words(html[start - 40 : html.find("</section>", start)])


def test_condition_tells_its_outcome_with_words_and_who_waits(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge("GBR", title="A mission"), waits={"ceasefire": None})
    small.say(small.pledge("FRA", title="Another"), "considering", waits={"vote": None})
    outcome = small.outcome("ceasefire", "open", "2025-07-01")
    html = page(client, ADDRESS)
    ceasefire = section(html, "ceasefire")
    assert "For all Open since 1 Jul 2025, recorded 1 Jul 2025" in ceasefire
    assert outcome.passage.exact in ceasefire
    assert "Who waits for it: 1 country Land of GBR Offered A mission" in ceasefire
    assert "Another" not in ceasefire
    assert "Nothing is recorded for all; it counts as open." in section(html, "vote")
    assert {"/c/small/GBR/", "/c/small/?assume=ceasefire"} <= set(links(html))
    assert "Met as well once this is: Peace agreement." in ceasefire


def test_what_would_follow_counts_what_waits_for_nothing_else(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge("GBR"), waits={"ceasefire": None}, headcount_min=100, headcount_max=200)
    small.say(small.pledge("FRA"), waits={"ceasefire": None, "vote": None}, headcount_max=900)
    small.say(small.pledge("POL"), "ruled_out", waits={"ceasefire": None})
    html = page(client, ADDRESS)
    ceasefire = section(html, "ceasefire")
    assert "1 pledge would wait for nothing more. 1 country is concerned." in ceasefire
    assert "1 more would come closer and still wait." in ceasefire
    assert "Promised 100 to 200 from 1 country; 0 gave no figure" in ceasefire
    assert "No pledge would be free by this alone; 1 would come closer" in section(html, "vote")


def test_a_wider_condition_frees_what_waits_for_a_narrower(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge("GBR"), waits={"ceasefire": None})
    small.say(small.pledge("FRA"), waits={"peace-agreement": None})
    deal = section(page(client, ADDRESS), "peace-agreement")
    assert "2 pledges would wait for nothing more. 2 countries are concerned." in deal


def test_scenario_is_said_to_be_one_and_adds_up(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge("GBR"), waits={"ceasefire": None, "vote": None})
    html = page(client, ADDRESS + "?assume=ceasefire")
    assert "A scenario, not a report: some conditions are assumed to be met." in words(html)
    assert "1 pledge would wait for nothing more." in section(html, "vote")
    assert "/c/small/?assume=ceasefire,vote" in links(html)


def test_a_countrys_own_outcome_goes_before_the_one_for_all(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge("GBR", title="A mission"), waits={"vote": None})
    small.say(small.pledge("FRA", title="Another"), waits={"vote": None})
    small.outcome("vote", "met", country="GBR")
    vote = section(page(client, ADDRESS), "vote")
    assert "Land of GBR Met since 1 Oct 2025" in vote
    assert "Who waits for it: 1 country Land of FRA" in vote
    assert "1 pledge for which it is decided Land of GBR Offered A mission met" in vote


def test_earlier_outcomes_stay_and_the_page_travels_in_time(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge(), on="2025-06-01", waits={"ceasefire": None})
    small.outcome("ceasefire", "open", "2025-07-01")
    small.outcome("ceasefire", "met", "2025-10-01", at="2025-10-05")
    now = section(page(client, ADDRESS), "ceasefire")
    assert "For all Met" in now
    assert "1 earlier outcome For all Open" in now
    for then in ("?as_of=2025-09-30", "?known_at=2025-10-04"):
        ceasefire = section(page(client, ADDRESS + then), "ceasefire")
        assert "For all Open" in ceasefire
        assert "Met since" not in ceasefire


def test_alternatives_name_each_other(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge(), waits={"ceasefire": 1, "us-backstop": 1})
    assert "or instead: Us backstop" in section(page(client, ADDRESS), "ceasefire")


def test_coalition_that_waits_for_nothing_says_so(client: Client, small: SmallCoalition) -> None:
    assert "No pledge waits for a condition on this day." in words(page(client, ADDRESS))


def test_many_that_wait_for_one_condition_come_in_pages(
    client: Client, small: SmallCoalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readers.coalition.condition_views.PER_PAGE", 2)
    for code in ("AAA", "BBB", "CCC", "DDD", "EEE"):
        small.say(small.pledge(code), waits={"ceasefire": None})
    small.say(small.pledge("GBR"), waits={"vote": None})
    html = page(client, ADDRESS)
    ceasefire = section(html, "ceasefire")
    assert "Who waits for it: 5 countries Land of AAA" in ceasefire
    assert "Land of CCC" not in ceasefire
    assert "?of=ceasefire&page=2#ceasefire" in links(html)
    second = page(client, ADDRESS + "?of=ceasefire&page=2")
    assert "Land of CCC" in section(second, "ceasefire")
    assert "Land of AAA" not in section(second, "ceasefire")
    assert 'id="vote"' not in second
    assert {"?of=ceasefire&page=1#ceasefire", "?of=ceasefire&page=3#ceasefire"} <= set(
        links(second)
    )
    assert "Land of EEE" in section(page(client, ADDRESS + "?of=ceasefire&page=77"), "ceasefire")
    assert section(page(client, ADDRESS + "?of=no-such&page=x"), "ceasefire") == ceasefire
