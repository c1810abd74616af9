"""Django's cache in this process's memory, whose entries end after real time has passed.

Django's own counts by the machine's clock: set back by days, it would keep who mistyped a password
out for as many days.
"""

from __future__ import annotations

import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache


class SteadyCache(LocMemCache):
    """The same, by a clock that nobody sets."""

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        if timeout == DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        elif timeout == 0:
            timeout = -1  # ends at once, as Django has it
        return None if timeout is None else time.monotonic() + timeout

    def _has_expired(self, key: str) -> bool:
        ends: float | None = self._expire_info.get(key, -1)  # type: ignore[attr-defined]
        return ends is not None and ends <= time.monotonic()
