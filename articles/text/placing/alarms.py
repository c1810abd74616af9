"""Find what changes the meaning of a similar sentence: a number, a negation, a name.

A comparison for the editor: an alarm asks to look twice, its absence promises nothing. English is
covered best; Ukrainian, French and German by their most common words.
"""

import re
from typing import Literal

from rapidfuzz.distance import Levenshtein

from articles.text.characters import QUOTE_MARKS, SINGLE_QUOTES
from articles.text.placing.alarm_words import (
    NEGATIONS,
    NEVER_NAMES,
    NUMBER_STEMS,
    NUMBER_VALUES,
    NUMBER_WORDS,
)

Alarm = Literal["number", "negation", "name"]
_ALARMS: tuple[Alarm, ...] = ("number", "negation", "name")

_GROUP = " .,'\u2019\u00a0\u202f\u066c"
_TOKEN = re.compile(
    # A number, grouped or with decimals, is one token whatever its separators.
    rf"\d{{1,3}}(?:[{_GROUP}]\d{{3}}(?!\d))+(?:[.,\u066b]\d+)?|\d+(?:[.,\u066b:]\d+)*"
    rf"|[^\W\d_]+(?:[{SINGLE_QUOTES}][^\W\d_]+)*"
)
_GROUPED = re.compile(rf"(\d{{1,3}}(?:[{_GROUP}]\d{{3}})+)([.,\u066b]\d+)?")
_APOSTROPHES = str.maketrans(dict.fromkeys(SINGLE_QUOTES, "'"))
_OPENING = QUOTE_MARKS + " \t([{-\u2013\u2014"
_ENDS_SENTENCE = (".", "!", "?", "…", ":", "\n")


def find_alarms(
    quoted: str,
    printed: str,
    *,
    before_quoted: str = "",
    before_printed: str = "",
    known: str = "",
) -> tuple[Alarm, ...]:
    """Return which kinds of change there are between the quoted and the printed words.

    `before_…` is the text before them, to recognise the beginning of a sentence, where every word
    has a capital. There a word counts as a name unless `known`, the text around, also has it in
    lower case.
    """
    left, right = _Tokens(quoted, before_quoted), _Tokens(printed, before_printed)
    raised: set[Alarm] = set()
    for step in Levenshtein.opcodes(left.keys, right.keys):
        if step.tag != "equal":
            before = left.meanings(step.src_start, step.src_end, known)
            after = right.meanings(step.dest_start, step.dest_end, known)
            raised.update(alarm for alarm in _ALARMS if before[alarm] != after[alarm])
    return tuple(alarm for alarm in _ALARMS if alarm in raised)


class _Tokens:
    """The words and numbers of a text; meanings are computed only where the texts differ."""

    def __init__(self, text: str, before: str) -> None:
        self._text = before + text
        self._found = list(_TOKEN.finditer(self._text, len(before)))
        self.keys = [match[0].casefold() for match in self._found]

    def meanings(self, first: int, last: int, known: str) -> dict[Alarm, list[str]]:
        """Return numbers, negations and names of a stretch, equal for equal meaning."""
        meanings: dict[Alarm, list[str]] = {alarm: [] for alarm in _ALARMS}
        for match in self._found[first:last]:
            key, alarm = self._meaning(match, known)
            if alarm is not None:
                meanings[alarm].append(key)
        return meanings

    def _meaning(self, match: re.Match[str], known: str) -> tuple[str, Alarm | None]:
        word = match[0].translate(_APOSTROPHES).removesuffix("'s")
        key = word.casefold()
        if word[0].isdigit():
            return _plain_number(word), "number"
        if key in NUMBER_VALUES:
            return NUMBER_VALUES[key], "number"
        if key in NUMBER_WORDS or key.startswith(NUMBER_STEMS):
            return key, "number"
        if key in NEGATIONS or key.endswith("n't") or key.startswith("n'"):
            return key, "negation"
        if _is_name(word, self._text[: match.start()], known):
            return key, "name"
        return key, None


def _plain_number(figure: str) -> str:
    """Return a number's digits without grouping, with a point for its decimals."""
    grouped = _GROUPED.fullmatch(figure)
    if grouped:
        figure = "".join(filter(str.isdigit, grouped[1])) + (grouped[2] or "")
    figure = figure.replace(",", ".").replace("\u066b", ".")
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in figure)


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
    """Whether the word is in the text by itself, in exactly this form."""
    place = text.find(word)
    while place >= 0:
        after = place + len(word)
        if not (text[place - 1 : place].isalpha() or text[after : after + 1].isalpha()):
            return True
        place = text.find(word, after)
    return False
