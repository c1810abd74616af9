"""The evidence grade of a statement: who spoke, and how many origins stand behind it."""

_NOTCH_UP = {"A": "A", "B": "A", "C": "B", "D": "C", "E": "D"}


def evidence_grade(base: str, origins: int) -> str:
    """The grade shown: the speaker's, one notch up for two independent origins.

    `base` is what the database derives from capacity, record and relay; `origins` counts
    supporting articles, those that relay one another as one.
    """
    return _NOTCH_UP[base] if origins >= 2 else base
