"""The rules of fetching, from the settings, and the longest time a fetch can take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings

from articles.fetching.page_extraction_process import JUDGED_SECONDS
from articles.fetching.rules import FetchRules

# How long to wait for a turn at a host: a worker has other work, a person at a command line has
# not.
WORKER_WAITS, PERSON_WAITS = 5.0, 60.0
# An archive fetches the page itself before it answers.
ARCHIVE_SECONDS = 90.0
# Besides extracting a page, twice if its process ended meanwhile: starting that process and storing
# the page, on a busy machine.
_STORING_SECONDS = 180.0


def fetch_rules(**changes: Any) -> FetchRules:
    """Return the rules of production, from the settings."""
    given: dict[str, Any] = {
        "agent": settings.LEDGER_FETCH_AGENT,
        "may_use_loopback": settings.LEDGER_FETCH_LOOPBACK,
    }
    return FetchRules(**{**given, **changes})


def longest_fetch() -> timedelta:
    """Return more time than any fetch can take: one that is not done by then has failed."""
    rules = fetch_rules()
    each_host = PERSON_WAITS + rules.longest_crawl_delay
    return timedelta(
        seconds=max(rules.seconds, ARCHIVE_SECONDS)
        + (rules.max_redirects + 1) * each_host
        + 2 * JUDGED_SECONDS
        + _STORING_SECONDS
    )
