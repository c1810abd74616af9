"""What the form of a statement takes."""

from typing import Any

from commitments.models import Pledge
from tests.desk.conftest import Person

HTMX = {"HX-Request": "true"}
SAID = {
    "stance": "offered",
    "said_on": "2025-08-20",
    "summary": "Britain is willing to train.",
    "capacity": "minister",
    "speaker": "The minister",
    "on_record": "on",
    "has_evidence": "on",
}


def quotes(*proves: tuple[Any, list[str]]) -> dict[str, Any]:
    """Rows of evidence as the form sends them."""
    return {
        "passage": [passage.pk for passage, _ in proves],
        **{f"quote-{passage.pk}-function": "supports" for passage, _ in proves},
        **{f"quote-{passage.pk}-proves": facts for passage, facts in proves},
    }


def path(pledge: Pledge) -> str:
    return f"/desk/pledges/{pledge.reference}/statements/add/"


def keep(person: Person, about: str, **typed: Any) -> Any:
    return person.client.post("/desk/autosaves/", {"about": about} | typed)
