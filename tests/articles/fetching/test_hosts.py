"""Which machines may be asked. The tables are attacks known from real servers."""

import socket
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.fetching.clock import Clock
from articles.fetching.failures import Failure
from articles.fetching.getting import fetch
from articles.fetching.hosts import checked_addresses, is_public
from articles.fetching.response import FetchFailed
from articles.fetching.rules import FetchRules
from tests.articles.fetching.site import AGENT, PUBLIC_IP, LocalSite

PUBLIC = ["93.184.216.34", "1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e",
          "64:ff9b::5db8:d822", "::ffff:93.184.216.34"]  # fmt: skip
# Written with the address that the form leads to beside it.
PRIVATE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200",
    "168.63.129.16", "192.0.0.192", "192.0.0.9", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.7", "192.88.99.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1",
    "ff0e::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1",
    "::127.0.0.1", "::a00:1",
    "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:5db8:d822::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1", "2001:2::1",
    "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b:1::a00:1",
    "2a00:1450::5efe:10.0.0.1", "2a00:1450::200:5efe:10.0.0.1", "fe80::5efe:10.0.0.1",
    "not an address", "", "2130706433", "0x7f000001", "127.1", "017700000001",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_other_address_is_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_ipv4_inside_ipv6_is_never_more_public_than_by_itself(ip: object) -> None:
    text = str(ip)
    for form in (f"::ffff:{text}", f"64:ff9b::{text}", f"::{text}", f"::ffff:0:{text}"):
        assert is_public(text) or not is_public(form)


@given(st.ip_addresses(v=6))
def test_ipv6_outside_the_global_range_is_refused(ip: object) -> None:
    text = str(ip)
    if not text.startswith(("2", "3", "::ffff:", "64:ff9b::")):
        assert not is_public(text)


def rules(*answers: Sequence[str] | Exception, **changes: object) -> FetchRules:
    left = list(answers)

    def resolve(host: str, port: int) -> Sequence[str]:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return FetchRules(agent=AGENT, resolver=resolve, **changes)


def check(host: str, port: int, rules: FetchRules) -> list[str]:
    return checked_addresses(host, port, rules, Clock(5))


def failure(host: str, port: int, rules: FetchRules) -> Failure:
    with pytest.raises(FetchFailed) as failed:
        check(host, port, rules)
    return failed.value.failure


def test_every_address_of_a_name_must_be_public() -> None:
    assert check("a.example", 443, rules([PUBLIC_IP, "1.1.1.1"])) == [PUBLIC_IP, "1.1.1.1"]
    assert failure("a.example", 443, rules([PUBLIC_IP, "10.0.0.1"])) == Failure.REFUSED_ADDRESS
    assert failure("a.example", 443, rules(["::1", PUBLIC_IP])) == Failure.REFUSED_ADDRESS


def test_an_address_by_number_is_checked_without_asking_anybody() -> None:
    assert check("1.1.1.1", 80, rules()) == ["1.1.1.1"]
    assert failure("127.0.0.1", 80, rules()) == Failure.REFUSED_ADDRESS
    assert failure("::1", 80, rules()) == Failure.REFUSED_ADDRESS


def test_other_ports_only_by_a_setting() -> None:
    assert failure("a.example", 8080, rules([PUBLIC_IP])) == Failure.REFUSED_ADDRESS
    assert failure("a.example", 25, rules([PUBLIC_IP])) == Failure.REFUSED_ADDRESS
    assert check("a.example", 8080, rules([PUBLIC_IP], any_port=True)) == [PUBLIC_IP]


def test_the_setting_for_tests_opens_loopback_and_nothing_else() -> None:
    assert check("127.0.0.1", 8102, rules(may_use_loopback=True)) == ["127.0.0.1"]
    assert check("localhost", 8102, rules(["::1"], may_use_loopback=True)) == ["::1"]
    for address in ("10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"):
        assert failure(address, 80, rules(may_use_loopback=True)) == Failure.REFUSED_ADDRESS


def test_a_name_that_nobody_knows() -> None:
    unknown = socket.gaierror(socket.EAI_NONAME, "unknown")
    assert failure("a.example", 80, rules(unknown)) == Failure.NO_SUCH_HOST
    assert failure("a.example", 80, rules([])) == Failure.NO_SUCH_HOST
    assert failure("a.example", 80, rules(UnicodeError("label too long"))) == Failure.NO_SUCH_HOST
    later = socket.gaierror(socket.EAI_AGAIN, "try again")
    assert failure("a.example", 80, rules(later)) == Failure.UNREACHABLE


def test_a_site_by_its_number(site: LocalSite) -> None:
    site.put("/a", "<p>words</p>")
    for number in ("1.1.1.1", "[2606:4700:4700::1111]"):
        assert fetch(f"http://{number}/a", rules=site.rules()).peer == number.strip("[]")
        assert site.seen[-1].headers["host"] == number


def test_loopback_by_number_needs_the_setting(site: LocalSite) -> None:
    site.put("/a", "<p>words</p>")
    with pytest.raises(FetchFailed) as failed:
        fetch(site.local_url("/a"), rules=FetchRules(agent=AGENT, memory=site.memory))
    assert failed.value.failure == Failure.REFUSED_ADDRESS
    rules = FetchRules(agent=AGENT, memory=site.memory, may_use_loopback=True)
    assert fetch(site.local_url("/a"), rules=rules).body == b"<p>words</p>"
