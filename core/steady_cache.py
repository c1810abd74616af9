"""Django's cache in this process's memory, whose entries expire after real time.

Django's own uses the machine's clock: if that is set back by days, a person who mistyped a password
would be locked out for as many days.
"""

from __future__ import annotations

import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache


class SteadyCache(LocMemCache):
    """The same cache with a monotonic clock."""

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        if timeout == DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        elif timeout == 0:
            timeout = -1  # expires at once, as in Django
        return None if timeout is None else time.monotonic() + timeout

    def _has_expired(self, key: str) -> bool:
        ends: float | None = self._expire_info.get(key, -1)  # type: ignore[attr-defined]
        return ends is not None and ends <= time.monotonic()
