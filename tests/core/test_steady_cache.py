"""What a process remembers for a while ends after that while, also where the clock is set back."""

import time

import pytest

from core.steady_cache import SteadyCache


def test_ends_in_real_time(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = SteadyCache("steady", {})
    cache.set("attempts", 5, 0.01)
    cache.set("kept", 5, None)
    cache.set("gone", 5, 0)
    # The machine's clock stands days before: Django's own would keep it for as long.
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert cache.get("gone") is None
    ends = time.monotonic() + 5
    while cache.get("attempts") and time.monotonic() < ends:
        pass
    assert cache.get("attempts") is None
    assert cache.get("kept") == 5
    assert cache.add("kept", 6) is False
    assert cache.incr("kept") == 6
