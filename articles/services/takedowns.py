"""Take a text down. The database itself erases it and guards that."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.models import Article, Takedown
from core.clock import moment_after
from core.errors import DomainError, NotAllowed, StaleEdit
from core.history import Act, act
from core.models import User


def why_not_take_down(user: User) -> str:
    """Why this person may not take a text down; "" if they may."""
    if user.role == User.Role.CHIEF:
        return ""
    return _("A chief takes texts down, since nothing brings them back. Ask one.")


@transaction.atomic
def take_down(*, article: Article, reason: str, erases_words: bool, by: User) -> Takedown:
    """Erase every stored text of an article, and the quoted words too if the reason requires it.

    Hashes, passages' places, citations and statements stay; nothing is unpublished. Raises
    NotAllowed for all but chiefs, DomainError without a reason, StaleEdit if it was already done.
    """
    if refusal := why_not_take_down(by):
        raise NotAllowed(refusal)
    if not reason.strip():
        raise DomainError(_("Say why: readers see the reason where the text was."))
    locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    done = Takedown.objects.filter(article=locked).select_related("by").first()
    if done is not None:
        raise StaleEdit(
            _("%(who)s has taken it down already: %(reason)s")
            % {"who": done.by.name, "reason": done.reason}
        )
    with act(Act.TAKE_DOWN_ARTICLE, by=by, reason=reason.strip()):
        return Takedown.objects.create(
            article=locked,
            reason=reason.strip(),
            erases_words=erases_words,
            by=by,
            at=moment_after(locked.added_at, *_read_at(locked)),
        )


def _read_at(article: Article) -> list[datetime | None]:
    return [
        rows.aggregate(at=Max("retrieved_at"))["at"]
        for rows in (article.snapshots, article.captures)
    ]
