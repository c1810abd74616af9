"""Waiting for granian with a way out.

Its awaitables have no `throw`, so a task that awaits one can't be cancelled or timed out. As
futures of our own they can be given up.
"""

from __future__ import annotations

import asyncio
from typing import Any


class Waiting[T]:
    """One of granian's awaitables, and the future that its result is put into."""

    def __init__(self, awaitable: Any) -> None:
        self._awaitable = awaitable
        self.future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        if hasattr(awaitable, "add_done_callback"):
            awaitable.add_done_callback(self._done)
        else:  # granian's way to say that it was done before it was asked for
            self.future.set_result(None)  # type: ignore[arg-type]

    def give_up(self) -> None:
        """Nobody waits any more; granian lets go of what it held for it."""
        if not self.future.done():
            self.future.cancel()
            self._awaitable.cancel()

    def _done(self, awaitable: Any) -> None:
        if self.future.done():
            return
        try:
            self.future.set_result(awaitable.result())
        except Exception as error:
            self.future.set_exception(error)
