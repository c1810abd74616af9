"""What is said in a statement."""

from datetime import date
from typing import Any

from commitments.rules.stances import Capacity, Stance
from commitments.services.drafting import (
    StatementContent,
)


def content(**changes: Any) -> StatementContent:
    base: dict[str, Any] = {
        "stance": Stance.OFFERED,
        "said_on": date(2025, 8, 20),
        "summary": "The country is ready.",
        "capacity": Capacity.MINISTER,
        "speaker": "The minister",
    }
    return StatementContent(**(base | changes))
