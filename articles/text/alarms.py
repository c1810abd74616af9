"""What makes a sentence that reads alike say something else: a number, a negation, a name.

A comparison for the editor's eye: an alarm asks to look twice, its absence promises nothing.
English is known best; Ukrainian, French and German by their commonest words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Levenshtein

from articles.text.alarm_words import (
    NEGATIONS,
    NEVER_NAMES,
    NUMBER_STEMS,
    NUMBER_VALUES,
    NUMBER_WORDS,
)
from articles.text.characters import QUOTE_MARKS, SINGLE_QUOTES

Alarm = Literal["number", "negation", "name"]

_GROUP = " .,'\u2019\u00a0\u202f\u066c"
_TOKEN = re.compile(
    # A figure, grouped or with decimals, is one token whatever its separators.
    rf"\d{{1,3}}(?:[{_GROUP}]\d{{3}}(?!\d))+(?:[.,\u066b]\d+)?|\d+(?:[.,\u066b:]\d+)*"
    rf"|[^\W\d_]+(?:[{SINGLE_QUOTES}][^\W\d_]+)*"
)
_GROUPED = re.compile(rf"(\d{{1,3}}(?:[{_GROUP}]\d{{3}})+)([.,\u066b]\d+)?")
_APOSTROPHES = str.maketrans(dict.fromkeys(SINGLE_QUOTES, "'"))
_OPENING = QUOTE_MARKS + " \t([{-\u2013\u2014"
_ENDS_SENTENCE = (".", "!", "?", "…", ":", "\n")


@dataclass(frozen=True, slots=True)
class _Token:
    key: str  # equal for tokens that say the same
    alarm: Alarm | None  # what it would mean to change this one


def find_alarms(
    quoted: str,
    printed: str,
    *,
    before_quoted: str = "",
    before_printed: str = "",
    known: str = "",
) -> tuple[Alarm, ...]:
    """Which kinds of change lie between the words quoted and the words printed now.

    `before_…` is what stands before them, to tell the beginning of a sentence, where every word
    has a capital. There a word is taken for a name unless `known`, the text around, has it in
    lower case too.
    """
    left = list(_read(quoted, before_quoted, known))
    right = list(_read(printed, before_printed, known))
    raised: set[Alarm] = set()
    for before, after in _changes(left, right):
        for alarm in _of_one_change(before, after):
            raised.add(alarm)
    return tuple(alarm for alarm in ("number", "negation", "name") if alarm in raised)


def _changes(
    left: list[_Token], right: list[_Token]
) -> Iterator[tuple[list[_Token], list[_Token]]]:
    """The stretches that differ, each as it was and as it is."""
    steps = Levenshtein.opcodes([t.key for t in left], [t.key for t in right])
    for is_equal, group in groupby(steps, key=lambda step: step.tag == "equal"):
        if not is_equal:
            codes = list(group)
            yield (
                left[codes[0].src_start : codes[-1].src_end],
                right[codes[0].dest_start : codes[-1].dest_end],
            )


def _of_one_change(before: list[_Token], after: list[_Token]) -> Iterator[Alarm]:
    for alarm in ("number", "negation", "name"):
        if [t.key for t in before if t.alarm == alarm] != [t.key for t in after if t.alarm == alarm]:
            yield alarm


def _read(text: str, before: str, known: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word[0].isdigit():
            yield _Token(_plain_number(word), "number")
            continue
        plain = word.translate(_APOSTROPHES).removesuffix("'s")
        key = plain.casefold()
        if key in NUMBER_VALUES:
            yield _Token(NUMBER_VALUES[key], "number")
        elif key in NUMBER_WORDS or key.startswith(NUMBER_STEMS):
            yield _Token(key, "number")
        elif key in NEGATIONS or key.endswith("n't") or key.startswith("n'"):
            yield _Token(key, "negation")
        elif _is_name(plain, before + text[: match.start()], known):
            yield _Token(key, "name")
        else:
            yield _Token(key, None)


def _plain_number(figure: str) -> str:
    """The digits of a figure without grouping, with a point for its decimals."""
    grouped = _GROUPED.fullmatch(figure)
    whole, decimals = (grouped[1], grouped[2] or "") if grouped else (figure, "")
    if grouped:
        whole = "".join(filter(str.isdigit, whole))
    plain = (whole + decimals).replace(",", ".").replace("\u066b", ".")
    return plain if plain.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in plain)


def _is_name(word: str, before: str, known: str) -> bool:
    if len(word) < 2 or not word[0].isupper():
        return False
    if not _begins_sentence(before):
        return True
    lower = word.lower()
    return lower not in NEVER_NAMES and not _is_word_of(lower, known)


def _begins_sentence(before: str) -> bool:
    before = before[-8:].rstrip(_OPENING)
    return not before or before.endswith(_ENDS_SENTENCE)


def _is_word_of(word: str, text: str) -> bool:
    """Whether the word stands in the text by itself, in exactly this form."""
    place = text.find(word)
    while place >= 0:
        after = place + len(word)
        if not (text[place - 1 : place].isalpha() or text[after : after + 1].isalpha()):
            return True
        place = text.find(word, after)
    return False
