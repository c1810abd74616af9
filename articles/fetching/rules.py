"""The rules of a fetch, and its defaults: this machine's resolver, sockets and certificates."""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import httpx

from articles.fetching.robots import SHARED_MEMORY, HostMemory


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Return every address of a host from the machine's own resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def system_dial(address: str, port: int, seconds: float) -> socket.socket:
    """Connect to an IP address that has been checked."""
    return socket.create_connection((address, port), timeout=seconds)


@functools.cache
def system_tls() -> ssl.SSLContext:
    """Return a context that checks against Mozilla's list, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)


def no_lock(host: str) -> AbstractContextManager[object]:
    """No lock, for a caller that fetches one page at a time anyway."""
    return contextlib.nullcontext()


@dataclass(frozen=True, slots=True)
class FetchRules:
    """The rules of a fetch. The defaults are those of production.

    `agent` is the whole User-Agent; its first word up to "/" is the name looked up in robots.txt.
    `host_lock(host)` is held while a host is used, one host at a time; waiting for it is not
    counted. `may_use_loopback` and `any_port` are for tests and closed networks. `memory` caches
    robots rules. Tests can replace `resolver`, `dial`, `tls` and `pause`.
    """

    agent: str
    max_bytes: int = 10_000_000
    seconds: float = 20.0
    max_redirects: int = 5
    may_use_loopback: bool = False
    any_port: bool = False
    longest_crawl_delay: float = 5.0
    host_lock: Callable[[str], AbstractContextManager[object]] = no_lock
    resolver: Callable[[str, int], Sequence[str]] = system_resolver
    dial: Callable[[str, int, float], socket.socket] = system_dial
    tls: Callable[[], ssl.SSLContext] = system_tls
    memory: HostMemory = SHARED_MEMORY
    pause: Callable[[float], None] = time.sleep

    @property
    def robots_name(self) -> str:
        """Return the product name that robots.txt may use for us."""
        return self.agent.partition("/")[0].strip()
