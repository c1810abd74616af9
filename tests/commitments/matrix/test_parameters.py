"""The matrix's state in the address: what is read, what is refused, and that it comes back."""

from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from commitments.matrix.state import (
    AGES,
    DISPUTED,
    GROUPINGS,
    GROUPS,
    SORTS,
    BadParameter,
    MatrixState,
    parse_state,
)
from commitments.rules.grades import GRADES
from commitments.rules.stances import Conditionality, Place, Stance

TODAY = date(2026, 1, 31)
PARAMETERS = (
    "as_of known_at assume role stance country group place grade conditionality disputed age "
    "q sort by compare compare_known_at"
).split()


def read(address: str, *, today: date = TODAY) -> MatrixState:
    return parse_state(QueryDict(address.removeprefix("?")), today=today)


def refusal(**parameters: str) -> str:
    """The sentence with which these parameters are refused."""
    with pytest.raises(BadParameter) as caught:
        read(urlencode(parameters))
    return caught.value.message


# --- reading ----------------------------------------------------------------------------------
def test_bare_address_is_today_as_known_now() -> None:
    assert read("") == MatrixState(as_of=TODAY, is_today=True)


def test_without_a_given_day_today_is_the_day_in_utc() -> None:
    before = datetime.now(UTC).date()
    assert before <= parse_state(QueryDict("")).as_of <= datetime.now(UTC).date()


def test_empty_values_of_a_form_count_as_absent() -> None:
    assert read("as_of=&known_at=+&role=&assume=,&grade=%20,%20") == read("")


@pytest.mark.parametrize(
    "address",
    [
        "role=training,medical",
        "role=training&role=medical",
        "role=training,,training&role=medical",
    ],
)
def test_lists_may_be_repeated_or_separated_by_commas(address: str) -> None:
    assert read(address).role == ("training", "medical")


def test_country_codes_may_be_typed_in_lower_case() -> None:
    assert read("country=gbr,Fra").country == ("GBR", "FRA")


def test_one_value_given_twice_is_no_contradiction() -> None:
    assert read("as_of=2025-09-01&as_of=2025-09-01&as_of=").as_of == date(2025, 9, 1)


def test_two_days_are_refused() -> None:
    with pytest.raises(BadParameter, match="given twice"):
        read("as_of=2025-09-01&as_of=2025-09-02")


# --- refusals ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    ["2025-13-40", "2025-02-29", "yesterday", "0", "-1", "01/02/2025", "2025-9-1", "9" * 400],
)
@pytest.mark.parametrize("name", ["as_of", "known_at", "compare", "compare_known_at"])
def test_unreadable_day_is_refused_with_an_example(name: str, text: str) -> None:
    message = refusal(**{name: text})
    assert f"({name})" in message
    assert "2026-01-06" in message
    assert len(message) < 250


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-06T25:00:00Z",
        "2025-01-06Tnoon-ish",
        # Offsets that lead out of the calendar.
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_unreadable_moment_is_refused(text: str) -> None:
    assert "is not a moment we can read (known_at)" in refusal(known_at=text)


@pytest.mark.parametrize(
    ("name", "value", "choices"),
    [
        ("stance", "promised", Stance.values),
        ("stance", "not_researched", Stance.values),
        ("group", "nato", GROUPS),
        ("place", "moon", Place.values),
        ("grade", "F", tuple(GRADES)),
        ("grade", "A,F", tuple(GRADES)),
        ("conditionality", "maybe", Conditionality.values),
        ("disputed", "perhaps", DISPUTED),
        ("age", "0-4", tuple(AGES)),
        ("by", "mood", GROUPINGS),
    ],
)
def test_unknown_value_is_refused_with_the_choices(
    name: str, value: str, choices: tuple[str, ...]
) -> None:
    message = refusal(**{name: value})
    assert f"({name})" in message
    assert all(choice in message for choice in choices)


def test_long_nonsense_is_cut_in_the_message() -> None:
    assert "x" * 61 not in refusal(stance="x" * 5000)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(PARAMETERS),
            st.one_of(st.text(max_size=30), st.datetimes().map(str), st.dates().map(str)),
        ),
        max_size=6,
    )
)
def test_any_address_is_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    parameters = QueryDict(mutable=True)
    for name, value in pairs:
        parameters.appendlist(name, value)
    try:
        state = parse_state(parameters, today=TODAY)
    except BadParameter:
        return
    assert state.known_until.tzinfo is not None


# --- known_at ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2026-01-06", datetime(2026, 1, 6, 23, 59, 59, 999999, UTC)),
        ("9999-12-31", datetime.max.replace(tzinfo=UTC)),
        ("2026-01-06T12:00:00Z", datetime(2026, 1, 6, 12, tzinfo=UTC)),
        ("2026-01-06T12:00:00", datetime(2026, 1, 6, 12, tzinfo=UTC)),
        ("2026-01-06T12:00:00+02:00", datetime(2026, 1, 6, 10, tzinfo=UTC)),
        # As it arrives when nobody escaped the plus.
        ("2026-01-06T12:00:00 02:00", datetime(2026, 1, 6, 10, tzinfo=UTC)),
        ("2026-01-06 12:00", datetime(2026, 1, 6, 12, tzinfo=UTC)),
        ("2026-01-06T23:30:00.000001-05:00", datetime(2026, 1, 7, 4, 30, 0, 1, UTC)),
    ],
)
def test_known_until_is_the_last_moment_that_counts(text: str, until: datetime) -> None:
    assert read(urlencode({"known_at": text})).known_until == until


def test_without_known_at_everything_published_counts_and_pages_say_now() -> None:
    before = datetime.now(UTC)
    state = read("")
    assert before <= state.known_when <= datetime.now(UTC)
    # Also what was published before the clock was set back.
    assert state.known_until > datetime.now(UTC) + timedelta(days=365)


# --- printing ---------------------------------------------------------------------------------
def test_default_state_has_the_bare_address() -> None:
    assert read("").address() == ""
    assert read("").time_address == ""


def test_address_is_short_and_in_one_order() -> None:
    state = read("grade=A&role=training&role=medical&known_at=2026-01-06&as_of=2025-09-01")
    expected = "?as_of=2025-09-01&known_at=2026-01-06&role=training,medical&grade=A"
    assert state.address() == expected


def test_address_takes_changes() -> None:
    state = read("role=training")
    assert state.address(as_of=date(2025, 9, 1)) == "?as_of=2025-09-01&role=training"
    assert state.address(role=()) == ""
    assert state == read("role=training")


def test_address_escapes_what_it_was_given() -> None:
    address = read(urlencode({"role": '"><script>&x=1#'})).address()
    assert not set(address) & set('"<># ')
    assert address.count("&") == 0


def test_time_address_drops_the_filters_and_keeps_the_assumptions() -> None:
    state = read("as_of=2025-09-01&assume=ceasefire&role=training&country=GBR&stance=offered")
    assert state.time_address == "?as_of=2025-09-01&assume=ceasefire"
    assert state.has_filters
    assert state.filters_pledges
    assert state.is_scenario
    assert not state.without_filters().has_filters


SLUGS = st.lists(
    st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True), unique=True, max_size=3
).map(tuple)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=OFFSETS)


def some_of(values: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(values)), unique=True).map(tuple)


STATES = st.builds(
    MatrixState,
    as_of=st.dates(),
    is_today=st.booleans(),
    known_at=st.one_of(st.none(), st.dates(), MOMENTS),
    assume=SLUGS,
    role=SLUGS,
    stance=some_of(Stance.values),
    country=st.lists(st.from_regex(r"[A-Z]{3}", fullmatch=True), unique=True, max_size=3).map(
        tuple
    ),
    group=some_of(GROUPS),
    place=some_of(Place.values),
    grade=some_of(GRADES),
    conditionality=some_of(Conditionality.values),
    disputed=some_of(DISPUTED),
    age=some_of(AGES),
    q=st.text(max_size=60).map(lambda text: " ".join(text.split())),
    sort=st.sampled_from(["", *SORTS, "training", "air-defence"]),
    by=st.sampled_from(["", *GROUPINGS]),
    compare=st.one_of(st.none(), st.dates()),
    compare_known_at=st.one_of(st.none(), st.dates(), MOMENTS),
)


@given(STATES)
def test_every_state_comes_back_from_its_address(state: MatrixState) -> None:
    assert read(state.address(), today=state.as_of) == state


@given(STATES)
def test_time_address_comes_back_without_filters(state: MatrixState) -> None:
    assert read(state.time_address, today=state.as_of) == state.without_filters()


@given(STATES)
def test_unfiltered_address_keeps_order_and_comparison(state: MatrixState) -> None:
    back = read(state.unfiltered_address, today=state.as_of)
    assert not back.has_filters
    kept = ("sort", "by", "compare", "compare_known_at", "assume", "known_at")
    assert [getattr(back, name) for name in kept] == [getattr(state, name) for name in kept]


@given(STATES)
def test_other_side_of_a_comparison_differs_in_time_alone(state: MatrixState) -> None:
    other = state.compared
    if state.compare is None and state.compare_known_at is None:
        assert other is None
        return
    assert other.as_of == (state.compare or state.as_of)
    assert other.known_at == (state.compare_known_at or state.known_at)
    assert other.assume == state.assume
    assert not other.has_filters
    assert other.compared is None


def test_search_is_one_short_line() -> None:
    assert read("q=++united++kingdom+").q == "united kingdom"
    assert "60 characters" in refusal(q="x" * 61)


def test_moment_in_utc_needs_no_escaping() -> None:
    state = read("known_at=2026-01-06T12:00:00%2B00:00&compare_known_at=2026-01-05T00:00:00Z")
    expected = "?known_at=2026-01-06T12:00:00Z&compare_known_at=2026-01-05T00:00:00Z"
    assert state.address() == expected


def test_days_of_the_ledger_are_days_in_utc() -> None:
    assert settings.TIME_ZONE == "UTC"  # or `known_at` as a day would end at another hour
