"""From pages to articles, without the network and without anything that runs."""

import contextlib
import socket
from datetime import date, timedelta

import pytest

from articles.text.decoding import NotText
from articles.text.extracting import NoArticleText, extract, looks_like_html

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Teams ready | The Example</title>
<meta property="og:title" content="Teams are ready">
<meta property="og:site_name" content="The Example">
<meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2025-08-20T22:30:00Z">
<link rel="canonical" href="https://example.org/news/teams/?utm_source=feed">
<script>var tracking = "evil script";</script><style>p { color: evil-style }</style></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Teams are ready</h1>
<p>The ministry said on Tuesday that training
teams&nbsp;are &ldquo;ready&rdquo; and waiting for orders.</p>
<script>alert("inline evil script")</script>
<p>A second paragraph says that <b>no combat</b> troops would go<br>and that
<a href="x">ports</a> matter.</p>
<ul><li>first item of a list</li><li>second item of a list</li></ul>
<table><tr><td>left cell</td><td>right cell</td></tr></table>
<blockquote><p>We will be there when it is time.</p></blockquote></article>
<div class="comments"><p>A reader's comment.</p></div>
<footer>Copyright, all rights reserved</footer></body></html>"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("extracting must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_extract_reads_what_a_page_says_about_itself() -> None:
    found = extract(PAGE, url="https://example.org/other")
    assert found.title == "Teams are ready"
    assert found.byline == "Jane Roe"
    assert found.published_on == date(2025, 8, 20)
    assert found.language == "en-GB"
    assert found.outlet == "The Example"
    assert found.canonical_url == "https://example.org/news/teams"


def test_extract_separates_paragraphs_and_adds_nothing() -> None:
    text = extract(PAGE).text
    assert (
        "The ministry said on Tuesday that training teams are “ready” and waiting for orders.\n\n"
        "A second paragraph says that no combat troops would go\nand that ports matter.\n\n"
        "first item of a list\n\nsecond item of a list\n\nleft cell right cell\n\n"
        "We will be there when it is time."
    ) in text


@pytest.mark.parametrize("unwanted", ["evil", "alert", "Sport", "comment", "Copyright", "<", "|"])
def test_extract_leaves_out_what_is_not_the_article(unwanted: str) -> None:
    assert unwanted not in extract(PAGE).text


def test_extract_reads_bytes_in_the_declared_charset() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("Roe", "Müller")
    assert extract(page.encode("cp1252")).byline == "Jane Müller"
    with pytest.raises(NotText):
        extract(b"%PDF-1.4")


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("<p>Short.</p>", "Short."),
        ("<p>One line of text.</p><p>Another line.</p>", "One line of text.\n\nAnother line."),
        ("<div><p>Only &lt;one&gt;</p><script>evil()</script></div>", "Only <one>"),
        ("<b>Bold</b> words", "Bold words"),
    ],
)  # fmt: skip
def test_extract_takes_a_piece_of_a_page(piece: str, text: str) -> None:
    assert extract(piece).text == text


def test_extract_joins_the_lines_of_the_source_but_keeps_a_blank_one() -> None:
    page = PAGE.replace("no combat</b>", "no\n   combat</b>\n \n")
    assert "says that no combat\n\ntroops would go" in extract(page).text


@pytest.mark.parametrize(
    "page",
    ["", "   ", "<p> </p>", "<script>var a = 1</script>", "<!doctype html><html></html>",
     "<html><head><title>x</title><style>p{}</style></head><body><script>f()</script></body></html>",
     "<style>unclosed", "<script>unclosed words", "\x00", "<!-- only a comment -->"],
)  # fmt: skip
def test_extract_refuses_a_page_without_text(page: str) -> None:
    with pytest.raises(NoArticleText) as refusal:
        extract(page)
    assert refusal.value.message.endswith(".")


def test_extract_believes_no_date_that_is_in_the_future_or_unreadable() -> None:
    ahead = (date.today() + timedelta(days=3)).isoformat()
    for value in (ahead, "soon", "2025-13-45"):
        assert extract(PAGE.replace("2025-08-20T22:30:00Z", value)).published_on is None


@pytest.mark.parametrize(
    ("declared", "day"),
    [
        ("20 August 2025", date(2025, 8, 20)),
        ("August 20, 2025", date(2025, 8, 20)),
        ("20250820", date(2025, 8, 20)),
        ("2025-08-05T01:00:00+02:00", date(2025, 8, 5)),
        ("2025-08", None),
        ("2025", None),
    ],
)
def test_extract_offers_a_day_only_where_the_page_names_one(
    declared: str, day: date | None
) -> None:
    assert extract(PAGE.replace("2025-08-20T22:30:00Z", declared)).published_on == day


def test_extract_keeps_the_given_address_where_the_page_names_a_bad_one() -> None:
    page = PAGE.replace("https://example.org/news/teams/?utm_source=feed", "javascript:alert(1)")
    assert extract(page, url="https://Example.org/given/").canonical_url == (
        "https://example.org/given"
    )
    assert extract("<p>Some words.</p>").canonical_url == ""


def test_extract_survives_deep_nesting() -> None:
    page = "<html><body>" + "<div>" * 5_000 + "<p>Deep words are here.</p>" + "</div>" * 5_000
    with contextlib.suppress(NoArticleText):
        assert "evil" not in extract(page).text


@pytest.mark.parametrize(
    "text",
    ["<!DOCTYPE html>", "  <html lang=en>", "\ufeff<!-- saved --><html>", "<p>One</p>",
     "<?xml version='1.0'?><html>", "text before <div>and</div>", "line<br>line<br/>line"],
)  # fmt: skip
def test_looks_like_html(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    ["", "Plain words.", "if a < b and c > d then", "an <unknown> thing </unknown>", "1 <p",
     "I <3 peace", "Name <jane@example.org>, John <john@example.org>"],
)  # fmt: skip
def test_prose_does_not_look_like_html(text: str) -> None:
    assert not looks_like_html(text)
