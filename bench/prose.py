"""Made-up articles: long enough to be stored and quoted like real ones, about nothing real."""

from __future__ import annotations

import random
from dataclasses import dataclass

SENTENCES = 20
CONTEXT = 32
# Words of several lengths, some outside ASCII: code points and bytes must not be the same.
WORDS = (
    "air allied already armée artillery ask assembly assurance base before border brigade budget"
    " cabinet capital ceasefire coalition coastline command commitment company convoy council"
    " defence deployment depot deputy détente discuss effort engineer exercise façade first fleet"
    " force frigate headquarters hospital Kyiv legal Łódź logistics mandate maritime medical"
    " minister mission naval neighbouring negotiation next number offer partner patrol peace"
    " planning platoon pledge port prepare președinte radar ready reserve rotation security ship"
    " speech staff summit support territory training transit treaty troops until vessel vote"
    " western winter"
).split()


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence of an article, as a passage needs it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def write_article(rng: random.Random, number: str) -> tuple[str, list[Span]]:
    """A text of about 2,500 characters that no other number gives, and its sentences."""
    sentences = [
        f"{' '.join(rng.choices(WORDS, k=rng.randint(9, 26))).capitalize()} ({number}-{line})."
        for line in range(SENTENCES)
    ]
    text = "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, SENTENCES, 4))
    spans = []
    start = 0
    for sentence in sentences:
        start = text.index(sentence, start)
        end = start + len(sentence)
        spans.append(
            Span(
                start,
                end,
                sentence,
                text[max(start - CONTEXT, 0) : start],
                text[end : end + CONTEXT],
            )
        )
    return text, spans
