"""A selection in a text, as the page's script sends it."""

from __future__ import annotations

from django import forms

from core.forms import DeskForm

_MOST = 99_999_999


class SelectionForm(DeskForm):
    """A span of a snapshot in code points."""

    snapshot = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    start = forms.IntegerField(min_value=0, max_value=_MOST)
    end = forms.IntegerField(min_value=1, max_value=_MOST)


class QuotedSelectionForm(SelectionForm):
    """A selection with the words that the person saw."""

    words = forms.CharField(strip=False)
