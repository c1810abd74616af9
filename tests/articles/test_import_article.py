"""`manage.py import_article`: its contract with other tools."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Snapshot
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

PAGE = """<!doctype html><html lang="en"><head><title>Yes</title>
<meta property="og:title" content="Minister says yes">
<meta property="og:site_name" content="The Page"><meta property="article:published_time"
content="2025-08-19"></head><body><script>stolen()</script><article>
<p>The minister said on Wednesday that the country would send instructors.</p>
<p>A ceasefire had to come first, he added in a statement to parliament.</p>
</article></body></html>"""


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("import_article", *arguments, stdout=out, **options)
    return out.getvalue()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert error.value.returncode == 2
    return str(error.value)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text("The minister said yes.\n", encoding="utf-8")
    return file


NAMED = ("--publisher", "The Outlet", "--title", "Yes")


def test_prints_one_json_object(text: Path) -> None:
    out = run(
        str(text), *NAMED, "--published", "2025-08-20", "--url", "https://o.example/a", "--json"
    )
    article, snapshot = Article.objects.get(), Snapshot.objects.get()
    assert json.loads(out) == {
        "article": article.pk,
        "title": "Yes",
        "publisher": "The Outlet",
        "url": "https://o.example/a",
        "snapshot": snapshot.pk,
        "characters": 22,
        "words": 4,
    }
    assert article.added_by is None


def test_prints_one_line_for_people(text: Path) -> None:
    out = run(str(text), *NAMED)
    assert out == f"Article {Article.objects.get().pk}: “Yes” (The Outlet), 4 words.\n"


def test_names_who_adds_it(text: Path) -> None:
    person = UserFactory(email="carla@example.org")
    run(str(text), *NAMED, "--by", "Carla@example.org")
    assert Article.objects.get().added_by == person


def test_html_fills_what_no_option_gives(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    run(str(page), "--publisher", "My name for it")
    article = Article.objects.get()
    assert article.title == "Minister says yes"
    assert article.publisher.name == "My name for it"
    assert str(article.published_on) == "2025-08-19"
    assert "stolen" not in Snapshot.objects.get().text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--title", "Yes"), "Name the outlet that published it. (--publisher)"),
        (("--publisher", "O"), "Give the article's title. (--title)"),
        ((*NAMED, "--published", "yesterday"), "Write it as 2025-08-20 (--published)"),
        ((*NAMED, "--published", "2999-01-01"), "has not come yet"),
        ((*NAMED, "--url", "ftp://o.example/"), "must begin with http:// or https://. (--url)"),
        ((*NAMED, "--by", "nobody@example.org"), "Nobody here signs in as"),
        ((*NAMED, "--rights", "open_licence"), "(--licence)"),
    ],
)
def test_bad_input_says_which_option_mends_it(
    arguments: tuple[str, ...], words: str, text: Path
) -> None:
    assert words in refusal(str(text), *arguments)
    assert not Article.objects.exists()


def test_unreadable_and_binary_files_are_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(str(tmp_path / "absent.txt"), *NAMED)
    assert "cannot be read" in refusal(str(tmp_path), *NAMED)
    binary = tmp_path / "article.txt"
    binary.write_bytes(b"%PDF-1.7 \x00\x01")
    assert "PDF" in refusal(str(binary), *NAMED)
    binary.write_bytes(b"  \n ")
    assert "There is no text" in refusal(str(binary), *NAMED)


def test_a_duplicate_names_the_article_that_exists(text: Path) -> None:
    run(str(text), *NAMED)
    article = Article.objects.get()
    assert f"It is article {article.pk}." in refusal(str(text), *NAMED)
