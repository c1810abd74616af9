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
    revisions = events.filter(
        pgh_obj=OuterRef("pk"),
        pgh_context__metadata__act=REVISE,
        pgh_context__metadata__user=user.pk,
    )
    quotations = Citation.objects.filter(
        statement=OuterRef("pk"), added_by=user, published_at__isnull=True
    )
    removals = apps.get_model("commitments", "CitationEvent")._default_manager.filter(
        statement=OuterRef("pk"),
        pgh_context__metadata__act=REMOVE,
        pgh_context__metadata__user=user.pk,
    )
    return Q(author=user) | Q(Exists(quotations)) | Q(Exists(revisions)) | Q(Exists(removals))
