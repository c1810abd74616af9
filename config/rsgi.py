"""The RSGI entry point: the front that admits requests, with Django behind it.

`manage.py serve` serves it, and so does granian's own command line (`granian --interface rsgi
config.rsgi:application`). Nothing here or in `config.wsgi` opens a connection, a thread or a file
before a process serves.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from typing import Any

from django.urls import resolve

from config.serving.front import Front, Transport
from config.wsgi import application as django
from core.lifeline import end_with


class Application:
    """A front that is created in the process that serves, after any fork."""

    def __init__(self) -> None:
        self._front: Front | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._front = Front(django)
        # Load all pages before the first request, which would otherwise wait for it.
        resolve("/healthz")
        # Under granian's own main process: if that is killed, its workers must end too.
        if (parent := multiprocessing.parent_process()) is not None and parent.pid is not None:
            end_with(parent.pid)

    def end(self) -> None:
        """Say that this process is about to end."""
        if self._front is not None:
            self._front.end()

    async def __rsgi__(self, scope: Any, transport: Transport) -> None:
        assert self._front is not None
        await self._front.__rsgi__(scope, transport)


application = Application()
