"""Which machines may be fetched from: only those on the public internet.

A name is resolved once and every address is checked; `network` connects only to one of those
addresses, so a name that resolves differently a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from articles.fetching.clock import Clock
from articles.fetching.failures import Failure
from articles.fetching.response import FetchFailed
from articles.fetching.rules import FetchRules

type _IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = frozenset((80, 443))
# Public according to the registries, but used inside clouds and networks, or by old tunnels.
_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "168.63.129.16/32",  # Azure's own service for its machines
        "192.0.0.0/24",  # protocol assignments, among them Oracle's metadata
        "192.88.99.0/24",  # relays of 6to4
        "192.31.196.0/24",  # AS112 sinks, answered by whichever network is near
        "192.175.48.0/24",
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, any IPv4 address inside
        "3fff::/20",  # documentation
        "2620:4f:8000::/48",  # AS112 sinks
    )
)
# IPv4 written as IPv6: the address inside counts.
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# ISATAP tunnels to the IPv4 address in the last four bytes of such addresses.
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(address: str) -> bool:
    """Whether this IP address belongs to a machine on the public internet.

    False for an invalid address, and for every form of IPv6 that may lead to another network.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return _is_public(ip)


def _is_public(ip: _IP) -> bool:
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip in _MAPPED or ip in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF))
        if ip not in _GLOBAL_V6 or any(ip in network for network in _REFUSED_V6):
            return False
        if (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP:
            return False
    elif any(ip in network for network in _REFUSED_V4):
        return False
    return ip.is_global and not (
        ip.is_multicast or ip.is_reserved or ip.is_private or ip.is_unspecified or ip.is_loopback
    )


def checked_addresses(host: str, port: int, rules: FetchRules, clock: Clock) -> list[str]:
    """Return the IP addresses of a host; raise FetchFailed unless all are allowed.

    One address that is not public is enough to refuse the name: it is an attack or an error.
    """
    addresses = _resolved(host, port, rules, clock)
    for address in addresses:
        if not _may_connect(address, port, rules):
            raise FetchFailed(Failure.REFUSED_ADDRESS, details={"host": host, "peer": address})
    return addresses


def _may_connect(address: str, port: int, rules: FetchRules) -> bool:
    if rules.may_use_loopback and _is_loopback(address):
        return True
    return is_public(address) and (port in _PORTS or rules.any_port)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _resolved(host: str, port: int, rules: FetchRules, clock: Clock) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    found = _in_time(host, port, rules, clock)
    if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
        raise FetchFailed(Failure.UNREACHABLE, details={"host": host}) from found
    if isinstance(found, Exception) or not found:
        raise FetchFailed(Failure.NO_SUCH_HOST, details={"host": host})
    return list(dict.fromkeys(found))


def _in_time(
    host: str, port: int, rules: FetchRules, clock: Clock
) -> Sequence[str] | OSError | UnicodeError:
    """Ask the resolver, which has no time limit, in a thread that may be abandoned."""
    answers: SimpleQueue[Sequence[str] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(rules.resolver(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    try:
        return answers.get(timeout=clock.left())
    except Empty:
        raise FetchFailed(Failure.TIMED_OUT, details={"host": host}) from None
