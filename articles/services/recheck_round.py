"""Looking again at every article, one after the other: the nightly round."""

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

# A site that did not answer so often in a row is left in peace for the rest of the round.
_PATIENCE = 3
_SILENT = (
    Failure.NO_SUCH_HOST,
    Failure.UNREACHABLE,
    Failure.BAD_CERTIFICATE,
    Failure.TIMED_OUT,
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of one article: `outcome` as in `Fetch`, or "failed" or "skipped" with a reason.

    `passages` counts them by how they stand in a new text.
    """

    article: Article
    outcome: str
    reason: str = ""
    failure: str = ""
    http_status: int | None = None
    snapshot: int | None = None
    passages: dict[str, int] = field(default_factory=dict)
    unreachable_since: datetime | None = None


def articles_to_look_at(only: int | None = None) -> Iterable[Article]:
    """Those looked at longest ago first, whether they can be looked at or not. One query."""
    articles = Article.objects.all() if only is None else Article.objects.filter(pk=only)
    last = Max("fetches__finished_at", filter=Q(fetches__kind=Fetch.Kind.RECHECK))
    return articles.annotate(last_look=last).order_by(F("last_look").asc(nulls_first=True), "pk")


def recheck_round(
    articles: Iterable[Article], *, rules: FetchRules | None = None
) -> Iterator[Looked]:
    """Look at these articles again and tell of each as it is done. One failure stops nothing.

    Each is asked for once and by itself, by the rules of its site. What cannot be looked at, and
    what stands on a site that has stopped answering, is skipped and says why.
    """
    silences: Counter[str] = Counter()
    for article in articles:
        if reason := why_not_recheck(article):
            yield Looked(article, "skipped", reason)
            continue
        host = urlsplit(article.canonical_url or "").hostname or ""
        if silences[host] >= _PATIENCE:
            yield Looked(article, "skipped", _("Its site has stopped answering in this round."))
            continue
        looked = _look(article, rules)
        silences[host] = silences[host] + 1 if looked.failure in _SILENT else 0
        yield looked


def _look(article: Article, rules: FetchRules | None) -> Looked:
    try:
        fetch = recheck_article(article=article, by=None, rules=rules)
    except DomainError as error:
        return Looked(article, "skipped", error.message)
    except Exception as error:
        if is_outage(error):
            raise  # The next ones would fail alike, and nothing of this one is stored.
        # A fault of ours with one article; the others are looked at all the same.
        _log.exception("Looking again at article %s broke off", article.pk)
        return Looked(
            article, "failed", Failure.STOPPED.sentence, failure=str(Failure.STOPPED.value)
        )
    failed = fetch.state == Fetch.State.FAILED
    return Looked(
        article,
        "failed" if failed else fetch.outcome,
        fetch.message,
        failure=fetch.failure,
        http_status=fetch.http_status,
        snapshot=None if failed else fetch.snapshot_id,
        passages=fetch.details.get("passages", {}),
        unreachable_since=unreachable_since([article.pk]).get(article.pk) if failed else None,
    )
