"""Lanes: which requests wait behind which. Each has its own threads and a limited queue.

A flood of readers cannot delay an editor, heavy work at the desk cannot delay readers, and neither
delays a load balancer's checks.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from core import metrics

_KB = 1000
_MB = 1000 * _KB


@dataclass(frozen=True, slots=True)
class Rules:
    """A lane's address prefixes, and its limits: requests at once, in its queue, and bytes."""

    name: str
    prefixes: tuple[str, ...]
    threads: int
    waiting: int
    body_limit: int


# Connections of a web process at once (web.py).
CONNECTIONS = 800
# The first with a matching prefix is used; the last one takes everything. A text may have 12 MB
# (settings), the rest of its form is small. Readers send only reports of errors. The queues of
# health checks have room for all: a 503 there means that the process is to be taken out, and a
# crowd that filled them would have had that.
RULES = (
    Rules("health", ("/healthz",), threads=1, waiting=CONNECTIONS, body_limit=0),
    Rules("ready", ("/readyz",), threads=1, waiting=CONNECTIONS, body_limit=0),
    Rules("files", ("/static/",), threads=1, waiting=256, body_limit=0),
    Rules("desk", ("/desk/", "/admin/"), threads=2, waiting=32, body_limit=13 * _MB),
    Rules("account", ("/account/",), threads=1, waiting=16, body_limit=64 * _KB),
    Rules("readers", ("/",), threads=4, waiting=96, body_limit=64 * _KB),
)


class LaneFull(Exception):
    """The lane's queue is full: this request is refused at once."""


class Lane:
    """Threads and their queue. Used from the event loop's thread only."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._threads = ThreadPoolExecutor(rules.threads, thread_name_prefix=f"lane-{rules.name}")
        self._taken = 0

    @property
    def waiting(self) -> int:
        """Return how many requests no thread has taken yet."""
        return max(0, self._taken - self.rules.threads)

    def submit[T](self, work: Callable[[], T]) -> Future[T]:
        """Queue `work` for a thread; raises LaneFull if there is no room."""
        if self.waiting >= self.rules.waiting:
            raise LaneFull
        self._taken += 1
        self._tell()
        loop = asyncio.get_running_loop()
        # A separate context: what a request leaves in it is gone with the request.
        future = self._threads.submit(contextvars.Context().run, work)
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._left))
        return future

    def close(self) -> None:
        """End the threads once nothing is waiting."""
        self._threads.shutdown(wait=False)

    def _left(self) -> None:
        self._taken -= 1
        self._tell()

    def _tell(self) -> None:
        metrics.REQUESTS_WAITING.labels(self.rules.name).set(self.waiting)
        metrics.REQUESTS_RUNNING.labels(self.rules.name).set(self._taken - self.waiting)


def lane_rules(path: str) -> Rules:
    """Return the lane of an address."""
    return next(rules for rules in RULES if path.startswith(rules.prefixes) or rules is RULES[-1])
