"""One address, fetched under rules."""

from articles.fetching.shapes import FetchRules, Response


def fetch(address: str, *, rules: FetchRules) -> Response:
    """Get a page; raise FetchFailed where it cannot or must not be had.

    Only a status of 200 to 299 is returned; every other answer is raised, with its response.
    """
    raise NotImplementedError
