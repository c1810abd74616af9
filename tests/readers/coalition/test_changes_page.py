"""The digest: the world changed, we corrected, we recoded; since a day, or since my last visit."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from commitments.models import CoalitionRole
from tests.factories.commitments import CountryFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import fragment, links, page, words

pytestmark = pytest.mark.django_db
ADDRESS = "/c/small/changes/"
FEED = "/c/small/changes.atom"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
# Vocabularies are made by the fixture, now: what they add is looked at in a test of its own.
OURS = "kind=world,corrected"


def entries(client: Client, query: str = OURS) -> list[ElementTree.Element]:
    answer = client.get(f"{FEED}?{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall("a:entry", ATOM)


def titles(client: Client, query: str = OURS) -> list[str]:
    return [entry.findtext("a:title", "", ATOM) for entry in entries(client, query)]


# --- what is a change --------------------------------------------------------------------------
def test_a_statement_is_a_change_of_the_world(client: Client, small: SmallCoalition) -> None:
    pledge = small.pledge()
    small.say(pledge, "considering", "2025-06-01")
    second = small.say(pledge, "offered", "2025-09-01", at="2025-09-03", summary="It is ready.")
    html = page(client, f"{ADDRESS}?{OURS}")
    text = words(html)
    assert "2 changes" in text
    assert "3 September 2025 ● The world changed" in text.replace(
        "3 September 2025 The", "3 September 2025 ● The"
    )
    assert "was: Considering → Offered said 1 Sep 2025" in text
    assert second.citations.get().passage.exact in text
    assert f"/pledges/{pledge.reference}/#s{second.pk}" in links(html)


def test_a_correction_is_ours_and_says_what_it_corrects(
    client: Client, small: SmallCoalition
) -> None:
    wrong = small.say(small.pledge(), "committed", "2025-06-01")
    small.correct(wrong, "offered", at="2025-07-01")
    text = words(page(client, ADDRESS + "?kind=corrected"))
    assert "1 change " in text
    assert "We corrected Land of GBR Training Offered" in text
    assert "What we corrected Stance was: Committed now: Offered" in text
    world = words(page(client, ADDRESS + "?kind=world"))
    assert "taken back since" in world


def test_a_retraction_alone_is_ours_and_gives_the_reason(
    client: Client, small: SmallCoalition
) -> None:
    small.retract(small.say(small.pledge()), at="2025-10-01")
    text = words(page(client, ADDRESS + "?kind=corrected"))
    assert "We took this back: Misread." in text
    assert titles(client, "kind=corrected") == ["Land of GBR, Training: we took a statement back"]


def test_an_outcome_is_a_change_of_the_world(client: Client, small: SmallCoalition) -> None:
    outcome = small.outcome("ceasefire", "met", "2025-10-01")
    html = page(client, f"{ADDRESS}?{OURS}")
    assert "For all Ceasefire: met since 1 Oct 2025" in words(html)
    assert outcome.passage.exact in html
    assert "/c/small/conditions/#ceasefire" in links(html)
    assert titles(client) == ["Ceasefire, for all: Met"]


def test_recoded_statements_and_vocabularies_are_apart(
    client: Client, small: SmallCoalition
) -> None:
    pledge = small.pledge()
    small.say(pledge, "offered", "2025-06-01")
    small.say(pledge, "committed", "2025-06-01", at="2025-07-01", change="recoded")
    role = small.roles["training"]
    role.definition = "Another definition."
    role.save()
    CoalitionRole.objects.filter(role=small.roles["logistics"]).delete()
    text = words(page(client, ADDRESS + "?kind=recoded"))
    assert "We recoded Land of GBR Training was: Offered → Committed" in text
    assert "Role “Training” added" in text
    assert "Role “Training” reworded: was: What the country would do. now: Another" in text
    assert "Role “Logistics” removed" in text
    assert "Condition “Peace agreement” now brings “Ceasefire” with it" in text
    assert "1 change" in words(page(client, f"{ADDRESS}?{OURS}"))


# --- filters -----------------------------------------------------------------------------------
def test_filters_by_country_role_kind_and_day(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge("GBR", "training"), on="2025-06-01")
    small.say(small.pledge("FRA", "logistics"), on="2025-07-01")
    britain = small.coalition.pledges.earliest("pk").country
    small.say(small.pledge(None, "logistics", parties=[britain]), on="2025-08-01")
    small.outcome("vote", country="FRA")
    assert len(titles(client)) == 4
    assert titles(client, "country=GBR") == [
        "Collective claim, Logistics: Offered",
        "Land of GBR, Training: Offered",
    ]
    assert titles(client, "role=logistics") == [
        "Collective claim, Logistics: Offered",
        "Land of FRA, Logistics: Offered",
    ]
    assert len(titles(client, OURS + "&since=2025-07-01")) == 3
    assert len(titles(client, OURS + "&since=2025-07-01T10:00:00Z")) == 2
    assert titles(client, "kind=corrected") == []


def test_times_bound_the_digest(client: Client, small: SmallCoalition) -> None:
    statement = small.say(small.pledge(), on="2025-06-01", at="2025-06-05")
    small.retract(statement, at="2025-08-01")
    assert len(titles(client)) == 2
    assert len(titles(client, OURS + "&known_at=2025-07-01")) == 1
    assert len(titles(client, OURS + "&known_at=2025-06-04")) == 0
    assert len(titles(client, OURS + "&as_of=2025-05-31")) == 0


@pytest.mark.parametrize(
    "query",
    ["since=once", "kind=rumour", "country=XXX", "role=juggling", "page=0", "page=x", "page=²"],
)
def test_bad_address_is_told_so(client: Client, small: SmallCoalition, query: str) -> None:
    CountryFactory(iso3="XXX")  # known, and none of this coalition
    page(client, f"{ADDRESS}?{query}", status=400)
    if not query.startswith("page"):
        assert client.get(f"{FEED}?{query}").status_code == 400


def test_fragment_is_the_list_alone_with_a_clean_address(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge())
    part = fragment(client, f"{ADDRESS}?kind=world&since=&country=&role=")
    assert part.strip().startswith('<div id="digest">')
    answer = client.get(
        f"{ADDRESS}?kind=world&since=&country=&role=", headers={"HX-Request": "true"}
    )
    assert answer["HX-Push-Url"] == f"{ADDRESS}?kind=world"


def test_pages_keep_the_filters(
    client: Client, small: SmallCoalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readers.coalition.changes.PER_PAGE", 2)
    pledge = small.pledge()
    for day in ("2025-06-01", "2025-06-02", "2025-06-03"):
        small.say(pledge, on=day)
    first = page(client, ADDRESS + "?kind=world")
    assert "3 changes · page 1 of 2" in words(first)
    assert f"{ADDRESS}?kind=world&page=2" in links(first)
    second = page(client, ADDRESS + "?kind=world&page=2")
    assert f"{ADDRESS}?kind=world" in links(second)
    assert "said 1 Jun 2025" in words(second)


# --- feed --------------------------------------------------------------------------------------
def test_feed_is_valid_atom_with_stable_ids(client: Client, small: SmallCoalition) -> None:
    statement = small.say(small.pledge(), on="2025-06-01", summary="Bread & <butter>.")
    address = f"{FEED}?{OURS}"
    root = ElementTree.fromstring(client.get(address).content)
    for name in ("title", "id", "updated", "author/a:name"):
        assert root.findtext(f"a:{name}", "", ATOM), name
    by_rel = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert by_rel["self"] == f"http://testserver{address}"
    assert by_rel["alternate"] == f"http://testserver{ADDRESS}?{OURS}"
    (entry,) = root.findall("a:entry", ATOM)
    assert entry.findtext("a:id", "", ATOM) == f"tag:testserver,2025:small/statement-{statement.pk}"
    assert entry.findtext("a:updated", "", ATOM) == "2025-06-01T09:00:00+00:00"
    assert entry.findtext("a:summary", "", ATOM).count("Bread &amp; &lt;butter&gt;.") == 1
    assert entry.find("a:category", ATOM).get("term") == "world"
    small.retract(statement, at="2025-10-01")
    assert entry.findtext("a:id", "", ATOM) in {
        found.findtext("a:id", "", ATOM) for found in entries(client)
    }


def test_an_empty_feed_is_not_new_at_each_asking(client: Client, small: SmallCoalition) -> None:
    feeds = {client.get(f"{FEED}?kind=corrected").content for _ in range(2)}
    assert len(feeds) == 1


def test_pages_name_their_feed(client: Client, small: SmallCoalition) -> None:
    small.say(small.pledge())
    digest = page(client, ADDRESS + "?kind=world&country=GBR")
    assert 'type="application/atom+xml"' in digest
    assert f'href="{FEED}?country=GBR&amp;kind=world"' in digest
    assert f'href="{FEED}?country=GBR"' in page(client, "/c/small/GBR/")


# --- since my last visit -----------------------------------------------------------------------
def test_no_cookie_is_set_unless_asked(client: Client, small: SmallCoalition) -> None:
    assert not client.get(ADDRESS).cookies
    assert not client.get(ADDRESS + "?since=2025-01-01").cookies


def test_a_visit_is_remembered_when_asked_and_forgotten_when_asked(
    client: Client, small: SmallCoalition
) -> None:
    small.say(small.pledge())
    first = client.get(ADDRESS + "?since=last-visit&kind=world")
    assert first.status_code == 302
    (cookie,) = first.cookies.values()
    assert cookie.key == "changes-seen-small"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == ADDRESS
    moment = datetime.fromisoformat(cookie.value)
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 60
    empty = words(page(client, first["Location"]))
    assert "Nothing has changed here since then." in empty
    assert "This browser last asked on" in empty

    client.cookies["changes-seen-small"] = "2025-08-01T12:00:00+00:00"
    second = client.get(ADDRESS + "?since=last-visit&kind=world")
    assert second["Location"] == f"{ADDRESS}?since=2025-08-01T12:00:00%2B00:00&kind=world"
    assert "1 change" in words(page(client, second["Location"]))

    gone = client.get(ADDRESS + "?since=forget")
    assert gone["Location"] == ADDRESS
    assert gone.cookies["changes-seen-small"].value == ""
    assert "Remember this visit" in words(page(client, ADDRESS))


@pytest.mark.parametrize(
    "cookie",
    ["yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", "2025-02-30"],
)
def test_an_odd_cookie_counts_as_none(client: Client, small: SmallCoalition, cookie: str) -> None:
    client.cookies["changes-seen-small"] = cookie
    assert client.get(ADDRESS + "?since=last-visit").status_code == 302
    client.cookies["changes-seen-small"] = cookie
    assert "Remember this visit" in words(page(client, ADDRESS))
