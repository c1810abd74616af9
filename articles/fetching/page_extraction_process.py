"""Extract the article from a response in a separate process, which can be ended.

A page of nothing but links costs the extractor minutes, and a PDF of a few kilobytes can expand to
any size. So a child process reads what strangers made, with limits on time and memory and without
our environment: `extract_in_process` asks it, `extract_page` is what it does. It starts when first
needed, stays for the next page, and ends soon after the last.

Run as a module this file is that child. Both exchange frames: eight bytes of length, then the
content; a question is two frames (the response's metadata as JSON, its body), an answer one.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from articles.fetching.failures import Failure
from articles.fetching.page_extraction import extract_page
from articles.fetching.response import Doubt, FetchFailed, Hop, Page, Response

JUDGED_SECONDS = 45.0
_MOST_MEMORY = 2_500_000_000
_IDLE_SECONDS = 60.0
_LONGEST_FRAME = 100_000_000
_LENGTH = struct.Struct(">Q")
_ROOT = Path(__file__).resolve().parents[2]


def extract_in_process(response: Response, *, seconds: float = JUDGED_SECONDS) -> Page:
    """Extract the article like `extract_page`, in at most `seconds`.

    Raises FetchFailed with TOO_COMPLEX if it takes longer, or more memory than allowed.
    """
    answer = _CHILD.ask(response, seconds)
    if answer is None:
        raise FetchFailed(
            Failure.TOO_COMPLEX, response=response, details={"address": response.address}
        )
    if "failure" in answer:
        raise FetchFailed(Failure(answer["failure"]), response=response, details=answer["details"])
    return _page_of(answer)


class _Child:
    """The child process, which gets one question at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, response: Response, seconds: float) -> dict[str, Any] | None:
        """Return its answer; None if it ended, or had to be ended, before answering."""
        with self._lock:
            for is_last in (False, True):
                process, is_new = self._running()
                # The clock starts when it runs: a busy machine takes seconds to start it.
                found = self._answer(process, response, seconds)
                if found is not None:
                    return found
                died_idle = _ended_by_itself(process)
                self.end()
                # A child that ended because it was idle has not read our question: try again.
                if is_new or is_last or not died_idle:
                    return None
        return None

    def end(self) -> None:
        """End the process, if it runs."""
        if self._process is None:
            return
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()
        self._process = None

    def _running(self) -> tuple[subprocess.Popen[bytes], bool]:
        if self._process is not None and self._process.poll() is None:
            return self._process, False
        self.end()
        # Isolated from everything else in our environment, above all secrets.
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "articles.fetching.page_extraction_process"],
            cwd=_ROOT,
            env=kept,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        # Wait until it says that it is ready.
        _read_frame(self._process.stdout.fileno(), time.monotonic() + 60.0)  # type: ignore[union-attr]
        return self._process, True

    def _answer(
        self, process: subprocess.Popen[bytes], response: Response, seconds: float
    ) -> dict[str, Any] | None:
        known = {**dataclasses.asdict(response), "body": None}
        try:
            for frame in (json.dumps(known, default=str).encode(), response.body):
                _write_frame(process.stdin.fileno(), frame)  # type: ignore[union-attr]
            ends_at = time.monotonic() + seconds
            answer = _read_frame(process.stdout.fileno(), ends_at)  # type: ignore[union-attr]
        except OSError:
            return None
        return json.loads(answer) if answer is not None else None


def _ended_by_itself(process: subprocess.Popen[bytes]) -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(timeout=0.5) == 0
    return False


_CHILD = _Child()
atexit.register(_CHILD.end)


# --- frames ---------------------------------------------------------------------------------------
def _write_frame(pipe: int, content: bytes) -> None:
    left = memoryview(_LENGTH.pack(len(content)) + content)
    while left:
        left = left[os.write(pipe, left) :]


def _read_frame(pipe: int, ends_at: float) -> bytes | None:
    """Return the next frame; None if the other side ended or the time ran out."""
    head = _read(pipe, _LENGTH.size, ends_at)
    length = _LENGTH.unpack(head)[0] if head is not None else 0
    return _read(pipe, length, ends_at) if head is not None and length <= _LONGEST_FRAME else None


def _read(pipe: int, length: int, ends_at: float) -> bytes | None:
    found = bytearray()
    while len(found) < length:
        left = ends_at - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            return None
        piece = os.read(pipe, min(length - len(found), 1 << 20))
        if not piece:
            return None
        found += piece
    return bytes(found)


# --- both ways ------------------------------------------------------------------------------------
def _response_of(known: dict[str, Any], body: bytes) -> Response:
    return Response(
        **{
            **known,
            "body": body,
            "retrieved_at": datetime.fromisoformat(known["retrieved_at"]),
            "hops": tuple(Hop(**hop) for hop in known["hops"]),
            "headers": _pairs(known["headers"]),
            "request_headers": _pairs(known["request_headers"]),
        }
    )


def _pairs(listed: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in listed)


def _page_of(answer: dict[str, Any]) -> Page:
    doubt, day = answer["doubt"], answer["published_on"]
    return Page(
        **{
            **answer,
            "published_on": date.fromisoformat(day) if day else None,
            "equivalents": tuple(answer["equivalents"]),
            "page_starts": tuple(answer["page_starts"]),
            "doubt": Doubt(Failure(doubt["failure"]), _pairs(doubt["clues"])) if doubt else None,
        }
    )


# --- the child ------------------------------------------------------------------------------------
def _serve() -> None:
    # Libraries that print must not write between the frames.
    out = os.dup(1)
    os.dup2(2, 1)
    _bound_memory()
    _warm_up()
    _write_frame(out, b"ready")
    while (known := _read_frame(0, time.monotonic() + _IDLE_SECONDS)) is not None:
        body = _read_frame(0, time.monotonic() + _IDLE_SECONDS)
        if body is None:
            return
        _write_frame(out, json.dumps(_answer_to(json.loads(known), body), default=str).encode())


def _answer_to(known: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        return dataclasses.asdict(extract_page(_response_of(known, body)))
    except FetchFailed as failed:
        return {"failure": failed.failure, "details": failed.details}
    except (MemoryError, RecursionError):
        return {"failure": Failure.TOO_COMPLEX, "details": {"address": known["address"]}}


def _bound_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _warm_up() -> None:
    """Load what libraries load on first use, so that it does not count as the page's time."""
    page = b"<!doctype html><html><body><p>Some words of a text.</p></body></html>"
    moment = datetime.now().astimezone()
    with contextlib.suppress(FetchFailed):
        extract_page(Response("https://a.example/", "https://a.example/", 200, (), page, moment))


if __name__ == "__main__":
    from django.conf import settings

    # Sentences for people are made elsewhere.
    settings.configure(USE_I18N=False)
    _serve()
