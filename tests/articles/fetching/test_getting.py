"""Fetching from a site that behaves, and from many that do not."""

import contextlib
import gzip
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.fetching.failures import Failure
from articles.fetching.getting import fetch
from articles.fetching.response import FetchFailed, Hop, Response
from tests.articles.fetching.certificates import certificate_for
from tests.articles.fetching.site import AGENT, HOST, HTML, PUBLIC_IP, LocalSite, Reply, Seen


def packed(data: bytes) -> bytes:
    """Compressed without the time of day, which would name a test differently in each process."""
    return gzip.compress(data, mtime=0)


PAGE = "<!doctype html><title>Teams</title><p>Training teams are ready, the ministry said.</p>"


def get(site: LocalSite, path: str = "/a", **changes: object) -> Response:
    return fetch(site.url(path), rules=site.rules(**changes))


def refusal(site: LocalSite, path: str = "/a", **changes: object) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        get(site, path, **changes)
    return failed.value


# --- a site that behaves ----------------------------------------------------------------------
def test_a_page_comes_with_all_that_is_known_of_it(site: LocalSite) -> None:
    site.put("/a?b=2&a=1", PAGE, headers=[("Content-Type", 'text/html; charset="UTF-8"'),
                                          ("X-Two", "1"), ("X-Two", "2")])  # fmt: skip
    found = fetch(f"  {site.url('/a?b=2&a=1#end')} ", rules=site.rules())
    assert found.body == PAGE.encode()
    assert (found.status, found.reason, found.http_version) == (200, "OK", "HTTP/1.1")
    assert found.asked == site.url("/a?b=2&a=1#end")
    assert found.address == site.url("/a?b=2&a=1")
    assert (found.content_type, found.charset) == ("text/html", "utf-8")
    assert [value for name, value in found.headers if name == "X-Two"] == ["1", "2"]
    assert found.peer == PUBLIC_IP
    assert found.hops == ()
    assert found.equivalents[0] == site.url("/a?a=1&b=2")


def test_the_site_hears_who_asks_and_nothing_else(site: LocalSite) -> None:
    site.put("/a", PAGE)
    get(site)
    (seen,) = site.asked("/a")
    assert seen.headers["user-agent"] == AGENT
    assert seen.host == HOST
    assert set(seen.headers) == {
        "host", "user-agent", "accept", "accept-language", "accept-encoding", "connection"
    }  # fmt: skip
    assert seen.headers["accept-encoding"] == "gzip, deflate"


def test_a_proxy_of_the_environment_is_not_used(
    site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.put("/a", PAGE)
    assert get(site).status == 200


def test_the_slash_at_the_end_is_asked_for_as_given(site: LocalSite) -> None:
    site.put("/a/?utm_source=x", PAGE)
    assert get(site, "/a/?utm_source=x").equivalents[0] == site.url("/a")


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", packed(PAGE.encode())),
        ("x-gzip", packed(PAGE.encode()[:30]) + packed(PAGE.encode()[30:])),
        ("gzip", packed(PAGE.encode()) + b"\0\0\0"),
        ("deflate", zlib.compress(PAGE.encode())),
        ("Deflate", zlib.compress(PAGE.encode(), wbits=-15)),
        ("identity", PAGE.encode()),
    ],
)
def test_content_codings_are_undone(site: LocalSite, coding: str, packed: bytes) -> None:
    site.put("/a", packed, headers=[*HTML, ("Content-Encoding", coding)])
    site.put("/b", [packed[i : i + 1] for i in range(len(packed))],
             headers=[*HTML, ("Content-Encoding", coding)])  # fmt: skip
    assert get(site).body == get(site, "/b").body == PAGE.encode()


def test_chunks_are_put_together(site: LocalSite) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.put_reply("/a", Reply(raw=head + b"5\r\n<p>ab\r\n4\r\n</p>\r\n0\r\n\r\n"))
    assert get(site).body == b"<p>ab</p>"


# --- redirects --------------------------------------------------------------------------------
def test_redirects_are_followed_and_told(site: LocalSite) -> None:
    site.redirect("/a", "/b", status=301)
    site.redirect("/b", "//www.news.example/c d?x=é".encode().decode("latin-1"), status=307)
    site.put("/c%20d?x=%C3%A9", PAGE)
    found = get(site)
    assert found.hops == (Hop(301, site.url("/a")), Hop(307, site.url("/b")))
    assert found.address == "http://www.news.example/c%20d?x=%C3%A9"
    # What lies between leads to many articles, unless its address names one.
    assert site.url("/a") in found.equivalents
    assert site.url("/b") not in found.equivalents
    assert [seen.host for seen in site.asked("/c%20d?x=%C3%A9")] == ["www.news.example"]


def test_cookies_are_never_sent_back(site: LocalSite) -> None:
    site.put("/a", "", status=302, headers=[("Location", "/b"), ("Set-Cookie", "id=1; Path=/")])
    site.put("/b", PAGE, headers=[*HTML, ("Set-Cookie", "id=2")])
    get(site)
    get(site)
    assert all("cookie" not in seen.headers for seen in site.seen)


def test_five_redirects_are_followed_and_a_sixth_is_not(site: LocalSite) -> None:
    for number in range(6):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.put("/6", PAGE)
    assert len(get(site, "/1").hops) == 5
    assert refusal(site, "/0").failure == Failure.TOO_MANY_REDIRECTS
    site.redirect("/loop", "/loop")
    assert refusal(site, "/loop").failure == Failure.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://[::1]/",
     "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/",
     "http://[::ffff:7f00:1]/", "http://0/", "http://2130706433/", "http://0x7f.0.0.1/",
     "http://inside.example/", "http://news.example:22/", "http://news.example:8080/",
     "file:///etc/passwd", "ftp://news.example/", "gopher://news.example/", "//user:x@news.example",
     "javascript:alert(1)", "http://[bad", "http://a b.example/"],
)  # fmt: skip
def test_a_redirect_leads_nowhere_but_to_public_pages(site: LocalSite, target: str) -> None:
    inside = {"localhost": "127.0.0.1", "inside.example": "10.0.0.7", "0x7f.0.0.1": "127.0.0.1"}
    site.redirect("/a", "/b")
    site.redirect("/b", target)
    failed = refusal(site, resolver=lambda host, port: [inside.get(host, PUBLIC_IP)])
    assert failed.failure == Failure.REFUSED_ADDRESS
    assert failed.message.endswith("Paste the article's text.")
    assert {address for address, _ in site.dialled} == {PUBLIC_IP}
    assert all(port == 80 for _, port in site.dialled)


@pytest.mark.parametrize(
    ("address", "failure"),
    [
        ("", Failure.BAD_ADDRESS),
        ("file:///etc/passwd", Failure.BAD_ADDRESS),
        ("ftp://news.example/", Failure.BAD_ADDRESS),
        ("http://user:word@news.example/", Failure.BAD_ADDRESS),
        ("http://router/", Failure.BAD_ADDRESS),
        ("http://127.0.0.1/", Failure.REFUSED_ADDRESS),
        ("http://[::1]/", Failure.REFUSED_ADDRESS),
        ("http://[::ffff:169.254.169.254]/", Failure.REFUSED_ADDRESS),
        ("https://news.example:8443/", Failure.REFUSED_ADDRESS),
    ],
)
def test_no_address_but_a_public_one_is_asked(
    site: LocalSite, address: str, failure: Failure
) -> None:
    with pytest.raises(FetchFailed) as failed:
        fetch(address, rules=site.rules())
    assert failed.value.failure == failure
    assert site.dialled == []


def test_a_name_that_changes_its_mind_gains_nothing(site: LocalSite) -> None:
    """DNS rebinding: public when it is checked, private when it would be connected to."""
    answers = iter([[PUBLIC_IP], ["127.0.0.1"], ["127.0.0.1"]])
    site.put("/a", PAGE)
    found = get(site, resolver=lambda host, port: next(answers))
    assert found.peer == PUBLIC_IP
    assert {address for address, _ in site.dialled} == {PUBLIC_IP}
    # Asked again, it is resolved and checked again.
    assert refusal(site, resolver=lambda host, port: next(answers)).failure == (
        Failure.REFUSED_ADDRESS
    )


def test_the_second_address_is_tried_where_the_first_is_dead(site: LocalSite) -> None:
    def dial(address: str, port: int, seconds: float) -> object:
        if address == "1.1.1.1":
            raise ConnectionRefusedError
        return site.dial(address, port, seconds)

    site.put("/a", PAGE)
    found = get(site, dial=dial, resolver=lambda host, port: ["1.1.1.1", PUBLIC_IP])
    assert found.peer == PUBLIC_IP


# --- too much, too slow, broken -----------------------------------------------------------------
def test_a_bomb_is_stopped_while_it_unpacks(site: LocalSite) -> None:
    bomb = packed(b"\0" * 30_000_000)
    site.put("/a", bomb, headers=[*HTML, ("Content-Encoding", "gzip")])
    site.put("/b", packed(bomb), headers=[*HTML, ("Content-Encoding", "gzip, gzip")])
    assert len(bomb) < 40_000
    assert refusal(site).failure == Failure.TOO_LARGE
    assert refusal(site, "/b").failure == Failure.BAD_ENCODING


def test_a_body_without_end_is_cut_off(site: LocalSite) -> None:
    site.put("/a", site.endless())
    assert refusal(site, max_bytes=100_000).failure == Failure.TOO_LARGE


def test_a_body_of_the_largest_size_is_taken_and_one_byte_more_is_not(site: LocalSite) -> None:
    site.put("/a", b"x" * 1_000)
    site.put("/b", iter([b"x" * 1_000]))
    site.put("/c", iter([b"x" * 1_001]))
    assert len(get(site, max_bytes=1_000).body) == 1_000
    assert len(get(site, "/b", max_bytes=1_000).body) == 1_000
    assert refusal(site, "/c", max_bytes=1_000).failure == Failure.TOO_LARGE
    assert refusal(site, max_bytes=999).failure == Failure.TOO_LARGE


def test_a_slow_drip_runs_out_of_time(site: LocalSite) -> None:
    site.put("/a", site.drip())
    failed = refusal(site, seconds=0.4)
    assert failed.failure == Failure.TIMED_OUT
    assert failed.final_address == site.url("/a")


def test_a_drip_of_headers_runs_out_of_time_too(site: LocalSite) -> None:
    def head(seen: Seen) -> Reply:
        return Reply(raw=b"HTTP/1.1 200 OK\r\nX-Slow: ")

    site.put_reply("/a", head)
    silent = threading.Event()

    def wait(seen: Seen) -> Reply:
        silent.wait(5)
        return Reply(raw=b"")

    site.put_reply("/b", wait)
    assert refusal(site, "/b", seconds=0.3).failure == Failure.TIMED_OUT
    silent.set()
    # Broken off within its head.
    assert refusal(site).failure == Failure.UNREACHABLE


def test_a_resolver_without_end_is_left_behind(site: LocalSite) -> None:
    answered = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        answered.wait(5)
        return [PUBLIC_IP]

    assert refusal(site, seconds=0.2, resolver=resolve).failure == Failure.TIMED_OUT
    answered.set()


def test_a_head_without_end_is_cut_off(site: LocalSite) -> None:
    lines = b"".join(b"X-%d: %s\r\n" % (number, b"y" * 1_000) for number in range(2_000))
    site.put_reply("/a", Reply(raw=b"HTTP/1.1 200 OK\r\n" + lines))
    assert refusal(site).failure == Failure.TOO_LARGE


def test_answers_that_promise_an_answer_without_end_are_cut_off(site: LocalSite) -> None:
    site.put_reply("/a", Reply(raw=b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n" * 200_000))
    assert refusal(site, max_bytes=100_000).failure == Failure.TOO_LARGE


@pytest.mark.parametrize(
    ("raw", "failure"),
    [
        (b"", Failure.UNREACHABLE),
        (b"nonsense\r\n\r\n", Failure.UNREACHABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", Failure.UNREACHABLE),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Failure.UNREACHABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
         Failure.UNREACHABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", Failure.TOO_LARGE),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain", Failure.BAD_ENCODING),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nplain", Failure.BAD_ENCODING),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\nplain", Failure.BAD_ENCODING),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed(b"x" * 99)[:-9],
         Failure.BAD_ENCODING),
        (b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", Failure.NOT_READABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Type: Image/JPEG\r\n\r\n\xff\xd8", Failure.NOT_READABLE),
    ],
)  # fmt: skip
def test_a_broken_answer_is_told_plainly(site: LocalSite, raw: bytes, failure: Failure) -> None:
    site.put_reply("/a", Reply(raw=raw))
    assert refusal(site).failure == failure


def test_a_site_that_is_not_there(site: LocalSite) -> None:
    def dial(address: str, port: int, seconds: float) -> object:
        raise ConnectionRefusedError

    assert refusal(site, dial=dial).failure == Failure.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (401, Failure.FORBIDDEN), (402, Failure.PAYWALL), (403, Failure.FORBIDDEN),
        (404, Failure.NOT_FOUND), (410, Failure.GONE), (451, Failure.FORBIDDEN),
        (418, Failure.HTTP_ERROR), (429, Failure.HTTP_ERROR), (500, Failure.HTTP_ERROR),
        (503, Failure.HTTP_ERROR), (304, Failure.HTTP_ERROR), (300, Failure.HTTP_ERROR),
    ],
)  # fmt: skip
def test_every_refusal_of_a_site_has_its_reason(
    site: LocalSite, status: int, failure: Failure
) -> None:
    site.put("/a", b"" if status == 304 else b"Nothing for you", status=status)
    failed = refusal(site)
    assert failed.failure == failure
    assert failed.http_status == status
    assert failed.response is not None
    assert failed.final_address == site.url("/a")


def test_a_page_that_is_lost_and_then_gone(site: LocalSite) -> None:
    assert refusal(site).failure == Failure.NOT_FOUND
    site.put("/a", "", status=410)
    assert refusal(site).failure == Failure.GONE
    site.put("/a", PAGE)
    assert get(site).status == 200


def test_a_check_for_robots_says_so_in_its_head(site: LocalSite) -> None:
    site.put("/a", "<title>…</title>", status=403, headers=[*HTML, ("cf-mitigated", "challenge")])
    assert refusal(site).failure == Failure.BOT_CHECK


# --- secure sites -------------------------------------------------------------------------------
def test_the_certificate_must_be_that_of_the_name(site: LocalSite, tmp_path: Path) -> None:
    site.certificate, believing = certificate_for("news.example", tmp_path)
    site.put("/a", PAGE)
    found = fetch(site.url("/a", scheme="https"), rules=site.rules(tls=lambda: believing))
    assert found.status == 200
    assert site.asked("/a")[0].is_secure
    assert site.asked("/a")[0].host == "news.example"
    other = site.url("/a", host="other.example", scheme="https")
    with pytest.raises(FetchFailed) as failed:
        fetch(other, rules=site.rules(tls=lambda: believing))
    assert failed.value.failure == Failure.BAD_CERTIFICATE
    with pytest.raises(FetchFailed) as failed:
        fetch(site.url("/a", scheme="https"), rules=site.rules())
    assert failed.value.failure == Failure.BAD_CERTIFICATE


# --- turns --------------------------------------------------------------------------------------
def test_one_host_is_held_at_a_time(site: LocalSite) -> None:
    told: list[str] = []

    @contextlib.contextmanager
    def lock(host: str) -> Iterator[None]:
        told.append(f"take {host}")
        try:
            yield
        finally:
            told.append(f"give {host}")

    site.redirect("/a", "http://other.example/b")
    site.put("/b", PAGE)
    get(site, host_lock=lock)
    assert told == ["take news.example", "give news.example",
                    "take other.example", "give other.example"]  # fmt: skip
    refusal(site, "/missing", host_lock=lock)
    assert told[-1] == "give news.example"


def test_waiting_for_a_turn_is_not_counted(site: LocalSite) -> None:
    @contextlib.contextmanager
    def lock(host: str) -> Iterator[None]:
        threading.Event().wait(0.3)
        yield

    site.put("/a", PAGE)
    assert get(site, host_lock=lock, seconds=0.25).status == 200
