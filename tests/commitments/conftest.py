"""Fixtures that the tests of `commitments` share."""

import pytest

from tests.factories.small_coalition import SmallCoalition


@pytest.fixture
def small(db: None) -> SmallCoalition:
    """A coalition with two roles and four conditions, of which nothing has been said yet."""
    return SmallCoalition()
