"""What sites ask of robots is kept to."""

import pytest

from articles.fetching.failures import Failure
from articles.fetching.getting import fetch
from articles.fetching.response import FetchFailed, Response
from articles.fetching.robots import HostMemory, read_robots
from tests.articles.fetching.site import HTML, PUBLIC_IP, LocalSite, Reply

TEXT = (("Content-Type", "text/plain"),)


def get(site: LocalSite, path: str = "/a", **changes: object) -> Response:
    return fetch(site.url(path), rules=site.rules(**changes))


def refusal(site: LocalSite, path: str = "/a", **changes: object) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        get(site, path, **changes)
    return failed.value


def test_a_page_closed_to_robots_is_not_asked_for(site: LocalSite) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /a\nAllow: /a/open\n", headers=TEXT)
    for path in ("/a", "/a/open", "/b"):
        site.put(path, "<p>words</p>")
    assert refusal(site).failure == Failure.ROBOTS
    assert site.asked("/a") == []
    assert get(site, "/a/open").status == get(site, "/b").status == 200


def test_a_site_may_speak_to_us_by_name(site: LocalSite) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow:\n\nUser-agent: coalitionledger\nDisallow: /")
    site.put("/a", "<p>words</p>")
    assert refusal(site).failure == Failure.ROBOTS
    other = "OtherRobot/1.0 (about: CoalitionSomething)"
    assert get(site, agent=other).status == 200


def test_every_hop_is_asked_for_its_rules(site: LocalSite) -> None:
    site.redirect("/a", "http://closed.example/b")
    site.put("/b", "<p>words</p>")
    site.put("/robots.txt", "User-agent: *\nDisallow: /", host="closed.example")
    failed = refusal(site)
    assert failed.failure == Failure.ROBOTS
    assert failed.final_address == "http://closed.example/b"
    assert site.asked("/b") == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_rules_forbid_nothing(site: LocalSite, status: int) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    site.put("/a", "<p>words</p>")
    assert get(site).status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_rules_that_cannot_be_read_are_taken_for_a_no(site: LocalSite, status: int) -> None:
    site.put("/robots.txt", "", status=status)
    site.put("/a", "<p>words</p>")
    failed = refusal(site)
    assert failed.failure == Failure.ROBOTS_UNREADABLE
    assert failed.http_status == status
    assert site.asked("/a") == []


def test_rules_are_remembered_for_a_while(site: LocalSite) -> None:
    now = [0.0]
    memory = HostMemory(lambda: now[0])
    site.put("/a", "<p>words</p>")
    for moment in (0.0, 100.0, 599.0, 601.0):
        now[0] = moment
        get(site, memory=memory)
    assert len(site.asked("/robots.txt")) == 2


def test_a_failure_is_not_remembered(site: LocalSite) -> None:
    site.put("/robots.txt", "", status=503)
    site.put("/a", "<p>words</p>")
    refusal(site)
    del site.pages["", "/robots.txt"]
    assert get(site).status == 200


def test_rules_may_stand_elsewhere_but_not_inside(site: LocalSite) -> None:
    site.put("/a", "<p>words</p>")
    site.redirect("/robots.txt", "http://rules.example/r.txt")
    site.put("/r.txt", "User-agent: *\nDisallow: /a")
    assert refusal(site).failure == Failure.ROBOTS
    site.memory.clear()
    site.redirect("/robots.txt", "http://127.0.0.1/r.txt")
    assert refusal(site).failure == Failure.REFUSED_ADDRESS
    assert {address for address, _ in site.dialled} == {PUBLIC_IP}
    site.redirect("/robots.txt", "/robots.txt")
    assert get(site).status == 200


def test_only_the_beginning_of_long_rules_is_read(site: LocalSite) -> None:
    long = "User-agent: *\nDisallow: /a\n" + "# filler\n" * 100_000 + "Disallow: /b\n"
    site.put("/robots.txt", long)
    site.put("/b", "<p>words</p>")
    assert refusal(site).failure == Failure.ROBOTS
    assert get(site, "/b").status == 200


@pytest.mark.parametrize(
    "raw",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", b"", b"nonsense\r\n\r\n"],
)
def test_a_site_that_breaks_off_its_rules_is_unreachable(site: LocalSite, raw: bytes) -> None:
    site.put_reply("/robots.txt", Reply(raw=raw))
    assert refusal(site).failure == Failure.UNREACHABLE


def test_rules_in_any_letters_or_none_are_read(site: LocalSite) -> None:
    for body in (b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", b"USER-AGENT:*\rDISALLOW:/a\r"):
        assert not read_robots(body, "CoalitionLedger").allow("http://news.example/a")
    for body in (b"", b"\xff\xfe\x00\x01", b"<html>not found</html>", b"Disallow: /a"):
        assert read_robots(body, "CoalitionLedger").allow("http://news.example/a")


def test_a_crawl_delay_is_kept_up_to_a_bound(site: LocalSite) -> None:
    waited: list[float] = []
    now = [0.0]
    memory = HostMemory(lambda: now[0])
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3\n")
    site.put("/a", "<p>words</p>", headers=HTML)
    get(site, memory=memory, pause=waited.append)
    assert waited == []
    now[0] = 1.0
    get(site, memory=memory, pause=waited.append)
    assert waited == [2.0]
    now[0] = 9.0
    get(site, memory=memory, pause=waited.append)
    assert waited == [2.0]
    memory.clear()
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n")
    get(site, memory=memory, pause=waited.append)
    get(site, memory=memory, pause=waited.append)
    assert waited == [2.0, 5.0]


def test_memory_forgets_the_oldest_first() -> None:
    memory = HostMemory(lambda: 0.0)
    for number in range(300):
        memory.keep(f"http://{number}.example", "x", read_robots(b"", "x"))
    assert memory.rules("http://299.example", "x")
    assert memory.rules("http://0.example", "x") is None
