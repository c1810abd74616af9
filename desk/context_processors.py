"""What every page of the desk shows around itself."""

from django.utils.functional import SimpleLazyObject

from core.htmx import DeskRequest
from desk.home.waiting import desk_counts


def masthead(request: DeskRequest) -> dict[str, object]:
    """How much waits for the person. Counted, in one query, only by a page that shows it."""
    return {"desk_counts": SimpleLazyObject(lambda: desk_counts(request.user))}
