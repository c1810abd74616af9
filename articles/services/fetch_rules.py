"""Under which rules this ledger fetches, from the settings; and how long a fetch can take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings

from articles.fetching.judging_process import JUDGED_SECONDS
from articles.fetching.rules import FetchRules

# Waiting for our turn at a host: a worker soon does something else meanwhile, somebody at a
# command line is there for nothing but this.
WORKER_WAITS, PERSON_WAITS = 5.0, 60.0
# An archive fetches the page itself before it answers.
ARCHIVE_SECONDS = 90.0
# Beside what judging a page may take, twice where its process ended meanwhile: starting that
# process and storing the page, on a busy machine.
_STORING_SECONDS = 180.0


def fetch_rules(**changes: Any) -> FetchRules:
    """The rules of production, as the settings have them."""
    given: dict[str, Any] = {
        "agent": settings.LEDGER_FETCH_AGENT,
        "may_use_loopback": settings.LEDGER_FETCH_LOOPBACK,
    }
    return FetchRules(**{**given, **changes})


def longest_fetch() -> timedelta:
    """Longer than any fetch can take: whoever is not done by then never will be."""
    rules = fetch_rules()
    each_host = PERSON_WAITS + rules.longest_crawl_delay
    return timedelta(
        seconds=max(rules.seconds, ARCHIVE_SECONDS)
        + (rules.max_redirects + 1) * each_host
        + 2 * JUDGED_SECONDS
        + _STORING_SECONDS
    )
