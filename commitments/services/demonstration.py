"""Load the demonstration: the first coalition's facts, with our own digests as articles.

Every record goes through the same services as an editor's. Only the clock is simulated: statements
count as published the day after they were said, so that `known_at` has a past to show.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from articles.models import Article, Passage, Publisher, Snapshot
from articles.services.ingest import ArticleContent, add_article
from articles.services.quoting import quote_passage
from articles.text.addresses import normalise_address
from articles.text.finding import find_quote
from commitments.models import (
    Check,
    Coalition,
    Condition,
    ConditionOutcome,
    Contradiction,
    Country,
    Limit,
    Membership,
    Pledge,
    Role,
    Statement,
)
from commitments.services.drafting import draft_statement
from commitments.services.pledging import open_pledge
from commitments.services.publishing import publish_statement, submit_statement
from commitments.services.vocabularies import DATA
from commitments.statements.content import (
    ConditionContent,
    Evidence,
    LimitContent,
    StatementContent,
)
from core.history import Act, act
from core.models import User

LICENCE = "CC BY 4.0"
ACCOUNTS = (
    ("chief@example.org", "Demo Chief", User.Role.CHIEF),
    ("editor@example.org", "Demo Editor", User.Role.EDITOR),
    ("contributor@example.org", "Demo Contributor", User.Role.CONTRIBUTOR),
)
PASSWORD = "coalition-ledger-demo"  # noqa: S105  (printed by `manage.py demo`, for this machine)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the ledger holds after loading."""

    countries: int
    articles: int
    pledges: int
    statements: int
    checks: int


def make_accounts() -> list[User]:
    """Create the three demonstration accounts once; a changed password is left alone."""
    people = []
    for email, name, role in ACCOUNTS:
        person = User.objects.filter(email=email).first()
        people.append(person or User.objects.create_user(email, PASSWORD, name=name, role=role))
    return people


@transaction.atomic
def load_demonstration(*, slug: str = "ukraine") -> Demonstration:
    """Load the coalition's facts; existing rows stay as they are."""
    with connection.cursor() as cursor:
        # Triggers read this setting; where it is unknown, each read is a caught error, and
        # PostgreSQL then goes through everything the transaction has deferred. The value ignores
        # nothing.
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
    loader = _Loader(Coalition.objects.get(slug=slug))
    loader.load_members(_read("memberships"))
    loader.load_sources(_read("sources"))
    loader.load_pledges(_read("pledges"))
    loader.load_outcomes(_read("outcomes"))
    loader.load_checks(_read("checks"))
    loader.load_contradictions(_read("contradictions"))
    pledges = Pledge.objects.filter(coalition=loader.coalition)
    return Demonstration(
        countries=pledges.exclude(country=None).values("country").distinct().count(),
        articles=Article.objects.filter(is_digest=True).count(),
        pledges=pledges.count(),
        statements=Statement.objects.published().filter(pledge__in=pledges).count(),
        checks=Check.objects.filter(coalition=loader.coalition).count(),
    )


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / "demo" / f"{name}.json").read_text())
    return rows


def _moment(day: date, *, minutes: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(9), UTC) + timedelta(minutes=minutes)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class _Loader:
    """Looks up names once; each method loads one file."""

    def __init__(self, coalition: Coalition) -> None:
        self.coalition = coalition
        self.chief, self.editor, self.contributor = make_accounts()
        self.countries = {country.iso3: country for country in Country.objects.all()}
        self.roles = {role.slug: role for role in Role.objects.all()}
        self.limits = {limit.slug: limit for limit in Limit.objects.all()}
        self.conditions = {condition.slug: condition for condition in Condition.objects.all()}
        self.snapshots: dict[str, Snapshot] = {}
        self.statements: dict[str, Statement] = {}

    def load_members(self, rows: Iterable[dict[str, Any]]) -> None:
        known = set(self.coalition.memberships.values_list("country__iso3", flat=True))
        with act(Act.LOAD_DEMONSTRATION, by=self.chief):
            Membership.objects.bulk_create(
                Membership(
                    coalition=self.coalition,
                    country=self.countries[row["country"]],
                    standing=row["standing"],
                    joined_on=_day(row["joined_on"]),
                    left_on=_day(row["left_on"]),
                    note=row["note"],
                    recorded_at=_moment(date.fromisoformat(row["joined_on"])),
                )
                for row in rows
                if row["country"] not in known
            )

    def load_sources(self, rows: Iterable[dict[str, Any]]) -> None:
        known = {article.canonical_url: article for article in Article.objects.all()}
        articles: dict[str, Article] = {}
        for row in rows:
            article = known.get(normalise_address(row["url"])) or self._add_digest(row)
            articles[row["key"]] = article
            if row["relays"] and article.relays_id is None:
                article.relays = articles[row["relays"]]
                article.save(update_fields=["relays"])
        first = Snapshot.objects.filter(article__in=articles.values(), number=1)
        by_article = {snapshot.article_id: snapshot for snapshot in first}
        self.snapshots = {key: by_article[article.pk] for key, article in articles.items()}

    def _add_digest(self, row: dict[str, Any]) -> Article:
        outlet = row["publisher"]
        Publisher.objects.get_or_create(
            domain=outlet["domain"],
            defaults={
                "name": outlet["name"],
                "kind": outlet["kind"],
                "country": outlet["country"],
                "language": outlet["language"],
                "is_state_controlled": outlet["state_controlled"],
            },
        )
        article = add_article(
            content=ArticleContent(
                source=row["digest"],
                address=row["url"],
                outlet=outlet["name"],
                title=row["title"],
                published_on=_day(row["published_on"]),
                # The digest is in English whatever the source's language is.
                language="en",
                rights=Article.Rights.OPEN_LICENCE,
                licence=LICENCE,
                is_digest=True,
            ),
            by=self.contributor,
        )
        article.reading_state = Article.ReadingState.EXTRACTED
        article.save(update_fields=["reading_state"])
        return article

    def load_pledges(self, rows: Iterable[dict[str, Any]]) -> None:
        known = self._known_pledges()
        for row in rows:
            roles = [self.roles[slug] for slug in row["roles"]]
            identity = (row["country"], row["place"], row["title"])
            pledge = known.get(identity) or open_pledge(
                coalition=self.coalition,
                country=self.countries[row["country"]] if row["country"] else None,
                parties=[self.countries[iso3] for iso3 in row["parties"]],
                roles=roles,
                place=row["place"],
                title=row["title"],
                is_separate=True,
                by=self.contributor,
            )
            said = {(s.said_on, s.summary): s for s in pledge.statements.all()}
            for order, statement in enumerate(row["statements"]):
                day = date.fromisoformat(statement["said_on"])
                self.statements[statement["key"]] = said.get(
                    (day, statement["summary"])
                ) or self._publish(pledge, statement, order)

    def _known_pledges(self) -> dict[tuple[str | None, str, str], Pledge]:
        pledges = Pledge.objects.filter(coalition=self.coalition).select_related("country")
        return {
            (pledge.country.iso3 if pledge.country else None, pledge.place, pledge.title): pledge
            for pledge in pledges.prefetch_related("statements")
        }

    def _publish(self, pledge: Pledge, row: dict[str, Any], order: int) -> Statement:
        content = self._content(row)
        at = _moment(content.said_on, minutes=order)
        draft = draft_statement(
            pledge=pledge,
            content=content,
            evidence=[
                Evidence(
                    self._passage(citation["source"], citation["quote"]),
                    citation["function"],
                    citation["proves"],
                )
                for citation in row["citations"]
            ],
            answers=row.get("answers", {}),
            by=self.contributor,
        )
        submit_statement(statement=draft, by=self.contributor, at=at - timedelta(hours=1))
        return publish_statement(statement=draft, by=self.editor, at=at)

    def _content(self, row: dict[str, Any]) -> StatementContent:
        plain = (
            "stance change reason said_on_is_inferred headcount_min headcount_max "
            "headcount_wording headcount_withheld unit equipment summary speaker office capacity "
            "on_record caveat"
        ).split()
        return StatementContent(
            **{name: row[name] for name in plain},
            said_on=date.fromisoformat(row["said_on"]),
            effective_on=_day(row["effective_on"]),
            relayed_by=self.countries[row["relayed_by"]] if row["relayed_by"] else None,
            limits=[
                LimitContent(self.limits[item["slug"]], item["detail"]) for item in row["limits"]
            ],
            conditions=[
                ConditionContent(
                    self.conditions[item["slug"]], item["detail"], item["kind"], item["group"]
                )
                for item in row["conditions"]
            ],
        )

    def _passage(self, source: str, quote: str) -> Passage:
        snapshot = self.snapshots[source]
        place = find_quote(snapshot.text, quote).places[0]
        return quote_passage(
            snapshot=snapshot, start=place.start, end=place.end, by=self.contributor
        )

    def load_outcomes(self, rows: Iterable[dict[str, Any]]) -> None:
        known = set(
            self.coalition.condition_outcomes.values_list(
                "condition__slug", "country__iso3", "since"
            )
        )
        for row in rows:
            since = date.fromisoformat(row["since"])
            if (row["condition"], row["country"], since) in known:
                continue
            passage = self._passage(row["source"], row["quote"])
            with act(Act.RECORD_OUTCOME, by=self.editor):
                ConditionOutcome.objects.create(
                    coalition=self.coalition,
                    condition=self.conditions[row["condition"]],
                    country=self.countries[row["country"]] if row["country"] else None,
                    outcome=row["outcome"],
                    since=since,
                    passage=passage,
                    note=row["note"],
                    recorded_by=self.editor,
                    recorded_at=_moment(since),
                )

    def load_checks(self, rows: Iterable[dict[str, Any]]) -> None:
        known = set(self.coalition.checks.values_list("country__iso3", "role__slug", "checked_on"))
        with act(Act.RECORD_CHECKS, by=self.contributor):
            Check.objects.bulk_create(
                Check(
                    coalition=self.coalition,
                    country=self.countries[row["country"]],
                    role=self.roles[row["role"]],
                    checked_on=day,
                    outcome=row["outcome"],
                    note=row["note"],
                    by=self.contributor,
                    recheck_on=_day(row["recheck_on"]),
                    recorded_at=_moment(day),
                )
                for row in rows
                if (
                    (day := date.fromisoformat(row["checked_on"]))
                    and (row["country"], row["role"], day) not in known
                )
            )

    def load_contradictions(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            first, second = sorted(
                (self.statements[row["first"]], self.statements[row["second"]]),
                key=lambda statement: statement.pk,
            )
            later = max(first.said_on, second.said_on)
            with act(Act.LINK_CONTRADICTION, by=self.editor):
                Contradiction.objects.get_or_create(
                    first=first,
                    second=second,
                    defaults={
                        "note": row["note"],
                        "recorded_by": self.editor,
                        "recorded_at": _moment(later, minutes=60),
                    },
                )
