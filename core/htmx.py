"""HTMX plumbing: the typed request, and who gets a fragment instead of a page."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from core.models import User


class HtmxRequest(HttpRequest):
    """A request as the middleware leaves it; for annotations only."""

    htmx: HtmxDetails


class DeskRequest(HtmxRequest):
    """A request behind sign-in: the user is one of ours."""

    user: User


def wants_partial(request: HttpRequest) -> bool:
    """Whether htmx asked for a piece of this page. A restored history entry wants all of it."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not (htmx.boosted or htmx.history_restore_request)
