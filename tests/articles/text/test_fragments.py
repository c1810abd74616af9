"""Links to a quotation, as browsers read them."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fragments import text_fragment_url

URL = "https://example.org/news"


@pytest.mark.parametrize(
    ("exact", "directive"),
    [
        ("peace now", "peace%20now"),
        ("US-led, air & sea", "US%2Dled%2C%20air%20%26%20sea"),
        ("Trump’s 100%", "Trump%E2%80%99s%20100%25"),
        ("two\nwords", "two,words"),
        ("a b\n\nc d", "a%20b,c%20d"),
        (" ".join("abcdefghijkl"), "%20".join("abcdefghijkl")),
        (" ".join("abcdefghijklm"), "a%20b%20c%20d%20e,i%20j%20k%20l%20m"),
        ("  spaced   out ", "spaced%20out"),
    ],
)
def test_fragment_of_exact(exact: str, directive: str) -> None:
    assert text_fragment_url(URL, exact) == f"{URL}#:~:text={directive}"


def test_affixes_lose_their_cut_words() -> None:
    address = text_fragment_url(
        URL, "peace now", "rrible said that we want ", " and for ever, he sa"
    )
    assert (
        address == f"{URL}#:~:text=said%20that%20we%20want-,peace%20now,-and%20for%20ever%2C%20he"
    )


def test_affixes_stay_on_the_line_of_the_quotation() -> None:
    address = text_fragment_url(URL, "peace", "end of one.\nWe want ", " now.\nNext line")
    assert address == f"{URL}#:~:text=We%20want-,peace,-now."
    assert text_fragment_url(URL, "peace", "one.\n", "\nNext") == f"{URL}#:~:text=peace"


def test_one_cut_word_is_no_affix() -> None:
    assert text_fragment_url(URL, "peace", "“", ".”") == f"{URL}#:~:text=peace"


@pytest.mark.parametrize(
    ("url", "start"),
    [
        (f"{URL}#part-2", f"{URL}#part-2:~:text="),
        (f"{URL}#", f"{URL}#:~:text="),
        (f"{URL}#:~:text=old", f"{URL}#:~:text="),
        (f"{URL}#part:~:text=old", f"{URL}#part:~:text="),
        (f"{URL}?a=1", f"{URL}?a=1#:~:text="),
    ],
)
def test_existing_fragment_is_kept_and_directive_replaced(url: str, start: str) -> None:
    assert text_fragment_url(url, "peace") == start + "peace"


def test_nothing_to_show_leaves_the_address_alone() -> None:
    assert text_fragment_url(URL, " \n ") == URL


def test_a_paragraph_without_spaces_is_given_by_its_ends() -> None:
    exact = "中国人民" * 60
    directive = unquote(text_fragment_url(URL, exact).partition("text=")[2])
    first, last = directive.split(",")
    assert exact.startswith(first)
    assert exact.endswith(last)
    assert len(first) == len(last) == 20


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text("a -,&\n"), st.text())
def test_no_part_can_break_out_of_the_syntax(exact: str, prefix: str, suffix: str) -> None:
    suffix = suffix.encode("utf-8", "replace").decode()
    address = text_fragment_url(URL, exact, prefix, suffix)
    directive = address.partition("text=")[2]
    assert address.isascii()
    assert directive.count(",") <= 3
    for part in directive.split(","):
        assert "-" not in part.removeprefix("-").removesuffix("-")
        assert "&" not in part
