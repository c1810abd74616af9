"""What is known of the text a quotation was taken from."""

from dataclasses import dataclass

from articles.text.characters import NUMBER_REACH, splits_word
from articles.text.surroundings import AFFIX_LENGTH


@dataclass(frozen=True, slots=True)
class Source:
    """The quotation is `text[start:end]`; the text is whole, or only its prefix and suffix."""

    text: str
    start: int
    end: int
    is_whole: bool

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def prefix(self) -> str:
        return self.text[max(0, self.start - AFFIX_LENGTH) : self.start]

    @property
    def suffix(self) -> str:
        return self.text[self.end : self.end + AFFIX_LENGTH]

    @property
    def has_room(self) -> bool:
        """Whether enough is known on both sides to tell where words and numbers end."""
        return self.start >= NUMBER_REACH and self.end + NUMBER_REACH <= len(self.text)

    def cuts_no_more(self, text: str, start: int) -> bool:
        """Whether the words, found at `start`, cut no word or number that they left whole here.

        "30" is not found in "30,000", nor "combat" in "non-combat", unless it was cut from there.
        """
        end = start + self.end - self.start
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
