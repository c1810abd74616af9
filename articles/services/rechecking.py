"""Recheck an article's address. Storing a new text is in `new_texts`."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed
from articles.fetching.rules import FetchRules
from articles.models import Article, Fetch
from articles.services.fetch_rules import PERSON_WAITS
from articles.services.new_texts import is_same_text, store_new_text, why_not_recheck
from articles.services.running import (
    UNDER_WAY,
    Outcome,
    ask,
    finish,
    lock_running,
    read_page,
    require_sound,
    run_fetch,
    why_not_ask,
)
from articles.services.texts import ReadText
from articles.text.addresses import normalise_address
from core.errors import DomainError
from core.models import User


def request_recheck(
    *, article: Article, by: User | None, is_enqueued: bool = True, is_trusted: bool = False
) -> Fetch:
    """Request a recheck of an article's address; one under way is returned instead.

    `is_trusted`: a person has looked at the page and found the article on it. Raises DomainError
    for an article without an address, a withdrawn one, or our own digest. Without `is_enqueued` the
    worker is not told: the caller does it.
    """
    if reason := why_not_recheck(article) or (is_enqueued and why_not_ask(by)):
        raise DomainError(reason)
    details = {"asked": _spelling(article), **({"is_trusted": True} if is_trusted else {})}
    return ask(
        kind=Fetch.Kind.RECHECK,
        address=article.canonical_url or "",
        article=article,
        details=details,
        by=by,
        is_enqueued=is_enqueued,
    )


def recheck_article(*, article: Article, by: User | None, rules: FetchRules | None = None) -> Fetch:
    """Recheck an article's address now, and return the fetch, also if it failed.

    Raises DomainError like `request_recheck`, and if another process is doing it.
    """
    asked = request_recheck(article=article, by=by, is_enqueued=False)
    done = run_fetch(asked.pk, rules=rules, wait_seconds=PERSON_WAITS)
    if done is None or done.state in UNDER_WAY:
        raise DomainError(_("This address, or its site, is being asked already. Try again later."))
    return done


def _spelling(article: Article) -> str:
    """Return the address as the site last spelt it: some answer to nothing else."""
    address = article.canonical_url or ""
    last = article.captures.order_by("-pk").values_list("address", flat=True).first()
    return last if last and normalise_address(last) == address else address


def recheck_page(fetch: Fetch, rules: FetchRules) -> None:
    """Fetch an article's address again and store its text if it is new: `running` calls this.

    Raises FetchFailed for a page that is missing, no article, or seems to be another page; every
    text and anchor then stays as it is.
    """
    response, page = read_page(fetch, rules)
    newest = fetch.article.snapshots.order_by("-number")[0] if fetch.article else None
    # Unchanged words need no new check: a person already accepted them as the article.
    if newest is None or not is_same_text(newest, page.text):
        require_sound(fetch, response, page)
    with transaction.atomic():
        row = lock_running(fetch)
        assert row.article is not None  # the database requires one
        try:
            stored = store_new_text(
                article=row.article,
                read=ReadText(page.text, page.extractor, page.page_starts),
                response=response,
                by=row.requested_by,
                is_sure=bool(row.details.get("is_trusted")),
            )
        except FetchFailed as failed:
            raise FetchFailed(failed.failure, response=response) from failed
        except DomainError as error:
            # The article was withdrawn while we fetched.
            raise FetchFailed(
                Failure.STOPPED, response=response, details={"problem": error.message}
            ) from error
        if stored is None:
            newest = row.article.snapshots.only("pk").order_by("-number").first()
            finish(row, response, Outcome(Fetch.Outcome.SAME_TEXT, row.article, newest))
            return
        row.details = {**row.details, "passages": stored.states}
        finish(row, response, Outcome(Fetch.Outcome.NEW_TEXT, row.article, stored.snapshot))
