"""Fetch one address under rules: each hop is checked; no cookies, no proxy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore

from articles.fetching.clock import Clock
from articles.fetching.failures import Failure
from articles.fetching.hosts import checked_addresses
from articles.fetching.network import CheckedBackend
from articles.fetching.response import FetchFailed, Headers, Hop, Response
from articles.fetching.robots import MOST_BYTES, RobotsRules, read_robots
from articles.fetching.rules import FetchRules
from articles.fetching.unpacking import ACCEPTED, Unpacker
from articles.text.addresses import BadAddress, wire_address

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FAILURES = {
    401: Failure.FORBIDDEN,
    402: Failure.PAYWALL,
    403: Failure.FORBIDDEN,
    404: Failure.NOT_FOUND,
    407: Failure.FORBIDDEN,
    410: Failure.GONE,
    451: Failure.FORBIDDEN,
}
_ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.1"
# Refused by their type alone, without downloading.
_NEVER_READABLE = ("image/", "audio/", "video/", "font/", "model/")
# The body of a refusal is cut at this length, because it only explains.
_MOST_OF_A_REFUSAL = 200_000
_TOO_LONG_HEAD = 431


def fetch(address: str, *, rules: FetchRules) -> Response:
    """Get a page; raise FetchFailed if it cannot or must not be fetched.

    It returns only status 200 to 299; every other response is raised, with the response.
    """
    clock = Clock(rules.seconds)
    try:
        current = wire_address(address)
    except BadAddress as error:
        raise FetchFailed(Failure.BAD_ADDRESS, details={"address": address[:2_000]}) from error
    hops: list[Hop] = []
    while True:
        with _named(current), _turn(current, rules, clock) as addresses:
            robots = _robots(current, addresses, rules, clock)
            if not robots.allow(current):
                raise FetchFailed(Failure.ROBOTS)
            _keep_distance(current, robots, rules, clock)
            try:
                answer = _ask(current, addresses, rules, clock, rules.max_bytes)
            finally:
                rules.memory.asked(_site(current))
            following = _redirect_of(answer)
            if following is None:
                return _accepted(replace(answer, asked=address.strip(), hops=tuple(hops)))
            hops.append(Hop(answer.status, current))
            if len(hops) > rules.max_redirects:
                raise FetchFailed(Failure.TOO_MANY_REDIRECTS)
            current = following


@contextlib.contextmanager
def _named(address: str) -> Iterator[None]:
    try:
        yield
    except FetchFailed as failed:
        failed.details.setdefault("address", address)
        raise


@contextlib.contextmanager
def _turn(address: str, rules: FetchRules, clock: Clock) -> Iterator[list[str]]:
    parts = urlsplit(address)
    host = parts.hostname or ""
    with ExitStack() as stack:
        with clock.paused():
            stack.enter_context(rules.host_lock(host))
        yield checked_addresses(host, _port(parts), rules, clock)


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


# --- robots ---------------------------------------------------------------------------------------
def _robots(address: str, addresses: list[str], rules: FetchRules, clock: Clock) -> RobotsRules:
    """The site's rules for us. No rules (4xx) allow all; a broken site (5xx) allows nothing."""
    site = _site(address)
    if known := rules.memory.rules(site, rules.robots_name):
        return known
    answer = _ask_robots(f"{site}/robots.txt", addresses, rules, clock)
    if answer.status >= 500 or answer.status == 429:
        raise FetchFailed(Failure.ROBOTS_UNREADABLE, details={"status": answer.status})
    body = answer.body if 200 <= answer.status < 300 else b""
    found = read_robots(body, rules.robots_name)
    rules.memory.keep(site, rules.robots_name, found)
    return found


def _ask_robots(address: str, addresses: list[str], rules: FetchRules, clock: Clock) -> Response:
    """Get robots.txt, following redirects; each address is checked like every other."""
    for _ in range(rules.max_redirects + 1):
        answer = _ask(address, addresses, rules, clock, MOST_BYTES, is_cut=True)
        following = _redirect_of(answer)
        if following is None:
            return answer
        parts = urlsplit(following)
        addresses = checked_addresses(parts.hostname or "", _port(parts), rules, clock)
        address = following
    # As the standard says: rules that redirects do not reach are no rules.
    return Response(address, address, 404, (), b"", datetime.now(UTC))


def _keep_distance(address: str, robots: RobotsRules, rules: FetchRules, clock: Clock) -> None:
    delay = min(robots.crawl_delay, rules.longest_crawl_delay)
    wait = rules.memory.wait_for(_site(address), delay)
    if wait > 0:
        with clock.paused():
            rules.pause(wait)


# --- one request ----------------------------------------------------------------------------------
def _ask(
    address: str,
    addresses: list[str],
    rules: FetchRules,
    clock: Clock,
    most: int,
    *,
    is_cut: bool = False,
) -> Response:
    """Send one request and return its response, without following a redirect."""
    parts = urlsplit(address)
    backend = CheckedBackend(addresses, rules, clock)
    url = httpcore.URL(address.encode("ascii"))
    sent = (
        ("Host", parts.netloc),
        ("User-Agent", rules.agent),
        ("Accept", _ACCEPT),
        ("Accept-Language", "*"),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    )
    connection = httpcore.HTTPConnection(
        origin=url.origin,
        ssl_context=rules.tls() if parts.scheme == "https" else None,
        network_backend=backend,
    )
    request = httpcore.Request("GET", url, headers=[(k.encode(), v.encode()) for k, v in sent])
    try:
        with contextlib.closing(connection):
            raw = connection.handle_request(request)
            with contextlib.closing(raw):
                headers = _headers(raw)
                body = _body(raw, headers, clock, most, is_cut=is_cut)
    except httpcore.RemoteProtocolError as error:
        is_long = getattr(error.__cause__, "error_status_hint", 0) == _TOO_LONG_HEAD
        raise FetchFailed(Failure.TOO_LARGE if is_long else Failure.UNREACHABLE) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchFailed(Failure.UNREACHABLE) from error
    return Response(
        asked=address,
        address=address,
        status=raw.status,
        headers=headers,
        body=body,
        retrieved_at=datetime.now(UTC),
        http_version=raw.extensions["http_version"].decode("ascii"),
        reason=raw.extensions["reason_phrase"].decode("latin-1"),
        peer=backend.peer,
        request_headers=sent,
    )


def _headers(raw: httpcore.Response) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw.headers)


def _body(
    raw: httpcore.Response, headers: Headers, clock: Clock, most: int, *, is_cut: bool
) -> bytes:
    named = {name.lower(): value for name, value in headers}
    if raw.status in _REDIRECTS and "location" in named:
        return b""
    if not 200 <= raw.status < 300:
        most, is_cut = min(most, _MOST_OF_A_REFUSAL), True
    elif not is_cut:
        kind = named.get("content-type", "").strip().lower()
        if kind.startswith(_NEVER_READABLE):
            raise FetchFailed(Failure.NOT_READABLE, details={"kind": kind[:100]})
        length = named.get("content-length", "").strip()
        if length.isdecimal() and (len(length) > 15 or int(length) > most):
            raise FetchFailed(Failure.TOO_LARGE)
    unpacker = Unpacker(named.get("content-encoding", ""), most, is_cut=is_cut)
    for piece in raw.iter_stream():
        clock.left()
        unpacker.feed(piece)
        if unpacker.is_full:
            break
    return unpacker.finish()


def _redirect_of(answer: Response) -> str | None:
    location = answer.header("location").strip()
    if answer.status not in _REDIRECTS or not location:
        return None
    with contextlib.suppress(UnicodeError):
        # Sites send non-ASCII as UTF-8; headers are read as Latin-1.
        location = location.encode("latin-1").decode("utf-8")
    try:
        return wire_address(urljoin(answer.address, location.replace(" ", "%20")))
    except (BadAddress, ValueError) as error:
        raise FetchFailed(Failure.REFUSED_ADDRESS, details={"address": location[:2_000]}) from error


def _accepted(response: Response) -> Response:
    if 200 <= response.status < 300:
        return response
    failure = _FAILURES.get(response.status, Failure.HTTP_ERROR)
    if response.header("cf-mitigated"):
        failure = Failure.BOT_CHECK
    raise FetchFailed(failure, response=response, details={"status": response.status})
