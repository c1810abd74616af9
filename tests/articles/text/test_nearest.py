"""The nearest place: useful when a quotation is almost there, absent when it is not."""

import pytest

from articles.text.finding import Nearest, find_quote
from articles.text.nearest import Difference, differences

TEXT = (
    "Officials met in the capital on Monday. Britain is willing to provide military personnel for "
    "logistical and training roles, but not for combat operations near the front.\n\n"
    "Initial discussions had floated the idea of deploying up to 30,000 troops, but that figure "
    "has since been reduced due to concerns from some European allies. The talks go on."
)


def nearest(quote: str, text: str = TEXT) -> Nearest:
    finding = find_quote(text, quote)
    assert finding.places == ()
    assert text[finding.nearest.start : finding.nearest.end] == finding.nearest.exact
    return finding.nearest


def test_a_changed_word_is_shown_beside_the_printed_one() -> None:
    found = nearest("Britain is ready to provide military personnel")
    assert found.exact == "Britain is willing to provide military personnel"
    assert found.differences == (
        Difference("equal", "Britain is", "Britain is"),
        Difference("replace", "ready", "willing"),
        Difference("equal", "to provide military personnel", "to provide military personnel"),
    )
    assert 0.8 < found.score < 1
    assert found.before == "Officials met in the capital on Monday. "
    assert found.after.startswith(" for logistical and training roles")


def test_a_changed_figure_is_shown() -> None:
    found = nearest("deploying up to 20,000 troops")
    assert found.exact == "deploying up to 30,000 troops"
    assert Difference("replace", "20,000", "30,000") in found.differences


def test_words_left_out_at_either_place_are_shown() -> None:
    missing = nearest("willing to provide personnel for logistical and training roles")
    assert Difference("insert", "", "military") in missing.differences
    added = nearest("willing to provide some military personnel for logistical roles")
    assert Difference("delete", "some", "") in added.differences


def test_a_long_omission_gives_the_place_that_holds_both_halves() -> None:
    found = nearest(
        "Initial discussions had floated the idea of deploying up to 30,000 troops … concerns from "
        "some European allies. The talks go on."
    )
    assert found.exact.startswith("Initial discussions")
    assert found.exact.endswith("The talks go on.")


def test_the_better_half_is_given_when_only_one_is_there() -> None:
    found = nearest(
        "Initial discussions had floated the idea of deploying up to 30,000 troops "
        "quz vox zzyk plomb wuxx jjkk bbnn qqww yyzz vvuu mmkk hhgg ddff xxcc ttyy"
    )
    assert found.exact.startswith("Initial discussions")


def test_ends_are_whole_words() -> None:
    assert nearest("illing to provide militari personel").exact == (
        "willing to provide military personnel"
    )


def test_nothing_alike_gives_nothing() -> None:
    finding = find_quote(TEXT, "Bananas ripen quickly whenever zinc quotas vanish")
    assert (finding.places, finding.nearest) == ((), None)


@pytest.mark.parametrize("letters", [range(0x4E00, 0x4E00 + 400), range(0x4E00, 0x4E00 + 2_000)])
def test_more_than_256_different_characters_are_no_obstacle(letters: range) -> None:
    text = "".join(map(chr, letters))
    quote = text[10:390].replace(text[200], "x")
    assert nearest(quote, text).score > 0.9


def test_differences_ignore_typography() -> None:
    assert differences("“It's ready” NOW", "‘It’s ready’ now") == (
        Difference("equal", "“It's ready” NOW", "‘It’s ready’ now"),
    )


def test_differences_join_neighbouring_changes() -> None:
    assert differences("we shall never go", "we might possibly go") == (
        Difference("equal", "we", "we"),
        Difference("replace", "shall never", "might possibly"),
        Difference("equal", "go", "go"),
    )
