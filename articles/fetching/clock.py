"""The time one fetch may take in all, so that a site that drips also runs out of it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed


class Clock:
    """Counts down from `seconds`, over every hop, connection and read of a fetch."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, more than 0; raises FetchFailed if there are none."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise FetchFailed(Failure.TIMED_OUT)
        return left

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Stop the clock: waiting for our own turn is not the site's fault."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._ends_at += time.monotonic() - began
