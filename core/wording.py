"""Days and numbers inside sentences, as the reader's language writes them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import cast

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as django_gettext_lazy
from django.utils.translation import pgettext_lazy as django_pgettext_lazy

# For modules and classes, which are read before anybody asks: translated when it is shown. Typed
# as the text it stands for, for that is how it is used; `str()` it where a real one is needed.
gettext_lazy = cast(Callable[[str], str], django_gettext_lazy)
pgettext_lazy = cast(Callable[[str, str], str], django_pgettext_lazy)


def grouped(value: int) -> str:
    """With its thousands apart: 7,500 in English, 7 500 in French."""
    return str(number_format(value, force_grouping=True))


def long_day(day: date) -> str:
    """A day in a sentence: 24 November 2026."""
    # Translators: Django's format of a day in a sentence; Ukrainian needs E, the genitive.
    return str(format_date(day, _("j F Y")))


def long_moment(moment: date) -> str:
    """A moment in a sentence: 24 November 2026, 14:05."""
    # Translators: Django's format of a moment in a sentence.
    return str(format_date(moment, _("j F Y, H:i")))


def listed(words: Iterable[str]) -> str:
    """One, two and three."""
    *most, last = words
    if not most:
        return last
    return _("{words} and {last}").format(words=", ".join(most), last=last)


def ngettext_noop(singular: str, plural: str) -> tuple[str, str]:
    """Mark a word and its plural that are translated where they are counted."""
    return singular, plural
