"""`manage.py import_article`: add a text to the ledger, from a file or from its address."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article, Fetch
from articles.services.fetch_rules import PERSON_WAITS
from articles.services.fetching import ImportDetails, request_import
from articles.services.ingest import (
    ArticleContent,
    DuplicateArticle,
    InvalidArticle,
    add_article,
)
from articles.services.running import run_fetch
from articles.text.decoding import decode
from articles.text.quota import words
from core.errors import DomainError
from core.models import User

BAD_INPUT = 2
# The option that sets each field.
_OPTIONS = {
    "address": "--url",
    "outlet": "--publisher",
    "title": "--title",
    "published_on": "--published",
    "language": "--language",
    "licence": "--licence",
}


class Command(BaseCommand):
    help = (
        "Add an article from its address, or from a .txt or .html file. The page fills what no"
        " option gives. Ends with 2 for bad input, 1 where the page could not be had."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="FILE|URL")
        parser.add_argument("--url", default="", help="where it was published")
        parser.add_argument("--publisher", default="", help="the outlet's name")
        parser.add_argument("--title", default="")
        parser.add_argument("--published", default="", metavar="YYYY-MM-DD")
        parser.add_argument("--language", default="", help="BCP 47, such as en")
        parser.add_argument(
            "--rights", choices=Article.Rights.values, default=Article.Rights.QUOTE_ONLY
        )
        parser.add_argument("--licence", default="", help="the open licence's name")
        parser.add_argument("--by", default="", metavar="EMAIL", help="who adds it")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        source = options["source"]
        is_address = source.lower().startswith(("http://", "https://"))
        content = ArticleContent(
            source="" if is_address else _read(source),
            address=options["url"],
            outlet=options["publisher"],
            title=options["title"],
            published_on=_day(options["published"]),
            language=options["language"],
            rights=options["rights"],
            licence=options["licence"],
        )
        by = _person(options["by"])
        try:
            if is_address:
                article = _fetched(source, content, by)
            else:
                article = add_article(content=content, by=by)
        except DuplicateArticle as error:
            raise _refusal(f"{error.message} It is article {error.article.pk}.") from error
        except InvalidArticle as error:
            raise _refusal(_with_options(error.problems)) from error
        except DomainError as error:
            raise _refusal(error.message) from error
        self.stdout.write(_report(article, as_json=options["json"]))


def _fetched(address: str, content: ArticleContent, by: User | None) -> Article:
    """Fetch it now, in this process, by the same rules as the worker."""
    if content.address:
        raise _refusal("--url is for a file; of what is fetched the address is known.")
    details = ImportDetails(
        outlet=content.outlet,
        title=content.title,
        published_on=content.published_on,
        language=content.language,
        rights=content.rights,
        licence=content.licence,
    )
    fetch = request_import(address=address, details=details, by=by, is_enqueued=False)
    done = run_fetch(fetch.pk, wait_seconds=PERSON_WAITS)
    if done is None:
        raise CommandError(
            f"{fetch.address} is being fetched at this moment by a worker (fetch {fetch.pk})."
        )
    if done.state == Fetch.State.FAILED:
        raise CommandError(f"Not added ({done.failure}). {done.message}")
    if done.article is None:
        raise CommandError(
            f"The host of {fetch.address} is busy: the worker will fetch it (fetch {fetch.pk})."
        )
    if done.outcome == Fetch.Outcome.SAME_TEXT:
        raise DuplicateArticle(done.article)
    return done.article


def _read(source: str) -> str:
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise _refusal(f"{source} cannot be read: {error.strerror or error}.") from error
    try:
        return decode(data)
    except DomainError as error:
        raise _refusal(f"{source}: {error.message}") from error


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _refusal(
            f"“{text}” is no day that can be read. Write it as 2025-08-20 (--published)."
        ) from error


def _person(email: str) -> User | None:
    if not email:
        return None
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise _refusal(f"Nobody here signs in as {email} (--by).")
    return person


def _with_options(problems: dict[str, str]) -> str:
    return " ".join(
        f"{problem} ({_OPTIONS[name]})" if name in _OPTIONS else problem
        for name, problem in problems.items()
    )


def _refusal(message: str) -> CommandError:
    return CommandError(message, returncode=BAD_INPUT)


def _report(article: Article, *, as_json: bool) -> str:
    snapshot = article.snapshots.order_by("-number")[0]
    found = {
        "article": article.pk,
        "title": article.title,
        "publisher": article.publisher.name,
        "url": article.canonical_url,
        "snapshot": snapshot.pk,
        "characters": len(snapshot.text),
        "words": words(snapshot.text),
    }
    if as_json:
        return json.dumps(found, ensure_ascii=False)
    return (
        f"Article {article.pk}: “{article.title}” ({found['publisher']}), {found['words']:,} words."
    )
