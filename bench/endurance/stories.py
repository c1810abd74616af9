"""Editors' work from beginning to end: who writes, who publishes, and what follows what."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.endurance import acts, looks
from bench.endurance.acts import Act, Desk, Finding
from bench.endurance.looks import NOTHING, WHOLE
from bench.endurance.person import Person, Unanswered, Wrong
from bench.endurance.site import Site

# A fetch whose worker died is taken up again after half a minute at the latest, then done.
_FETCH_PATIENCE = 180.0


@dataclass(slots=True)
class Pair:
    """Somebody who writes and somebody else who reviews."""

    desk: Desk
    author: Person
    reviewer: Person
    site: Site
    rng: random.Random
    # The article that the pair quotes from at present: its number, passage, and uses.
    _passage: int = 0
    _uses: int = 0

    def sign_in(self) -> None:
        self.author.sign_in()
        self.reviewer.sign_in()

    def close(self) -> None:
        self.author.close()
        self.reviewer.close()

    # --- what acts need before them -----------------------------------------------------------
    def passage(self) -> int:
        """A quotation to rest statements on; a new article after some statements."""
        if not self._passage or self._uses >= 6:
            self._passage, self._uses = self.quote(self.add_article()), 0
        self._uses += 1
        return self._passage

    def add_article(self) -> int:
        n = acts.number()
        self.desk.carry_out(acts.add_article(self.author, n))
        return int(
            self.desk.ask(
                "SELECT id FROM articles_article WHERE title = %s", f"Endurance article {n}"
            )
        )

    def quote(self, article: int) -> int:
        """Quote a sentence of an article in the words that stand there."""
        act = self.quoting(article)
        self.desk.carry_out(act)
        return int(
            self.desk.ask(
                "SELECT max(p.id) FROM articles_passage p JOIN articles_snapshot s"
                " ON s.id = p.snapshot_id WHERE s.article_id = %s",
                article,
            )
        )

    def quoting(self, article: int) -> Act:
        where = "FROM articles_snapshot WHERE article_id = %s ORDER BY number DESC LIMIT 1"
        snapshot = self.desk.ask(f"SELECT id {where}", article)
        text = self.desk.ask(f"SELECT text {where}", article)
        # A sentence in the middle of a paragraph, whatever it is.
        words = text.split(". ")[2]
        return acts.quote(self.author, article, snapshot, text, words)

    def recording(self) -> tuple[Act, int]:
        """A statement about a pledge of its own, ready to be recorded; and its number."""
        passage = self.passage()
        n = acts.number()
        reference = acts.pledge_for(self.desk, self.author, passage, self.rng)
        return acts.record(self.author, reference, passage, n), n

    def submitted(self) -> int:
        """A statement that waits for its reviewer."""
        act, n = self.recording()
        self.desk.carry_out(act)
        return int(
            self.desk.ask(
                "SELECT id FROM commitments_statement WHERE summary LIKE %s", f"%paper {n}."
            )
        )

    def published(self) -> int:
        """A statement that readers see."""
        statement = self.submitted()
        self.desk.carry_out(acts.publish(self.reviewer, statement, acts.number()))
        return statement

    def correction(self) -> int:
        """A correction that is drafted."""
        statement = self.published()
        self.desk.carry_out(acts.begin_correction(self.author, statement))
        return int(
            self.desk.ask("SELECT id FROM commitments_statement WHERE corrects_id = %s", statement)
        )

    def submitted_correction(self) -> int:
        """A correction that waits for its reviewer."""
        correction = self.correction()
        self.desk.carry_out(acts.submit_correction(self.author, correction, acts.number()))
        return correction

    # --- the worker's -------------------------------------------------------------------------
    def importing(self) -> tuple[Act, str]:
        """A new address, ready to be asked for."""
        address = self.site.address(acts.number())
        return acts.ask_import(self.author, address), address

    def imported(self) -> tuple[int, str]:
        """An article that was fetched, with a quotation."""
        act, address = self.importing()
        self.desk.carry_out(act)
        self.settle("import", address, lambda db: looks.imported(db, address))
        article = self.desk.ask("SELECT id FROM articles_article WHERE canonical_url = %s", address)
        if article is None:
            raise Wrong(f"{address} was not imported")
        self.quote(int(article))
        return int(article), address

    def rechecking(self) -> tuple[Act, int, str]:
        """An article whose site has changed it, ready to be looked at again."""
        article, address = self.imported()
        self.site.change(int(address.rsplit("/", 1)[1]))
        return acts.ask_recheck(self.author, article, address, 0), article, address

    def settle(self, kind: str, address: str, look: looks.Probe) -> None:
        """Watch a fetch's page until it has ended; ask again for one that failed."""
        until = time.monotonic() + _FETCH_PATIENCE
        wanted = Act(f"{kind}, by the worker", self.author, "", list, look)
        while time.monotonic() < until:
            row = self.desk.ask(
                "SELECT id::text || ' ' || state || ' ' || failure FROM articles_fetch"
                " WHERE kind = %s AND address = %s ORDER BY id DESC LIMIT 1",
                kind,
                address,
            )
            pk, state, failure = (row or "0 missing ").split(" ", 2)
            said = self.desk.look(wanted)
            if state == "done":
                if said != WHOLE:
                    self.desk.findings.append(Finding(wanted.kind, f"done, but {said}"))
                return
            if said not in (WHOLE, NOTHING):
                return
            if state == "failed":
                if failure not in ("stopped", "unreachable", "broken"):
                    raise Wrong(f"{kind} of {address} failed: {failure}")
                self._again(pk)
            self.desk.open(self.author, f"/desk/articles/fetches/{pk}/")
            time.sleep(0.5)
        self.desk.findings.append(Finding(wanted.kind, f"not done after {_FETCH_PATIENCE:.0f} s"))

    def _again(self, pk: str) -> None:
        try:
            self.author.post(f"/desk/articles/fetches/{pk}/again/", [], "fetch again")
        except Unanswered:
            time.sleep(0.5)

    # --- a working day ------------------------------------------------------------------------
    def work(self, is_over: Callable[[], bool] = lambda: False) -> None:
        """Everything once, as editors do beside the readers; ends early where it is over."""

        def do(act: Act) -> None:
            if is_over():
                raise Unanswered("over")
            self.desk.carry_out(act)

        statement = self.submitted()
        do(acts.comment(self.reviewer, statement, acts.number()))
        do(acts.publish(self.reviewer, statement, acts.number()))
        do(acts.begin_correction(self.author, statement))
        correction = self.desk.ask(
            "SELECT id FROM commitments_statement WHERE corrects_id = %s", statement
        )
        do(acts.submit_correction(self.author, correction, acts.number()))
        do(acts.publish(self.reviewer, correction, acts.number(), "publish correction"))
        do(acts.retract(self.reviewer, correction, acts.number()))
        act, article, address = self.rechecking()
        do(act)
        self.settle("recheck", address, lambda db: looks.rechecked(db, article, 2))
        do(acts.check(self.reviewer, self.rng.choice(("ISL", "MLT", "LUX")), acts.number()))


def pair(desk: Desk, home: str, site: Site, number: int) -> Pair:
    """The pairs take turns at writing and reviewing: a contributor only writes."""
    author, reviewer = (("contributor", "editor"), ("editor", "chief"), ("chief", "editor"))[
        number % 3
    ]
    return Pair(
        desk,
        Person(home, author, f"10.9.{number}.1"),
        Person(home, reviewer, f"10.9.{number}.2"),
        site,
        random.Random(number * 7919 + int(time.time())),
    )
