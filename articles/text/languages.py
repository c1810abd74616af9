"""The language of a text: what its page declares, or what its most common words are.

The lists of common words are those of justext, which trafilatura uses too. A text gets the language
whose common words are most of it; none if that is not clear.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

# BCP 47 tags of the languages we distinguish, and justext's names for them. Close relatives in
# which articles are hardly written ("Asturian", "Serbo_Croatian") would win texts from the
# languages they are in.
_LISTS = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ka": "Georgian",
    "kk": "Kazakh", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "nb": "Norwegian_Bokmal", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
}  # fmt: skip
# Written without spaces, or the only language in their script.
_BY_SCRIPT = {"HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "THAI": "th", "CJK": "zh"}
_FAR_LETTERS = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST_COMMON = 80
_READ_CHARACTERS = 20_000
_FEWEST_WORDS = 12
# The share of all words, and the lead over the second best.
_LEAST_SHARE = 0.15
_LEAST_LEAD = 1.15
# The declared language has less than this share of the other's words.
_PLAINLY_ANOTHER = 0.4
_WORD = re.compile(r"[^\W\d_]+")
_DECLARED = re.compile(
    r"""<html\b[^>]{0,2000}?\b(?:xml:)?lang\s*=\s*["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3})\b"""
    r"""|<meta\b[^>]{0,500}?(?:http-equiv\s*=\s*["']?content-language|property\s*=\s*["']og:locale)\b"""
    r"""[^>]{0,200}?content\s*=\s*["']([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3})\b"""
    r"""|"inLanguage"\s*:\s*"([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3})\"""",
    re.IGNORECASE,
)
_DECLARED_REACH = 200_000


def declared_language(page: str) -> str:
    """Return the BCP 47 tag that a page of HTML declares, or ""."""
    found = _DECLARED.search(page[:_DECLARED_REACH])
    if not found:
        return ""
    tag: str = next(filter(None, found.groups()))
    return tag.replace("_", "-")


def detect_language(text: str) -> str:
    """Return the BCP 47 tag of a text's language, "" if its words do not show it."""
    if by_script := _by_script(text[:_READ_CHARACTERS]):
        return by_script
    ranked = _ranked(text)
    if len(ranked) < 2:
        return ""
    (best, tag), (second, _) = ranked[:2]
    return tag if best >= _LEAST_SHARE and best >= second * _LEAST_LEAD else ""


def language_of(text: str, declared: str) -> tuple[str, bool]:
    """Return the language of a text, and whether it was guessed.

    It is what the page declares, unless the text is clearly in another language: many pages still
    have their tool's default "en".
    """
    guessed = detect_language(text)
    if not declared:
        return guessed, bool(guessed)
    base = declared.partition("-")[0].lower()
    if guessed and guessed != base and (base in _LISTS or guessed in _BY_SCRIPT.values()):
        shares = {tag: share for share, tag in _ranked(text)}
        if shares.get(base, 0.0) < shares.get(guessed, 1.0) * _PLAINLY_ANOTHER:
            return guessed, True
    return declared, False


def _ranked(text: str) -> list[tuple[float, str]]:
    words = Counter(word.lower() for word in _WORD.findall(text[:_READ_CHARACTERS]))
    total = words.total()
    if total < _FEWEST_WORDS:
        return []
    return sorted(
        ((sum(words[word] for word in common) / total, tag) for tag, common in _common_words()),
        reverse=True,
    )


@cache
def common_words_of_all() -> dict[str, frozenset[str]]:
    """Return each language's common words: hundreds, or thousands if words are inflected."""
    lists = files("justext") / "stoplists"
    return {
        tag: frozenset((lists / f"{name}.txt").read_text("utf-8").split())
        for tag, name in _LISTS.items()
    }


@cache
def _common_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    # justext's own function returns a set; the files are in order of frequency.
    lists = files("justext") / "stoplists"
    return tuple(
        (tag, tuple((lists / f"{name}.txt").read_text("utf-8").split()[:_MOST_COMMON]))
        for tag, name in _LISTS.items()
    )


def _by_script(text: str) -> str:
    """Return the language of a text whose letters are mostly of a script that shows it."""
    letters = _FAR_LETTERS.findall(text)
    if len(letters) < max(_FEWEST_WORDS, sum(map(str.isalpha, text)) // 2):
        return ""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    # Japanese mixes Chinese characters with its own.
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) // 20:
        return "ja"
    return _BY_SCRIPT.get(scripts.most_common(1)[0][0], "")
