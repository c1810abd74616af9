"""Waiting for granian with a way out.

Its awaitables have no `throw`, so a task that awaits one can't be cancelled or timed out. As
futures of our own they can be given up.

They keep the callback that they were given, for as long as they live, and Python's collector does
not see into them: whoever kept one and was its callback would stay for ever, with its piece of a
body. So it is let go of as soon as it has come to its end.
"""

from __future__ import annotations

import asyncio
from typing import Any


class Waiting[T]:
    """One of granian's awaitables, and the future that its result is put into."""

    def __init__(self, awaitable: Any) -> None:
        self._awaitable: Any = awaitable
        self.future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        if hasattr(awaitable, "add_done_callback"):
            awaitable.add_done_callback(self._done)
        else:  # granian's way to say that it was done before it was asked for
            self.future.set_result(None)  # type: ignore[arg-type]

    def give_up(self) -> None:
        """Nobody waits any more; granian lets go of what it held for it."""
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
