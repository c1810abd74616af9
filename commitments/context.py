"""What every page of the site knows."""

from django.conf import settings
from django.http import HttpRequest

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
        "drawer",
        "statements",
        "pages",
        "conditions",
        "changes",
        "forms",
        "reading",
        "print",
    )
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
        "coverage",
        "members",
        "people",
    )
)


def site(request: HttpRequest) -> dict[str, object]:
    """The default coalition's slug, for the masthead's links, and the stylesheets."""
    return {
        "default_coalition": settings.LEDGER_DEFAULT_COALITION,
        "stylesheets": STYLESHEETS,
        "desk_stylesheets": DESK_STYLESHEETS,
    }
