"""How things are timed: candidates take turns within one run, and medians are compared.

Turns matter: on a shared machine a slow second then hits every candidate, not only one of them.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

REPEATS = 21
WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """One candidate's times in milliseconds."""

    times: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles: half of the times lie between them."""
        low, _, high = statistics.quantiles(self.times, n=4)
        return low, high

    def times_as_long_as(self, other: Sample) -> float:
        return self.median / other.median


def take_turns(
    candidates: Mapping[str, Callable[[], object]], *, repeats: int = REPEATS
) -> dict[str, Sample]:
    """Time every candidate `repeats` times, one after the other in each round."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for turn in range(WARM_UP + repeats):
        for name, candidate in candidates.items():
            # Each starts without the garbage of the one before; its own is collected as always.
            gc.collect()
            began = time.perf_counter()
            candidate()
            took = (time.perf_counter() - began) * 1000
            if turn >= WARM_UP:
                times[name].append(took)
    return {name: Sample(tuple(taken)) for name, taken in times.items()}
