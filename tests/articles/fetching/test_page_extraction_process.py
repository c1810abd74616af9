"""Judging in a process of its own: the same answers, and an end to what would take for ever."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles.fetching import page_extraction_process
from articles.fetching.failures import Failure
from articles.fetching.page_extraction_process import extract_in_process, extract_page
from articles.fetching.response import FetchFailed, Hop, Response
from tests.articles.fetching.documents import article, pdf

ADDRESS = "https://news.example/world/training-teams-are-ready"
# Thousands of links in one article: minutes of work for the extractor.
LINKS = article(["<a href=x>link</a> " * 20] * 6_000)


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    page_extraction_process._CHILD.end()


def response(body: str | bytes, kind: str = "text/html") -> Response:
    return Response(
        asked=ADDRESS,
        address=ADDRESS,
        status=200,
        headers=(("Content-Type", kind), ("X", "é")),
        body=body.encode() if isinstance(body, str) else body,
        retrieved_at=datetime(2026, 11, 25, 1, 2, 3, 4, tzinfo=UTC),
        hops=(Hop(301, "http://news.example/a"),),
    )


def test_the_answer_is_the_same_as_here() -> None:
    consent = article(["We use cookies. Accept all cookies."], title="Before you continue")
    for each in (article(), consent, pdf([["Words of the first page"], ["and the second"]])):
        asked = response(each)
        assert extract_in_process(asked) == extract_page(asked)


def test_a_refusal_is_the_same_as_here() -> None:
    asked = response(b"\x89PNG", "text/html")
    with pytest.raises(FetchFailed) as here:
        extract_page(asked)
    with pytest.raises(FetchFailed) as apart:
        extract_in_process(asked)
    assert (apart.value.failure, apart.value.details) == (here.value.failure, here.value.details)
    assert apart.value.response is asked
    assert apart.value.failure is Failure.NOT_READABLE


def test_a_page_that_would_take_for_ever_is_given_up_and_the_next_is_read() -> None:
    with pytest.raises(FetchFailed) as failed:
        extract_in_process(response(LINKS), seconds=0.5)
    assert failed.value.failure == Failure.TOO_COMPLEX
    assert extract_in_process(response(article())).title == "Training teams are ready"


def test_a_child_that_ended_for_want_of_work_is_replaced() -> None:
    extract_in_process(response(article()))
    process = page_extraction_process._CHILD._process
    # What the child sees when nobody asks any more.
    process.stdin.close()
    process.wait(timeout=30)
    assert extract_in_process(response(article())).kind == "html"
    assert page_extraction_process._CHILD._process is not process


def test_the_child_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "of this process only")
    page_extraction_process._CHILD.end()
    extract_in_process(response(article()))
    with open(f"/proc/{page_extraction_process._CHILD._process.pid}/environ", "rb") as file:
        assert b"SECRET_KEY" not in file.read()


def test_an_address_of_many_letters_is_carried_over() -> None:
    asked = replace(response(article()), asked="https://news.example/ґанок-ï?я=𝒳")
    with pytest.raises(FetchFailed):
        extract_in_process(replace(asked, body=b""))
    assert extract_in_process(asked) == extract_page(asked)
