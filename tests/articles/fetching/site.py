"""A web site on 127.0.0.1 whose pages a test may change while it runs. Real sockets, no sleeps.

    with LocalSite() as site:
        site.put("/news/teams", "<!doctype html>…")
        fetch(site.url("/news/teams"), rules=site.rules())

`url` gives a public-looking address (http://news.example/news/teams): `rules()` resolves every
name to a public IP address and dials the site in its place, so that the checks of production all
stand. `local_url` gives http://127.0.0.1:<port>/…, for what reads LEDGER_FETCH_LOOPBACK.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from articles.fetching.robots import HostMemory
from articles.fetching.rules import FetchRules

PUBLIC_IP = "93.184.216.34"
HOST = "news.example"
AGENT = "CoalitionLedger/0.1 (tests; https://ledger.example/about)"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


@dataclass(frozen=True)
class Reply:
    """What the site answers. `body` in pieces is sent piece by piece and never measured.

    `raw` in place of all else is sent as it is, head included.
    """

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = HTML
    reason: str = "OK"
    raw: bytes | None = None


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    method: str
    target: str
    host: str
    headers: Mapping[str, str]
    is_secure: bool


@dataclass
class LocalSite:
    """See the module. Pages are kept by (host, target), with "" for every host."""

    pages: dict[tuple[str, str], Reply | Callable[[Seen], Reply]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    certificate: ssl.SSLContext | None = None
    memory: HostMemory = field(default_factory=HostMemory)

    def __enter__(self) -> Self:
        self._is_over = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._plain = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._secure = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._plain.getsockname()[1]
        self._start(self._accept, self._plain, False)
        self._start(self._accept, self._secure, True)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for listener in (self._plain, self._secure):
            # Closing alone would leave the thread waiting in accept().
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            still_open = list(self._open)
        for connection in still_open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=10)

    # --- what the site holds ------------------------------------------------------------------
    def put(
        self,
        path: str,
        body: str | bytes | Iterable[bytes] = "",
        *,
        status: int = 200,
        headers: Sequence[tuple[str, str]] = HTML,
        host: str = "",
    ) -> None:
        """Answer this path (with its query) so from now on."""
        content = body.encode() if isinstance(body, str) else body
        self.pages[host, path] = Reply(content, status, tuple(headers))

    def put_reply(
        self, path: str, reply: Reply | Callable[[Seen], Reply], *, host: str = ""
    ) -> None:
        """Answer this path with a reply made by hand, or by a function of the request."""
        self.pages[host, path] = reply

    def redirect(self, path: str, to: str, *, status: int = 302, host: str = "") -> None:
        """Lead this path elsewhere."""
        self.put(path, "", status=status, headers=[("Location", to)], host=host)

    def put_gzipped(self, path: str, body: bytes, *, host: str = "") -> None:
        """Answer with a compressed body."""
        headers = [*HTML, ("Content-Encoding", "gzip")]
        self.put(path, gzip.compress(body, mtime=0), headers=headers, host=host)

    def drip(self, piece: bytes = b"<p>word</p>", every: float = 0.05) -> Iterator[bytes]:
        """A body without end, a little at a time, until the site closes."""
        while not self._is_over.wait(every):
            yield piece

    def endless(self, piece: bytes = b"<p>word</p>" * 1_000) -> Iterator[bytes]:
        """A body without end, as fast as it is taken."""
        while not self._is_over.is_set():
            yield piece

    # --- how it is reached --------------------------------------------------------------------
    def url(self, path: str = "/", *, host: str = HOST, scheme: str = "http") -> str:
        """The address under a public name, for `rules()`."""
        return f"{scheme}://{host}{path}"

    def local_url(self, path: str = "/") -> str:
        """The address by number, which only rules with `may_use_loopback` accept."""
        return f"http://127.0.0.1:{self.port}{path}"

    def rules(self, **changes: Any) -> FetchRules:
        """The rules of production, save that this site stands for every public server."""
        given: dict[str, Any] = {
            "agent": AGENT,
            "seconds": 5.0,
            "resolver": lambda host, port: [PUBLIC_IP],
            "dial": self.dial,
            "pause": lambda seconds: None,
            "memory": self.memory,
        }
        return FetchRules(**{**given, **changes})

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        """Connect here whatever the address, and remember which was meant."""
        self.dialled.append((address, port))
        listener = self._secure if port == 443 else self._plain
        return socket.create_connection(listener.getsockname(), timeout=seconds)

    def asked(self, path: str) -> list[Seen]:
        """The requests for a path, as they came."""
        return [seen for seen in self.seen if seen.target == path]

    # --- the server ---------------------------------------------------------------------------
    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket, is_secure: bool) -> None:
        while not self._is_over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self._start(self._serve, connection, is_secure)

    def _serve(self, connection: socket.socket, is_secure: bool) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(10)
            if is_secure:
                assert self.certificate, "this site has no certificate: see `secure_site`"
                connection = self.certificate.wrap_socket(connection, server_side=True)
            with self._lock:
                self._open.add(connection)
            try:
                self._answer(connection, is_secure)
            finally:
                with self._lock:
                    self._open.discard(connection)
                connection.close()

    def _answer(self, connection: socket.socket, is_secure: bool) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65_536)
            if not piece:
                return
            head += piece
        first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in
                   (line.partition(":") for line in lines)}  # fmt: skip
        host = headers.get("host", "").partition(":")[0]
        seen = Seen(method, target, host, headers, is_secure)
        self.seen.append(seen)
        reply = self.pages.get((host, target)) or self.pages.get(("", target))
        if callable(reply):
            reply = reply(seen)
        if reply is None:
            reply = Reply(b"<!doctype html><title>Nothing here</title>", 404)
        self._send(connection, reply)

    def _send(self, connection: socket.socket, reply: Reply) -> None:
        if reply.raw is not None:
            connection.sendall(reply.raw)
            return
        whole = reply.body if isinstance(reply.body, bytes) else None
        lines = [f"HTTP/1.1 {reply.status} {reply.reason}"]
        lines += [f"{name}: {value}" for name, value in reply.headers]
        if whole is not None:
            lines.append(f"Content-Length: {len(whole)}")
        lines.append("Connection: close")
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        for piece in [whole] if whole is not None else reply.body:
            connection.sendall(piece)
