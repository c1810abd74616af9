"""Whole requests made of malformed parts, through the WSGI handler as a server calls it.

What is asked for is found by walking the site: its pages, the parameters they read, their forms
with the values that stand in them. One or a few parts of each request are then spoilt.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import got_request_exception
from django.test import override_settings

from bench.fuzz_ledger import addresses
from bench.fuzz_parsers import ADDRESSES, DAYS, PAGE, PROSE
from bench.fuzz_site import Form, Site, walk
from bench.fuzz_tally import Tally, where
from bench.fuzz_words import noise, rng, text
from config.wsgi import application
from core.models import User

# Unmasked secrets are taken as tokens, so the cookie's own value does.
_TOKEN = "a" * 32
_HEADERS = (
    "Host", "Referer", "HX-Request", "HX-Current-URL", "HX-Boosted", "HX-Target", "HX-Trigger",
    "HX-History-Restore-Request", "HX-Prompt", "HX-Trigger-Name", "Triggering-Event",
    "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since",
    "If-Match", "If-Unmodified-Since", "If-Range", "Range", "Origin", "User-Agent", "Authorization",
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Requested-With", "X-CSRFToken",
    "X-HTTP-Method-Override", "Ledger-Person", "Ledger-Address", "Content-Type", "Content-Length",
    "Forwarded", "Via", "TE", "Expect", "Purpose", "DNT", "X-Real-IP", "X-Request-ID",
)  # fmt: skip
_COOKIES = (
    "sessionid", "csrftoken", "ledger_language", "changes-seen-ukraine", "messages", "x", "",
)  # fmt: skip
_HEADER_VALUES = (
    *ADDRESSES,
    *DAYS,
    "true",
    "http://127.0.0.1/c/ukraine/?lang=uk",
    "bytes=0-1",
    "bytes=9999999999999999999999-",
    "Wed, 21 Oct 2015 07:28:00 GMT",
    'W/"x", "y"',
    "uk;q=0.8, fr;q=nan, *;q=1e400",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-7",
    "text/plain; charset=hex",
    "text/html; charset*=no-such''%41",
    "application/json",
    "127.0.0.1, ::1, x",
)
_METHODS = ("GET",) * 12 + ("HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW")
_FAST = {
    "LEDGER_LIMITS": dict.fromkeys(("search", "report", "png", "text"), (10**9, 60)),
    "ACCOUNT_RATE_LIMITS": False,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "MAILERS": {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}},
}

type Environ = dict[str, Any]
type Maker = Callable[[Random, Site], Environ]


class Visitor:
    """Somebody who asks; a chief has a session, renewed where a request ended it."""

    def __init__(self, person: User | None = None) -> None:
        self._person = person
        self.cookies = f"csrftoken={_TOKEN}"
        self.sign_in()

    def sign_in(self) -> None:
        """A new session, and an open account with every right, whatever was done to it."""
        if self._person is None:
            return
        User.objects.filter(pk=self._person.pk).update(
            is_active=True, role=User.Role.CHIEF, requires_mfa=False
        )
        self._person.refresh_from_db()
        session = SessionStore()
        session[SESSION_KEY] = str(self._person.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = self._person.get_session_auth_hash()
        session.create()
        self.cookies = f"csrftoken={_TOKEN}; sessionid={session.session_key}"

    def ask(self, environ: Environ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body. Whatever the application raises comes out of here."""
        environ.setdefault("HTTP_COOKIE", self.cookies)
        told: dict[str, Any] = {}
        unhandled: list[BaseException] = []

        def caught(**_: Any) -> None:
            import sys

            if (error := sys.exc_info()[1]) is not None:
                unhandled.append(error)

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            told.update(status=int(status[:3]), headers=dict(headers))

        got_request_exception.connect(caught, weak=False)
        try:
            answer = application(environ, start)
            try:
                body = b"".join(answer)
            finally:
                answer.close()
        finally:
            got_request_exception.disconnect(caught)
        if unhandled:
            raise unhandled[0]
        leads = told["headers"].get("Location", "")
        is_lost = leads.startswith(("/account/login/", "/account/second-factor/"))
        if self._person is not None and (is_lost or told["status"] == 401):
            self.sign_in()
        return told["status"], told["headers"], body


def as_reader(inputs: int, seed: int) -> list[Tally]:
    """Whole requests of somebody who is not signed in."""
    with _quiet():
        visitor = Visitor()
        site = walk(lambda path: visitor.ask(environ("GET", path)), ["/", "/account/login/"])
        return _play(
            visitor,
            site,
            inputs,
            seed,
            {
                "readers: parameters": (45, _parameters),
                "readers: headers": (20, _headers),
                "readers: cookies": (10, _cookies),
                "readers: paths": (10, _paths),
                "readers: forms": (10, _forms),
                "readers: bodies": (5, _bodies),
            },
        )


def as_editor(inputs: int, seed: int) -> list[Tally]:
    """Whole requests of a signed-in chief, who may do all that an editor may and more."""
    with _quiet():
        visitor = Visitor(User.objects.get(email="chief@example.org"))
        known = dict(addresses())
        begin = ["/desk/", *known, "/account/"]
        site = walk(lambda path: visitor.ask(environ("GET", path)), begin)
        # What scripts send to, and forms that no page shows just now.
        shown_forms = {form.action.partition("?")[0] for form in site.forms}
        unseen = [path for path in known if path not in shown_forms]
        site.forms = [*site.forms, *(Form(path, known[path], False) for path in unseen)]
        return _play(
            visitor,
            site,
            inputs,
            seed,
            {
                "editors: parameters": (28, _parameters),
                "editors: headers and cookies": (7, _headers),
                "editors: forms": (50, _forms),
                "editors: uploads": (10, _uploads),
                "editors: bodies": (5, _bodies),
            },
        )


def environ(
    method: str,
    path: str,
    query: str = "",
    *,
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    content_type: str = "",
) -> Environ:
    """What a server hands over: bytes as Latin-1, and nothing that HTTP itself forbids."""
    path, _, rest = path.partition("?")
    found: Environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _wire(path),
        "QUERY_STRING": _wire("&".join(part for part in (rest, query) if part)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": content_type,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in (headers or {}).items():
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        # No server lets these through.
        found[key] = "".join(c for c in _wire(value) if c == "\t" or (c >= " " and c != "\x7f"))
    return found


def shown(asked: Environ) -> str:
    """A request in one line, enough to send it again."""
    usual = {"SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "REMOTE_ADDR", "SCRIPT_NAME"}
    parts = {k: v for k, v in asked.items() if not k.startswith("wsgi.") and k not in usual and v}
    source = asked["wsgi.input"]
    return f"{parts!r} body={source.getvalue()[:2000]!r}"


def _wire(told: str) -> str:
    return told.encode("utf-8", "surrogatepass").decode("latin-1")


def _play(
    visitor: Visitor, site: Site, inputs: int, seed: int, kinds: dict[str, tuple[int, Maker]]
) -> list[Tally]:
    tallies = []
    whole = sum(share for share, _ in kinds.values())
    for name, (share, make) in kinds.items():
        tally = Tally(name)
        began = time.monotonic()
        for index in range(-(-inputs * share // whole)):
            asked = make(rng(seed, name, index), site)
            line = shown(asked)
            tally.inputs += 1
            started = time.monotonic()
            try:
                status, _, body = visitor.ask(asked)
            except Exception as error:
                tally.fault(f"index {index}, {line}", where(error))
            else:
                tally.answers[f"{status // 100}xx"] += 1
                tally.answers["refused"] += 400 <= status < 500
                tally.answers["found out by the database"] += b"cannot be stored" in body
                if status >= 500:
                    tally.fault(f"index {index}, {line}", f"  answered {status}")
            tally.slowest = max(tally.slowest, (time.monotonic() - started, line))
        tally.seconds = time.monotonic() - began
        tally.tell()
        tallies.append(tally)
    return tallies


@contextmanager
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        with override_settings(**_FAST):
            yield
    finally:
        logging.disable(logging.NOTSET)


# --- what is spoilt -------------------------------------------------------------------------------
def _pairs(chance: Random, site: Site) -> str:
    """A query string of names that some page reads, whichever page is asked."""
    pairs = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        name = chance.choice(site.names) if chance.random() < 0.95 else text(chance)
        value = text(chance, (*site.values, *DAYS, *PROSE[:1]))
        pairs.append(f"{_percent(name)}={_percent(value)}")
    if chance.random() < 0.003:
        pairs += ["a=1"] * chance.choice((999, 1000, 1001))
    return "&".join(pairs)


def _percent(told: str) -> str:
    return quote_from_bytes(told.encode("utf-8", "surrogatepass"), safe="/:,")


def _htmx(chance: Random) -> dict[str, str]:
    if chance.random() < 0.6:
        return {}
    return {"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1/c/ukraine/"}


def _parameters(chance: Random, site: Site) -> Environ:
    method = "HEAD" if chance.random() < 0.05 else "GET"
    query = _pairs(chance, site)
    if chance.random() < 0.02:
        query = text(chance, (query,)).replace(" ", "+")
    return environ(method, chance.choice(site.pages), query, headers=_htmx(chance))


def _headers(chance: Random, site: Site) -> Environ:
    headers = _htmx(chance)
    for _ in range(chance.randint(1, 3)):
        headers[chance.choice(_HEADERS)] = text(chance, _HEADER_VALUES)
    return environ(chance.choice(_METHODS), chance.choice(site.pages), headers=headers)


def _cookies(chance: Random, site: Site) -> Environ:
    pairs = []
    for _ in range(chance.randint(1, 3)):
        value = text(chance, (*DAYS, *(f'"{day}"' for day in DAYS), r'"\000\377abcdefgh"', _TOKEN))
        pairs.append(f"{chance.choice(_COOKIES)}={value}")
    headers = {"Cookie": "; ".join(pairs), **_htmx(chance)}
    if chance.random() < 0.1:
        headers["Cookie"] = text(chance, (headers["Cookie"],))
    query = "since=last-visit" if chance.random() < 0.3 else ""
    return environ("GET", chance.choice(site.pages), query, headers=headers)


def _paths(chance: Random, site: Site) -> Environ:
    path = chance.choice(site.pages)
    parts = path.split("/")
    at = chance.randrange(len(parts))
    parts[at] = text(chance, (parts[at], "1", "GBR"))[:3000]
    path = "/".join(parts) if chance.random() < 0.9 else text(chance, (path,))
    return environ(chance.choice(_METHODS), path.replace("?", "%3f") or "/")


def _spoilt(chance: Random, form: Form, site: Site) -> list[tuple[str, str]]:
    """A form's own values, a few of them replaced, left out, doubled or added."""
    pairs = [(name, value) for name, value in form.pairs if name != "csrfmiddlewaretoken"]
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        known = (*site.values, *DAYS, *PROSE)
        if pairs and chance.random() < 0.8:
            at = chance.randrange(len(pairs))
            pairs[at] = (pairs[at][0], text(chance, (pairs[at][1], *known)))
        else:
            pairs.append((chance.choice(site.fields), text(chance, known)))
    if pairs and chance.random() < 0.1:
        del pairs[chance.randrange(len(pairs))]
    return [("csrfmiddlewaretoken", _TOKEN), *pairs]


def _forms(chance: Random, site: Site) -> Environ:
    form = chance.choice(site.forms)
    pairs = _spoilt(chance, form, site)
    if chance.random() < 0.2:
        kind, body = _multipart(pairs)
    else:
        kind = "application/x-www-form-urlencoded"
        body = "&".join(f"{_percent(n)}={_percent(v)}" for n, v in pairs).encode()
    query = _pairs(chance, site) if chance.random() < 0.1 else ""
    return environ("POST", form.action, query, headers=_htmx(chance), body=body, content_type=kind)


def _uploads(chance: Random, site: Site) -> Environ:
    known = [code for form in (PAGE, *PROSE) for code in (form.encode(), form.encode("utf-16"))]
    form = chance.choice([form for form in site.forms if form.takes_files] or site.forms)
    name = text(chance, ("page.html", "a.txt", "../x"))
    kind, body = _multipart(_spoilt(chance, form, site), [("upload", name, noise(chance, known))])
    if chance.random() < 0.2:
        body = noise(chance, [body])
    return environ("POST", form.action, headers=_htmx(chance), body=body, content_type=kind)


def _bodies(chance: Random, site: Site) -> Environ:
    """A body that is not what its type says, or whose type says nothing sensible."""
    form = chance.choice(site.forms)
    kind, body = _multipart(_spoilt(chance, form, site))
    kind = text(
        chance,
        (kind, "application/json", "text/xml", "application/x-www-form-urlencoded",
         *(value for value in _HEADER_VALUES if "charset" in value)),
    )  # fmt: skip
    kind = kind[:9_000].replace("\n", " ")
    headers = {"Content-Type": kind, "X-CSRFToken": _TOKEN}
    if chance.random() < 0.3:
        headers["Content-Length"] = text(chance, ("1", "99999999"))
    body = noise(chance, [body, b'{"a": "\\ud800"}', b"a=1&csrfmiddlewaretoken=" + b"a" * 32])
    return environ("POST", form.action, headers=headers, body=body)


def _multipart(
    pairs: list[tuple[str, str]], files: list[tuple[str, str, bytes]] | None = None
) -> tuple[str, bytes]:
    parts = []
    for name, value in pairs:
        head = f'Content-Disposition: form-data; name="{quote(name, safe=" ", errors="replace")}"'
        parts.append((head, value.encode("utf-8", "surrogatepass")))
    for name, filename, data in files or ():
        printed = filename.replace("\r", "").replace("\n", "")
        head = f'Content-Disposition: form-data; name="{name}"; filename="{printed}"'
        parts.append((f"{head}\r\nContent-Type: text/html", data))
    body = b"".join(
        b"--edge\r\n" + head.encode("utf-8", "surrogatepass") + b"\r\n\r\n" + data + b"\r\n"
        for head, data in parts
    )
    return "multipart/form-data; boundary=edge", body + b"--edge--\r\n"
