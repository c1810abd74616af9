"""What was answered is let go of, so that a server is as large after years as after an hour.

Of pages, tests/desk/test_garbage.py looks at each.
"""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import urllib3
from django import forms
from django.http import HttpResponse

from config.serving import bodies
from config.serving.awaiting import Waiting
from config.serving.front import Front
from config.serving.front import answer as answer_of
from config.serving.web import SocketServer
from tests.serving.watching import answer, until

_TIMES = 40
_HALF_A_FORM = b"POST /desk/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\nhalf"


class _Served:
    """The front on granian as a web process has it, with a simple application behind it."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self._application = application
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._is_there = threading.Event()

    async def _serve(self) -> None:
        front = Front(self._application)
        self._loop = asyncio.get_running_loop()
        self._server = SocketServer(descriptor=self._listener.detach(), application=front)
        self._server.on_startup(self._is_there.set)
        await self._server.serve()

    def __enter__(self) -> _Served:
        self._thread.start()
        assert self._is_there.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join(30)


def _plain(environ: dict[str, Any], start_response: Callable[..., Any]) -> HttpResponse:
    start_response("200 OK", [])
    return HttpResponse(b"x")


@pytest.fixture(scope="module")
def served() -> Iterator[_Served]:
    with _Served(_plain) as running:
        yield running


def _waits(served: _Served) -> None:
    """A request that the front waits for, and for its reader's end, at the same time."""
    assert answer(f"{served.url}/readyz").status == 200


def _sends(served: _Served) -> None:
    said = urllib3.request("POST", f"{served.url}/desk/", body=b"a" * 1_000_000)
    assert said.status == 200


def _dawdles(served: _Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall(_HALF_A_FORM)
        assert line.recv(100).startswith(b"HTTP/1.1 408 ")


def _leaves(served: _Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall(_HALF_A_FORM)


@pytest.mark.parametrize("act", [_waits, _sends, _dawdles, _leaves])
def test_the_front_keeps_nothing_of_a_request(
    served: _Served, act: Callable[[_Served], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_FIRST_SECONDS", 0.05)
    for _ in range(_TIMES):
        act(served)
    until(_nothing_is_kept, what="the end of all that waited")


class _TextForm(forms.Form):
    text = forms.CharField()


@pytest.mark.django_db
def test_a_large_form_goes_with_its_request() -> None:
    """Forms refer to themselves; the collector comes by for their number, not for their size."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> HttpResponse:
        assert not _TextForm({"text": " "}).is_valid()
        return _plain(environ, start_response)

    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "2000000"}
    gc.disable()
    try:
        answer_of(application, environ)
        assert not any(isinstance(one, _TextForm) for one in gc.get_objects())
    finally:
        gc.enable()


def _nothing_is_kept() -> bool:
    gc.collect()
    return not any(isinstance(one, Waiting) for one in gc.get_objects())
