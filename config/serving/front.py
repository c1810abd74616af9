"""The front: admit requests to Django's threads, or refuse at once what cannot be taken now.

It is an RSGI application on granian's event loop. It reads bodies itself, so that no thread waits
for a slow sender; it queues each request in its lane, where a full queue means a 503 within
milliseconds; and it drops requests whose reader has gone. Django runs in the lanes' threads as a
WSGI application.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, Protocol

from django.http import HttpResponseBase

from config.serving.awaiting import Waiting
from config.serving.bodies import Body, BodyMemory, BodyRefused, SenderGone
from config.serving.environ import Scope, environ_of
from config.serving.lanes import RULES, Lane, LaneFull, Rules, lane_rules
from core import metrics
from core.refusals import Reason, refusal
from core.wsgi import Request

logger = logging.getLogger("ledger.front")

# A reader who waited in a queue for this long has given up, or should be told to.
_QUEUE_SECONDS = 20.0
# A load balancer asks often and decides fast: no response within this time counts as not ready.
_READY_SECONDS = 2.5
_REASONS = {
    400: Reason.UNREADABLE,
    408: Reason.SENT_TOO_SLOWLY,
    411: Reason.NO_LENGTH,
    413: Reason.TOO_LARGE,
    503: Reason.BUSY,
}
SAFE = ("GET", "HEAD")
# A body this large contains a text.
_LARGE = 64_000

# Django's WSGI application: it returns the response itself.
type Application = Callable[[dict[str, Any], Any], HttpResponseBase]


class Transport(Protocol):
    """What granian offers to answer with (its RSGIHTTPProtocol)."""

    def __aiter__(self) -> Any: ...
    def client_disconnect(self) -> Any: ...
    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes


class Front:
    """The RSGI application: one per web process."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._lanes = {rules.name: Lane(rules) for rules in RULES}
        self._room = BodyMemory()
        self._is_ending = False

    def end(self) -> None:
        """From now on report "not ready"; accepted requests are still answered."""
        self._is_ending = True

    async def __rsgi__(self, scope: Any, transport: Transport) -> None:
        if scope.proto != "http":
            return
        rules = lane_rules(scope.path)
        body: Body | None = None
        try:
            if self._is_ending and rules.name == "ready":
                self._not_ready(transport, "ending")
                return
            if scope.http_version == "1.1" and not scope.headers.get("host"):
                # Missing, or not readable as text, and then not one of our names.
                raise BodyRefused(400, "no host")
            body = await self._room.read(transport, scope.headers, limit=rules.body_limit)
            await self._in_lane(scope, transport, body)
        except BodyRefused as refused:
            metrics.REFUSALS.labels(rules.name, refused.reason).inc()
            self._refuse(scope, transport, _REASONS[refused.status], is_last=True)
        except LaneFull:
            metrics.REFUSALS.labels(rules.name, "queue full").inc()
            self._refuse(scope, transport, Reason.BUSY)
        except SenderGone:
            metrics.REFUSALS.labels(rules.name, "sender gone").inc()
        finally:
            if body is not None:
                body.release()

    async def _in_lane(self, scope: Scope, transport: Transport, body: Body) -> None:
        rules = lane_rules(scope.path)
        environ = environ_of(scope, body.content, body.length)
        lane = self._lanes[rules.name]
        work = lane.submit(partial(answer, self._application, environ))
        if lane.waiting or rules.name == "ready":
            reason = await _until_taken_up(work, transport, rules)
            if reason is not None:
                metrics.REFUSALS.labels(rules.name, reason).inc()
                if rules.name == "ready":
                    self._not_ready(transport, reason)
                elif reason != "reader gone":
                    self._refuse(scope, transport, Reason.BUSY)
                return
        done = await asyncio.wrap_future(work)
        transport.response_bytes(done.status, done.headers, done.content)

    def _refuse(
        self, scope: Scope, transport: Transport, reason: Reason, *, is_last: bool = False
    ) -> None:
        said = refusal(reason, Request(environ_of(scope, BytesIO(), 0)))
        # The rest of the body is no request: close the connection after the response.
        last = [("Connection", "close")] if is_last else []
        transport.response_bytes(said.status, [*said.headers, *last], said.content)

    @staticmethod
    def _not_ready(transport: Transport, reason: str) -> None:
        said = json.dumps({"status": "unavailable", "reason": reason}).encode()
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        transport.response_bytes(503, [*headers, ("Retry-After", "5")], said)


async def _until_taken_up(work: Future[Answer], transport: Transport, rules: Rules) -> str | None:
    """Wait until a thread takes the request. Return why it was given up, or None."""
    patience = _READY_SECONDS if rules.name == "ready" else _QUEUE_SECONDS
    done = asyncio.wrap_future(work)
    gone = Waiting[None](transport.client_disconnect())
    try:
        both: set[asyncio.Future[Any]] = {done, gone.future}
        await asyncio.wait(both, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return None
        if rules.name == "ready":
            return "no answer in time"
        # A thread that has started finishes its work; only waiting requests can be given up.
        if work.cancel():
            return "reader gone" if gone.future.done() else "waited too long"
        return None
    finally:
        gone.give_up()


def answer(application: Application, environ: dict[str, Any]) -> Answer:
    """Return Django's response, computed in a lane's thread.

    If the connection to the database was lost meanwhile, a request that only reads is repeated once
    on a new one: restarting a database does not fail its readers.
    """
    response, status, headers = _ask(application, environ)
    if getattr(response, "may_be_asked_again", False) and environ["REQUEST_METHOD"] in SAFE:
        response.close()
        response, status, headers = _ask(application, environ)
    try:
        pieces: Iterable[bytes] = response
        return Answer(status, headers, b"".join(pieces))
    finally:
        response.close()
        if int(environ["CONTENT_LENGTH"]) > _LARGE:
            # Django's forms and their data are in reference cycles. The collector counts objects,
            # not bytes: it would let many texts accumulate before it runs.
            gc.collect(1)


def _ask(
    application: Application, environ: dict[str, Any]
) -> tuple[HttpResponseBase, int, list[tuple[str, str]]]:
    said: list[tuple[int, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        said.append((int(status[:3]), headers))

    response = application(dict(environ), start)
    return response, *said[-1]
