"""Two texts side by side: what changed, moved, came and went; nothing is left out."""

from itertools import product

from articles.text.paragraph_diff import block_parts, counts, diff_blocks, paragraphs
from articles.text.parting import PART_PARAGRAPHS

ONE = "The minister said that the country would send 2,000 troops to the port."
TWO = "A second team is to train engineers near the border from early spring."
THREE = "Nothing would begin before a ceasefire had held for two weeks, he added."
FOUR = "Parliament returns from its recess in October and will be asked to vote."


def kinds(before: list[str], after: list[str]) -> list[str]:
    return [block.kind for block in diff_blocks("\n\n".join(before), "\n\n".join(after))]


def test_a_changed_paragraph_is_told_word_by_word() -> None:
    blocks = diff_blocks(ONE, ONE.replace("2,000", "200"))
    assert [
        (step.operation, step.text) for step in blocks[0].steps if step.operation != "equal"
    ] == [
        ("removed", "2,000"),
        ("added", "200"),
    ]


def test_a_paragraph_that_moved_is_neither_gone_nor_new() -> None:
    assert sorted(kinds([ONE, TWO, THREE], [TWO, THREE, ONE])) == [
        "moved_away", "moved_here", "same", "same",
    ]  # fmt: skip


def test_a_paragraph_that_moved_and_changed_is_compared_with_itself() -> None:
    blocks = diff_blocks(
        "\n\n".join([ONE, TWO, THREE]), "\n\n".join([TWO, THREE, ONE.replace("2,000", "200")])
    )
    assert counts(blocks) == {"changed": 1, "added": 0, "removed": 0, "moved": 1}


def test_what_comes_and_goes_stands_where_it_came_and_went() -> None:
    assert kinds([ONE, TWO, THREE], [ONE, THREE, FOUR]) == ["same", "removed", "same", "added"]


def test_a_text_without_blank_lines_is_parted_by_lines() -> None:
    assert paragraphs("One.\nTwo.") == ["One.", "Two."]


def test_every_paragraph_of_both_texts_is_told_once() -> None:
    some = [list(each) for n in range(4) for each in product((ONE, TWO, "Short."), repeat=n)]
    for before, after in product(some, some):
        blocks = diff_blocks("\n\n".join(before), "\n\n".join(after))
        new = [
            words
            for block in blocks
            if block.kind not in ("removed", "moved_away")
            for words in block.paragraphs
        ]
        assert new == after
        told = counts(blocks)
        assert len(before) - len(after) == told["removed"] - told["added"]


def test_a_paragraph_as_long_as_a_book_is_compared_by_sentences() -> None:
    before = " ".join(
        f"Sentence number {n} tells what was promised, and by whom." for n in range(9_000)
    )
    blocks = diff_blocks(before, before.replace("number 4000 tells", "number 4000 denies"))
    assert counts(blocks) == {"changed": 1, "added": 0, "removed": 0, "moved": 0}
    (changed,) = [block for block in blocks if block.kind == "changed"]
    assert len(changed.paragraphs[0]) < 1_000


def test_very_many_lines_are_compared_some_at_a_time() -> None:
    assert len(paragraphs("\n".join("a" * 450_000))) <= 20_000


def test_a_comparison_comes_in_parts_and_nothing_is_left_out() -> None:
    before = [f"Paragraph {n}: {ONE}" for n in range(2_500)]
    after = [
        words.replace("2,000", "200") if n % 900 == 5 else words for n, words in enumerate(before)
    ]
    blocks = diff_blocks("\n\n".join(before), "\n\n".join(after))
    parts = block_parts(blocks)
    assert len(parts) > 3
    assert all(sum(len(block.paragraphs) for block in part) <= PART_PARAGRAPHS for part in parts)
    assert [words for part in parts for block in part for words in block.paragraphs] == [
        words for block in blocks for words in block.paragraphs
    ]
    assert block_parts(diff_blocks(ONE, TWO)) == [diff_blocks(ONE, TWO)]
    assert block_parts([]) == [()]
