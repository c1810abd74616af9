"""What every page of the desk shows around itself."""

from functools import cache

from core.htmx import DeskRequest
from desk.home.waiting import DeskCounts, desk_counts


def masthead(request: DeskRequest) -> dict[str, object]:
    """How much waits for the person. Counted, in one query, only by a page that shows it."""

    @cache  # a template calls it at each of its numbers
    def counts() -> DeskCounts:
        return desk_counts(request.user)

    return {"desk_counts": counts}
