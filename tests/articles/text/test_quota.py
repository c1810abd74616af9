"""How much may be quoted: counting, merging, and sentences an editor can act on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.quota import QuotePolicy, check_quote, check_span, quoted_words, words

POLICY = QuotePolicy(max_words_per_quote=40, max_share_per_article=0.10, max_words_per_article=400)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" — … - “” ", 0),
        ("one", 1),
        ("US-led guarantees can’t wait", 4),
        ("up to 30,000 troops, l'Ukraine", 5),
        ("skies—and ports – both… yes", 5),
        ("and/or", 2),
        ("Україна ніколи", 2),
        ("לא יישלחו כוחות", 3),
        ("की बात", 2),
        ("中国人民", 2),
        ("中国人", 2),
        ("NATO和平", 2),
        ("ทหาร", 1),
        ("👍 😀", 0),
    ],
)
def test_words_counts_any_script(text: str, count: int) -> None:
    assert words(text) == count


def test_quoted_words_counts_shared_words_once() -> None:
    text = "one two three four five six"
    assert quoted_words(text, []) == 0
    assert quoted_words(text, [(0, 7), (4, 13)]) == 3
    assert quoted_words(text, [(19, 27), (0, 3), (0, 3)]) == 3
    assert quoted_words(text, [(0, 27), (4, 7)]) == 6


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple)))
def test_quoted_words_never_exceeds_the_text(spans: list[tuple[int, int]]) -> None:
    text = "a b c d e f g h i j k l m n o p q r s t u"
    assert quoted_words(text, spans) <= words(text)


def test_allowance_is_the_larger_of_share_and_number() -> None:
    assert POLICY.allowance(100) == 400
    assert POLICY.allowance(4_000) == 400
    assert POLICY.allowance(10_000) == 1_000


def test_quote_of_forty_words_is_the_longest() -> None:
    def check(count: int) -> str | None:
        return check_quote(POLICY, "word " * count, article_words=500, already_quoted_words=0)

    assert check(40) is None
    refusal = check(41)
    assert "41 words" in refusal
    assert "40" in refusal


def test_article_allowance_says_how_many_words_are_left() -> None:
    def check(already: int) -> str | None:
        return check_quote(POLICY, "word " * 30, article_words=500, already_quoted_words=already)

    assert check(370) is None
    refusal = check(380)
    assert "400 words" in refusal
    assert "20 words left" in refusal
    used_up = check(400)
    assert "another article" in used_up


def test_span_already_quoted_costs_nothing_more() -> None:
    text = " ".join(f"w{number}" for number in range(200))
    policy = replace(POLICY, max_words_per_article=20)
    quoted = [(0, len(" ".join(text.split()[:20])))]
    assert check_span(policy, text, 0, 11, quoted=quoted) is None
    assert check_span(policy, text, len(text) - 9, len(text), quoted=quoted) is not None
    assert check_span(policy, text, len(text) - 9, len(text), quoted=[]) is None
