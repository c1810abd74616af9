"""The text around a span: the stored prefix and suffix, and a context to read.

Spans are code points of the text given. Nothing here searches.
"""

from articles.text.characters import character_end, character_start, splits_word

AFFIX_LENGTH = 32
CONTEXT_LENGTH = 120


def affixes(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the stored prefix and suffix: up to 32 code points on either side, verbatim.

    Shortened if 32 would split a combined character.
    """
    first = character_end(text, max(0, start - AFFIX_LENGTH))
    last = character_start(text, min(len(text), end + AFFIX_LENGTH))
    return text[min(first, start) : start], text[end : max(last, end)]


def context(text: str, start: int, end: int, *, length: int = CONTEXT_LENGTH) -> tuple[str, str]:
    """Return the words before and after a span, for reading: about `length` characters each.

    Cut between words and on one line; the template decides whether to show that more follows.
    """
    first = max(0, start - length)
    while first < start and splits_word(text, first):
        first += 1
    last = min(len(text), end + length)
    while last > end and splits_word(text, last):
        last -= 1
    first, last = character_end(text, first), character_start(text, last)
    before, after = text[min(first, start) : start], text[end : max(last, end)]
    return _on_one_line(before).lstrip(), _on_one_line(after).rstrip()


def _on_one_line(text: str) -> str:
    return text.replace("\n\n", " ").replace("\n", " ")
