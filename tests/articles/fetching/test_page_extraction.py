"""From what a site sent to an article, or to a plain reason why there is none."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from articles.fetching.failures import Clue, Failure, clue_sentence
from articles.fetching.getting import fetch
from articles.fetching.page_extraction import extract_page
from articles.fetching.response import FetchFailed, Hop, Page, Response, page_at
from tests.articles.fetching.documents import LETTER, PARAGRAPHS, SECOND, THIRD, article, pdf
from tests.articles.fetching.site import LocalSite

ADDRESS = "https://news.example/world/training-teams-are-ready"
LONG = [f"{LETTER} {SECOND} {THIRD} (part {number})" for number in range(4)]


def response(
    body: str | bytes = "", kind: str = "text/html; charset=utf-8", address: str = ADDRESS
) -> Response:
    return Response(
        asked=address,
        address=address,
        status=200,
        headers=(("Content-Type", kind),),
        body=body.encode() if isinstance(body, str) else body,
        retrieved_at=datetime(2026, 11, 25, tzinfo=UTC),
    )


def refusal(body: str | bytes, kind: str = "text/html", address: str = ADDRESS) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        extract_page(response(body, kind, address))
    assert failed.value.response is not None
    assert failed.value.message == failed.value.failure.sentence
    return failed.value


def doubt(page: Page) -> Failure | None:
    return page.doubt.failure if page.doubt else None


# --- articles -----------------------------------------------------------------------------------
def test_an_article_with_what_its_page_says_of_it() -> None:
    page = extract_page(response(article(LONG)))
    assert page.text.endswith("\n\n".join(LONG))
    assert (page.kind, page.title, page.byline) == ("html", "Training teams are ready", "Jane Roe")
    assert (page.outlet, page.published_on) == ("The Example", date(2025, 8, 20))
    assert (page.language, page.is_language_guessed) == ("en-GB", False)
    assert page.canonical_url == ADDRESS
    assert page.extractor.startswith("trafilatura 2.")
    assert page.doubt is None
    page.require_sound()


def test_the_canonical_link_adds_its_keys_where_it_names_this_article() -> None:
    other = "https://news.example/story/12345-training-teams"
    page = extract_page(response(article(head=f'<link rel="canonical" href="{other}">')))
    assert page.canonical_url == other
    assert other in page.equivalents
    wire = "https://wire.example/world/teams-are-ready-now"
    for stranger, original in (("https://news.example/", ""), (wire, wire)):
        page = extract_page(response(article(head=f'<link rel="canonical" href="{stranger}">')))
        assert page.equivalents == (page.canonical_url,) == (ADDRESS,)
        assert page.original_url == original


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Міністр сказав, що навчальні групи готові і що вони вирушать за тиждень після того, як "
         "припинять вогонь. Парламент має погодитися на це, але не раніше зими.", "uk"),
        ("Le ministre a dit que les équipes sont prêtes et qu'elles partiront dans la semaine qui "
         "suit la fin des combats. Le parlement doit être d'accord, mais pas avant l'hiver.", "fr"),
        ("Der Minister sagte, dass die Gruppen bereit sind und in der Woche nach dem Ende der "
         "Kämpfe aufbrechen. Das Parlament muss noch zustimmen, aber nicht vor dem Winter.", "de"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("declared", ["", "en"])
def test_the_language_is_that_of_the_words(words: str, language: str, declared: str) -> None:
    page = extract_page(response(article([words], language=declared)))
    assert (page.language, page.is_language_guessed) == (language, True)


@pytest.mark.parametrize("header", ["utf-8", "iso-8859-1", "windows-1252", "koi8-u", "odd", ""])
@pytest.mark.parametrize("meta", ["", '<meta charset="iso-8859-1">'])
def test_letters_are_right_whatever_the_site_declares(header: str, meta: str) -> None:
    words = "Міністр заявив, що навчальні групи готові вирушити одразу після припинення вогню."
    body = article([words] * 3, language="uk", head=meta).encode("cp1251")
    assert words in extract_page(response(body, f"text/html; charset={header}")).text


def test_a_pdf_is_known_by_its_bytes() -> None:
    data = pdf([["Words of a communique on teams"], ["that are ready to leave"]], title="On teams")
    for kind in ("application/pdf", "application/octet-stream", "text/html"):
        page = extract_page(response(data, kind))
        assert (page.kind, page.title) == ("pdf", "On teams")
        assert page_at(page.page_starts, page.text.index("ready")) == 2
        assert page.extractor.startswith("pypdf 7.")


def test_a_plain_text_is_kept_as_it_is() -> None:
    page = extract_page(response(f"On teams\r\n\r\n{LETTER} It is a < b.", "text/plain"))
    assert (page.kind, page.title) == ("text", "On teams")
    assert page.text == f"On teams\n\n{LETTER} It is a < b."
    assert page.page_starts == ()


@pytest.mark.parametrize("kind", ["", "text/plain", "application/octet-stream", "text/xml"])
def test_a_page_is_found_under_a_vague_name(kind: str) -> None:
    assert extract_page(response(article(), kind)).kind == "html"


# --- no article ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("body", "kind", "failure"),
    [
        (b"\x89PNG\r\n", "text/html", Failure.NOT_READABLE),
        (b"PK\x03\x04", "application/octet-stream", Failure.NOT_READABLE),
        (b"\x00\x01\x02" * 50, "text/html", Failure.NOT_READABLE),
        (b'{"a": 1}', "application/json", Failure.NOT_READABLE),
        (b'{"a": 1}', "application/octet-stream", Failure.NOT_READABLE),
        (b"<rss><item>x</item></rss>", "application/rss+xml", Failure.NOT_READABLE),
        (b"%PDF-1.4 broken", "application/pdf", Failure.NOT_READABLE),
        (b"no pdf at all", "application/pdf", Failure.NOT_READABLE),
        (pdf([[], []]), "application/pdf", Failure.PDF_SCANNED),
        (b"", "text/html", Failure.NO_TEXT),
        (b"  \n", "text/plain", Failure.NO_TEXT),
        (b"<!doctype html><html><body><div id=app></div></body></html>", "text/html",
         Failure.NO_TEXT),
    ],
)  # fmt: skip
def test_what_is_no_article_is_told_plainly(body: bytes, kind: str, failure: Failure) -> None:
    assert refusal(body, kind).failure == failure


def test_a_page_of_5_mb_is_read_where_most_of_it_is_scripts(site: LocalSite) -> None:
    script = f"<script>var data = '{'x' * 4_900_000}';</script><style>{'p{}' * 30_000}</style>"
    site.put("/a", article(LONG, head=script))
    page = extract_page(fetch(site.url("/a"), rules=site.rules()))
    assert page.text.endswith(LONG[-1])
    assert page.published_on == date(2025, 8, 20)


def test_a_page_of_5_mb_of_words_is_too_much() -> None:
    assert refusal(article([LETTER] * 30_000)).failure == Failure.TOO_LARGE


# --- something else in place of the article -----------------------------------------------------
CONSENT = article(
    ["We and our 812 partners store cookies and process personal data such as addresses.",
     "With your consent we measure what is read. You may change your privacy settings.",
     "Accept all Reject all"],
    title="Before you continue",
)  # fmt: skip


def test_a_consent_page_is_suspected_by_its_words() -> None:
    page = extract_page(response(CONSENT))
    assert doubt(page) == Failure.CONSENT_PAGE
    with pytest.raises(FetchFailed) as failed:
        page.require_sound(response(CONSENT))
    assert failed.value.failure == Failure.CONSENT_PAGE
    assert ["title", "Before you continue | The Example"] in failed.value.details["clues"]


def test_a_consent_page_is_suspected_by_where_the_address_led() -> None:
    led = replace(
        response(article(LONG), address="https://consent.news.example/v2?to=x"),
        asked=ADDRESS,
        hops=(Hop(302, ADDRESS),),
    )
    assert doubt(extract_page(led)) == Failure.CONSENT_PAGE


def test_an_article_about_cookies_or_consent_is_not_suspected() -> None:
    body = [*LONG, "The host state has to give its consent, and ministers eat cookies."]
    assert extract_page(response(article(body))).doubt is None
    short = ["The troops would come only with the consent of the host state.", *PARAGRAPHS]
    assert extract_page(response(article(short))).doubt is None


@pytest.mark.parametrize(
    "page",
    [
        article([LETTER, "To continue reading, subscribe now."]),
        article([LETTER[:80] + "…"], head='<script type="application/ld+json">'
                '{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'),
        article([LETTER, "Cet article est réservé aux abonnés."], language="fr"),
        article([*LONG[:1], "Jetzt weiterlesen mit dem Digitalabo."], language="de"),
        article([LETTER, "Ця стаття лише для підписників."], language="uk"),
    ],
)  # fmt: skip
def test_a_paywall_is_suspected(page: str) -> None:
    found = extract_page(response(page))
    assert doubt(found) == Failure.PAYWALL
    assert all(clue_sentence(kind, words).endswith(".") for kind, words in found.doubt.clues)


def test_an_article_that_is_all_there_is_not_suspected_of_a_paywall() -> None:
    marked = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    assert extract_page(response(article(LONG, head=marked))).doubt is None
    assert extract_page(response(article([LETTER]))).doubt is None
    about = [*LONG[:2], "Papers ask readers to subscribe to continue, he said.", *LONG[2:]]
    assert extract_page(response(article(about))).doubt is None


@pytest.mark.parametrize(
    "page",
    [
        article(["Enable JavaScript and cookies to continue"], title="Just a moment..."),
        "<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>",
        "<!doctype html><html><body><iframe src='/_Incapsula_Resource'></iframe></body></html>",
        article(["Please verify you are a human to see this page."]),
    ],
)
def test_a_check_for_robots_is_suspected(page: str) -> None:
    # Without a word of text there is nothing to doubt: then it is raised.
    with pytest.raises(FetchFailed) as failed:
        extract_page(response(page)).require_sound()
    assert failed.value.failure == Failure.BOT_CHECK
    assert failed.value.details["clues"]


def test_a_lost_page_with_a_good_status_is_suspected() -> None:
    lost = article(["The page you are looking for has moved."], title="Page not found")
    assert doubt(extract_page(response(lost))) == Failure.NOT_FOUND
    front = replace(
        response(article(LONG), address="https://news.example/"),
        asked=ADDRESS,
        hops=(Hop(301, ADDRESS),),
    )
    assert doubt(extract_page(front)) == Failure.NOT_FOUND
    asked_for = replace(
        front, asked="http://news.example/", hops=(Hop(301, "http://news.example/"),)
    )
    assert extract_page(asked_for).doubt is None


def test_a_page_drawn_by_scripts_is_suspected() -> None:
    shell = article(["You need to enable JavaScript to run this app."], title="App")
    assert doubt(extract_page(response(shell))) == Failure.NO_TEXT


# --- what can happen to an article --------------------------------------------------------------
def test_changes_of_an_article_are_changes_of_its_text(site: LocalSite) -> None:
    def text(paragraphs: list[str]) -> str:
        site.put("/a", article(paragraphs))
        return extract_page(fetch(site.url("/a"), rules=site.rules())).text

    before = text([LETTER, SECOND, THIRD])
    altered = text([LETTER.replace("2,000", "200"), SECOND, THIRD])
    moved = text([SECOND, LETTER, THIRD])
    cut = text([LETTER, SECOND.partition(". ")[2], THIRD])
    typographic = text([LETTER.replace("2,000", "2,000\u00ad"), SECOND + "\u200b", THIRD])
    assert len({before, altered, moved, cut}) == 4
    assert typographic == before


def test_every_failure_says_what_happened_and_the_way_out() -> None:
    for failure in Failure:
        sentence = failure.sentence
        assert sentence.endswith(".")
        # A copy at an archive has no text that could be pasted.
        assert "aste" in sentence or failure is Failure.NOT_ARCHIVED
        assert str(failure.label)
    assert {str(clue.value) for clue in Clue} >= {"words", "host"}
