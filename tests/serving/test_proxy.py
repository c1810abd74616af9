"""The proxy of docker-compose.yml under a real nginx: what it takes, passes on, says and logs."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.serving.asking import VISITOR, Got, ask
from tests.serving.conftest import Upstream, running_upstream
from tests.serving.proxies import FRONT, Proxy, command, render, running_proxy
from tests.serving.servers import free_port

HTML = {"Content-Type": "application/x-www-form-urlencoded"}
KIB = 1024
MIB = 1024 * 1024


def test_nginx_reads_the_configuration_without_a_warning(tmp_path: Path) -> None:
    render(tmp_path, "127.0.0.1:8000", f"127.0.0.1:{free_port()}")
    tried = subprocess.run(
        [*command(tmp_path), "-t"], stderr=subprocess.PIPE, text=True, check=False
    )
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr


# --- what is passed on ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    [
        "Forwarded",
        "Proxy",
        "X-Client-IP",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Forwarded-Server",
        "X-Forwarded-Ssl",
        "X-Original-URL",
        "X-Real-IP",
        "X-Rewrite-URL",
        # WSGI cannot tell an underscore from a hyphen.
        "X_Forwarded_For",
        "X_Forwarded_Proto",
    ],
)
def test_what_a_visitor_says_of_themselves_is_not_passed_on(proxy: Proxy, name: str) -> None:
    got = ask(proxy.port, "/", headers={name: "198.51.100.7"})
    assert got.status == 200
    assert b"198.51.100.7" not in got.body


def test_visitors_address_and_scheme_are_those_of_their_connection(proxy: Proxy) -> None:
    said = {
        "X-Forwarded-For": "198.51.100.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "elsewhere.example.org",
        "X-Request-ID": "mine",
    }
    got = ask(proxy.port, "/", headers=said)
    assert got.seen("X-Forwarded-For") == [VISITOR]
    assert got.seen("X-Forwarded-Proto") == ["http"]
    assert got.seen("X-Forwarded-Host") == got.seen("Host") == [f"127.0.0.1:{proxy.port}"]
    (request_id,) = got.seen("X-Request-ID")
    assert len(request_id) == 32
    assert [line["request_id"] for line in proxy.log()] == [request_id]


def test_a_front_of_ours_says_who_asked_and_how(proxy: Proxy) -> None:
    # What stands before its own entry was said by the visitor.
    said = {"X-Forwarded-For": "198.51.100.7, 203.0.113.5", "X-Forwarded-Proto": "https"}
    got = ask(proxy.port, "/", by=FRONT, headers=said)
    assert got.seen("X-Forwarded-For") == ["203.0.113.5"]
    assert got.seen("X-Forwarded-Proto") == ["https"]


@pytest.mark.parametrize("scheme", ["javascript", "https, http", "https\thttps", ""])
def test_a_scheme_that_is_none_is_not_passed_on(proxy: Proxy, scheme: str) -> None:
    got = ask(proxy.port, "/", by=FRONT, headers={"X-Forwarded-Proto": scheme})
    assert got.seen("X-Forwarded-Proto") == ["http"]


def test_host_cookies_and_address_are_passed_on_as_they_were(proxy: Proxy) -> None:
    address = "/c/ukraine/?role=a%2Cb&q=%D0%B0"
    got = ask(proxy.port, address, headers={"Host": "ledger.example.org", "Cookie": "a=b"})
    assert (got.json()["path"], got.seen("Host")) == (address, ["ledger.example.org"])
    assert got.seen("Cookie") == ["a=b"]


# --- sizes ------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/", "/method/report/", "/account/login/", "/api/v1/x", "/desk"])
def test_a_body_of_a_reader_has_a_small_limit(proxy: Proxy, upstream: Upstream, path: str) -> None:
    fits = ask(proxy.port, path, method="POST", body=b"x" * 64 * KIB, headers=HTML)
    assert (fits.status, fits.json()["body"]) == (200, 64 * KIB)
    upstream.asked.clear()
    for too_large in (b"x" * (64 * KIB + 1), [b"x" * KIB] * 65):
        assert ask(proxy.port, path, method="POST", body=too_large, headers=HTML).status == 413
    assert upstream.asked == []


@pytest.mark.parametrize("path", ["/desk/articles/new/", "/admin/x/"])
def test_the_desk_takes_an_upload(proxy: Proxy, upstream: Upstream, path: str) -> None:
    fits = ask(proxy.port, path, method="POST", body=b"x" * 12 * MIB, headers=HTML)
    assert (fits.status, fits.json()["body"]) == (200, 12 * MIB)
    upstream.asked.clear()
    for too_large in (b"x" * (13 * MIB + 1), [b"x" * MIB] * 14):
        assert ask(proxy.port, path, method="POST", body=too_large, headers=HTML).status == 413
    assert upstream.asked == []


def test_a_body_in_chunks_reaches_the_web_server_with_its_length(proxy: Proxy) -> None:
    got = ask(proxy.port, "/method/report/", method="POST", body=[b"x"] * 10, headers=HTML)
    assert got.seen("Content-Length") == ["10"]
    assert got.seen("Transfer-Encoding") == []


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        (f"/?q={'a' * 9_000}", {}, 414),
        ("/", {"X-Long": "a" * 9_000}, 431),
        ("/", {f"X-{number}": "a" * 1_000 for number in range(40)}, 431),
    ],
)
def test_a_head_has_a_limit(
    proxy: Proxy, upstream: Upstream, address: str, headers: dict[str, str], status: int
) -> None:
    assert ask(proxy.port, address, headers=headers).status == status
    assert upstream.asked == []


# --- pages for what went wrong ----------------------------------------------------------------
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_web_server_that_is_away_has_a_page_and_is_found_again(
    tmp_path: Path, method: str
) -> None:
    port = free_port()
    with running_proxy(tmp_path, port) as proxy:
        page = ask(proxy.port, "/c/ukraine/", method=method)
        problem = ask(proxy.port, "/api/v1/coalitions", method=method)
        with running_upstream(port):
            assert ask(proxy.port, "/c/ukraine/", method=method).status == 200
    assert (page.status, page.headers["retry-after"]) == (502, "5")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert b"does not answer just now" in page.body
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert (problem.status, problem.headers["retry-after"]) == (502, "5")
    assert problem.headers["content-type"] == "application/problem+json"
    assert set(problem.json()) == {"type", "title", "detail"}


def test_a_refused_body_has_a_page_and_a_problem(proxy: Proxy) -> None:
    body = b"x" * 100 * KIB
    page = ask(proxy.port, "/method/report/", method="POST", body=body, headers=HTML)
    assert b"more than the site takes" in page.body
    assert "retry-after" not in page.headers
    problem = ask(proxy.port, "/api/v1/x", method="POST", body=body, headers=HTML)
    assert problem.headers["content-type"] == "application/problem+json"
    log = proxy.log()
    assert [line["method"] for line in log] == ["POST", "POST"]
    # Who reports it can say which line of the log it was.
    numbers = [page.headers["x-request-id"], problem.headers["x-request-id"]]
    assert sorted(line["request_id"] for line in log) == sorted(numbers)


def test_pages_of_the_proxy_have_no_address_of_their_own(proxy: Proxy, upstream: Upstream) -> None:
    assert ask(proxy.port, "/proxy-pages/unavailable.html").status == 404
    assert upstream.asked == []


def test_a_web_server_that_is_stuck_fails_its_health(proxy: Proxy, upstream: Upstream) -> None:
    upstream.is_stuck.set()
    got = ask(proxy.port, "/readyz")
    assert (got.status, got.headers["retry-after"]) == (504, "30")
    # The proxy itself lives.
    assert ask(proxy.port, "/proxyz").body == b"ok\n"


# --- how often --------------------------------------------------------------------------------
def crowd(proxy: Proxy, path: str) -> list[Got]:
    """Eight readers behind one address, 600 requests as fast as they are answered."""
    with ThreadPoolExecutor(8) as readers:
        return list(readers.map(lambda _: ask(proxy.port, path), range(600)))


def test_one_address_cannot_ask_for_everything(proxy: Proxy) -> None:
    got = crowd(proxy, "/c/ukraine/")
    refused = [answer for answer in got if answer.status == 429]
    # An office that opens the site at the same time is no attack.
    assert len(got) - len(refused) >= 200
    assert refused
    assert {answer.headers["retry-after"] for answer in refused} == {"2"}
    assert b"Too many requests" in refused[0].body
    # Others are served.
    assert ask(proxy.port, "/c/ukraine/", by="127.0.0.10").status == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/css/base.css"])
def test_health_and_files_are_not_counted(proxy: Proxy, path: str) -> None:
    assert {answer.status for answer in crowd(proxy, path)} == {200}


# --- the log ----------------------------------------------------------------------------------
def test_the_log_names_no_visitor_no_search_and_no_key(proxy: Proxy) -> None:
    secret = "/account/password/reset/key/3-abcdef-0123456789/"
    ask(proxy.port, "/search/?q=somebody%40example.org", headers={"Referer": "http://a.example/"})
    ask(proxy.port, secret, by=FRONT, headers={"X-Forwarded-For": "203.0.113.5"})
    ask(proxy.port, "/healthz")
    log = proxy.log()
    # Each of nginx's processes writes its own lines: their order is not that of the requests.
    assert {line["path"] for line in log} == {"/search/", "/account/password/reset/key/..."}
    assert [(line["method"], line["status"]) for line in log] == [("GET", 200)] * 2
    written = (proxy.folder / "access.log").read_text() + (proxy.folder / "error.log").read_text()
    for word in (VISITOR, FRONT, "203.0.113.5", "somebody", "abcdef", "a.example"):
        assert word not in written


def test_errors_name_no_visitor_either(tmp_path: Path) -> None:
    with running_proxy(tmp_path / "alone", free_port()) as alone:
        ask(alone.port, "/search/?q=somebody")
        ask(alone.port, "/method/report/", method="POST", body=b"x" * 100_000, headers=HTML)
        log = alone.log()
    assert (tmp_path / "alone" / "error.log").read_text() == ""
    assert sorted(line["upstream"] for line in log) == ["", "502"]
