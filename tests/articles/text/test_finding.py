"""Where a quotation stands: every place, verbatim, and none inside a word."""

import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.text.finding import context, find_quote, place_at
from articles.text.normalising import normalise

TEXT = normalise(
    "Ministers met on Tuesday. “We will not send combat troops,” the minister said — but training "
    "teams are ready.\n\nUp to 30,000 soldiers were floated. The figure is 1 500 today, 7.5 per "
    "cent less.\nThe parliament’s vote can’t be skipped; l’Ukraine waits… Non-combat deployments "
    "go on. We will not send combat engineers."
)


def exacts(text: str, quote: str) -> list[str]:
    finding = find_quote(text, quote)
    for place in finding.places:
        assert text[place.start : place.end] == place.exact
        assert text[: place.start].endswith(place.prefix)
        assert text[place.end :].startswith(place.suffix)
        assert max(len(place.prefix), len(place.suffix)) <= 32
    return [place.exact for place in finding.places]


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        ("training teams are ready", "training teams are ready"),
        ("TRAINING  teams\n are\u00a0ready ", "training teams are ready"),
        ('"We will not send combat troops,"', "“We will not send combat troops,”"),
        ("«Ministers met on Tuesday»", "Ministers met on Tuesday"),
        ("“Ministers met", "Ministers met"),
        ("the minister said -- but training", "the minister said — but training"),
        ("said-but training teams", "said — but training teams"),
        ("teams are ready. Up to 30,000", "teams are ready.\n\nUp to 30,000"),
        ("The parliament's vote can't be skipped", "The parliament’s vote can’t be skipped"),
        ("Ukraine waits...", "Ukraine waits…"),
        ("…training teams are ready…", "training teams are ready"),
        ("[...] training teams are ready [...]", "training teams are ready"),
        ("training teams are ready,", "training teams are ready"),
        ("“combat troops.”", "combat troops"),
        ("1\u202f500 today", "1 500 today"),
        ("sol\u00addiers were floated", "soldiers were floated"),
        ("The parliament", "The parliament"),
        ("Ukraine waits", "Ukraine waits"),
    ],
)
def test_quote_is_found_however_it_was_typed(quote: str, exact: str) -> None:
    assert exacts(TEXT, quote) == [exact]


@pytest.mark.parametrize(
    "part",
    ["combat deployments", "Up to 30", "Up to 30,00", "000 soldiers", "figure is 1", "500 today",
     "today, 7", "5 per cent", "raining teams", "training team", "vote can", "t be skipped",
     "Non"],
)  # fmt: skip
def test_part_of_a_word_or_number_is_not_a_quotation(part: str) -> None:
    finding = find_quote(TEXT, part)
    assert finding.places == ()


def test_nearest_shows_the_whole_word_behind_a_part() -> None:
    nearest = find_quote(TEXT, "combat deployments").nearest
    assert nearest.exact == "Non-combat deployments"
    assert nearest.score < 1


def test_every_place_is_given_in_order() -> None:
    finding = find_quote(TEXT, "we will not send combat")
    assert [place.exact for place in finding.places] == ["We will not send combat"] * 2
    assert finding.places[0].start < finding.places[1].start
    assert finding.places[0].before.endswith("on Tuesday. “")
    assert finding.places[1].after == " engineers."
    assert finding.nearest is None


def test_overlapping_places_are_all_given() -> None:
    assert [p.start for p in find_quote("ha ha ha", "ha ha").places] == [0, 3]


def test_places_beyond_the_limit_are_announced() -> None:
    text = "peace now. " * 30
    assert len(find_quote(text, "peace now").places) == 20
    assert find_quote(text, "peace now").is_cut
    assert not find_quote(text, "peace now", limit=30).is_cut
    assert find_quote(text, "peace now", limit=1).places[0].start == 0


@pytest.mark.parametrize("quote", ["", "  \n", "\u200b", '""', "…", "\ufe0f", "“ ”"])
def test_empty_quote_is_nowhere(quote: str) -> None:
    finding = find_quote("some words and no such marks", quote)
    assert (finding.places, finding.nearest) == ((), None)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_empty_text_holds_nothing(text: str) -> None:
    finding = find_quote(text, "peace")
    assert (finding.places, finding.nearest) == ((), None)


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Send 👍🏽 now", "send 👍", []),
        ("Send 👍🏽 now", "Send 👍🏽 now", ["Send 👍🏽 now"]),
        ("A 👩\u200d👩\u200d👧 here", "a 👩", []),
        ("With ❤\ufe0f from", "with ❤", ["With ❤\ufe0f"]),
        ("Flags 🇺🇦🇬🇧 up", "flags 🇺", []),
        ("Flags 🇺🇦🇬🇧 up", "🇺🇦", ["🇺🇦"]),
        ("Flags 🇺🇦🇬🇧 up", "🇦🇬", []),
        ("x̣̂ marks", "x", []),
        ("q\u0301 stays", "q stays", []),
        ("q\u0301 stays", "Q\u0301 STAYS", ["q\u0301 stays"]),
        ("की बात", "क", []),
        ("क्षेत्र में", "क्", []),
    ],
)
def test_no_place_tears_a_character_apart(text: str, quote: str, found: list[str]) -> None:
    assert exacts(text, quote) == found


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Dün İSTANBUL’da İmzalandı.", "istanbul’da imzalandı", "İSTANBUL’da İmzalandı"),
        ("İİİİ ateşkes İİ", "ATEŞKES", "ateşkes"),
        ("Die Straße nach Süden", "DIE STRASSE NACH", "Die Straße nach"),
        ("Die STRASSE nach", "straße", "STRASSE"),
        ("An eﬃcient oﬃce", "efficient office", "eﬃcient oﬃce"),
        ("הכוחות לא יישלחו “לעולם” (נאט״ו).", 'לא יישלחו "לעולם"', "לא יישלחו “לעולם”"),
        ("قالت: \u200fلن نرسل قوات\u200f.", "لن نرسل قوات", "لن نرسل قوات"),
        ("نمی\u200cخواهم بروم", "نمیخواهم بروم", "نمی\u200cخواهم بروم"),
        ("英国准备向乌克兰派遣部队。", "向乌克兰派遣", "向乌克兰派遣"),
        ("ไทยจะไม่ส่งทหาร", "ส่งทหาร", "ส่งทหาร"),
        ("Об’єднані сили готові", "об'єднані сили", "Об’єднані сили"),
        ("Il dit : « Non, jamais » hier", '"Non, jamais"', "« Non, jamais »"),
    ],
)  # fmt: skip
def test_quote_is_found_in_many_scripts(text: str, quote: str, found: str) -> None:
    assert exacts(text, quote) == [found]


def test_difference_of_accent_or_figure_is_not_levelled() -> None:
    assert exacts("Le résumé est prêt", "le resume est") == []
    assert exacts("10² soldiers", "102 soldiers") == []


def test_context_is_cut_between_words_and_on_one_line() -> None:
    text = normalise("alpha " * 40 + "\n\nTHE QUOTE\n\n" + "omega " * 40)
    start = text.index("THE")
    before, after = context(text, start, start + 9)
    assert before.startswith("alpha alpha")
    assert before.endswith("alpha ")
    assert 100 <= len(before) <= 120
    assert after.endswith("omega")
    assert "\n" not in before + after


def test_context_at_the_edges_of_a_text_is_what_there_is() -> None:
    assert context("only words", 0, 10) == ("", "")
    assert context("a b c", 2, 3) == ("a ", " c")


def test_affixes_do_not_tear_characters_apart() -> None:
    text = "👍🏽" * 30 + " quote " + "👍🏽" * 30
    place = place_at(text, 61, 66)
    assert place.exact == "quote"
    assert not place.prefix.startswith("🏽")
    assert place.suffix.endswith("🏽")


VOCABULARY = st.sampled_from(
    ["troops", "İstanbul", "straße", "eﬃcient", "non-combat", "Ukraine’s", "“peace”", "café",
     "30,000", "—", "wait…", "‘no’", "Україна", "«да»", "部队", "👍🏽", "q\u0301d", "A", "a",
     "NATO", "skies—and", "1.5", "لن", "don’t", "\n\n", "S.A.,"]
)  # fmt: skip
NOISE = {
    "“": '"', "”": "«", "‘": "'", "’": "'", "—": " -- ", "…": "...", " ": " \u00a0\n", "ﬃ": "ffi",
    "ß": "SS", "é": "e\u0301", "«": '"', "»": "”", "-": "\u2011", "a": "A", "o": "o\u00ad",
    "l": "\u200bl",
}  # fmt: skip


@given(st.data(), st.lists(VOCABULARY, min_size=1, max_size=40))
def test_any_span_of_words_is_found_through_typographic_noise(
    data: st.DataObject, words: list[str]
) -> None:
    text = normalise(" ".join(words))
    tokens = text.split()
    assume(tokens)
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, min(len(tokens), first + 12) - 1))
    # Neighbouring dashes are one sign, so a passage cannot begin at the second.
    assume("—" not in (tokens[first], tokens[last]))
    start, end = _token_span(text, tokens, first, last)
    exact = text[start:end]
    noisy = "".join(
        NOISE[sign] if sign in NOISE and data.draw(st.booleans()) else sign for sign in exact
    )
    finding = find_quote(text, noisy, limit=1_000)
    assert all(text[place.start : place.end] == place.exact for place in finding.places)
    assert (start, end) in [(place.start, place.end) for place in finding.places]


def _token_span(text: str, tokens: list[str], first: int, last: int) -> tuple[int, int]:
    at, start = 0, 0
    for index, token in enumerate(tokens[: last + 1]):
        at = text.index(token, at)
        if index == first:
            start = at
        at += len(token)
    return start, at


@given(st.text(max_size=80), st.text(max_size=30))
def test_whatever_comes_in_places_are_verbatim(text: str, quote: str) -> None:
    text = normalise(text)
    finding = find_quote(text, quote)
    assert all(text[place.start : place.end] == place.exact != "" for place in finding.places)
    if nearest := finding.nearest:
        assert text[nearest.start : nearest.end] == nearest.exact
        assert not finding.places


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("No troops would go, the prime minister said. " * 22_300, "the prime minister "),
        ("No troops would go, the prime minister said. " * 22_300, "they shall go now " * 280),
        ("a" * 1_000_000, "a" * 5_000),
        ("ab " * 333_000, "ab " * 1_600 + "a"),
        ("." * 1_000_000, "." * 4_999 + "!"),
        ("👍🏽" * 500_000, "👍"),
        ("中国" * 500_000, "中国人" * 1_600),
        (" " * 1_000_000, "peace now"),
        ("- " * 500_000, "-- --x"),
    ],
    ids=["found", "missing", "one-letter", "repeating", "dots", "emoji", "han", "spaces", "dashes"],
)  # fmt: skip
def test_a_million_characters_take_seconds_at_most(text: str, quote: str) -> None:
    began = time.process_time()
    find_quote(text, quote)
    # Generous for a busy machine; anything that grows faster than the text takes minutes.
    assert time.process_time() - began < 10


ARTICLE = Path(__file__).parents[4] / "shared" / "articles" / "uk-ready-to-deploy-2025-08-20.txt"


@pytest.mark.skipif(not ARTICLE.exists(), reason="the shared real article is not on this machine")
@pytest.mark.parametrize(
    "quote",
    [
        "Trump reiterated on Tuesday that no American troops would be deployed to Ukraine",
        "though it will not commit forces to the frontline",
        "Initial discussions had floated the idea of deploying up to 30,000 troops",
        '"You have my assurance, and I\'m president."',
        "underpinned by strong US-led security guarantees",
    ],
)
def test_quotes_of_a_real_article_are_found_once(quote: str) -> None:
    text = normalise(ARTICLE.read_text(encoding="utf-8"))
    assert len(find_quote(text, quote).places) == 1
