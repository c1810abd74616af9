"""Wait for granian's awaitables in a way that can be cancelled.

They have no `throw`, so a task that awaits one can't be cancelled or timed out. Wrapped in our own
futures they can be given up.

They keep their callback for as long as they live, and Python's collector cannot look into them: an
object that kept one and was its callback would stay for ever, with its piece of a body. So it is
released as soon as it has ended.
"""

from __future__ import annotations

import asyncio
from typing import Any


class Waiting[T]:
    """One of granian's awaitables, and the future for its result."""

    def __init__(self, awaitable: Any) -> None:
        self._awaitable: Any = awaitable
        self.future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        if hasattr(awaitable, "add_done_callback"):
            awaitable.add_done_callback(self._done)
        else:  # granian's way to say that it had already ended
            self.future.set_result(None)  # type: ignore[arg-type]

    def give_up(self) -> None:
        """Stop waiting; granian releases what it held for it."""
        awaitable, self._awaitable = self._awaitable, None
        if not self.future.done():
            self.future.cancel()
            awaitable.cancel()

    def _done(self, awaitable: Any) -> None:
        self._awaitable = None
        if self.future.done():
            return
        try:
            self.future.set_result(awaitable.result())
        except Exception as error:
            self.future.set_exception(error)
