"""Sketches: near copies meet in a band, and are told apart by the words they share."""

from __future__ import annotations

import pytest

from articles.text.sketching import shingles, sketch, text_overlap
from tests.articles.jobs.pages import prose

STORY = "\n\n".join(prose(1, 60))


def bands_in_common(first: str, second: str) -> int:
    return len(set(sketch(first)) & set(sketch(second)))


def test_the_same_words_give_the_same_sketch_whatever_their_dress() -> None:
    dressed = STORY.upper().replace(" ", "\u00a0 ").replace("\n\n", "\n")
    assert sketch(STORY) == sketch(dressed)


@pytest.mark.parametrize(
    "copy",
    [
        STORY[: len(STORY) // 2],
        "From our correspondent, with wire services.\n\n" + STORY,
        STORY.replace("The minister", "Minister Example"),
        "\n\n".join(prose(90, 20)) + "\n\n" + STORY,
    ],
    ids=["cut", "begun differently", "renamed", "added to"],
)
def test_a_copy_cut_or_added_to_is_near(copy: str) -> None:
    assert bands_in_common(STORY, copy)
    assert text_overlap(shingles(STORY), shingles(copy)).is_near_copy


def test_another_story_is_not_near_nor_is_one_that_quotes_a_sentence() -> None:
    other = (
        "Harvests were good this year, farmers in the valley report, and prices fell at the market "
        "on the square. Nobody remembers so many apples. The school will keep a part of them for "
        "the winter, and the rest goes to the town across the river, as every autumn since the "
        "bridge was built by the two councils together."
    )
    assert not text_overlap(shingles(STORY), shingles(other)).is_near_copy
    quoting = other + " " + STORY[:200]
    assert not text_overlap(shingles(STORY), shingles(quoting)).is_near_copy


def test_a_few_words_have_no_sketch() -> None:
    assert sketch("The minister said yes.") == ()
    assert sketch("") == ()
    assert text_overlap(shingles(""), shingles(STORY)).of_both == 0


def test_scripts_without_spaces_are_compared_too() -> None:
    text = "国防大臣は停戦が成立した後に教官を派遣すると述べた。港湾の調査は春に終わっている。" * 3
    assert sketch(text)
    assert text_overlap(shingles(text), shingles(text[: len(text) // 2])).is_near_copy


def test_bands_are_signed_64_bit_numbers() -> None:
    bands = sketch(STORY)
    assert len(set(bands)) == 64
    assert all(-(2**63) <= band < 2**63 for band in bands)
