"""A web process: granian on the supervisor's socket, with the front as application.

The supervisor starts it as a new interpreter (never by fork): `python -m config.serving.web
--socket FD --pulse FD --parent PID`. It reports on the pulse that it is ready, and then each second
that it lives.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import signal
import socket
import sys
from pathlib import Path

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from config.serving.lanes import CONNECTIONS
from config.serving.pulse import BEAT, READY, SECONDS

# A connection without data for so long is closed, also one kept alive between two requests.
HEADER_SECONDS = 15
BACKLOG = 1024


class SocketServer(Server):
    """Granian's embedded server on a socket that is already bound."""

    def __init__(self, *, descriptor: int, application: object) -> None:
        super().__init__(
            application,
            interface=Interfaces.RSGI,
            http=HTTPModes.http1,
            websockets=False,
            backlog=BACKLOG,
            backpressure=CONNECTIONS,
            http1_settings=HTTP1Settings(
                header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=64 * 1024
            ),
            log_level=LogLevels.error,
        )
        self._descriptor = descriptor

    def _init_shared_socket(self) -> None:
        # As granian itself does if all workers share one socket (macOS).
        self._shd = SocketHolder(self._descriptor, False, BACKLOG)  # type: ignore


async def serve(descriptor: int, pulse: int) -> None:
    """Serve until SIGTERM, then answer accepted requests and return."""
    from config.rsgi import application

    server = SocketServer(descriptor=descriptor, application=application)
    loop = asyncio.get_running_loop()

    def end() -> None:
        application.end()
        server.stop()  # type: ignore[no-untyped-call]

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    server.on_startup(lambda: os.write(pulse, READY))
    beating = asyncio.create_task(_beat(pulse))
    try:
        await server.serve()
    finally:
        beating.cancel()


async def _beat(pulse: int) -> None:
    """Tell the supervisor that the event loop runs."""
    while True:
        await asyncio.sleep(SECONDS)
        try:
            os.write(pulse, BEAT)
        except BlockingIOError:
            continue  # it has not read for long; it will find enough beats


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m config.serving.web")
    for name in ("socket", "pulse", "parent"):
        parser.add_argument(f"--{name}", type=int, required=True)
    given = parser.parse_args()
    os.set_blocking(given.pulse, False)
    _allow_files()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from core.lifeline import end_with

    end_with(given.parent)
    # Checked here, since granian would panic over a descriptor that is no socket.
    socket.socket(fileno=os.dup(given.socket)).close()
    asyncio.run(serve(given.socket, given.pulse))
    # Threads that still work for readers who left must not delay a restart.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _allow_files() -> None:
    """Allow as many open files as this user may have: each connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    main()
