"""What editors do, act by act: the form they open, the button they press, and the result.

An act can check whether it is done. `carry_out` presses, and after a failure does what a person
does: checks, and presses again only if nothing was done.
"""

from __future__ import annotations

import itertools
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
import psycopg

from bench.endurance import looks
from bench.endurance.looks import NOTHING, WHOLE, Db
from bench.endurance.person import Fields, Person, Unanswered, Wrong, filled, form_fields
from bench.endurance.site import prose

# After this long a person calls somebody.
PATIENCE = 150.0
_PAUSE = 0.5
_PLACES = ("inside_host", "neighbouring_state", "sea", "airspace", "at_home", "unspecified")

_numbers = itertools.count(int(time.time()) % 1_000_000 * 1_000)


def number() -> int:
    """Return a number that no act of any run had before."""
    return next(_numbers)


@dataclass(slots=True)
class Act:
    """One press of a button. `prepare` opens the form and gives what it would send."""

    kind: str
    person: Person
    path: str
    prepare: Callable[[], Fields]
    look: Callable[[Db], str]
    # Answers of the ledger's that say it was done.
    good: tuple[int, ...] = (302,)

    def press(self) -> httpx.Response:
        """Open the form, send it once."""
        answer = self.person.post(self.path, self.prepare(), self.kind)
        if answer.status_code == 422 and 'name="answer-' in answer.text:
            fields = _answered(answer.text, self.path)
            answer = self.person.post(self.path, fields, self.kind)
        return answer


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be: of which act, and what."""

    act: str
    what: str


@dataclass(slots=True)
class Desk:
    """The database as the assessment reads it, and the problems found."""

    connect: Callable[[], Db]
    findings: list[Finding]
    presses: int = 0
    repeats: int = 0

    def look(self, act: Act) -> str:
        """What the act has left; waits while the database is away."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with self.connect() as db:
                    # All it reads is of one moment: others write meanwhile.
                    db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    said = act.look(db)
                break
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
        if said not in (WHOLE, NOTHING):
            self.findings.append(Finding(act.kind, said))
        return said

    def ask(self, query: str, *values: object) -> Any:
        """One value, also where the database is away for a moment."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with self.connect() as db:
                    row = db.execute(query, list(values)).fetchone()
                return row[0] if row else None
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)

    def carry_out(self, act: Act) -> httpx.Response | None:
        """Press until it is done; the answer, or None where it was done without one."""
        until = time.monotonic() + PATIENCE
        for attempt in itertools.count():
            self.presses += 1
            self.repeats += attempt > 0
            refused = ""
            answer = None
            try:
                answer = act.press()
                if answer.status_code not in act.good:
                    refused = f"{answer.status_code}: {_says(answer.text)}"
            except Unanswered:
                pass
            said = self.look(act)
            if said == WHOLE:
                return answer if not refused else None
            if said == NOTHING and answer is not None and not refused:
                self.findings.append(
                    Finding(act.kind, f"answered {answer.status_code}, but nothing was saved")
                )
                return None
            if said != NOTHING:
                return None
            if refused and time.monotonic() > until - PATIENCE + 20:
                raise Wrong(f"{act.kind} by {act.person.name} is refused: {refused}")
            if time.monotonic() > until:
                raise Wrong(f"{act.kind} by {act.person.name} could not be done in time")
            time.sleep(_PAUSE)
        raise AssertionError

    def open(self, person: Person, path: str) -> httpx.Response:
        """Open a page, and again until it comes."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return person.get(path)
            except Unanswered:
                if time.monotonic() > until:
                    raise Wrong(f"{path} was not to be had in time") from None
                time.sleep(_PAUSE)


def _says(page: str) -> str:
    """What a page says is wrong, in a line."""
    found = re.findall(r'role="alert"[^>]*>(.*?)</(?:div|section|p)>', page, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", " ".join(found) or page)
    return re.sub(r"\s+", " ", text).strip()[:300]


def _answered(page: str, path: str) -> Fields:
    """The form that came back, with a reason wherever the ledger warns of something."""
    fields = form_fields(page, urlsplit(path).path)
    warned = dict.fromkeys(re.findall(r'name="(answer-[a-z_]+)"', page), "Looked at, and so it is.")
    return filled(fields, **warned)


# --- texts and quotations -------------------------------------------------------------------------
def add_article(person: Person, n: int) -> Act:
    """Paste a text."""
    title = f"Endurance article {n}"

    def prepare() -> Fields:
        fields = form_fields(person.get("/desk/articles/add/?paste=1").text, "/desk/articles/add/")
        return filled(
            fields,
            source=f"{title}.\n\n{prose(n)}",
            outlet=f"Outlet {n % 7} of the endurance run",
            title=title,
            published_on="2025-08-19",
        )

    path = "/desk/articles/add/?paste=1"
    return Act("add article", person, path, prepare, lambda db: looks.article(db, title))


def quote(person: Person, article: int, snapshot: int, text: str, words: str) -> Act:
    """Keep words of a text as a passage."""
    start = text.index(words)
    end = start + len(words)

    def prepare() -> Fields:
        page = person.get(f"/desk/articles/{article}/quote/?q={quote_plus(words[:60])}").text
        assert "csrfmiddlewaretoken" in page
        return [("snapshot", str(snapshot)), ("place", f"{start}-{end}")]

    path = f"/desk/articles/{article}/quote/"
    return Act("quote", person, path, prepare, lambda db: looks.passage(db, snapshot, start, end))


# --- statements -----------------------------------------------------------------------------------
def record(person: Person, pledge: str, passage: int, n: int) -> Act:
    """Record a statement with its quotation and submit it, by one press."""
    summary = f"The minister said that the country stands ready, in the words of paper {n}."
    path = f"/desk/pledges/{pledge}/statements/add/"

    def prepare() -> Fields:
        page = person.get(f"{path}?passage={passage}").text
        return filled(
            form_fields(page, path),
            stance="offered",
            said_on="2025-08-19",
            summary=summary,
            capacity="minister",
            speaker=f"Minister {n}",
            on_record="on",
            then="submit",
        )

    return Act("record", person, path, prepare, lambda db: looks.recorded(db, summary))


def publish(person: Person, statement: int, n: int, kind: str = "publish") -> Act:
    """Publish what another person submitted, with a comment."""
    comment = f"Read beside its words, number {n}."

    def prepare() -> Fields:
        page = person.get(f"/desk/review/{statement}/").text
        fields = form_fields(page, f"/desk/review/{statement}/comment/")
        return filled(fields, comment=comment)

    return Act(
        kind,
        person,
        f"/desk/review/{statement}/publish/",
        prepare,
        lambda db: looks.published(db, statement, comment),
    )


def comment(person: Person, statement: int, n: int) -> Act:
    """Say something about a statement in review."""
    body = f"A remark in passing, number {n}."

    def prepare() -> Fields:
        page = person.get(f"/desk/review/{statement}/").text
        fields = form_fields(page, f"/desk/review/{statement}/comment/")
        return filled(fields, comment=body)

    path = f"/desk/review/{statement}/comment/"
    return Act("comment", person, path, prepare, lambda db: looks.commented(db, body))


def begin_correction(person: Person, statement: int) -> Act:
    """Draft a correction of a published statement."""
    path = f"/desk/statements/{statement}/correct/"

    def prepare() -> Fields:
        assert "csrfmiddlewaretoken" in person.get(path).text
        return []

    return Act(
        "begin correction", person, path, prepare, lambda db: looks.correction_begun(db, statement)
    )


def submit_correction(person: Person, correction: int, n: int) -> Act:
    """Say what was wrong, and submit."""
    reason = f"We had misread paper {n}."
    path = f"/desk/statements/{correction}/edit/"

    def prepare() -> Fields:
        fields = form_fields(person.get(path).text, path)
        return filled(fields, reason=reason, then="submit")

    return Act(
        "submit correction",
        person,
        path,
        prepare,
        lambda db: looks.correction_submitted(db, correction, reason),
    )


def retract(person: Person, statement: int, n: int) -> Act:
    """Take a published statement back."""
    reason = f"The source took it back, paper {n}."
    path = f"/desk/statements/{statement}/retract/"

    def prepare() -> Fields:
        return filled(form_fields(person.get(path).text, ""), reason=reason)

    return Act("retract", person, path, prepare, lambda db: looks.retracted(db, statement, reason))


def check(person: Person, country: str, n: int) -> Act:
    """Looked for every cell of a country that has no statement, and found nothing."""
    note = f"Looked through the papers of day {n}."
    path = f"/desk/checks/ukraine/{country}/"
    roles = ["training", "logistics", "air_policing"]
    cells: list[str] = []

    def prepare() -> Fields:
        page = person.get(path).text
        found = re.findall(r'name="roles"[^>]*value="([a-z0-9_-]+)"', page)
        cells[:] = (found or roles)[:3]
        return filled(
            form_fields(page, ""), roles=cells, outcome="nothing_found", note=note, recheck="3"
        )

    return Act("check", person, path, prepare, lambda db: looks.checked(db, note, len(cells) or 3))


# --- the worker's ---------------------------------------------------------------------------------
def ask_import(person: Person, address: str, before: int = 0) -> Act:
    """Have an address fetched."""

    def prepare() -> Fields:
        page = person.get("/desk/articles/add/").text
        return filled(form_fields(page, "/desk/articles/fetches/"), address=address)

    return Act(
        "import",
        person,
        "/desk/articles/fetches/",
        prepare,
        lambda db: looks.asked(db, "import", address, before),
    )


def ask_recheck(person: Person, article: int, address: str, before: int) -> Act:
    """Have an article looked at again."""

    def prepare() -> Fields:
        assert "csrfmiddlewaretoken" in person.get(f"/desk/articles/{article}/").text
        return []

    return Act(
        "recheck",
        person,
        f"/desk/articles/{article}/recheck/",
        prepare,
        lambda db: looks.asked(db, "recheck", address, before),
    )


# --- choosing -------------------------------------------------------------------------------------
def pledge_for(desk: Desk, person: Person, passage: int, rng: random.Random) -> str:
    """Open a pledge that nobody has opened yet, as the form offers them; its reference."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            page = person.get(f"/desk/statements/add/?passage={passage}").text
            fields = form_fields(page, "/desk/statements/add/")
            countries = re.findall(r'<option value="([A-Z]{3})"', page)
            roles = re.findall(r'name="roles"[^>]*value="([a-z0-9_-]+)"', page)
            chosen = filled(
                fields,
                country=rng.choice(countries[:30]),
                roles=rng.sample(roles, 3),
                place=rng.choice(_PLACES),
                passage=str(passage),
            )
            answer = person.post("/desk/statements/add/", chosen, "open pledge")
        except Unanswered:
            time.sleep(_PAUSE)
            continue
        if answer.status_code != 302:
            raise Wrong(f"open pledge: {answer.status_code}: {_says(answer.text)}")
        reference = answer.headers["location"].split("/")[3]
        taken = desk.ask(
            "SELECT count(*) FROM commitments_statement s JOIN commitments_pledge p"
            " ON p.id = s.pledge_id WHERE p.reference = %s",
            reference,
        )
        if not taken:
            return str(reference)
    raise Wrong("open pledge: could not be done in time")
