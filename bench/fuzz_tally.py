"""What a round of fuzzing found, by kind and place."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What one surface was given and what it did."""

    name: str
    inputs: int = 0
    faults: int = 0
    seconds: float = 0.0
    answers: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    slowest: tuple[float, str] = (0.0, "")

    def fault(self, shown: str, where: str) -> None:
        """Count it; print the first few of each place."""
        self.faults += 1
        self.answers["fault"] += 1
        if where not in self.seen and len(self.seen) < _SHOWN:
            self.seen.add(where)
            print(f"FAULT {self.name}: {shown[:_LONGEST_SHOWN]}\n{where}", file=sys.stderr)

    def tell(self) -> None:
        """A line while the rest is still running."""
        done = f"{self.inputs:,} inputs, {self.faults:,} faults, {self.seconds:.0f} s"
        print(f"{self.name}: {done}", file=sys.stderr, flush=True)


def where(error: BaseException) -> str:
    """The error and the last places it came through."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " < ".join(f"{f.filename.rsplit('/', 2)[-1]}:{f.lineno}" for f in reversed(frames))
    return f"  {type(error).__name__}: {str(error)[:200]!r} at {places}"


# So many of one surface are printed.
_SHOWN = 5


_LONGEST_SHOWN = 600
