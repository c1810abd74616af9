"""No page asks the database more often because there is more to show: n rows, then 2n."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.articles import ArticleFactory, PassageFactory, SnapshotFactory
from tests.factories.commitments import CountryFactory, LimitFactory, MembershipFactory
from tests.factories.small_coalition import SmallCoalition
from tests.readers.pages import HTMX

pytestmark = pytest.mark.django_db
N = 3


def queries(client: Client, address: str, headers: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, headers=headers or {})
    assert answer.status_code == 200
    return len(captured)


def grow_matrix(small: SmallCoalition) -> None:
    """N more countries with a word, a check, a membership, and N more collective claims."""
    for _ in range(N):
        country = CountryFactory()
        MembershipFactory(coalition=small.coalition, country=country)
        statement = small.say(small.pledge(country), waits={"ceasefire": None})
        small.cite(statement, at="2025-09-05")
        small.check(country, "logistics")
        small.say(small.pledge(None, parties=[country]))


def grow_country(small: SmallCoalition) -> None:
    """N more pledges of one country with all that can hang on a statement."""
    for _ in range(N):
        pledge = small.pledge("GBR", "training", "logistics")
        said = [
            small.say(
                pledge,
                on=day,
                waits={"ceasefire": 1, "vote": 1},
                limits=[LimitFactory()],
                article=ArticleFactory(relays=ArticleFactory()),
            )
            for day in ("2025-08-01", "2025-09-01")
        ]
        small.say(pledge, "floated", "2025-10-01", grade="D", relayed_by=CountryFactory())
        small.cite(said[0], at="2025-09-05")
        small.contradict(*said)
        small.say(small.pledge(None, parties=[pledge.country]))
    small.outcome("ceasefire")


def grow_pledge(small: SmallCoalition) -> None:
    """N more statements of GBR's one pledge, each corrected."""
    pledge = small.coalition.pledges.first() or small.pledge("GBR")
    for _ in range(N):
        statement = small.say(pledge, waits={"ceasefire": None}, limits=[LimitFactory()])
        small.cite(statement, at="2025-09-05")
        small.correct(statement, "considering", at="2025-10-01")


def grow_sources(small: SmallCoalition) -> None:
    """N more quoted articles."""
    for _ in range(N):
        small.say(small.pledge(CountryFactory()))


def grow_source(small: SmallCoalition) -> None:
    """N more passages of one article, each cited by two statements."""
    article = ArticleFactory._meta.model.objects.filter(title="The one").first()
    if article is None:
        article = ArticleFactory(title="The one")
        SnapshotFactory(article=article, text=" ".join(f"Sentence {n}." for n in range(99)))
    snapshot = article.snapshots.get()
    start = snapshot.passages.count()
    for number in range(start, start + N):
        passage = PassageFactory(snapshot=snapshot, quote=f"Sentence {number}.")
        for _ in range(2):
            small.say(small.pledge(CountryFactory()), passage=passage)


def grow_everything(small: SmallCoalition) -> None:
    """N more countries that wait, dispute, correct, retract and were looked at."""
    for _ in range(N):
        country = CountryFactory()
        MembershipFactory(coalition=small.coalition, country=country)
        pledge = small.pledge(country, "training", "logistics")
        said = [
            small.say(pledge, stance, day, waits={"ceasefire": 1, "vote": 1}, headcount_max=100)
            for stance, day in (("offered", "2025-08-01"), ("withdrawn", "2025-09-01"))
        ]
        small.contradict(*said)
        small.correct(small.say(pledge, on="2025-08-02"), "considering", at="2025-10-01")
        small.retract(small.say(pledge, on="2025-08-03"), at="2025-10-02")
        small.outcome("vote", country=country.iso3)
        small.outcome("ceasefire")
        small.check(country, "logistics")


CASES: dict[str, tuple[Callable[[SmallCoalition], None], str]] = {
    "matrix": (grow_matrix, "/c/small/"),
    "matrix at another time": (grow_matrix, "/c/small/?as_of=2025-12-01&assume=ceasefire"),
    "matrix compared": (grow_matrix, "/c/small/?compare=2025-09-02&by=stance"),
    "country": (grow_country, "/c/small/GBR/"),
    "cell": (grow_country, "/c/small/GBR/training/"),
    "pledge": (grow_pledge, "/pledges/{reference}/"),
    "source list": (grow_sources, "/sources/"),
    "outlets": (grow_sources, "/sources/publishers/"),
    "search": (grow_country, "/search/?q=training+minister+GBR"),
    "search in one kind": (grow_country, "/search/?q=minister&in=passages"),
    "sitemap": (grow_sources, "/sitemap.xml"),
    "embedded cell": (grow_country, "/embed/small/GBR/training/"),
    "source": (grow_source, "/sources/{source}/"),
    "conditions": (grow_everything, "/c/small/conditions/?assume=us-backstop"),
    "disputed": (grow_everything, "/c/small/disputed/"),
    "coverage": (grow_everything, "/c/small/coverage/"),
    "changes": (grow_everything, "/c/small/changes/"),
    "json": (grow_matrix, "/api/v1/coalitions/small/matrix"),
}


@pytest.mark.parametrize("name", CASES)
def test_queries_do_not_grow_with_the_rows(
    client: Client, small: SmallCoalition, name: str
) -> None:
    grow, path = CASES[name]
    grow(small)
    pledge = small.coalition.pledges.earliest("pk")
    article = ArticleFactory._meta.model.objects.filter(title="The one").first()
    address = path.format(reference=pledge.reference, source=article.pk if article else "")
    before = (queries(client, address), len(client.get(address).content))
    grow(small)
    after = (queries(client, address), len(client.get(address).content))
    assert after[0] == before[0]
    assert after[1] > before[1]  # or nothing was added to what the page shows


def test_matrix_page_and_fragment_cost_six_queries(client: Client, small: SmallCoalition) -> None:
    grow_matrix(small)
    # The coalition, the four of `build`, the slider's days; facets cost none.
    assert queries(client, "/c/small/") == 6
    assert queries(client, "/c/small/", HTMX) == 6
    # A scenario costs none more; the other side of a comparison is a matrix of its own.
    assert queries(client, "/c/small/?assume=ceasefire&stance=offered") == 6
    assert queries(client, "/c/small/?compare=2025-09-02") == 10
