"""Who had a hand in a statement: four eyes are not four where one of them wrote part of it.

Here as a condition for queries, so that lists and the act of publishing ask the same. What
follows from it is decided in `services.publishing`.
"""

from __future__ import annotations

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from commitments.models import Citation
from core.models import User

# The act under which a draft's content is saved again, as history names it.
REVISE = "revise statement"
REMOVE = "remove citation"


def had_a_hand(user: User) -> Q:
    """Statements that this person wrote or revised, or whose quotations they chose or removed.

    The author stays the author whoever revises a draft: history alone knows the other hands.
    """
    # pghistory makes this model; there is no name to import.
    events = apps.get_model("commitments", "StatementEvent")._default_manager
    revisions = events.filter(_was(REVISE, user), pgh_obj=OuterRef("pk"))
    quotations = Citation.objects.filter(
        statement=OuterRef("pk"), added_by=user, published_at__isnull=True
    )
    removals = apps.get_model("commitments", "CitationEvent")._default_manager.filter(
        _was(REMOVE, user), statement=OuterRef("pk")
    )
    return Q(author=user) | Q(Exists(quotations)) | Q(Exists(revisions)) | Q(Exists(removals))


def _was(name: str, user: User) -> Q:
    """Entries of this act by this person, also where the same request did more than that."""
    is_act = Q(pgh_context__metadata__acts__contains=[name]) | Q(pgh_context__metadata__act=name)
    return is_act & Q(pgh_context__metadata__user=user.pk)
