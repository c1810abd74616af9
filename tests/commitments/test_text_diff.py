"""Two texts side by side: what changed, moved, came and went; nothing is left out."""

from itertools import product

from commitments.text_diff import counts, diff_blocks, paragraphs

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
