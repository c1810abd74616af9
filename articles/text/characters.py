"""Classes of characters: word, quotation mark, dash, part of an emoji.

The other modules ask here where a text may be cut. Nothing here searches or changes a text.
"""

import re
import unicodedata

# Scripts written without spaces between words. Character classes, because `re` knows no scripts.
HAN_AND_KANA = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
SOUTHEAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f"
UNSPACED = HAN_AND_KANA + SOUTHEAST_ASIAN

# From hyphen-minus to the full-width forms, and the minus sign, which many keyboards send for a
# dash.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
HYPHENS = "-\u2010\u2011"

SINGLE_QUOTES = "'`\u00b4\u02bb\u02bc\u02b9\u2018\u2019\u201a\u201b\u2032\u2035\uff07"
DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f\u2033\u2036\u301d\u301e\u301f\uff02'
GUILLEMETS = "\u00ab\u00bb\u2039\u203a"
CORNER_BRACKETS = "\u300c\u300d\u300e\u300f"
QUOTE_MARKS = SINGLE_QUOTES + DOUBLE_QUOTES + GUILLEMETS + CORNER_BRACKETS

VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
JOINER = "\u200d"
# Joiners, and the marks that give punctuation its direction: correct spelling, but invisible.
INVISIBLE = frozenset("\u200c\u200d\u200e\u200f\u061c\u034f") | VARIATION_SELECTORS

_UNSPACED = re.compile(f"[{UNSPACED}]")
_APOSTROPHES = frozenset(SINGLE_QUOTES)
_VIRAMA = 9
# A number grouped by spaces, commas, points or apostrophes, or with decimals, is one number.
_NUMBER = re.compile(
    r"(?<!\d)\d{1,3}(?:[ ,.'\u2019\u066c]\d{3}(?!\d))+(?:[.,\u066b]\d+)?|\d+[.,\u066b]\d+"
)
NUMBER_REACH = 24
# What follows the apostrophe of "it's", "can't", "we're" never begins a passage.
_CONTRACTION = re.compile(r"(?:[sdtm]|re|ve|ll)\b", re.IGNORECASE)
_WORD_REACH = 64
# Nobody reads a longer one as one character. It is cut here, so that a text of marks alone is not
# walked through for each position.
_LONGEST_CHARACTER = 200


def is_unspaced(character: str) -> bool:
    """Whether this character belongs to a script without spaces between words."""
    return _UNSPACED.match(character) is not None


def is_word_character(character: str) -> bool:
    """Whether it is a letter, digit, or a mark or joiner inside words of many scripts."""
    return (
        character.isalnum()
        or character in "\u200c\u200d"
        or (unicodedata.category(character)[0] == "M" and character not in VARIATION_SELECTORS)
    )


def splits_character(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` would split what a reader sees as one character."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if right == JOINER or unicodedata.category(right)[0] == "M" or _is_emoji_part(right):
        return True
    if unicodedata.combining(left) == _VIRAMA and right.isalpha():
        return True
    if left == JOINER:
        return not right.isspace()
    return _is_flag_letter(right) and _flag_letters_before(text, at) % 2 == 1


def splits_word(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` leaves part of a word or of a number on either side.

    A hyphenated word is one word, because "combat" cut from "non-combat" says the opposite; so is
    "can't", and so is a grouped number, because "30" cut from "30,000" is another number. Two cuts
    beside an apostrophe are allowed: before a possessive ("Ukraine|'s") and after a short Latin
    elision ("l'|Ukraine"). Scripts without spaces may be cut between any two characters.
    """
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left.isspace() and right.isspace():
        return False
    if _splits_number(text, at):
        return True
    if is_word_character(left) and is_word_character(right):
        return not (is_unspaced(left) or is_unspaced(right))
    if is_word_character(left) and at + 1 < len(text) and is_word_character(text[at + 1]):
        if right in HYPHENS:
            return True
        return right in _APOSTROPHES and not _is_possessive(text, at)
    if is_word_character(right) and at > 1 and is_word_character(text[at - 2]):
        if left in HYPHENS:
            return True
        return left in _APOSTROPHES and not _is_elision(text, at)
    return False


def character_start(text: str, at: int) -> int:
    """Return `at`, moved back out of any combining sequence."""
    first = at - _LONGEST_CHARACTER
    while at > first and splits_character(text, at):
        at -= 1
    return at


def character_end(text: str, at: int) -> int:
    """Return `at`, moved forward out of any combining sequence."""
    last = at + _LONGEST_CHARACTER
    while at < last and splits_character(text, at):
        at += 1
    return at


def _splits_number(text: str, at: int) -> bool:
    left, right = text[at - 1], text[at]
    if not (left.isdigit() or right.isdigit()):
        return False
    window_start = max(0, at - NUMBER_REACH)
    window = text[window_start : at + NUMBER_REACH]
    offset = at - window_start
    return any(m.start() < offset < m.end() for m in _NUMBER.finditer(window))


def _is_possessive(text: str, at: int) -> bool:
    ends_word = at + 2 >= len(text) or not is_word_character(text[at + 2])
    return text[at + 1] in "sS" and ends_word


def _is_elision(text: str, at: int) -> bool:
    first = at - 1
    while first > 0 and at - first < 7 and is_word_character(text[first - 1]):
        first -= 1
    letters = text[first : at - 1]
    if not 0 < len(letters) <= 5 or not all("A" <= letter <= "\u024f" for letter in letters):
        return False
    return _CONTRACTION.match(text, at) is None


def _is_emoji_part(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, at: int) -> int:
    first = at
    while first > 0 and at - first < _WORD_REACH and _is_flag_letter(text[first - 1]):
        first -= 1
    return at - first
