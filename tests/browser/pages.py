"""The readers' pages by kind, for what must hold on every one of them."""

from __future__ import annotations

from articles.models import Article, Publisher

# Filled in with the demonstration's keys: {article}, {publisher}.
READERS = (
    "/",
    "/c/ukraine/?assume=ceasefire&group=EU",
    "/c/ukraine/?as_of=2020-01-01",
    "/c/ukraine/?compare=2026-01-05&by=organisation&sort=training",
    "/c/ukraine/?as_of=never",
    "/c/ukraine/GBR/",
    "/c/ukraine/GBR/land-presence/",
    "/c/ukraine/AUT/maritime-security/",
    "/c/ukraine/conditions/",
    "/c/ukraine/disputed/?country=LTU",
    "/c/ukraine/coverage/?group=G7",
    "/c/ukraine/changes/?kind=world&country=GBR",
    "/c/ukraine/pictures/",
    "/c/ukraine/pictures/map/?role=land-presence&assume=ceasefire,peace-agreement",
    "/c/ukraine/pictures/timeline/?as_of=2025-09-30",
    "/pledges/UKR-GBR-1/",
    "/pledges/UKR-ALL-1/",
    "/sources/",
    "/sources/?kind=newspaper&controlled=no",
    "/sources/{article}/",
    "/sources/publishers/",
    "/sources/publishers/{publisher}/",
    "/search/",
    "/search/?q=polnd+logistics",
    "/search/?q=troops&in=passages&page=2",
    "/search/?q=nothing+is+called+so",
    "/search/?q=x&in=elsewhere",
    "/method/report/",
    "/method/report/?sent=1",
    "/embed/ukraine/GBR/",
    "/embed/ukraine/AUT/maritime-security/",
    "/method/",
    "/no-such-page/",
    "/account/login/",
    "/account/password/reset/",
)
# What a page answers that is not 200.
ANSWERS = {
    "/c/ukraine/?as_of=never": 400,
    "/search/?q=x&in=elsewhere": 400,
    "/no-such-page/": 404,
}


def fill_in(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The paths with the keys of the demonstration that is loaded."""
    keys = {
        "article": Article.objects.order_by("pk").values_list("pk", flat=True)[0],
        "publisher": Publisher.objects.order_by("pk").values_list("pk", flat=True)[0],
    }
    return tuple(path.format(**keys) for path in paths)
