"""Filters that a person saved under a name. Personal: no history, nobody else sees them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import SavedFilter
from core.errors import DomainError
from core.models import User

# Every page that lists them counts the rows of each.
MOST_FILTERS = 20
LONGEST_NAME = 60
LONGEST_QUERY = 500


@transaction.atomic
def save_filter(*, page: str, name: str, query: str, by: User) -> SavedFilter:
    """Save a filter. Raises DomainError without name or filter, for a used name or too many."""
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
    """Rename one's own filter. Raises DomainError for an empty or used name."""
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
    """Delete one's own filter."""
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
    """Lock the person's row, so that two windows of one person save one after the other."""
    User.objects.select_for_update().get(pk=by.pk)
