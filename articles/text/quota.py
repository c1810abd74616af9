"""How much of an article may be quoted: count words, and refuse with a useful sentence.

The caller decides which texts have a cap: one under an open licence has none. The caller also knows
what has already been quoted, and passes it as spans or as a number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.text.characters import HAN_AND_KANA, SOUTHEAST_ASIAN
from core.wording import grouped

Span = tuple[int, int]

# From a letter or digit to the next space, slash or long dash: "US-led", "30,000", "can't" and
# "l'Ukraine" are one word each, a dash on its own is none.
_WORD = re.compile(r"[^\W_][^\s\u2013\u2014\u2015\u2026/]*")
# Scripts without spaces, with the letters of an average word.
_UNSPACED_RUNS = (
    (re.compile(f"[{HAN_AND_KANA}]+"), 2),
    (re.compile(f"[{SOUTHEAST_ASIAN}]+"), 5),
)


def words(text: str) -> int:
    """Count the words, in any script.

    Chinese and Japanese count two characters as a word, Thai and related scripts five: estimates,
    close enough for a cap.
    """
    count = 0
    for run, letters_per_word in _UNSPACED_RUNS:
        if run.search(text):
            count += sum(-(-len(found) // letters_per_word) for found in run.findall(text))
            text = run.sub(" ", text)
    return count + len(_WORD.findall(text))


def quoted_words(text: str, spans: Iterable[Span]) -> int:
    """Count the words of `text` inside any of the spans; overlaps count once."""
    return sum(words(text[start:end]) for start, end in _merged(spans))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


@dataclass(frozen=True, slots=True)
class QuotePolicy:
    """The caps on quoting an article whose rights are reserved.

    The larger of a share and a fixed number of words may be quoted of one article: a share alone
    would leave a short press release without a quotable sentence.
    """

    max_words_per_quote: int
    max_share_per_article: float
    max_words_per_article: int

    def allowance(self, article_words: int) -> int:
        """Return how many words of an article this long may be quoted in all."""
        return max(int(article_words * self.max_share_per_article), self.max_words_per_article)


def check_quote(
    policy: QuotePolicy, quote: str, *, article_words: int, already_quoted_words: int
) -> str | None:
    """Return why `quote` is too much and what to do; None if it is fine.

    All of the quotation counts as new. Use `check_span` if it may overlap earlier ones.
    """
    length = words(quote)
    return _refusal(
        policy,
        length=length,
        article_words=article_words,
        already=already_quoted_words,
        total=already_quoted_words + length,
    )


def check_span(
    policy: QuotePolicy,
    text: str,
    start: int,
    end: int,
    *,
    quoted: Iterable[Span],
    article_words: int | None = None,
) -> str | None:
    """Like `check_quote`, for a span of the stored text besides the spans already quoted.

    `article_words` are the words of the text, if the caller has already counted them.
    """
    earlier = list(quoted)
    return _refusal(
        policy,
        length=words(text[start:end]),
        article_words=words(text) if article_words is None else article_words,
        already=quoted_words(text, earlier),
        total=quoted_words(text, [*earlier, (start, end)]),
    )


def _refusal(
    policy: QuotePolicy, *, length: int, article_words: int, already: int, total: int
) -> str | None:
    if length > policy.max_words_per_quote:
        return _(
            "This quotation has {length} words; the limit is {max_words_per_quote}. Choose "
            "the part that carries the claim, or quote two parts separately."
        ).format(length=length, max_words_per_quote=policy.max_words_per_quote)
    allowance = policy.allowance(article_words)
    # Words quoted before are no reason to refuse a passage that adds none.
    if total > max(allowance, already):
        left = max(0, allowance - already)
        advice = (
            _("Choose a shorter quotation: {left} left.").format(left=_counted(left))
            if left
            else _("Use a passage already quoted, or another article.")
        )
        return _(
            "Of this article {allowance} may be quoted in all, and {already} already are; "
            "this quotation would make it {total}. {advice}"
        ).format(allowance=_counted(allowance), already=already, total=total, advice=advice)
    return None


def _counted(number: int) -> str:
    return ngettext("{number} word", "{number} words", number).format(number=grouped(number))
