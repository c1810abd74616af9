"""`manage.py recheck_articles`: recheck the articles' addresses."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.services.recheck_round import RecheckResult, articles_by_last_recheck, recheck_round
from articles.services.upkeep import keep_up

BAD_INPUT = 2
_TOLD = {
    "new_text": "new text",
    "same_text": "same text",
    "failed": "FAILED",
    "skipped": "skipped",
}


class Command(BaseCommand):
    help = (
        "Fetch every article again; store new texts, place their passages, note dead links. "
        "Exit 1 where one could not be had."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--article", type=int, metavar="ID", help="only this one")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        only: int | None = options["article"]
        articles = list(articles_by_last_recheck(only))
        if only is not None and not articles:
            raise CommandError(f"There is no article {only} (--article).", returncode=BAD_INPUT)
        # First restart what an earlier run was killed at, and make missing sketches.
        upkeep = keep_up()
        as_json: bool = options["json"]
        looks: list[RecheckResult] = []
        for look in recheck_round(articles):
            looks.append(look)
            if look.outcome == "failed":
                self.stderr.write(_line(look))
            elif not as_json:
                self.stdout.write(_line(look))
        counts = Counter(look.outcome for look in looks)
        if as_json:
            result = {
                **{outcome: counts[outcome] for outcome in _TOLD},
                "upkeep": asdict(upkeep),
                "articles": [_as_json(look) for look in looks],
            }
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self.stdout.write(
                ", ".join(f"{counts[outcome]} {word.lower()}" for outcome, word in _TOLD.items())
                + f" of {len(looks)} articles."
            )
        if counts["failed"]:
            raise SystemExit(1)


def _line(look: RecheckResult) -> str:
    parts = [f"Article {look.article.pk}: {_TOLD[look.outcome]}"]
    if look.passages:
        parts.append(", ".join(f"{count} {state}" for state, count in look.passages.items()))
    if look.reason:
        parts.append(look.reason)
    if look.unreachable_since:
        parts.append(f"Unreachable since {look.unreachable_since:%Y-%m-%d}.")
    return " · ".join([*parts, f"“{look.article.title}”"])


def _as_json(look: RecheckResult) -> dict[str, Any]:
    return {
        "article": look.article.pk,
        "title": look.article.title,
        "url": look.article.canonical_url,
        "outcome": look.outcome,
        "reason": look.reason,
        "failure": look.failure,
        "http_status": look.http_status,
        "snapshot": look.snapshot,
        "passages": look.passages,
        "unreachable_since": look.unreachable_since.isoformat() if look.unreachable_since else None,
    }
