"""Which statements a reader sees for a day, as this ledger knew it at a moment.

The rule is here only, in the two forms that reads need: as SQL over the alias `s`, with the
parameters `as_of` (a day) and `known` (a moment), and as a condition for the ORM.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

# Published by then and not retracted by then; whenever it was said.
KNOWN = """
    s.state IN ('published', 'retracted') AND s.published_at <= %(known)s
    AND (s.retracted_at IS NULL OR s.retracted_at > %(known)s)
"""
VISIBLE = f"s.said_on <= %(as_of)s AND {KNOWN}"


def visible_at(as_of: date, known: datetime, *, of: str = "", with_retracted: bool = False) -> Q:
    """Return the rule for querysets. `of` is the path to the statement, such as "first__".

    With `with_retracted` it includes statements retracted by then.
    """
    seen = Q(
        **{
            f"{of}said_on__lte": as_of,
            f"{of}state__in": ("published", "retracted"),
            f"{of}published_at__lte": known,
        }
    )
    if with_retracted:
        return seen
    return seen & (Q(**{f"{of}retracted_at__isnull": True}) | Q(**{f"{of}retracted_at__gt": known}))
