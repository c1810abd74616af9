"""Where sources disagree: side by side, with grades, never decided by us."""

import pytest
from django.test import Client

from commitments.models import Citation
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import links, page, words

pytestmark = pytest.mark.django_db
ADDRESS = "/c/small/disputed/"


def test_both_sides_stand_with_their_words_and_grades(
    client: Client, small: SmallCoalition
) -> None:
    pledge = small.pledge("GBR", title="A mission")
    own = small.say(pledge, "offered", "2025-08-01", summary="It is ready.")
    report = small.say(pledge, "withdrawn", "2025-09-01", grade="E", summary="A paper doubts it.")
    link = small.contradict(own, report, at="2025-09-02")
    html = page(client, ADDRESS)
    text = words(html)
    assert "1 dispute of 1" in text
    assert f"{link.note} Linked by an editor on 2 Sep 2025." in text
    assert "B A named official of the country, on record" in text
    assert "E What the outlet infers" in text
    assert text.index("It is ready.") < text.index("A paper doubts it.")
    for statement in (own, report):
        assert statement.citations.get().passage.exact in text
        assert f"/pledges/{pledge.reference}/#s{statement.pk}" in links(html)


def test_a_quotation_against_a_statement_is_a_dispute_too(
    client: Client, small: SmallCoalition
) -> None:
    statement = small.say(small.pledge())
    against = small.cite(statement, at="2025-09-05", function=Citation.Function.CONTRADICTS)
    text = words(page(client, ADDRESS))
    assert "A quotation speaks against this statement." in text
    assert against.passage.exact in text
    assert "0 disputes of 0" in words(page(client, ADDRESS + "?known_at=2025-09-04"))


def test_a_dispute_ends_with_the_retraction_of_a_side(
    client: Client, small: SmallCoalition
) -> None:
    pledge = small.pledge()
    own = small.say(pledge, "offered", "2025-08-01")
    report = small.say(pledge, "withdrawn", "2025-09-01", grade="E")
    small.contradict(own, report, at="2025-09-02")
    small.retract(report, at="2025-10-01")
    assert "No dispute is recorded on this day." in words(page(client, ADDRESS))
    for then in ("?known_at=2025-09-30", "?known_at=2025-09-30&as_of=2025-12-01"):
        assert "1 dispute of 1" in words(page(client, ADDRESS + then))
    assert "0 disputes" in words(page(client, ADDRESS + "?known_at=2025-09-01"))
    assert "0 disputes" in words(page(client, ADDRESS + "?as_of=2025-08-31&known_at=2025-09-30"))


def test_it_is_narrowed_by_country_and_role(client: Client, small: SmallCoalition) -> None:
    for country, role in (("GBR", "training"), ("FRA", "logistics")):
        pledge = small.pledge(country, role)
        small.contradict(
            small.say(pledge, on="2025-08-01"), small.say(pledge, "withdrawn", on="2025-09-01")
        )
    assert "Land of FRA (1)" in words(page(client, ADDRESS))
    by_country = words(page(client, ADDRESS + "?country=FRA"))
    assert "1 dispute of 2 Land of FRA: Logistics" in by_country
    assert "1 dispute of 2 Land of GBR: Training" in words(page(client, ADDRESS + "?role=training"))
    none = page(client, ADDRESS + "?role=training&country=FRA")
    assert "No dispute matches this filter." in words(none)
    assert ADDRESS in links(none)


@pytest.mark.parametrize("query", ["country=XXX", "role=juggling", "as_of=never"])
def test_bad_address_is_told_so(client: Client, small: SmallCoalition, query: str) -> None:
    page(client, f"{ADDRESS}?{query}", status=400)


def test_many_disputes_come_in_pages(
    client: Client, small: SmallCoalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readers.coalition.dispute_views.PER_PAGE", 2)
    for day in range(1, 6):
        own = small.say(small.pledge("GBR", title=f"Mission {day}"), "offered", f"2025-08-0{day}")
        report = small.say(own.pledge, "withdrawn", f"2025-09-0{day}", grade="E")
        small.contradict(own, report, at="2025-09-10")
    first = page(client, ADDRESS)
    assert "5 disputes of 5" in words(first)
    assert first.count('class="dispute"') == 2
    assert "Page 1 of 3" in words(first)
    assert "?page=2" in links(first)
    assert page(client, ADDRESS + "?page=3").count('class="dispute"') == 1
    assert page(client, ADDRESS + "?page=99").count('class="dispute"') == 1
