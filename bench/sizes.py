"""How large the measured coalitions are, and what their statements are made of. No rows here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commitments.rules.stances import Capacity, Stance

SEED = 20_000
COUNTRIES = 60
LARGE = "bench-large"
SMALL = "bench-small"
# Everything was said in this span, and published a day later: the same page on any later day.
FIRST_DAY = date(2024, 3, 1)
DAYS = 600

STANCES = {
    Stance.FLOATED: 12, Stance.CONSIDERING: 16, Stance.OFFERED: 24, Stance.COMMITTED: 16,
    Stance.AUTHORISED: 6, Stance.PREPARING: 6, Stance.DEPLOYED: 4, Stance.COMPLETED: 2,
    Stance.RULED_OUT: 10, Stance.WITHDRAWN: 2, Stance.LAPSED: 2,
}  # fmt: skip
# About one statement in five is somebody else's word, which is reported beside the country's own.
CAPACITIES = {
    Capacity.HEAD: 16, Capacity.MINISTER: 24, Capacity.OFFICIAL_DOCUMENT: 14, Capacity.MILITARY: 8,
    Capacity.SPOKESPERSON: 8, Capacity.PARLIAMENT: 4, Capacity.UNNAMED_OFFICIAL: 8,
    Capacity.OPPOSITION_OR_PARTY: 4, Capacity.OTHER_GOVERNMENT: 7, Capacity.OUTLET_INFERENCE: 7,
}  # fmt: skip
FUNCTIONS = {"supports": 60, "qualifies": 20, "context": 18, "contradicts": 2}


@dataclass(frozen=True, slots=True)
class Size:
    """How large one coalition is."""

    slug: str
    code: str
    statements: int

    @property
    def pledges(self) -> int:
        return self.statements // 4

    @property
    def retracted(self) -> int:
        """Statements beside them that were public for a while."""
        return self.statements // 50

    @property
    def articles(self) -> int:
        # Twenty passages each, so that every citation of the coalition quotes one of its own.
        return self.statements // 9


SIZES = (Size(SMALL, "BNS", 1_000), Size(LARGE, "BNL", 20_000))
