"""A person at the desk: signs in, reads forms as a browser does, and presses their buttons."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import httpx

PASSWORD = "coalition-ledger-demo"
# A person gives up much later than a page may take.
_PATIENCE = 60.0

type Fields = list[tuple[str, str]]


class Unanswered(Exception):
    """No page came: the connection was refused or ended, or the ledger said to come back later."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


class Wrong(Exception):
    """An answer that no fault explains."""


class Person:
    """A browser with a session of its own. Used by one thread at a time."""

    def __init__(self, home: str, name: str, address: str) -> None:
        self.home, self.name = home, name
        self._client = httpx.Client(
            base_url=home,
            headers={"X-Forwarded-For": address, "Accept": "text/html"},
            timeout=_PATIENCE,
            trust_env=False,
        )
        # What was answered, for whoever counts: (moment, seconds, act, status, retry after).
        self.answers: list[tuple[float, float, str, int | str, str]] = []

    def close(self) -> None:
        self._client.close()

    def sign_in(self) -> None:
        """Sign in with the demonstration's password; the page decides what the form needs."""
        page = self.get("/account/login/")
        if page.status_code == 302:
            return  # signed in already
        fields = form_fields(page.text, "/account/login/")
        known = {"login": f"{self.name}@example.org", "password": PASSWORD}
        answer = self.post("/account/login/", filled(fields, **known))
        if answer.status_code != 302:
            raise Wrong(f"{self.name} could not sign in: {answer.status_code}")

    def get(self, path: str) -> httpx.Response:
        return self._ask("GET", path, "look")

    def post(self, path: str, fields: Fields, act: str = "press") -> httpx.Response:
        """Send a form; raises Unanswered where no answer of the ledger's came."""
        token = self._client.cookies.get("csrftoken") or ""
        sent = {name: [v for n, v in fields if n == name] for name, _ in fields}
        sent["csrfmiddlewaretoken"] = [token]
        answer = self._ask("POST", path, act, sent)
        if answer.status_code == 302 and "/account/login/" in answer.headers.get("location", ""):
            if "/account/login/" not in path:
                self.sign_in()
            raise Unanswered("signed out")
        return answer

    def _ask(
        self, method: str, path: str, act: str, sent: dict[str, list[str]] | None = None
    ) -> httpx.Response:
        began = time.monotonic()
        said: int | str = ""
        again = ""
        try:
            answer = self._client.request(
                method, path, data=sent, headers={"Referer": f"{self.home}{path}"}
            )
            said, again = answer.status_code, answer.headers.get("retry-after", "")
        except httpx.HTTPError as error:
            said = type(error).__name__
            raise Unanswered(said) from error
        finally:
            self.answers.append((began, time.monotonic() - began, act, said, again))
        if answer.status_code == 503:
            raise Unanswered("503", 503)
        if answer.status_code >= 500:
            raise Wrong(f"{method} {path} answered {answer.status_code}")
        return answer


class _Forms(HTMLParser):
    """The forms of a page with what a browser would send of each."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, str], Fields]] = []
        self._area: str | None = None
        self._text = ""
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((found, []))
        if not self.forms:
            return
        name = found.get("name", "")
        if tag == "input" and name and "disabled" not in found:
            kind = found.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in found:
                    self._add(name, found.get("value", "on"))
            elif kind not in ("submit", "button", "file", "image"):
                self._add(name, found.get("value", ""))
        elif tag == "textarea" and name:
            self._area, self._text = name, ""
        elif tag == "select" and name:
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((found.get("value", ""), "selected" in found))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # HTML drops the line end that follows the tag.
            self._add(self._area, self._text.removeprefix("\r").removeprefix("\n"))
            self._area = None
        elif tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            first = [value for value, _ in self._options][:1]
            for value in (chosen or first)[:1]:
                self._add(self._select, value)
            self._select = None

    def _add(self, name: str, value: str) -> None:
        self.forms[-1][1].append((name, value))


def form_fields(page: str, action: str) -> Fields:
    """What the form with this action (a part of it; "" for one without) would send now."""
    parser = _Forms()
    parser.feed(page)
    for attributes, fields in parser.forms:
        is_post = attributes.get("method", "").lower() == "post"
        own = attributes.get("action", "")
        if is_post and (action in own if action else not own):
            return fields
    raise Wrong(f"The page has no form for {action or 'itself'}.")


def filled(fields: Fields, **values: str | list[str]) -> Fields:
    """The same with some fields filled in; a list is one line for each."""
    kept = [(name, value) for name, value in fields if name not in values]
    for name, value in values.items():
        kept += [(name, one) for one in ([value] if isinstance(value, str) else value)]
    return kept
