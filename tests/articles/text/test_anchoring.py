"""Re-anchoring: the same words are found wherever they went, others never pass for them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.placing.engine import Placement, QuotedWords, place_quotations
from articles.text.surroundings import affixes

OLD = (
    "The ministers met on Tuesday in the old customs house.\n\n"
    "Norway will send 2,000 troops to the northern port before the winter. The first of them are"
    ' to sail in October. "We will not wait for others," said Ingrid Solberg.\n\n'
    "The talks went on until three in the morning and ended without a joint text."
)
QUOTED = "Norway will send 2,000 troops to the northern port before the winter."


def quote(words: str, text: str = OLD) -> QuotedWords:
    start = text.index(words)
    prefix, suffix = affixes(text, start, start + len(words))
    return QuotedWords(words, prefix, suffix, start)


def place(new: str, words: str = QUOTED, *, old: str = OLD, keep_old: bool = True) -> Placement:
    (placement,) = place_quotations(new, [quote(words, old)], old=old if keep_old else None)
    return placement


def found(new: str, placement: Placement) -> str:
    return new[placement.start : placement.end]


with_and_without_the_old_text = pytest.mark.parametrize("keep_old", [True, False])


@with_and_without_the_old_text
def test_an_unchanged_text_keeps_every_quotation(keep_old: bool) -> None:
    placement = place(OLD, keep_old=keep_old)
    start = OLD.index(QUOTED)
    assert placement == Placement("exact", start, start + len(QUOTED), 1.0, ())


@with_and_without_the_old_text
def test_words_that_a_new_paragraph_pushes_down_are_exact(keep_old: bool) -> None:
    new = "This article has been corrected since it was first published.\n\n" + OLD
    placement = place(new, keep_old=keep_old)
    assert placement.state == "exact"
    assert found(new, placement) == QUOTED


@with_and_without_the_old_text
def test_words_between_new_neighbours_are_exact(keep_old: bool) -> None:
    new = OLD.replace("The first of them are to sail in October.", "Nobody said when.")
    placement = place(new, keep_old=keep_old)
    assert placement.state == "exact"
    assert found(new, placement) == QUOTED


def test_a_paragraph_that_changed_places_is_moved() -> None:
    first, second, third = OLD.split("\n\n")
    new = "\n\n".join([second, first, third])
    placement = place(new, "The first of them are to sail in October.")
    assert placement.state == "moved"
    assert placement.similarity == 1
    assert found(new, placement) == "The first of them are to sail in October."


@with_and_without_the_old_text
def test_a_sentence_in_other_surroundings_is_moved(keep_old: bool) -> None:
    new = OLD.replace(QUOTED + " ", "") + " " + QUOTED + " That was all."
    placement = place(new, keep_old=keep_old)
    assert placement.state == "moved"
    assert found(new, placement) == QUOTED


@pytest.mark.parametrize(
    ("old_words", "new_words", "alarms"),
    [
        ("2,000 troops", "200 troops", ("number",)),
        ("2,000 troops", "three thousand troops", ("number",)),
        ("will send", "will not send", ("negation",)),
        ("will send", "won't send", ("negation",)),
        ("Norway will", "Denmark will", ("name",)),
        ("Norway will send 2,000", "Denmark will never send 500", ("number", "negation", "name")),
        ("2,000 troops", "2,000 soldiers", ()),
        ("2,000 troops", "2\u202f000 troops", ()),
        ("will send", "is going to send", ()),
    ],
)
@with_and_without_the_old_text
def test_other_words_are_changed_with_what_could_turn_their_meaning(
    old_words: str, new_words: str, alarms: tuple[str, ...], keep_old: bool
) -> None:
    new = OLD.replace(old_words, new_words, 1)
    placement = place(new, keep_old=keep_old)
    assert placement.state == "changed"
    assert 0.6 < placement.similarity < 1
    assert placement.alarms == alarms
    assert new_words.split()[-1] in found(new, placement)


@with_and_without_the_old_text
def test_a_look_alike_elsewhere_is_at_most_proposed_and_flagged(keep_old: bool) -> None:
    look_alike = "Norway will send 200 troops to the northern port before the winter."
    new = OLD.replace(QUOTED + " ", "") + "\n\nLater it was denied. " + look_alike
    placement = place(new, keep_old=keep_old)
    assert placement.state == "changed"
    assert found(new, placement) == look_alike
    assert placement.alarms == ("number",)


@with_and_without_the_old_text
def test_typography_alone_is_changed_without_alarm(keep_old: bool) -> None:
    new = OLD.replace('"', "\u201d").replace("We will", "we will")
    placement = place(new, '"We will not wait for others,"', keep_old=keep_old)
    assert placement.state == "changed"
    assert placement.similarity == 0.99
    assert placement.alarms == ()


@with_and_without_the_old_text
def test_a_sentence_taken_out_is_lost(keep_old: bool) -> None:
    placement = place(OLD.replace(QUOTED + " ", ""), keep_old=keep_old)
    assert placement == Placement("lost", None, None, 0.0, ())


@with_and_without_the_old_text
def test_another_article_holds_none_of_it(keep_old: bool) -> None:
    other = "A bridge was opened on Sunday. " * 30
    assert place(other, keep_old=keep_old).state == "lost"


@with_and_without_the_old_text
def test_insertions_and_cuts_within_are_spanned(keep_old: bool) -> None:
    longer = OLD.replace("port before", "port, as had been agreed in May, before")
    assert found(longer, place(longer, keep_old=keep_old)).startswith("Norway will")
    assert found(longer, place(longer, keep_old=keep_old)).endswith("before the winter.")
    shorter = OLD.replace(" before the winter", "")
    assert found(shorter, place(shorter, keep_old=keep_old)).startswith(
        "Norway will send 2,000 troops to the northern port"
    )


@with_and_without_the_old_text
def test_of_several_equal_sentences_the_right_one_is_found(keep_old: bool) -> None:
    refrain = "The figures have not been confirmed."
    parts = [f"Paragraph {name} speaks of something else. {refrain}" for name in ("A", "B", "C")]
    old = "\n\n".join(parts)
    new = "\n\n".join(["A new one comes first. " + refrain, *parts])
    for number in range(3):
        start = [i for i in range(len(old)) if old.startswith(refrain, i)][number]
        prefix, suffix = affixes(old, start, start + len(refrain))
        quotation = QuotedWords(refrain, prefix, suffix, start)
        (placement,) = place_quotations(new, [quotation], old=old if keep_old else None)
        assert placement.state == "exact"
        assert (
            placement.start
            == [i for i in range(len(new)) if new.startswith(refrain, i)][number + 1]
        )


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("send 30", "They will send 30 next week.", "They will send 30,000 next week."),
        ("combat", "This is a combat role for us.", "This is a non-combat role for us."),
        ("will send troop", "They will send troop ships.", "They will send troops now."),
    ],
)
@with_and_without_the_old_text
def test_part_of_a_word_or_number_is_not_the_same_words(
    words: str, old: str, new: str, keep_old: bool
) -> None:
    assert place(new, words, old=old, keep_old=keep_old).state not in ("exact", "moved")


def test_words_cut_inside_a_word_are_found_cut() -> None:
    placement = place("First. " + OLD, "ministers met on Tues")
    assert placement.state == "exact"


@pytest.mark.parametrize(
    ("words", "text", "changed"),
    [
        (
            "قال الوزير إن القوات ستصل في الربيع",
            "أمس، قال الوزير إن القوات ستصل في الربيع القادم.",
            "الشتاء",
        ),
        (
            "派遣两千名士兵前往北部港口",
            "部长周二表示，将派遣两千名士兵前往北部港口，冬季之前完成。",
            "南部",
        ),
        ("👩‍🚀 wird 🇺🇦 im März besuchen", "Die 👩‍🚀 wird 🇺🇦 im März besuchen, heißt es.", "April"),
        ("cafe\u0301 ouvrira à huit heures", "Le cafe\u0301 ouvrira à huit heures demain.", "neuf"),
    ],
)
def test_scripts_and_signs_of_all_kinds_are_found(words: str, text: str, changed: str) -> None:
    new = f"…\n\n{text}"
    assert place(new, words, old=text).state == "exact"
    last = words.split()[-1] if " " in words else "北部"
    (placement,) = place_quotations(text.replace(last, changed), [quote(words, text)], old=text)
    assert placement.state in ("changed", "lost")


def test_nothing_in_nothing_out() -> None:
    assert place_quotations("", []) == []
    assert place_quotations(OLD, [], old=OLD) == []
    empty = QuotedWords("", "", "", 0)
    assert place_quotations(OLD, [empty], old=OLD) == [Placement("lost", None, None, 0.0, ())]
    assert place_quotations("", [quote(QUOTED)], old=OLD)[0].state == "lost"


def test_a_quotation_that_the_old_text_does_not_hold_is_placed_by_its_surroundings() -> None:
    quotation = quote(QUOTED)
    wrong = QuotedWords(quotation.exact, quotation.prefix, quotation.suffix, quotation.start + 9)
    (placement,) = place_quotations(OLD, [wrong], old="Some other text.")
    assert placement.state == "exact"


def test_answers_come_in_the_order_of_the_questions() -> None:
    words = ["The talks went on", "The ministers met", "said Ingrid Solberg", "sail in October"]
    placements = place_quotations(OLD, [quote(each) for each in words], old=OLD)
    assert [found(OLD, placement) for placement in placements] == words


def test_texts_that_repeat_without_end_are_answered() -> None:
    for unit in ("ha ", "a", "no no. "):
        old = unit * 4_000
        new = "Oh. " + old[:9_000] + "!" + old[9_001:]
        quotations = [quote_at(old, start, 60) for start in range(0, 11_000, 500)]
        assert len(place_quotations(new, quotations, old=old)) == len(quotations)


def test_many_changed_quotations_give_what_each_alone_gives() -> None:
    rng = random.Random(1)
    words = [rng.choice("abcdefgh") * rng.randint(1, 3) + str(i) for i in range(3_000)]
    old = " ".join(words)
    new = " ".join("other" if i % 9 == 4 else word for i, word in enumerate(words))
    quotations = [quote_at(old, start, 120) for start in range(0, 12_000, 30)]
    together = place_quotations(new, quotations, old=old)
    for i in range(0, len(quotations), 40):
        assert place_quotations(new, [quotations[i]], old=old) == [together[i]]


def quote_at(text: str, start: int, length: int) -> QuotedWords:
    prefix, suffix = affixes(text, start, start + length)
    return QuotedWords(text[start : start + length], prefix, suffix, start)


# No two words of an article are alike, so that its words stand nowhere but in their place.
LETTERS = st.text("abcdeéßжїλ", min_size=1, max_size=6)


@st.composite
def articles(draw: st.DrawFn) -> tuple[list[str], int, int]:
    """Words of an article, and which of them are quoted."""
    stems = draw(st.lists(LETTERS, min_size=12, max_size=80))
    words = [f"{stem}{number}x" for number, stem in enumerate(stems)]
    breaks = draw(st.sets(st.integers(0, len(words) - 1), max_size=5))
    words = [word + (".\n\n" if i in breaks else " ") for i, word in enumerate(words)]
    first = draw(st.integers(0, len(words) - 4))
    last = draw(st.integers(first + 3, min(len(words), first + 40)))
    return words, first, last


def quotation_of(words: list[str], first: int, last: int) -> QuotedWords:
    start = len("".join(words[:first]))
    exact = "".join(words[first:last]).rstrip()
    prefix, suffix = affixes("".join(words), start, start + len(exact))
    return QuotedWords(exact, prefix, suffix, start)


def edited(draw: st.DrawFn, words: list[str]) -> list[str]:
    """The words with some of them left out, replaced or doubled by new ones, or in other order."""
    result = []
    for number, word in enumerate(words):
        step = draw(st.sampled_from(["keep", "keep", "keep", "drop", "replace", "insert"]))
        new = f"neu{number}y{word[-1]}"
        result += {"keep": [word], "drop": [], "replace": [new], "insert": [word, new]}[step]
    return draw(st.permutations(result)) if draw(st.booleans()) else result


@given(st.data(), articles(), st.booleans())
@settings(max_examples=60)
def test_edits_around_a_quotation_leave_it_exact_or_moved(
    data: st.DataObject, article: tuple[list[str], int, int], keep_old: bool
) -> None:
    words, first, last = article
    draw = data.draw
    before, after = edited(draw, words[:first]), edited(draw, words[last:])
    around = [before, after] if draw(st.booleans()) else [after, before]
    new = "".join([*around[0], *words[first:last], *around[1]])
    quotation = quotation_of(words, first, last)
    old = "".join(words) if keep_old else None
    (placement,) = place_quotations(new, [quotation], old=old)
    assert placement.state in ("exact", "moved")
    assert found(new, placement) == quotation.exact


@given(st.data(), articles(), st.booleans())
@settings(max_examples=60)
def test_edits_inside_a_quotation_never_leave_it_exact_or_moved(
    data: st.DataObject, article: tuple[list[str], int, int], keep_old: bool
) -> None:
    words, first, last = article
    at = data.draw(st.integers(first + 1, last - 2))
    instead = data.draw(st.sampled_from([[], ["not "], [words[at], "not "], ["not ", words[at]]]))
    around = data.draw(st.booleans())
    draw = data.draw
    head = edited(draw, words[:first]) if around else words[:first]
    new = "".join([*head, *words[first:at], *instead, *words[at + 1 :]])
    old = "".join(words) if keep_old else None
    (placement,) = place_quotations(new, [quotation_of(words, first, last)], old=old)
    assert placement.state in ("changed", "lost")
    if placement.state == "changed":
        assert found(new, placement)
        assert 0 <= placement.similarity < 1
        assert instead == [] or "negation" in placement.alarms or "not" not in found(new, placement)


TEXTS = st.text(st.sampled_from("ab .,\n'\"-0129é́𝟛👍🏽\u200d\u05d0\u0627中あÅİß"), max_size=120)


@given(TEXTS, TEXTS, st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.integers(-5, 200)), max_size=4))
@settings(max_examples=150)
def test_no_text_is_too_odd_to_be_placed(
    new: str, old: str, drafts: list[tuple[str, str, str, int]]
) -> None:
    cut = [quote_at(old, start, 20) for start in range(0, max(0, len(old) - 20), 25)]
    quotations = [*cut, *(QuotedWords(*draft) for draft in drafts)]
    for known in (old, None):
        placements = place_quotations(new, quotations, old=known)
        assert placements == place_quotations(new, quotations, old=known)
        for quotation, placement in zip(quotations, placements, strict=True):
            assert 0 <= placement.similarity <= 1
            if placement.state == "lost":
                assert (placement.start, placement.end) == (None, None)
                continue
            assert 0 <= placement.start < placement.end <= len(new)
            is_same = found(new, placement) == quotation.exact
            assert is_same == (placement.state in ("exact", "moved")) == (placement.similarity == 1)
