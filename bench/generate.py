"""Fill the measured ledger: two coalitions of the same shape and different size, with a fixed seed.

Rows obey the database's own rules, in the order of an editor's work: a statement with its parts and
citations is in review first, and becomes public together with its citations. Only the services are
skipped, since tens of thousands of rows are written in bulk.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import batched

from django.db import connection, transaction
from django.db.models import F

from articles.models import Article, Passage, Publisher, Snapshot
from bench.prose import write_article
from bench.sizes import (
    CAPACITIES,
    COUNTRIES,
    DAYS,
    FIRST_DAY,
    FUNCTIONS,
    LARGE,
    SEED,
    SIZES,
    STANCES,
    Size,
)
from commitments.models import (
    Check,
    Citation,
    Coalition,
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    Condition,
    ConditionOutcome,
    Contradiction,
    Country,
    Limit,
    Membership,
    Pledge,
    PledgeParty,
    PledgeRole,
    Role,
    Statement,
    StatementCondition,
    StatementLimit,
)
from commitments.rules.stances import Change, Place
from commitments.services.pledging import COLLECTIVE_CODE
from commitments.services.vocabularies import load_vocabularies
from core.history import Act, act
from core.models import User

_BATCH = 2_000


def fill() -> dict[str, int]:
    """Load the vocabularies and both coalitions; return what the large one has."""
    with connection.cursor() as cursor:
        # Every trigger of django-pgtrigger asks for this setting and catches the error where it
        # is unknown; PostgreSQL then walks through all checks that wait for the commit, for each
        # row once more. Known and empty, it ignores nothing and costs nothing.
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', false)")
    load_vocabularies()
    for size in SIZES:
        _Filler(size).fill()
    _tidy()
    large = Statement.objects.published().filter(pledge__coalition__slug=LARGE)
    return {
        "countries": COUNTRIES,
        "roles": CoalitionRole.objects.filter(coalition__slug=LARGE).count(),
        "pledges": Pledge.objects.filter(coalition__slug=LARGE).count(),
        "published statements": large.count(),
        "citations": Citation.objects.filter(statement__in=large).count(),
        "conditions of statements": StatementCondition.objects.filter(statement__in=large).count(),
    }


def _tidy() -> None:
    """What autovacuum does within minutes on a ledger in use."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _at(day: date, *, hours: int = 9) -> datetime:
    """That hour of the day after, UTC."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) + timedelta(hours=hours)


@dataclass
class _Filler:
    """Writes one coalition; each method fills the tables of one noun."""

    size: Size
    passages: list[Passage] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def fill(self) -> None:
        self.rng = random.Random(SEED + self.size.statements)
        self.countries = self._countries()
        self.roles = list(Role.objects.order_by("position"))
        self.conditions = list(Condition.objects.order_by("position"))
        self.limits = list(Limit.objects.order_by("position"))
        self.author = self._person("author")
        self.reviewer = self._person("reviewer")
        for step in (
            self._fill_coalition,
            self._fill_articles,
            self._fill_pledges,
            self._fill_statements,
            self._fill_citations,
            self._publish,
            self._retract_some,
            self._fill_checks_and_outcomes,
            self._link_contradictions,
        ):
            with act(Act.LOAD_DEMONSTRATION, by=self.author), transaction.atomic():
                step()
            # A trigger's plan made on an empty table scans it for every later row.
            _tidy()

    def _countries(self) -> list[Country]:
        """Members of a group first, as in a coalition that has grown."""
        known = Country.objects.exclude(iso3="UKR").order_by("name")
        return sorted(known, key=lambda country: not country.groups)[:COUNTRIES]

    def _person(self, name: str) -> User:
        email = f"{name}@{self.size.slug}.example"
        role = User.Role.EDITOR if name == "reviewer" else User.Role.CONTRIBUTOR
        return User.objects.create_user(email, name=name.title(), role=role)

    def _fill_coalition(self) -> None:
        self.coalition = Coalition.objects.create(
            slug=self.size.slug,
            code=self.size.code,
            name=f"A coalition of {self.size.statements:,} statements",
            tagline="made up to be measured",
            host=Country.objects.get(iso3="UKR"),
        )
        for pick, name, terms in (
            (CoalitionRole, "role", self.roles),
            (CoalitionCondition, "condition", self.conditions),
            (CoalitionLimit, "limit", self.limits),
        ):
            pick.objects.bulk_create(
                pick(coalition=self.coalition, position=position, **{name: term})
                for position, term in enumerate(terms, start=1)
            )
        standings = Membership.Standing.values
        Membership.objects.bulk_create(
            Membership(
                coalition=self.coalition,
                country=country,
                standing=standings[number % len(standings)],
                joined_on=FIRST_DAY,
            )
            for number, country in enumerate(self.countries)
        )

    def _fill_articles(self) -> None:
        outlets = Publisher.objects.bulk_create(
            Publisher(
                name=f"{self.size.code} outlet {number}",
                domain=f"{self.size.slug}-{number}.example",
            )
            for number in range(40)
        )
        articles = Article.objects.bulk_create(
            (
                Article(
                    publisher=self.rng.choice(outlets),
                    canonical_url=f"https://{self.size.slug}.example/{number}",
                    title=f"Article {number}",
                    published_on=FIRST_DAY + timedelta(days=self.rng.randrange(DAYS)),
                    reading_state=Article.ReadingState.EXTRACTED,
                    added_by=self.author,
                )
                for number in range(self.size.articles)
            ),
            batch_size=_BATCH,
        )
        # One in ten re-publishes another: both count as one origin.
        for number in range(0, len(articles) - 1, 10):
            articles[number + 1].relays = articles[number]
        Article.objects.bulk_update(articles[1::10], ["relays"], batch_size=_BATCH)
        spans = []
        snapshots = []
        for number, article in enumerate(articles):
            text, sentences = write_article(self.rng, f"{self.size.code}{number}")
            spans.append(sentences)
            snapshots.append(
                Snapshot(
                    article=article,
                    number=1,
                    text=text,
                    text_sha256=hashlib.sha256(text.encode()).hexdigest(),
                    normaliser_version=1,
                    language="en",
                    extractor="generated",
                )
            )
        Snapshot.objects.bulk_create(snapshots, batch_size=200)
        self.passages = Passage.objects.bulk_create(
            (
                Passage(
                    snapshot=snapshot,
                    start=span.start,
                    end=span.end,
                    exact=span.exact,
                    prefix=span.prefix,
                    suffix=span.suffix,
                    added_by=self.author,
                )
                for snapshot, sentences in zip(snapshots, spans, strict=True)
                for span in sentences
            ),
            batch_size=_BATCH,
        )

    def _fill_pledges(self) -> None:
        # Some countries and roles are spoken of more than others, as in the real coalition.
        weights = [1 + 2 / (1 + number / 8) for number in range(COUNTRIES)]
        numbers: dict[str, int] = {}
        parties: list[PledgeParty] = []
        roles: list[PledgeRole] = []
        owners = self.rng.choices(self.countries, weights, k=self.size.pledges)
        for index, owner in enumerate(owners):
            country = None if index % 150 == 149 else owner
            code = country.iso3 if country else COLLECTIVE_CODE
            numbers[code] = numbers.get(code, 0) + 1
            pledge = Pledge(
                coalition=self.coalition,
                country=country,
                place=self.rng.choice(Place.values),
                reference=f"{self.size.code}-{code}-{numbers[code]}",
                title=f"Package {index} of {owner.name}",
                added_by=self.author,
            )
            self.pledges.append(pledge)
            held = self.rng.sample(self.roles, k=self.rng.randint(1, 3))
            roles += [PledgeRole(pledge=pledge, role=role) for role in held]
            if country is None:
                named = self.rng.sample(self.countries, k=self.rng.randint(2, 5))
                parties += [PledgeParty(pledge=pledge, country=party) for party in named]
        Pledge.objects.bulk_create(self.pledges, batch_size=_BATCH)
        PledgeRole.objects.bulk_create(roles, batch_size=_BATCH)
        PledgeParty.objects.bulk_create(parties, batch_size=_BATCH)

    def _fill_statements(self) -> None:
        total = self.size.statements + self.size.retracted
        extra = self.rng.choices(self.pledges, k=total - len(self.pledges))
        self.statements = [self._statement(pledge) for pledge in (*self.pledges, *extra)]
        Statement.objects.bulk_create(self.statements, batch_size=_BATCH)
        conditions: list[StatementCondition] = []
        limits: list[StatementLimit] = []
        for statement in self.statements:
            waits = self.rng.sample(self.conditions, k=self.rng.randint(0, 3))
            # Of three, two are alternatives.
            groups = (1, 1, None) if len(waits) == 3 else (None, None)
            conditions += [
                StatementCondition(statement=statement, condition=condition, group=group)
                for condition, group in zip(waits, groups, strict=False)
            ]
            limits += [
                StatementLimit(statement=statement, limit=limit)
                for limit in self.rng.sample(self.limits, k=self.rng.randint(0, 2))
            ]
        StatementCondition.objects.bulk_create(conditions, batch_size=_BATCH)
        StatementLimit.objects.bulk_create(limits, batch_size=_BATCH)

    def _statement(self, pledge: Pledge) -> Statement:
        rng = self.rng
        said_on = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        low = rng.randrange(50, 3_000) if rng.random() < 0.4 else None
        return Statement(
            pledge=pledge,
            stance=rng.choices(list(STANCES), list(STANCES.values()))[0],
            change=Change.INTRODUCED,
            said_on=said_on,
            headcount_min=low,
            headcount_max=low + rng.randrange(0, 2_000) if low and rng.random() < 0.7 else None,
            headcount_wording=f"about {low}" if low and rng.random() < 0.3 else "",
            headcount_withheld=low is None and rng.random() < 0.1,
            summary=f"What was said of {pledge.title} on {said_on}.",
            speaker=f"Speaker {rng.randrange(500)}",
            office="Minister",
            capacity=rng.choices(list(CAPACITIES), list(CAPACITIES.values()))[0],
            state=Statement.State.SUBMITTED,
            author=self.author,
            submitted_at=_at(said_on, hours=8),
        )

    def _fill_citations(self) -> None:
        pool = self.passages[:]
        self.rng.shuffle(pool)
        citations: list[Citation] = []
        for statement in self.statements:
            for order in range(self.rng.randint(1, 3)):
                function = self.rng.choices(list(FUNCTIONS), list(FUNCTIONS.values()))[0]
                citations.append(
                    Citation(
                        statement=statement,
                        passage=pool.pop(),
                        function=function if order else "supports",
                        proves=["stance"],
                        added_by=self.author,
                    )
                )
        Citation.objects.bulk_create(citations, batch_size=_BATCH)

    def _publish(self) -> None:
        """Statements and their citations, in one transaction as the rules ask."""
        mine = Statement.objects.filter(pledge__coalition=self.coalition)
        mine.update(
            state=Statement.State.PUBLISHED,
            reviewer=self.reviewer,
            published_at=F("submitted_at") + timedelta(hours=1),
        )
        with connection.cursor() as cursor:
            # One in twenty was added a month later, by a review of its own.
            cursor.execute(
                """
                UPDATE commitments_citation c SET reviewer_id = %(reviewer)s,
                    published_at = s.published_at + CASE
                        WHEN c.id %% 20 = 0 AND c.function <> 'supports' THEN interval '30 days'
                        ELSE interval '0' END
                FROM commitments_statement s JOIN commitments_pledge p ON p.id = s.pledge_id
                WHERE s.id = c.statement_id AND p.coalition_id = %(coalition)s
                """,
                {"reviewer": self.reviewer.pk, "coalition": self.coalition.pk},
            )

    def _retract_some(self) -> None:
        retracted = [statement.pk for statement in self.statements[-self.size.retracted :]]
        Statement.objects.filter(pk__in=retracted).update(
            state=Statement.State.RETRACTED,
            retracted_at=F("published_at") + timedelta(days=60),
            retracted_by=self.reviewer,
            retraction_reason="Recorded twice.",
        )

    def _fill_checks_and_outcomes(self) -> None:
        """Checks of one cell in five, whether or not it holds a pledge; outcomes of conditions."""
        cells = [(country, role) for country in self.countries for role in self.roles]
        outcomes = Check.Outcome.values
        Check.objects.bulk_create(
            Check(
                coalition=self.coalition,
                country=country,
                role=role,
                checked_on=(day := FIRST_DAY + timedelta(days=self.rng.randrange(DAYS))),
                outcome=self.rng.choice(outcomes),
                by=self.author,
                recorded_at=_at(day),
            )
            for country, role in self.rng.sample(cells, k=len(cells) // 5)
        )
        ConditionOutcome.objects.bulk_create(
            ConditionOutcome(
                coalition=self.coalition,
                condition=condition,
                country=self.rng.choice([None, self.rng.choice(self.countries)]),
                outcome=self.rng.choice(ConditionOutcome.Outcome.values),
                since=(day := FIRST_DAY + timedelta(days=self.rng.randrange(DAYS))),
                passage=self.rng.choice(self.passages),
                recorded_by=self.reviewer,
                recorded_at=_at(day),
            )
            for condition in self.conditions
            for _ in range(3)
        )

    def _link_contradictions(self) -> None:
        pairs = batched(self.rng.sample(self.statements, k=self.size.statements // 100), 2)
        Contradiction.objects.bulk_create(
            Contradiction(
                first=min(pair, key=lambda statement: statement.pk),
                second=max(pair, key=lambda statement: statement.pk),
                note="They cannot both hold.",
                recorded_by=self.reviewer,
                recorded_at=_at(max(statement.said_on for statement in pair), hours=12),
            )
            for pair in pairs
        )
