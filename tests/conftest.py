"""Fixtures that the tests of several apps share."""

import pytest

from commitments.models import Statement
from core.models import User
from tests.factories.commitments import CitationFactory, submit
from tests.factories.people import EditorFactory, UserFactory
from tests.factories.small_coalition import SmallCoalition
from tests.markup import OneLineClient


@pytest.fixture
def client() -> OneLineClient:
    """A browser that nobody has signed in with."""
    return OneLineClient()


@pytest.fixture
def small(db: None) -> SmallCoalition:
    """A coalition with two roles and four conditions, of which nothing has been said yet."""
    return SmallCoalition()


@pytest.fixture
def author(db: None) -> User:
    """Who writes statements."""
    user: User = UserFactory()
    return user


@pytest.fixture
def editor(db: None) -> User:
    """Who reviews and publishes them."""
    user: User = EditorFactory()
    return user


@pytest.fixture
def waiting(author: User) -> Statement:
    """A statement in review, with a quotation."""
    return submit(CitationFactory(statement__author=author).statement)
