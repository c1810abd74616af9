"""Filters that a person keeps under a name. Personal: no history, nobody else sees them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import SavedFilter
from core.errors import DomainError
from core.models import User

# Each is counted on every page that lists them.
MOST_FILTERS = 20
LONGEST_NAME = 60
LONGEST_QUERY = 500


@transaction.atomic
def save_filter(*, page: str, name: str, query: str, by: User) -> SavedFilter:
    """Keep a filter. Raises DomainError without a name or a filter, for a name or number taken."""
    name = _checked_name(name)
    if not query:
        raise DomainError(_("Nothing is filtered now. Choose a filter first, then keep it."))
    if len(query) > LONGEST_QUERY:
        raise DomainError(_("This filter is too long to be kept. Choose fewer values or words."))
    _lock_person(by)
    own = SavedFilter.objects.filter(user=by, page=page)
    _refuse_taken(own.filter(name__iexact=name).exists(), name)
    if own.count() >= MOST_FILTERS:
        raise DomainError(
            _("You keep {most} filters already. Delete one first.").format(most=MOST_FILTERS)
        )
    return SavedFilter.objects.create(user=by, page=page, name=name, query=query)


@transaction.atomic
def rename_filter(*, saved: SavedFilter, name: str, by: User) -> SavedFilter:
    """Give one's own filter another name. Raises DomainError for an empty or taken name."""
    name = _checked_name(name)
    _lock_person(by)
    own = SavedFilter.objects.filter(user=by, page=saved.page)
    _refuse_taken(own.filter(name__iexact=name).exclude(pk=saved.pk).exists(), name)
    locked = own.select_for_update().get(pk=saved.pk)
    locked.name = name
    locked.save(update_fields=["name"])
    return locked


@transaction.atomic
def delete_filter(*, saved: SavedFilter, by: User) -> None:
    """Forget one's own filter. The articles stay as they are."""
    SavedFilter.objects.filter(user=by, pk=saved.pk).delete()


def _checked_name(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise DomainError(_("Give the filter a name."))
    if len(name) > LONGEST_NAME:
        raise DomainError(
            _("This name is too long. It may have {most} characters.").format(most=LONGEST_NAME)
        )
    return name


def _refuse_taken(is_taken: bool, name: str) -> None:
    if is_taken:
        raise DomainError(
            _("You have a filter named “{name}” already. Choose another name.").format(name=name)
        )


def _lock_person(by: User) -> None:
    """Two windows of one person save one after the other."""
    User.objects.select_for_update().get(pk=by.pk)
