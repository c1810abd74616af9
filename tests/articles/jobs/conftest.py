"""The local site, for tests of what is fetched in the background."""

from tests.articles.fetching.conftest import site

__all__ = ["site"]
