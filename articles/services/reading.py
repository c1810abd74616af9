"""What an editor made of an article: whether it has been read, and with what result."""

from __future__ import annotations

from django.db import transaction

from articles.models import Article
from core.errors import DomainError
from core.history import act
from core.models import User


@transaction.atomic
def set_reading_state(*, article: Article, state: str, by: User) -> Article:
    """Note how far an article has been read. Raises DomainError for a state that does not exist."""
    if state not in Article.ReadingState.values:
        raise DomainError("Pick a reading state from the list.")
    locked = Article.objects.select_for_update(of=["self"]).get(pk=article.pk)
    if locked.reading_state != state:
        locked.reading_state = state
        with act("set reading state", by=by):
            locked.save(update_fields=["reading_state"])
    return locked
