"""What every page of the site knows."""

from django.conf import settings
from django.http import HttpRequest

from core.language import choices
from core.scripts import words_for

# In the order of the cascade; layers.css names the layers first.
STYLESHEETS = tuple(
    f"css/{name}.css"
    for name in (
        "layers",
        "tokens",
        "base",
        "layout",
        "controls",
        "stances",
        "matrix",
        "filters",
        "through_time",
        "drawer",
        "statements",
        "pages",
        "conditions",
        "changes",
        "forms",
        "reading",
        "marks",
        "pictures",
        "finding",
        "print",
    )
)

# What stands in somebody else's frame needs little.
EMBED_STYLESHEETS = tuple(
    f"css/{name}.css" for name in ("layers", "tokens", "base", "controls", "stances", "embed")
)

# Only the desk's pages need these.
DESK_STYLESHEETS = tuple(
    f"css/{name}.css"
    for name in (
        "desk",
        "workbench",
        "recording",
        "drafting",
        "review",
        "history",
        "inbox",
        "fetching",
        "passages",
        "coverage",
        "members",
        "people",
    )
)


def site(request: HttpRequest) -> dict[str, object]:
    """The default coalition's slug, stylesheets, languages, scripts' words, and where we are."""
    return {
        "languages": choices(request),
        "script_words": words_for(request.path),
        "site_url": request.build_absolute_uri("/").rstrip("/"),
        "embed_stylesheets": EMBED_STYLESHEETS,
        "default_coalition": settings.LEDGER_DEFAULT_COALITION,
        "stylesheets": STYLESHEETS,
        "desk_stylesheets": DESK_STYLESHEETS,
    }
