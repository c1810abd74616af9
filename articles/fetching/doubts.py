"""Recognise what a site shows in place of an article.

Every doubt has clues, so that a person can judge. `doubt_phrases` holds the words of such pages in
the languages that we mostly fetch, and the marks that consent tools, paywalls and robot checks
leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from articles.fetching import doubt_phrases
from articles.fetching.failures import Clue, Failure
from articles.fetching.response import Doubt, Response
from articles.text.stripping import strip_non_text

_SHORT = 250
_VERY_SHORT = 40
_CONSENT_MOST_WORDS = 700
_CONSENT_SHARE = 0.5
_QUOTED = 120

_TITLE = re.compile(r"<title\b[^>]{0,500}>([^<]{1,500})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
# Full articles rarely end like this; teasers do.
_BREAK_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\W{0,3}$")


def doubt_about(page: str, text: str, response: Response) -> Doubt | None:
    """Return why this may not be the requested article; None if nothing suggests that.

    `page` is the HTML, `text` what was extracted from it, "" if nothing was.
    """
    words = len(text.split())
    title = _title(page)
    for failure, clues in (
        (Failure.BOT_CHECK, _bot_check(page, title, text, words)),
        (Failure.CONSENT_PAGE, _consent(title, text, words, response)),
        (Failure.NOT_FOUND, _lost(title, words, response)),
        (Failure.PAYWALL, _paywall(page, text, words)),
        (Failure.NO_TEXT, _without_scripts(text, words)),
    ):
        if clues:
            return Doubt(failure, tuple((str(kind.value), found) for kind, found in clues))
    return None


type _Clues = list[tuple[Clue, str]]


def _title(page: str) -> str:
    found = _TITLE.search(page[:500_000])
    return " ".join(unescape(found[1]).split()) if found else ""


def _found(kind: Clue, doubt_phrases: re.Pattern[str], text: str) -> _Clues:
    found = doubt_phrases.search(text)
    return [(kind, " ".join(found[0].split())[:_QUOTED])] if found else []


def _short(words: int) -> _Clues:
    return [(Clue.SHORT, str(words))] if words < _SHORT else []


def _bot_check(page: str, title: str, text: str, words: int) -> _Clues:
    if words >= _SHORT:
        return []
    named = [(Clue.TITLE, title[:_QUOTED])] if doubt_phrases.BOT_TITLES.search(title) else []
    clues = (
        named
        + _found(Clue.WORDS, doubt_phrases.BOT_WORDS, text)
        + _found(Clue.MARKED, doubt_phrases.BOT_MARKS, page)
    )
    return clues + _short(words) if clues else []


def _consent(title: str, text: str, words: int, response: Response) -> _Clues:
    led = response.hops and doubt_phrases.CONSENT_ADDRESS.search(response.address)
    if led and not doubt_phrases.CONSENT_ADDRESS.search(response.asked):
        return [(Clue.HOST, response.address[:_QUOTED])]
    if words > _CONSENT_MOST_WORDS:
        return []
    sentences = list(_sentences(text))
    speaking = [each for each in sentences if doubt_phrases.CONSENT_WORDS.search(each)]
    share = sum(map(len, speaking)) / max(sum(map(len, sentences)), 1)
    named = bool(doubt_phrases.CONSENT_TITLES.search(title))
    if share < (_CONSENT_SHARE / 2 if named else _CONSENT_SHARE) or not speaking:
        return []
    clues: _Clues = [(Clue.TITLE, title[:_QUOTED])] if named else []
    return [*clues, (Clue.WORDS, speaking[0][:_QUOTED]), *_short(words)]


def _sentences(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(text):
        if sentence := found[0].strip():
            yield sentence


def _lost(title: str, words: int, response: Response) -> _Clues:
    if words < _SHORT and doubt_phrases.LOST_TITLES.search(title):
        return [(Clue.TITLE, title[:_QUOTED]), *_short(words)]
    # A page that was taken down often redirects to the front page, which is no article.
    asked, came = (urlsplit(each) for each in (response.asked, response.address))
    if response.hops and came.path in ("", "/") and not came.query and len(asked.path) > 1:
        return [(Clue.HOST, response.address[:_QUOTED])]
    return []


def _paywall(page: str, text: str, words: int) -> _Clues:
    marked = _found(Clue.MARKED, doubt_phrases.PAYWALL_MARK, page)
    # Paywall words count at the end of the text, not inside an article about paywalls.
    said = _found(Clue.WORDS, doubt_phrases.PAYWALL_WORDS, text[-600:] if words >= _SHORT else text)
    if words < _SHORT:
        said = said or _found(Clue.WORDS, doubt_phrases.PAYWALL_WORDS, _visible(page))
    broken = _BREAK_OFF.search(text[-60:])
    breaks: _Clues = [(Clue.BREAKS_OFF, text[-60:].strip())] if broken else []
    kinds = [clues for clues in (marked, said, breaks, _short(words)) if clues]
    return (
        [clue for clues in kinds for clue in clues] if (marked or said) and len(kinds) > 1 else []
    )


def _without_scripts(text: str, words: int) -> _Clues:
    """Return the message for visitors without scripts on pages that scripts draw."""
    return _found(Clue.WORDS, doubt_phrases.EMPTY_WORDS, text) if words < _VERY_SHORT else []


def _visible(page: str) -> str:
    """Return the words of the page without tags, roughly and quickly."""
    return unescape(_TAG.sub(" ", strip_non_text(page)[:400_000]))
