"""What readers open, by kind of page. The addresses are the demonstration's."""

from __future__ import annotations

_C = "/c/ukraine/"

PAGES: dict[str, tuple[str, ...]] = {
    "matrix": (_C, "/", f"{_C}?stance=offered", f"{_C}?sort=training"),
    "matrix in time": (
        f"{_C}?as_of=2025-09-01",
        f"{_C}?as_of=2026-01-15",
        f"{_C}?known_at=2025-10-01",
        f"{_C}?compare=2025-08-01",
        f"{_C}changes/",
        f"{_C}changes.atom",
    ),
    "what if": (
        f"{_C}?assume=peace-agreement",
        f"{_C}?assume=peace-agreement,us-backstop",
    ),
    "country": (f"{_C}GBR/", f"{_C}FRA/", f"{_C}DEU/", f"{_C}POL/", "/embed/ukraine/GBR/"),
    "cell": (f"{_C}GBR/training/", f"{_C}FRA/air-policing/", f"{_C}USA/land-presence/"),
    "pledge": ("/pledges/UKR-GBR-1/", "/pledges/UKR-FRA-1/"),
    "sources": ("/sources/", "/sources/1/", "/sources/20/", "/sources/publishers/"),
    "search": ("/search/?q=training", "/search/?q=troops", "/search/?q=france+air"),
    "other pages": (
        f"{_C}conditions/",
        f"{_C}disputed/",
        f"{_C}coverage/",
        "/method/",
        "/sitemap.xml",
        "/robots.txt",
    ),
    "pictures": (
        f"{_C}pictures/",
        f"{_C}pictures/timeline/",
        f"{_C}pictures/timeline.svg",
        f"{_C}pictures/map.svg",
        f"{_C}pictures/ladder.png",
    ),
    "JSON": ("/api/v1/coalitions", "/api/v1/coalitions/ukraine/matrix"),
    "files": ("/static/css/layers.css", "/static/css/matrix.css"),
}
