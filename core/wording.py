"""Days and numbers inside sentences, in the reader's language."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import cast

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as django_gettext_lazy
from django.utils.translation import pgettext_lazy as django_pgettext_lazy

# For modules and classes, which load before a language is known; translated when shown. Typed as
# `str`, because that is how it is used; call `str()` on it where a real one is needed.
gettext_lazy = cast(Callable[[str], str], django_gettext_lazy)
pgettext_lazy = cast(Callable[[str, str], str], django_pgettext_lazy)


def grouped(value: int) -> str:
    """Return a number with separated thousands: 7,500 in English, 7 500 in French."""
    return str(number_format(value, force_grouping=True))


def long_day(day: date) -> str:
    """Return a day in a sentence: 24 November 2026."""
    # Translators: Django's format of a day in a sentence; Ukrainian needs E, the genitive.
    return str(format_date(day, _("j F Y")))


def long_moment(moment: date) -> str:
    """Return a moment in a sentence: 24 November 2026, 14:05."""
    # Translators: Django's format of a moment in a sentence.
    return str(format_date(moment, _("j F Y, H:i")))


def listed(words: Iterable[str]) -> str:
    """Return “one, two and three”."""
    *most, last = words
    if not most:
        return last
    return _("{words} and {last}").format(words=", ".join(most), last=last)


def ngettext_noop(singular: str, plural: str) -> tuple[str, str]:
    """Mark a word and its plural, to be translated when the count is known."""
    return singular, plural
