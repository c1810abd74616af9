"""An article's text as the desk shows it: passages highlighted, with their uses.

Pure except `places_in_text`, `uses_of`, `stored_passage` and `marks_of`. The page around it is in
`desk.articles.page`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Anchor, Article, Passage, Snapshot
from articles.services.quoting import quote_policy, quoted_spans
from articles.text.fragments import text_fragment_url
from articles.text.marking import Marked, Segment, layers, marked_paragraphs
from articles.text.parting import Part
from articles.text.quota import Span, quoted_words, words
from articles.text.surroundings import affixes
from commitments.models import Citation, Fact
from core.wording import gettext_lazy
from desk.lists import who_pledges

UNUSED = "unused"
# The function shown for a passage with several: what should make a reader pause comes first.
_FUNCTIONS = (
    Citation.Function.CONTRADICTS,
    Citation.Function.QUALIFIES,
    Citation.Function.SUPPORTS,
    Citation.Function.CONTEXT,
)
# The state of a passage of an earlier text in the text shown.
STATES = {
    "moved": gettext_lazy("moved since it was quoted"),
    "changed": gettext_lazy("reads differently now, not confirmed"),
    "confirmed": gettext_lazy("reads differently now, confirmed"),
    "lost": gettext_lazy("no longer in this text"),
}
# Lines under the text are in this many layers; more overlaps share the last.
_LAYERS = 4


@dataclass(frozen=True, slots=True)
class PassageUse:
    """A statement that cites a passage."""

    pk: int
    who: str
    title: str
    stance: str
    stance_name: str
    state: str
    state_name: str
    function_name: str


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A passage of an article with its uses.

    `number` is the order of quoting, so it does not change. `tone` (its function for a statement),
    `fact` (what it proves) and `layer` say how it is highlighted. `place` is where it is in the
    text shown, None if it is not there; `state` is an `Anchor.State` or "confirmed"; "" if it was
    quoted from this text.
    """

    pk: int
    number: int
    exact: str
    words: int
    tone: str
    fact: str
    layer: int
    place: tuple[int, int] | None
    state: str
    uses: tuple[PassageUse, ...]

    @property
    def is_in_this_text(self) -> bool:
        """Whether its words, or what became of them, are in the text shown."""
        return self.place is not None

    @property
    def state_words(self) -> str:
        """Return its state in the text shown, in words; "" if there is nothing to say."""
        return str(STATES.get(self.state, ""))

    @property
    def name(self) -> str:
        """Return the label of its highlight: number, function, fact."""
        if not self.uses:
            return self._with_state(_("Passage {number}, not used yet").format(number=self.number))
        function = str(Citation.Function(self.tone).label).lower()
        about = f" {str(Fact(self.fact).label).lower()}" if self.fact else ""
        return self._with_state(
            _("Passage {number}, {function}").format(number=self.number, function=function + about)
        )

    def _with_state(self, name: str) -> str:
        return f"{name}, {self.state_words}" if self.state_words else name


@dataclass(frozen=True, slots=True)
class TextSegment:
    """Words of the text between two borders of passages; `closes` are those that end here."""

    text: str
    lines: tuple[PassageLine, ...]
    opens: tuple[int, ...]
    closes: tuple[PassageLine, ...]


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph; `start` is its first code point in the text."""

    start: int
    segments: tuple[TextSegment, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """How much of a text is quoted; `most` is None if its licence sets no limit."""

    words: int
    quoted: int
    most: int | None
    most_at_once: int | None


@dataclass(frozen=True, slots=True)
class PlaceInText:
    """Where a passage is in a text: a state as in `PassageLine`; no place if it is lost."""

    state: str
    place: tuple[int, int] | None


def places_in_text(passages: Sequence[Passage], snapshot: Snapshot) -> dict[int, PlaceInText]:
    """Return where an article's passages are in one of its texts.

    Passages of later texts are left out. One query, none for the article's first text.
    """
    found = {
        p.pk: PlaceInText("", (p.start, p.end)) for p in passages if p.snapshot_id == snapshot.pk
    }
    if snapshot.number == 1:
        return found
    for anchor in Anchor.objects.filter(snapshot=snapshot, passage__in=passages):
        state = "confirmed" if anchor.state == "changed" and anchor.confirmed_at else anchor.state
        here = None if anchor.start is None or anchor.end is None else (anchor.start, anchor.end)
        found[anchor.passage_id] = PlaceInText(state, here)
    return found


def passage_lines(
    passages: Sequence[Passage], places: Mapping[int, PlaceInText]
) -> dict[int, PassageLine]:
    """Return an article's passages as its page shows them, in this order. One query."""
    uses = uses_of(passages)
    numbers = {pk: number for number, pk in enumerate(sorted(p.pk for p in passages), start=1)}
    layer = layers(_marked(places))
    return {
        passage.pk: passage_line(
            passage,
            uses.get(passage.pk, []),
            number=numbers[passage.pk],
            layer=min(layer.get(passage.pk, 0), _LAYERS - 1),
            in_text=places.get(passage.pk),
        )
        for passage in passages
    }


def passage_line(
    passage: Passage,
    citations: Sequence[Citation],
    *,
    number: int,
    layer: int = 0,
    in_text: PlaceInText | None = None,
) -> PassageLine:
    """Return one passage with the citations that use it."""
    functions = {citation.function for citation in citations}
    return PassageLine(
        pk=passage.pk,
        number=number,
        exact=passage.exact,
        words=words(passage.exact),
        tone=next((each.value for each in _FUNCTIONS if each in functions), UNUSED),
        fact=_fact(citations),
        layer=layer,
        place=None if in_text is None else in_text.place,
        state="" if in_text is None else in_text.state,
        uses=tuple(
            PassageUse(
                pk=citation.statement_id,
                who=who_pledges(citation.statement.pledge),
                title=citation.statement.pledge.title,
                stance=citation.statement.stance,
                stance_name=citation.statement.get_stance_display(),
                state=citation.statement.state,
                state_name=citation.statement.get_state_display(),
                function_name=citation.get_function_display(),
            )
            for citation in citations
        ),
    )


def uses_of(passages: Sequence[Passage]) -> dict[int, list[Citation]]:
    """Return each passage's citations, with statement, pledge and country. One query."""
    found: dict[int, list[Citation]] = {}
    citations = Citation.objects.filter(passage__in=passages).select_related(
        "statement__pledge__country"
    )
    for citation in citations.order_by("pk"):
        found.setdefault(citation.passage_id, []).append(citation)
    return found


def text_paragraphs(
    text: str, places: Mapping[int, PlaceInText], lines: Mapping[int, PassageLine], part: Part
) -> list[TextParagraph]:
    """Return one part of the text in paragraphs, with its passages."""
    return [
        TextParagraph(
            paragraph.start, tuple(_text_segment(segment, lines) for segment in paragraph.segments)
        )
        for paragraph in marked_paragraphs(text, _marked(places), part)
    ]


def quota(article: Article, text: str, spans: Iterable[Span]) -> Quota:
    """Return how much of the text these places quote, and how much is allowed."""
    count = words(text)
    quoted = quoted_words(text, spans)
    if article.rights == Article.Rights.OPEN_LICENCE:
        return Quota(count, quoted, None, None)
    policy = quote_policy()
    return Quota(count, quoted, policy.allowance(count), policy.max_words_per_quote)


def stored_passage(article: Article, snapshot: Snapshot, passage: Passage) -> dict[str, object]:
    """Return a new passage as the page's script needs it. Four queries."""
    here = quoted_spans(snapshot)
    number = Passage.objects.filter(snapshot__article=article, pk__lte=passage.pk).count()
    in_text = places_in_text([passage], snapshot).get(passage.pk)
    uses = uses_of([passage]).get(passage.pk, [])
    line = passage_line(passage, uses, number=number, in_text=in_text)
    start, end = (in_text and in_text.place) or (passage.start, passage.end)
    return {
        "passage": passage.pk,
        "number": number,
        "start": start,
        "end": end,
        "tone": line.tone,
        "fact": line.fact,
        "name": line.name,
        "words": line.words,
        "exact": passage.exact,
        "quoted": quota(article, snapshot.text, here).quoted,
    }


def marks_of(article: Article) -> list[dict[str, object]]:
    """Return how the article's passages are highlighted now, for the page. Two queries."""
    passages = list(Passage.objects.filter(snapshot__article=article).order_by("pk"))
    uses = uses_of(passages)
    lines = [
        passage_line(passage, uses.get(passage.pk, []), number=number)
        for number, passage in enumerate(passages, start=1)
    ]
    return [
        {"passage": line.pk, "tone": line.tone, "fact": line.fact, "name": line.name}
        for line in lines
    ]


def link_to_words(article: Article, text: str, start: int, end: int, *, page: str) -> str:
    """Return an address that opens at these words: at the source, or on our own `page`.

    A digest's words are ours, so the source does not have them.
    """
    address = page if article.is_digest or not article.canonical_url else article.canonical_url
    return text_fragment_url(address, text[start:end], *affixes(text, start, end))


def _marked(places: Mapping[int, PlaceInText]) -> list[Marked]:
    return [Marked(pk, *each.place) for pk, each in places.items() if each.place is not None]


def _text_segment(segment: Segment, lines: Mapping[int, PassageLine]) -> TextSegment:
    return TextSegment(
        text=segment.text,
        lines=tuple(lines[key] for key in segment.keys),
        opens=segment.opens,
        closes=tuple(lines[key] for key in segment.closes),
    )


def _fact(citations: Sequence[Citation]) -> str:
    """Return what a passage mostly proves, so that limits and conditions stand out in the text."""
    proved: set[str] = set()
    for citation in citations:
        proved.update(citation.proves or [Fact.STANCE])
    if not proved or Fact.STANCE in proved:
        return Fact.STANCE.value if proved else ""
    chosen = next((fact for fact in (Fact.LIMITS, Fact.CONDITIONS) if fact in proved), None)
    return chosen.value if chosen else min(proved)
