"""Recheck every article, one after the other: the nightly round."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from articles.fetching.failures import Failure
from articles.fetching.rules import FetchRules
from articles.link_health import unreachable_since
from articles.models import Article, Fetch
from articles.services.new_texts import why_not_recheck
from articles.services.rechecking import recheck_article
from core.errors import DomainError
from core.faults import is_outage

# After this many failures in a row, a site is skipped for the rest of the round.
_PATIENCE = 3
_SILENT = (
    Failure.NO_SUCH_HOST,
    Failure.UNREACHABLE,
    Failure.BAD_CERTIFICATE,
    Failure.TIMED_OUT,
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RecheckResult:
    """The result for one article: `outcome` as in `Fetch`, or "failed" or "skipped" with a reason.

    `passages` counts them by their state in a new text.
    """

    article: Article
    outcome: str
    reason: str = ""
    failure: str = ""
    http_status: int | None = None
    snapshot: int | None = None
    passages: dict[str, int] = field(default_factory=dict)
    unreachable_since: datetime | None = None


def articles_by_last_recheck(only: int | None = None) -> Iterable[Article]:
    """Return articles, those checked longest ago first, whether checkable or not. One query."""
    articles = Article.objects.all() if only is None else Article.objects.filter(pk=only)
    last = Max("fetches__finished_at", filter=Q(fetches__kind=Fetch.Kind.RECHECK))
    return articles.annotate(last_look=last).order_by(F("last_look").asc(nulls_first=True), "pk")


def recheck_round(
    articles: Iterable[Article], *, rules: FetchRules | None = None
) -> Iterator[RecheckResult]:
    """Recheck these articles and yield each result. One failure does not stop the others.

    Each is fetched separately, by the rules of its site. Articles that cannot be checked, or whose
    site has stopped answering, are skipped with a reason.
    """
    silences: Counter[str] = Counter()
    for article in articles:
        if reason := why_not_recheck(article):
            yield RecheckResult(article, "skipped", reason)
            continue
        host = urlsplit(article.canonical_url or "").hostname or ""
        if silences[host] >= _PATIENCE:
            yield RecheckResult(
                article, "skipped", _("Its site has stopped answering in this round.")
            )
            continue
        looked = _look(article, rules)
        silences[host] = silences[host] + 1 if looked.failure in _SILENT else 0
        yield looked


def _look(article: Article, rules: FetchRules | None) -> RecheckResult:
    try:
        fetch = recheck_article(article=article, by=None, rules=rules)
    except DomainError as error:
        return RecheckResult(article, "skipped", error.message)
    except Exception as error:
        if is_outage(error):
            raise  # the next ones would fail too, and nothing of this one is stored
        # A bug with one article must not stop the others.
        _log.exception("Looking again at article %s broke off", article.pk)
        return RecheckResult(
            article, "failed", Failure.STOPPED.sentence, failure=str(Failure.STOPPED.value)
        )
    failed = fetch.state == Fetch.State.FAILED
    return RecheckResult(
        article,
        "failed" if failed else fetch.outcome,
        fetch.message,
        failure=fetch.failure,
        http_status=fetch.http_status,
        snapshot=None if failed else fetch.snapshot_id,
        passages=fetch.details.get("passages", {}),
        unreachable_since=unreachable_since([article.pk]).get(article.pk) if failed else None,
    )
