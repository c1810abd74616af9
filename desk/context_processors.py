"""Template variables for every page of the desk."""

from functools import cache

from core.htmx import DeskRequest
from desk.home.counts import DeskCounts, desk_counts


def masthead(request: DeskRequest) -> dict[str, object]:
    """Return how much waits for the person. Only a page that shows it counts it, in one query."""

    @cache  # the template calls it for each number
    def counts() -> DeskCounts:
        return desk_counts(request.user)

    return {"desk_counts": counts}
