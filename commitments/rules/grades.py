"""The evidence grade of a statement: who spoke, and how many independent origins support it.

The database computes the first part (`BASE_GRADE`, a generated column of the statement); the second
changes with each quotation, so those who read statements count origins and ask `evidence_grade`.
"""

from django.db.models import Case, Q, Value, When

from core.wording import gettext_lazy

GRADES: dict[str, str] = {
    "A": gettext_lazy("The country's own official text"),
    "B": gettext_lazy("A named official of the country, on record"),
    "C": gettext_lazy("The country's own officials, unnamed or off the record"),
    "D": gettext_lazy("A claim by another government or by a party"),
    "E": gettext_lazy("What the outlet infers"),
}
# The country's own word sets its stance; D and E are only reported beside it.
OWN_WORD = ("A", "B", "C")

# The evidence grade from the speaker alone, before origins are counted (docs/data.md).
BASE_GRADE = Case(
    When(
        Q(relayed_by__isnull=False) | Q(capacity__in=["other_government", "opposition_or_party"]),
        then=Value("D"),
    ),
    When(capacity="outlet_inference", then=Value("E")),
    When(capacity__in=["official_document", "parliament"], then=Value("A")),
    When(Q(capacity="unnamed_official") | Q(on_record=False), then=Value("C")),
    When(~Q(speaker="") | Q(capacity="spokesperson"), then=Value("B")),
    default=Value("C"),
)

_NOTCH_UP = {"A": "A", "B": "A", "C": "B", "D": "C", "E": "D"}


def evidence_grade(base: str, origins: int) -> str:
    """Return the grade shown: the speaker's grade, one step better for two independent origins.

    `base` is what the database derives from capacity, record and relay; `origins` counts the
    supporting articles, where articles that relay one another count as one.
    """
    return _NOTCH_UP[base] if origins >= 2 else base
