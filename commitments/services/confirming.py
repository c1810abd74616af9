"""Deciding about a changed passage, within the countries that a person writes about."""

from __future__ import annotations

from django.db import transaction

from articles.models import Anchor
from articles.services.anchors import confirm_anchor, lose_anchor
from commitments.models import Citation
from commitments.scope import OUT_OF_SCOPE, scope_of
from core.errors import NotAllowed
from core.models import User


@transaction.atomic
def confirm_passage(*, anchor: Anchor, by: User) -> Anchor:
    """The changed words still say the same. Raises NotAllowed out of scope; see confirm_anchor."""
    _require_scope_of_passage(anchor, by)
    return confirm_anchor(anchor=anchor, by=by)


@transaction.atomic
def lose_passage(*, anchor: Anchor, by: User) -> Anchor:
    """The newer text says it no more. Raises NotAllowed out of scope; see lose_anchor."""
    _require_scope_of_passage(anchor, by)
    return lose_anchor(anchor=anchor, by=by)


def _require_scope_of_passage(anchor: Anchor, by: User) -> None:
    """The decision concerns all statements that cite it: all must be of the person's countries."""
    scope = scope_of(by)
    if scope is None:
        return
    cited = Citation.objects.filter(passage=anchor.passage_id)
    if not set(cited.values_list("statement__pledge__country", flat=True)) <= scope:
        raise NotAllowed(OUT_OF_SCOPE)
