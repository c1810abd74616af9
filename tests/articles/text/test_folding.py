"""The loose form and the way back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.folding import Folded, fold

awkward = st.text(
    st.sampled_from("aZ \n-—–«»“”'…ﬁßİıé\u0301👍🏽\ufe0f\u200d中。.10"), max_size=60
) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Yes”, he said", '"yes", HE SAID'),
        ("‘it’s’", "'it's'"),
        ("skies — and ports", "skies--and ports"),
        ("skies – and", "skies—and"),
        ("2014–2020", "2014-2020"),
        ("il dit « oui » hier", "il dit “oui” hier"),
        ("er sagte »ja« gestern", 'er sagte "ja" gestern'),
        ("wait…", "wait..."),
        ("one\n\ntwo", "one two"),
        ("ﬁnal eﬀort", "final effort"),
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("ΣΟΦΟΣ", "σοφος"),
        ("ＮＡＴＯ", "nato"),
        ("可以，", "可以,"),
        ("می\u200cخواهم", "میخواهم"),
        ("❤\ufe0f", "❤"),
        ("cafe\u0301", "café"),
    ],
)
def test_fold_levels_typography(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("resume", "résumé"),
        ("10²", "102"),
        ("wellknown", "well-known"),
        ("30,000", "30000"),
        ("will", "would"),
    ],
)
def test_fold_keeps_letters_and_figures_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(awkward, st.integers(1, 20))
def test_folding_in_chunks_equals_folding_whole(text: str, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articles.text.folding._CHUNK", chunk)
        folded = Folded(text)
        assert folded.text == fold(text)
        for at in range(len(folded.text)):
            start, end = folded.wide_span(at, at + 1)
            assert 0 <= start < end <= len(text)
            assert folded.text[at] in fold(text[start:end])


def test_span_is_refused_inside_one_original_character() -> None:
    folded = Folded("a ﬁne")
    assert folded.text == "a fine"
    assert folded.span(2, 3) is None
    assert folded.span(2, 6) == (2, 5)
    assert folded.wide_span(3, 6) == (2, 5)


def test_span_leaves_out_the_spaces_around_a_dash() -> None:
    folded = Folded("skies — and")
    assert folded.span(0, 6) == (0, 7)
    assert folded.span(5, 9) == (6, 11)
