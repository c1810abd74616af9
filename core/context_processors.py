"""Template variables for every page of the site."""

from django.conf import settings
from django.http import HttpRequest

from core.language import choices
from core.scripts import words_for


def site(request: HttpRequest) -> dict[str, object]:
    """The default coalition's slug, languages, the scripts' words, and the site's address."""
    return {
        "languages": choices(request),
        "script_words": words_for(request.path),
        "site_url": request.build_absolute_uri("/").rstrip("/"),
        "default_coalition": settings.LEDGER_DEFAULT_COALITION,
    }
