"""`manage.py recheck_articles`: every article is told of, and one failure stops nothing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Fetch
from articles.services import recheck_round as module
from articles.services.rechecking import recheck_article
from tests.articles.fetching.site import LocalSite
from tests.articles.harbour import PARAGRAPHS, html
from tests.articles.texts import TROOPS
from tests.factories.articles import ArticleFactory, PassageFactory, SnapshotFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSite]:
    with LocalSite() as running:
        monkeypatch.setattr(
            module,
            "recheck_article",
            lambda **given: recheck_article(**{**given, "rules": running.rules()}),
        )
        yield running


def article_at(address: str | None, **fields: Any) -> Article:
    # No two articles begin with the same text.
    text = "\n\n".join((*PARAGRAPHS, f"First printed at {address}, {fields}."))
    found: Article = SnapshotFactory(
        article=ArticleFactory(canonical_url=address, **fields), text=text
    ).article
    return found


def run(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    status = 0
    try:
        call_command("recheck_articles", *options)
    except SystemExit as ended:
        status = int(str(ended.code))
    out, err = capsys.readouterr()
    return status, out, err


def test_every_article_is_told_of_and_a_failure_stops_nothing(
    site: LocalSite, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = article_at(site.url("/gone"))
    changed = article_at(site.url("/news"))
    PassageFactory(snapshot=changed.snapshots.get(), quote=TROOPS)
    site.put("/news", html(*(p.replace("2,000", "200") for p in PARAGRAPHS)))
    digest = article_at(site.url("/digest"), is_digest=True)
    bare = article_at(None)
    status, out, err = run(capsys, "--json")
    told = json.loads(out)
    assert status == 1
    assert (told["new_text"], told["failed"], told["skipped"]) == (1, 1, 2)
    by_pk = {each["article"]: each for each in told["articles"]}
    assert by_pk[changed.pk]["passages"] == {"changed": 1}
    assert by_pk[changed.pk]["snapshot"] == changed.snapshots.get(number=2).pk
    assert by_pk[gone.pk]["failure"] == "not_found"
    assert by_pk[gone.pk]["http_status"] == 404
    assert by_pk[gone.pk]["unreachable_since"]
    assert "own digest" in by_pk[digest.pk]["reason"]
    assert "no address" in by_pk[bare.pk]["reason"]
    assert f"Article {gone.pk}: FAILED" in err
    assert "sketches" in told["upkeep"]


def test_one_article_in_a_line(site: LocalSite, capsys: pytest.CaptureFixture[str]) -> None:
    article = article_at(site.url("/news"))
    other = article_at(site.url("/other"))
    site.put("/news", html(*PARAGRAPHS[:-1]))
    status, out, err = run(capsys, "--article", str(article.pk))
    assert (status, err) == (0, "")
    assert f"Article {article.pk}: new text" in out
    assert not other.fetches.exists()


def test_an_unknown_article_is_bad_input() -> None:
    with pytest.raises(CommandError) as refused:
        call_command("recheck_articles", "--article", "999")
    assert refused.value.returncode == 2


def test_a_fault_of_ours_is_told_and_the_round_goes_on(
    monkeypatch: pytest.MonkeyPatch,
    site: LocalSite,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stumble(**given: Any) -> Fetch:
        if given["article"] == first:
            raise ZeroDivisionError
        return recheck_article(**{**given, "rules": site.rules()})

    first, second = article_at(site.url("/one")), article_at(site.url("/two"))
    site.put("/two", html(*PARAGRAPHS[:-1]))
    monkeypatch.setattr(module, "recheck_article", stumble)
    status, out, err = run(capsys)
    assert status == 1
    assert f"Article {first.pk}: FAILED" in err
    assert f"Article {second.pk}: new text" in out


def test_a_site_that_does_not_answer_is_left_in_peace(
    monkeypatch: pytest.MonkeyPatch, site: LocalSite, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(address: str, port: int, seconds: float) -> Any:
        raise OSError("no route")

    rules = site.rules(dial=refuse)
    monkeypatch.setattr(
        module, "recheck_article", lambda **given: recheck_article(**{**given, "rules": rules})
    )
    for number in range(5):
        article_at(site.url(f"/{number}"), title=f"Article {number}")
    status, out, _err = run(capsys, "--json")
    told = json.loads(out)
    assert (status, told["failed"], told["skipped"]) == (1, 3, 2)
