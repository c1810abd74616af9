"""Every parameter, header and cookie × every page × values known to hurt: never an answer of 5xx.

Which parameters a page reads is not written down but seen: the pages are asked once each by a
handler whose requests note what is read of them. A new page must be given an address in
`every_page.ADDRESSES`, a new parameter of an address a value that means something in `MEANT`; else
the tests here fail. Fields of forms need none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from django.urls import URLPattern, URLResolver, get_resolver

from tests.desk.addresses import TABLE
from tests.desk.every_page import ADDRESSES, Pages
from tests.desk.nasty import COOKIES, HEADERS, MEANT, NASTY
from tests.strangers import Stranger, escaped

# Django's own pages, for the few who look after the tables: the bench's fuzzing asks them.
NOT_OURS = ("admin:",)
# How many values known to hurt each parameter of each page gets: others on the next page.
HURTS, HURTS_HEADERS = 2, 2


def names_of_all_addresses() -> set[str]:
    def within(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from within(pattern.url_patterns, inner)
            elif pattern.name:
                yield f"{space}{pattern.name}"

    return set(within(get_resolver().url_patterns, ""))


def test_every_address_is_in_the_table() -> None:
    ours = {name for name in names_of_all_addresses() if not name.startswith(NOT_OURS)}
    assert ours == {*ADDRESSES, *(f"desk:{name}" for name in TABLE)}


def some(values: list[str], turn: int, most: int) -> list[str]:
    """The next `most` of the values: all come round, each page and name gets others."""
    start = turn * most
    return [values[(start + step) % len(values)] for step in range(most)]


# --- addresses ------------------------------------------------------------------------------------
def ask_about_all(pages: Pages, paths: dict[str, str], visitor: Stranger) -> set[str]:
    """Each parameter of each page with what it means and what hurts; the names of all."""
    turn, everywhere = count(), "&".join(f"{n}={escaped(v[0])}" for n, v in MEANT.items() if v)
    known: set[str] = set()
    for path in paths.values():
        names = pages.reads(path, visitor)
        known |= set(names)
        for name in names:
            if name == "lang" and path != pages.readers["readers:method"]:
                continue  # Read on the way to every page.
            for value in [*MEANT.get(name, []), *some(NASTY, next(turn), HURTS)]:
                pages.asked(path, f"{name}={escaped(value)}")
        # What another page would understand.
        pages.asked(path, everywhere)
        pages.asked(path, "&".join(f"{name}={escaped(NASTY[next(turn) % len(NASTY)])}"
                                   for name in MEANT))  # fmt: skip
    return known


def test_readers_pages_answer_any_parameter(pages: Pages) -> None:
    known = ask_about_all(pages, pages.readers, pages.visitors[0])
    assert pages.faults == []
    assert sorted(known - set(MEANT)) == []  # say there what these mean


def test_desk_pages_answer_any_parameter(pages: Pages) -> None:
    pages.visitors = [pages.chief]
    known = ask_about_all(pages, pages.desk, pages.chief)
    assert pages.faults == []
    assert sorted(known - set(MEANT)) == []  # say there what these mean


# --- headers and cookies --------------------------------------------------------------------------
def test_pages_answer_any_header_and_cookie(pages: Pages) -> None:
    told = [(name, value) for name, values in HEADERS.items() for value in values]
    baked = [f"{name}={value}" for name in COOKIES for value in COOKIES[name]]
    turn = count()
    for path in [*pages.readers.values(), *pages.desk.values()]:
        for _ in range(HURTS_HEADERS):
            name, value = told[next(turn) % len(told)]
            pages.asked(path, "", {name: value})
        pages.asked(path, "", {"Cookie": baked[next(turn) % len(baked)]})
    # Whatever reads a header or a cookie reads it on the way to any page.
    for name, value in told:
        pages.asked("/method/", "", {name: value})
    for cookie in baked:
        pages.asked("/c/ukraine/changes/", "since=last-visit", {"Cookie": cookie})
    assert pages.faults == []


# --- forms ----------------------------------------------------------------------------------------
def test_pages_answer_any_form(pages: Pages) -> None:
    """Each field that a page reads, alone with what hurts, beside fields that mean something."""
    turn = count()
    meant = {name: values[0] for name, values in MEANT.items()}
    takes_forms = [*pages.desk.values(), pages.readers["readers:report_error"]]
    takes_forms += [path for name, path in pages.readers.items() if name.startswith(("acc", "mfa"))]
    for path in takes_forms:
        fields = pages.reads(path, pages.chief, values={})
        for field in fields:
            number = next(turn)
            # An odd number of values: each comes alone and beside others in the end.
            beside = meant if number % 2 else {}
            value = NASTY[number % len(NASTY)]
            pages.look(pages.chief, path, values={**beside, field: value})
    assert pages.faults == []
