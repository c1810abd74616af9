"""The text that a quotation was taken from, as far as it is known."""

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from articles.text.characters import NUMBER_REACH, splits_word
from articles.text.placing.pieces import Pieces
from articles.text.surroundings import AFFIX_LENGTH


@dataclass(frozen=True, slots=True)
class Source:
    """The quotation is `text[start:end]`; the text is the `whole`, or prefix, words and suffix."""

    text: str
    start: int
    end: int
    whole: Pieces | None = None

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def prefix(self) -> str:
        return self.text[max(0, self.start - AFFIX_LENGTH) : self.start]

    @property
    def suffix(self) -> str:
        return self.text[self.end : self.end + AFFIX_LENGTH]

    @property
    def has_room(self) -> bool:
        """Whether enough is known on both sides to see where words and numbers end."""
        return self.start >= NUMBER_REACH and self.end + NUMBER_REACH <= len(self.text)

    def cuts_no_more(self, text: str, start: int) -> bool:
        """Whether the words, found at `start`, cut no word or number that they did not cut here.

        "30" is not found in "30,000", nor "combat" in "non-combat", unless it was cut from there.
        """
        end = start + self.length
        return (not splits_word(text, start) or self.cuts_start) and (
            not splits_word(text, end) or self.cuts_end
        )

    @property
    def cuts_start(self) -> bool:
        """Whether the quotation begins inside a word or number."""
        return splits_word(self.text, self.start)

    @property
    def cuts_end(self) -> bool:
        """Whether the quotation ends inside a word or number."""
        return splits_word(self.text, self.end)

    def similarity(self, text: str, start: int, end: int) -> tuple[float, float]:
        """Return how similar prefix and suffix are around `text[start:end]`, each from 0 to 1."""
        return (
            _similarity(self.prefix, text[max(0, start - AFFIX_LENGTH) : start]),
            _similarity(self.suffix, text[end : end + AFFIX_LENGTH]),
        )


def _similarity(one: str, other: str) -> float:
    # The beginning of a text is only similar to the beginning of another.
    if not one or not other:
        return float(one == other)
    return Levenshtein.normalized_similarity(one, other)
