"""The rule of the product: what a reader sees of a day, as this ledger knew it at a moment.

Said here once, in the two forms in which statements are read: as SQL over the alias `s`, which
binds `as_of` (a day) and `known` (a moment), and as a condition for the ORM.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

# Published by then, and not taken back by then; whenever it was said.
KNOWN = """
    s.state IN ('published', 'retracted') AND s.published_at <= %(known)s
    AND (s.retracted_at IS NULL OR s.retracted_at > %(known)s)
"""
VISIBLE = f"s.said_on <= %(as_of)s AND {KNOWN}"


def visible_at(as_of: date, known: datetime, *, of: str = "", with_retracted: bool = False) -> Q:
    """The same for querysets. `of` leads to the statement, such as "first__".

    With `with_retracted` also what was taken back by then.
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
