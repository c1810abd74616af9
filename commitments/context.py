"""What every page of the site knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The default coalition's slug, for the masthead's links."""
    return {"default_coalition": settings.LEDGER_DEFAULT_COALITION}
