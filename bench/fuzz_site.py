"""What the site offers to be asked: pages, forms with their values, names and values in addresses.

Found by following links from where one begins, two pages of each kind at most; what the address
table knows and no link leads to is the tests' matter.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve

from commitments.matrix.state import FACETS

_OF_ONE_KIND = 2
_MOST_PAGES = 5_000
# Asked once for so many times that the others are: they cost much, and read what others read.
_OFTENER = 20
_COSTLY = frozenset(
    (
        *(f"readers:{name}" for name in (
            "home", "matrix", "coverage", "conditions", "disputed", "changes", "changes_atom",
            "country_detail", "pictures", "picture", "picture_file", "source_list", "sitemap",
        )),
        "desk:log_export", "desk:log", "desk:check_board", "desk:home", "admin:index",
    )
)  # fmt: skip
# Longer forms are the tables of the admin.
_MOST_FIELDS = 80
# Of programs, which no link leads to.
_ALSO = (
    "/api/v1/coalitions",
    "/api/v1/coalitions/ukraine/matrix",
    "/api/v1/openapi.json",
    "/robots.txt",
    "/sitemap.xml",
    "/healthz",
    "/readyz",
    "/c/ukraine/changes.atom",
    "/embed/ukraine/GBR/",
    "/embed/ukraine/GBR/training/",
    "/c/ukraine/pictures/ladder.svg",
    "/c/ukraine/pictures/headcounts.csv",
    "/static/css/base.css",
    "/admin/",
)
# Read by pages only where something else is so.
_NAMES = (
    *FACETS,
    "as_of", "known_at", "compare", "compare_known_at", "assume", "q", "sort", "by", "since",
    "kind",
    "language", "controlled", "page", "in", "next", "lang", "sent", "before", "passage", "like",
    "article", "coalition", "show", "state", "entry", "tick", "from", "source", "reader", "due",
    "outlet", "added", "older_than", "mine", "person", "act", "until", "start", "end", "words",
    "version", "opened", "about", "step", "then", "place", "snapshot", "seen", "leaving", "width",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form is sent, and what would be sent as it stands."""

    action: str
    pairs: tuple[tuple[str, str], ...]
    takes_files: bool


@dataclass(slots=True)
class Site:
    """What was found."""

    pages: Sequence[str] = ()
    forms: Sequence[Form] = ()
    names: Sequence[str] = ()
    fields: Sequence[str] = ()
    values: Sequence[str] = ()


@dataclass(slots=True)
class _Reader(HTMLParser):
    """Links, and forms that are sent by POST."""

    page: str
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self._action = self._name = self._area = ""
        self._pairs: list[tuple[str, str]] = []
        self._is_open = self._is_post = self._takes_files = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in found:
            self.links.append(urljoin(self.page, found["href"]))
        for name in ("hx-get", "data-href"):
            if name in found:
                self.links.append(urljoin(self.page, found[name]))
        if "hx-post" in found and not self._is_open:
            self.forms.append(Form(urljoin(self.page, found["hx-post"]), (), False))
        if tag == "form":
            self._action = urljoin(self.page, found.get("action", "") or self.page)
            self._is_open, self._pairs, self._takes_files = True, [], False
            self._is_post = found.get("method", "").lower() == "post"
        elif self._is_open:
            self._part(tag, found)

    def _part(self, tag: str, found: dict[str, str]) -> None:
        name = found.get("name", "")
        if tag == "input" and name:
            kind = found.get("type", "text")
            if kind == "file":
                self._takes_files = True
            elif kind not in ("checkbox", "radio") or "checked" in found or not self._has(name):
                self._pairs.append((name, found.get("value", "")))
        elif tag == "button" and name:
            self._pairs.append((name, found.get("value", "")))
        elif tag == "textarea":
            self._name, self._area = name, ""
        elif tag == "select":
            self._name = name
        elif tag == "option" and self._name and ("selected" in found or not self._has(self._name)):
            self._pairs.append((self._name, found.get("value", "")))

    def _has(self, name: str) -> bool:
        return any(name == known for known, _ in self._pairs)

    def handle_data(self, data: str) -> None:
        if self._name:
            self._area += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._name:
            self._pairs.append((self._name, self._area))
        if tag in ("textarea", "select"):
            self._name = ""
        if tag == "form" and self._is_open:
            if self._is_post:
                self.forms.append(Form(self._action, tuple(self._pairs), self._takes_files))
            self._is_open = False


def walk(ask: Callable[[str], tuple[int, dict[str, str], bytes]], begin: Sequence[str]) -> Site:
    """Follow the links from `begin`; the same data give the same site."""
    waiting, seen, kinds = deque([*begin, *_ALSO]), set[str](), Counter[str]()
    pages: list[str] = []
    forms: dict[tuple[str, tuple[str, ...]], Form] = {}
    names, values, fields = dict.fromkeys(_NAMES), dict[str, None](), dict[str, None]()
    while waiting and len(pages) < _MOST_PAGES:
        path = waiting.popleft()
        address = urlsplit(path)
        for name, value in parse_qsl(address.query):
            names.setdefault(name)
            values.setdefault(value)
        kind = _kind(address.path)
        if address.netloc or address.path in seen or not kind or kinds[kind] >= _OF_ONE_KIND:
            continue
        seen.add(address.path)
        kinds[kind] += 1
        status, headers, body = ask(address.path)
        if status >= 400:
            continue
        pages += [address.path] * (1 if kind in _COSTLY else _OFTENER)
        if not headers.get("Content-Type", "").startswith("text/html"):
            waiting.extend([headers["Location"]] if "Location" in headers else [])
            continue
        reader = _Reader(address.path)
        reader.feed(body.decode("utf-8", "replace"))
        waiting.extend(reader.links)
        for form in reader.forms:
            key = (_kind(urlsplit(form.action).path), tuple(name for name, _ in form.pairs))
            if len(form.pairs) <= _MOST_FIELDS:
                forms.setdefault(key, form)
            for name, value in form.pairs:
                fields.setdefault(name)
                if value and len(value) < 80 and len(values) < 2_000:
                    values.setdefault(value)
    return Site(pages, list(forms.values()), list(names), list({**fields, **names}), list(values))


def _kind(path: str) -> str:
    """The name of what answers there, "" where nothing does."""
    if path.startswith("/static/"):
        return "static"
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    return found.view_name or getattr(found.func, "__qualname__", "")
