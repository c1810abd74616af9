"""The ledger that is fuzzed: the demonstration, made anew, and what waits at a desk.

And every address of the desk with the records that it is about, for pages that no link leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.models import Anchor, Article, Capture, Fetch, Passage
from commitments.models import (
    Citation,
    Coalition,
    ErrorReport,
    Membership,
    Pledge,
    PledgeRecheck,
    SavedFilter,
    Statement,
)
from commitments.services.demonstration import load_demonstration
from commitments.services.vocabularies import load_vocabularies
from core.models import User
from desk import urls as desk
from tests.factories.articles import AnchorFactory, CaptureFactory, FailedFetchFactory, FetchFactory
from tests.factories.commitments import (
    CitationFactory,
    ErrorReportFactory,
    PledgeRecheckFactory,
    SavedFilterFactory,
    StatementFactory,
    submit,
)

# Which record the `pk` of an address is of, by how the address begins; the longest that fits.
_RECORDS: dict[str, Any] = {
    "articles/": Article,
    "articles/filters/": SavedFilter,
    "articles/fetches/": Fetch,
    "passages/": Passage,
    "passages/changed/": Anchor,
    "statements/": Statement,
    "review/": Statement,
    "people/": User,
    "members/": Membership,
    "reports/": ErrorReport,
    "second-looks/": PledgeRecheck,
    "history/": Statement,
}
_WAITING = 12


def fill() -> dict[str, int]:
    """The demonstration, and a few of everything that a desk works through."""
    load_vocabularies()
    load_demonstration()
    author = User.objects.get(email="contributor@example.org")
    chief = User.objects.get(email="chief@example.org")
    pledges = list(Pledge.objects.filter(country__isnull=False).order_by("pk")[:_WAITING])
    for at, pledge in enumerate(pledges):
        draft = StatementFactory(pledge=pledge, author=author)
        CitationFactory(statement=draft)
        if at % 3:
            submit(draft)
        ErrorReportFactory()
        PledgeRecheckFactory(pledge=pledge)
    for _ in range(3):
        FetchFactory()
        FailedFetchFactory()
        SavedFilterFactory(user=chief)
        AnchorFactory(state="changed", similarity=0.8)
        CaptureFactory(article=Article.objects.filter(snapshots__isnull=False).latest("pk"))
    return {
        "articles": Article.objects.count(),
        "statements": Statement.objects.count(),
        "people": User.objects.count(),
    }


def addresses() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Every address of the desk, twice where there are records for it, and what it may be sent."""
    for pattern in desk.urlpatterns:
        route = str(pattern.pattern)
        parts = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for last in (True, False) if "pk" in parts else (True,):
            arguments = _arguments(route, parts, last=last)
            if None in arguments.values():
                continue
            path = reverse(f"desk:{pattern.name}", kwargs=arguments)
            yield path, _sent(arguments.get("pk"), last=last)


def _arguments(route: str, parts: list[str], *, last: bool) -> dict[str, Any]:
    begins = [begin for begin in _RECORDS if route.startswith(begin)]
    model = _RECORDS[max(begins, key=len)] if begins else None
    pledge = Pledge.objects.exclude(country=None).latest("pk")
    known: dict[str, Any] = {
        "number": 1,
        "reference": pledge.reference,
        "coalition": pledge.coalition.slug,
        "iso3": "GBR",
        "role": "training",
        "slug": "ceasefire",
        "kind": "statement" if route.startswith("history/") else "drafts",
        "form": "csv",
    }
    if "pk" in parts and model is not None:
        rows = model.objects.order_by("-pk" if last else "pk")
        if model is Statement and route.startswith("review/"):
            rows = rows.filter(state=Statement.State.SUBMITTED)
        known["pk"] = rows.values_list("pk", flat=True).first()
    if "citation" in parts:
        cited = Citation.objects.latest("pk")
        known |= {"pk": cited.statement_id, "citation": cited.pk}
    if "capture" in parts:
        kept = Capture.objects.latest("pk")
        known |= {"pk": kept.article_id, "capture": kept.pk}
    return {part: known[part] for part in parts}


def _sent(pk: int | None, *, last: bool) -> tuple[tuple[str, str], ...]:
    """Values that some script or form sends to some address; each takes what it knows."""
    passage = Passage.objects.latest("pk")
    return (
        ("about", f"draft-{pk}" if last else f"pledge-{Pledge.objects.latest('pk').reference}"),
        ("version", "1"),
        ("opened", "1"),
        ("seen", timezone.now().isoformat()),
        ("snapshot", str(passage.snapshot_id)),
        ("start", str(passage.start)),
        ("end", str(passage.end)),
        ("words", passage.exact),
        ("q", passage.exact),
        ("reason", "A reason."),
        ("note", "A note."),
        ("comment", "A comment."),
        ("entry", "direct-202511011200"),
        ("passage", str(passage.pk)),
        ("coalition", Coalition.objects.earliest("pk").slug),
        ("name", "A name"),
        ("decision", "confirm"),
        ("act", "plan"),
        ("then", "submit"),
        ("step", "record"),
        ("said_on", "2025-08-20"),
        ("summary", "A summary."),
        ("stance", "offered"),
    )
