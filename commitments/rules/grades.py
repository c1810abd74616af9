"""The evidence grade of a statement: who spoke, and how many independent origins support it."""

_NOTCH_UP = {"A": "A", "B": "A", "C": "B", "D": "C", "E": "D"}


def evidence_grade(base: str, origins: int) -> str:
    """Return the grade shown: the speaker's grade, one step better for two independent origins.

    `base` is what the database derives from capacity, record and relay; `origins` counts the
    supporting articles, where articles that relay one another count as one.
    """
    return _NOTCH_UP[base] if origins >= 2 else base
