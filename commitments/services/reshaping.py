"""Split a quoted passage into two, or merge two neighbours into one.

A passage never changes, and published statements keep citing it. New passages are cut from the same
text, and drafts that cited the old ones cite the new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Passage
from articles.services.quoting import requote
from articles.text.characters import splits_character, splits_word
from commitments.models import Citation
from commitments.services.confirming import require_scope_of_passage
from commitments.services.drafting import cite, remove_citation
from core.errors import DomainError, NotAllowed
from core.history import Act, act
from core.models import User


@transaction.atomic
def split_passage(*, passage: Passage, at: int, by: User) -> tuple[Passage, Passage]:
    """Split a passage in two; the second begins at `at`, in code points of the text.

    Drafts cite both in its place, for the same facts. Raises NotAllowed for contributors and
    outside of the person's countries, DomainError if `at` is not between two words of the passage.
    """
    _require_editor(by, [passage])
    text = passage.snapshot.text
    first = text[passage.start : at].rstrip()
    second = text[at : passage.end]
    begins = at + len(second) - len(second.lstrip())
    is_border = passage.start < at < passage.end and not (
        splits_word(text, at) or splits_character(text, at)
    )
    if not is_border or not first or not second.strip():
        raise DomainError(_("Choose where the second passage begins: between two words."))
    with act(Act.SPLIT_PASSAGE, by=by):
        parts = (
            requote(
                snapshot=passage.snapshot,
                start=passage.start,
                end=passage.start + len(first),
                by=by,
            ),
            requote(snapshot=passage.snapshot, start=begins, end=passage.end, by=by),
        )
        for citation in _drafts_citing([passage]):
            _cite_instead([citation], parts, by)
    return parts


@transaction.atomic
def merge_passages(*, passage: Passage, other: Passage, by: User) -> Passage:
    """Merge two neighbouring passages of one text, with the text between them.

    Drafts that cite one or both cite the new one. Raises NotAllowed for contributors and outside of
    the person's countries; DomainError if they are of two texts, together are over a limit, or if a
    draft cites one in support and the other as contradiction.
    """
    _require_editor(by, [passage, other])
    if passage.snapshot_id != other.snapshot_id:
        raise DomainError(_("Only passages quoted from the same text can be merged."))
    if passage.pk == other.pk:
        raise DomainError(_("Choose the passage beside it that it should be merged with."))
    start, end = min(passage.start, other.start), max(passage.end, other.end)
    with act(Act.MERGE_PASSAGES, by=by):
        merged = requote(snapshot=passage.snapshot, start=start, end=end, by=by)
        by_statement: dict[int, list[Citation]] = {}
        for citation in _drafts_citing([p for p in (passage, other) if p.pk != merged.pk]):
            by_statement.setdefault(citation.statement_id, []).append(citation)
        for citations in by_statement.values():
            _cite_instead(citations, [merged], by)
    return merged


def _cite_instead(citations: Sequence[Citation], passages: Iterable[Passage], by: User) -> None:
    """Cite these passages before removing the old ones, so that the draft keeps its support."""
    statement, function = citations[0].statement, citations[0].function
    if len({citation.function for citation in citations}) > 1:
        raise DomainError(
            _(
                "The draft “{title}” quotes the two for different things. Make them the same "
                "there first, or remove one."
            ).format(title=statement.pledge.title)
        )
    proves = {fact for citation in citations for fact in citation.proves}
    known = set(statement.citations.values_list("passage", flat=True))
    for passage in passages:
        if passage.pk not in known:
            cite(
                statement=statement,
                passage=passage,
                function=function,
                proves=sorted(proves),
                by=by,
            )
    for citation in citations:
        remove_citation(citation=citation, by=by)


def _drafts_citing(passages: Iterable[Passage]) -> list[Citation]:
    """Return citations of drafts; later citations of published statements have their own review."""
    return list(
        Citation.objects.filter(
            passage__in=list(passages),
            published_at__isnull=True,
            statement__published_at__isnull=True,
        )
        .select_related("statement__pledge", "statement__author")
        .order_by("statement", "pk")
    )


def _require_editor(by: User, passages: Iterable[Passage]) -> None:
    if not by.can_review:
        raise NotAllowed(_("An editor splits and merges passages. Ask one."))
    for passage in passages:
        require_scope_of_passage(passage.pk, by)
