"""htmx plumbing: the typed request, and whether to answer with a fragment."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from core.models import User


class HtmxRequest(HttpRequest):
    """A request after the middleware; for annotations only."""

    htmx: HtmxDetails


class DeskRequest(HtmxRequest):
    """A request behind sign-in: its user is always a `User`."""

    user: User


def wants_partial(request: HttpRequest) -> bool:
    """Whether htmx asked for a fragment. A restored history entry needs the whole page."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not (htmx.boosted or htmx.history_restore_request)
