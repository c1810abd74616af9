"""Sites' rules for robots (RFC 9309), cached for a while, and when each was last fetched from."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

# The standard requires reading this much of a robots.txt.
MOST_BYTES = 500 * 1024
_KEPT_SECONDS = 600.0
_MOST_HOSTS = 200


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one site for one robot."""

    _parsed: Protego
    _robot: str

    def allow(self, address: str) -> bool:
        """Whether this address may be fetched."""
        return bool(self._parsed.can_fetch(address, self._robot))

    @property
    def crawl_delay(self) -> float:
        """Return the seconds between two requests, 0 if the site names none."""
        return float(self._parsed.crawl_delay(self._robot) or 0)


def read_robots(body: bytes, robot: str) -> RobotsRules:
    """Parse a robots.txt; what cannot be understood forbids nothing."""
    return RobotsRules(Protego.parse(body.decode("utf-8-sig", "replace")), robot)


class HostMemory:
    """Per site ("https://example.org"): its rules for robots, and the last request.

    In one process, for a few minutes, and for at most a few hundred sites.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._rules: dict[tuple[str, str], tuple[float, RobotsRules]] = {}
        self._asked: dict[str, float] = {}

    def rules(self, site: str, robot: str) -> RobotsRules | None:
        """Return cached rules that are still fresh."""
        with self._lock:
            kept_at, rules = self._rules.get((site, robot), (0.0, None))
            return rules if rules and self._now() - kept_at < _KEPT_SECONDS else None

    def keep(self, site: str, robot: str, rules: RobotsRules) -> None:
        """Cache the rules of a site."""
        with self._lock:
            self._rules[site, robot] = (self._now(), rules)
            _forget_oldest(self._rules)

    def wait_for(self, site: str, delay: float) -> float:
        """Return how long to wait so that `delay` seconds pass between two requests."""
        with self._lock:
            asked_at = self._asked.get(site)
            return max(0.0, asked_at + delay - self._now()) if asked_at is not None else 0.0

    def asked(self, site: str) -> None:
        """Record that a request to this site has just ended."""
        with self._lock:
            self._asked.pop(site, None)
            self._asked[site] = self._now()
            _forget_oldest(self._asked)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._rules.clear()
            self._asked.clear()


def _forget_oldest[Key, Value](kept: dict[Key, Value]) -> None:
    if len(kept) > _MOST_HOSTS:
        del kept[next(iter(kept))]


# The cache of this process.
SHARED_MEMORY = HostMemory()
