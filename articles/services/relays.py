"""Relays: an article that re-publishes another; for evidence grades both are one origin."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from core.errors import DomainError, NotAllowed
from core.history import Act, act
from core.models import User


@transaction.atomic
def note_relay(*, article: Article, origin: Article, by: User) -> Article:
    """Record that an article relays another. Its own relays then relay that one.

    Raises NotAllowed for a contributor; DomainError if the origin is a relay itself.
    """
    _require_reviewer(by)
    if article.pk == origin.pk:
        raise DomainError(_("An article cannot relay itself."))
    locked = _locked(article, origin)
    article, origin = locked[article.pk], locked[origin.pk]
    if origin.relays_id == article.pk:
        raise DomainError(
            _(
                "“{title}” is noted as a relay of this article. Remove that relay first, if it "
                "is the origin."
            ).format(title=origin.title)
        )
    if origin.relays is not None:
        raise DomainError(
            _("“{title}” is a relay itself, of “{origin}”. Name that one as the origin.").format(
                title=origin.title, origin=origin.relays.title
            )
        )
    with act(Act.NOTE_RELAY, by=by):
        # Do these first, since nothing may point at a relay.
        for relay in article.relayed_as.select_for_update():
            relay.relays = origin
            relay.save(update_fields=["relays"])
        article.relays = origin
        article.save(update_fields=["relays"])
    return article


@transaction.atomic
def forget_relay(*, article: Article, by: User) -> Article:
    """Remove a relay: the article counts as an origin again."""
    _require_reviewer(by)
    locked = _locked(article)[article.pk]
    if locked.relays_id is not None:
        locked.relays = None
        with act(Act.FORGET_RELAY, by=by):
            locked.save(update_fields=["relays"])
    return locked


def _require_reviewer(by: User) -> None:
    if not by.can_review:
        raise NotAllowed(
            _("Editors say which article is the origin, since the grade of evidence rests on it.")
        )


def _locked(*articles: Article) -> dict[int, Article]:
    """Lock in the order of keys, to avoid deadlocks."""
    rows = (
        Article.objects.select_for_update(of=["self"])
        .select_related("relays")
        .filter(pk__in=[article.pk for article in articles])
        .order_by("pk")
    )
    return {row.pk: row for row in rows}
