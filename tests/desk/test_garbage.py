"""What a page was made of goes with its request, not when the garbage collector comes by.

The collector counts objects, not bytes: forty bodies of five megabytes, or the pages of a few
hundred requests, would stay in memory together before it looks.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.http import HttpRequest
from django.template import RequestContext

from tests.desk.addresses import TABLE
from tests.desk.every_page import Pages
from tests.strangers import Stranger

# Allauth's: it finds its templates by errors, which hold each other.
_NOT_OURS = ("account_", "mfa_", "usersessions_")


@contextmanager
def _garbage() -> Iterator[list[object]]:
    """What the block leaves to the collector."""
    gc.collect()
    gc.freeze()  # so that the look afterwards is a short one
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    found: list[object] = []
    try:
        yield found
        gc.collect()
        found += gc.garbage
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


@pytest.fixture
def _thawed() -> Iterator[None]:
    """What was there before a page stays frozen for the next, which is looked at the faster."""
    yield
    gc.unfreeze()


def _holds(one: object) -> bool:
    """Whether it is where a page hangs on: a request or a context that was not emptied."""
    return (isinstance(one, HttpRequest) and bool(vars(one))) or (
        isinstance(one, RequestContext) and bool(one.dicts)
    )


@pytest.mark.usefixtures("_thawed")
def test_no_request_is_left_to_the_collector(pages: Pages) -> None:
    nobody, chief = Stranger(), pages.chief
    ways = {
        path: partial(nobody.ask, path)
        for name, path in pages.readers.items()
        if not name.startswith(_NOT_OURS)
    }
    for name, path in pages.desk.items():
        sends = TABLE[name.removeprefix("desk:")][0] == "post"
        ways[path] = partial(chief.post, path, {}) if sends else partial(chief.ask, path)
    left = {}
    for path, way in ways.items():
        with _garbage() as found:
            way()
        if names := {type(one).__name__ for one in found if _holds(one)}:
            left[path] = names
    assert left == {}
