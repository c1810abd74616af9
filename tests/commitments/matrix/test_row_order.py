"""The order of countries, their groups, and finding one by name."""

import pytest

from commitments.matrix.facets import finds
from commitments.matrix.row_order import row_groups
from commitments.matrix.state import BadParameter
from tests.factories.commitments import CountryFactory
from tests.factories.small_coalition import SmallCoalition

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(small: SmallCoalition) -> SmallCoalition:
    """Zeta is firm in one role, Ähland has the number, Beta spoke last, Nix is only looked for."""
    zeta = CountryFactory(iso3="ZZZ", name="Zeta", groups=["NATO", "EU"])
    ahland = CountryFactory(iso3="AAA", name="Ähland", groups=["EU"])
    beta = CountryFactory(iso3="BBB", name="Beta", groups=["NATO"])
    small.say(small.pledge(zeta), "deployed", "2025-09-01")
    small.say(small.pledge(ahland), "offered", "2025-09-02", headcount_max=900)
    small.say(small.pledge(ahland, "logistics"), "committed", "2025-09-02", headcount_min=100)
    small.say(small.pledge(beta, "logistics"), "floated", "2025-10-01")
    small.check(CountryFactory(iso3="NNN", name="Nix"))
    return small


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", "ZZZ AAA BBB NNN"),
        ("country", "AAA BBB NNN ZZZ"),
        ("stance", "ZZZ AAA BBB NNN"),
        ("headcount", "AAA ZZZ BBB NNN"),
        ("last_change", "BBB AAA ZZZ NNN"),
        ("training", "ZZZ AAA BBB NNN"),
        ("logistics", "AAA BBB ZZZ NNN"),
    ],
)
def test_rows_stand_as_asked(filled: SmallCoalition, sort: str, order: str) -> None:
    assert [row.iso3 for row in filled.read(f"sort={sort}").rows] == order.split()


def test_unknown_order_is_refused_with_the_choices(filled: SmallCoalition) -> None:
    with pytest.raises(BadParameter, match=r"(?s)“mood” is no order.*headcount.*training"):
        filled.read("sort=mood")


def test_groups_hold_each_row_once(filled: SmallCoalition) -> None:
    def told(by: str) -> list[tuple[str, list[str]]]:
        groups = row_groups(filled.read(f"by={by}&sort=country"))
        return [(group.heading, [row.iso3 for row in group.rows]) for group in groups]

    assert told("") == [("", ["AAA", "BBB", "NNN", "ZZZ"])]
    assert told("stance") == [
        ("At most: Deployed", ["ZZZ"]),
        ("At most: Committed", ["AAA"]),
        ("At most: Floated", ["BBB"]),
        ("No position recorded", ["NNN"]),
    ]
    assert told("organisation") == [
        ("In NATO and the EU", ["ZZZ"]),
        ("In NATO, not in the EU", ["BBB"]),
        ("In the EU, not in NATO", ["AAA"]),
        ("In neither NATO nor the EU", ["NNN"]),
    ]


@pytest.mark.parametrize(
    ("query", "name", "is_found"),
    [
        ("turk", "Türkiye", True),
        ("TÜRKİYE", "Türkiye", True),
        ("kingdom united", "United Kingdom", True),
        ("united republic", "United Kingdom", False),
        ("tur", "France", False),
        ("abc", "France", True),  # its code
        ("ab", "France", False),
    ],
)
def test_country_is_found_by_part_of_its_name_or_its_code(
    query: str, name: str, is_found: bool
) -> None:
    assert finds(query, name, "ABC") is is_found


def test_search_narrows_rows_and_counts(filled: SmallCoalition) -> None:
    built = filled.read("q=ahl")
    assert [row.iso3 for row in built.rows] == ["AAA"]
    assert built.pledges == 2
    assert filled.read("q=nobody").rows == []
