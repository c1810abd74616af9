"""The local site as a fixture. Other tests take it with `from …fetching.conftest import site`."""

from collections.abc import Iterator

import pytest

from tests.articles.fetching.site import LocalSite


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with LocalSite() as running:
        yield running
