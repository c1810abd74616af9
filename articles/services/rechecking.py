"""Looking again at what stands at an article's address. What is stored of it is in `new_texts`."""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.fetching.failures import Failure, FetchFailed
from articles.fetching.getting import fetch as fetch_page
from articles.fetching.judging import judge
from articles.fetching.shapes import FetchRules, Page, Response
from articles.fetching.warc import warc_record
from articles.models import Article, Capture, Fetch
from articles.services.new_texts import NewText, store_new_text, why_not_recheck
from core.errors import DomainError
from core.models import User


def ask_recheck(*, article: Article, by: User | None) -> Fetch:
    """Note that the article's address is to be looked at again; one that waits already is it.

    Raises DomainError for an article that has no address, is withdrawn, or is our own digest.
    """
    if reason := why_not_recheck(article):
        raise DomainError(reason)
    open_fetches = Fetch.objects.filter(
        kind=Fetch.Kind.RECHECK,
        address=article.canonical_url,
        state__in=[Fetch.State.WAITING, Fetch.State.RUNNING],
    )
    if (waiting := open_fetches.first()) is not None:
        return waiting
    try:
        with transaction.atomic():
            return Fetch.objects.create(
                kind=Fetch.Kind.RECHECK,
                address=article.canonical_url or "",
                article=article,
                requested_by=by,
            )
    except IntegrityError:
        # Somebody asked for the same between our look and our write.
        return open_fetches.get()


def recheck_article(*, article: Article, by: User | None, rules: FetchRules | None = None) -> Fetch:
    """Look again at an article's address now. The answer says what became of it, also failures.

    A page that cannot be had, is no article or seems to be another one leaves every text and every
    anchor as it is. Raises DomainError where `ask_recheck` does.
    """
    return run_recheck(fetch=ask_recheck(article=article, by=by), rules=rules)


def run_recheck(*, fetch: Fetch, rules: FetchRules | None = None) -> Fetch:
    """Do what a `Fetch` of this kind asks for. The text and the outcome are stored together."""
    fetch.state = Fetch.State.RUNNING
    fetch.started_at = timezone.now()
    fetch.attempts += 1
    fetch.save(update_fields=["state", "started_at", "attempts"])
    try:
        response = fetch_page(fetch.address, rules=rules or _rules())
        page = judge(response)
        page.require_sound(response)
        _keep(fetch, response, page)
    except FetchFailed as error:
        _fail(fetch, error.failure, error.message, error)
    except DomainError as error:
        _fail(fetch, Failure.STOPPED, error.message)
    except BaseException:
        # Not to be waited for: whoever looks sees that it broke off.
        _fail(fetch, Failure.STOPPED, Failure.STOPPED.sentence)
        raise
    return fetch


@transaction.atomic
def _keep(fetch: Fetch, response: Response, page: Page) -> None:
    article = fetch.article
    assert article is not None  # the database asks for one
    stored = store_new_text(
        article=article,
        new=NewText(
            text=page.text,
            extractor=page.extractor,
            page_starts=page.page_starts,
            retrieved_at=response.retrieved_at,
        ),
        capture=_capture(article, response),
        by=fetch.requested_by,
    )
    fetch.http_status = response.status
    fetch.final_address = response.address
    fetch.state = Fetch.State.DONE
    fetch.outcome = Fetch.Outcome.SAME_TEXT if stored is None else Fetch.Outcome.NEW_TEXT
    fetch.finished_at = timezone.now()
    if stored is not None:
        fetch.snapshot = stored.snapshot
        fetch.details = {**fetch.details, "passages": stored.states}
    fetch.save()


def _fail(
    fetch: Fetch, failure: Failure, message: str, error: FetchFailed | None = None
) -> None:
    fetch.state = Fetch.State.FAILED
    fetch.outcome = ""
    fetch.failure = failure
    fetch.message = message
    fetch.snapshot = None
    fetch.finished_at = timezone.now()
    if error is not None:
        fetch.http_status = error.http_status
        fetch.final_address = error.final_address
        fetch.details = {**fetch.details, **error.details}
    fetch.save()


def _capture(article: Article, response: Response) -> Capture:
    """The raw answer, unsaved."""
    return Capture(
        article=article,
        address=response.address,
        http_status=response.status,
        content_type=response.header("content-type")[:200],
        payload_sha256=hashlib.sha256(response.body).hexdigest(),
        payload_bytes=len(response.body),
        warc=warc_record(response),
        retrieved_at=response.retrieved_at,
    )


def _rules() -> FetchRules:
    return FetchRules(agent="CoalitionLedger/0.1")
