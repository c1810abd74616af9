"""A small coalition for tests that read: said in one line per statement, read by an address.

Rows are made by the factories beside it; here is only what repeats in stories about the matrix.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from articles.models import Article, Passage
from commitments.matrix.build import build_matrix
from commitments.matrix.state import parse_state
from commitments.matrix.values import Cell, Matrix, ShownPledge
from commitments.models import (
    Check,
    Citation,
    Coalition,
    CoalitionCondition,
    CoalitionRole,
    Condition,
    ConditionImplication,
    ConditionOutcome,
    Contradiction,
    Country,
    Pledge,
    Role,
    Statement,
    StatementCondition,
)
from commitments.rules.stances import Capacity, Stance
from tests.factories.articles import PassageFactory, SnapshotFactory
from tests.factories.commitments import (
    CheckFactory,
    CitationFactory,
    CoalitionFactory,
    ConditionFactory,
    ConditionOutcomeFactory,
    ContradictionFactory,
    CountryFactory,
    PledgeFactory,
    RoleFactory,
    StatementFactory,
    publish,
    retract,
    submit,
)
from tests.factories.people import EditorFactory, UserFactory

TODAY = date(2026, 1, 31)
# Who speaks, by the grade that the speaker alone gives.
SPEAKERS: dict[str, dict[str, Any]] = {
    "A": {"capacity": Capacity.OFFICIAL_DOCUMENT},
    "B": {"capacity": Capacity.MINISTER, "speaker": "The minister"},
    "C": {"capacity": Capacity.UNNAMED_OFFICIAL, "speaker": ""},
    "D": {"capacity": Capacity.OTHER_GOVERNMENT},
    "E": {"capacity": Capacity.OUTLET_INFERENCE, "speaker": ""},
}


def moment(day: str | date | datetime) -> datetime:
    """Nine in the morning (UTC) of a day; a moment as it is."""
    if isinstance(day, datetime):
        return day
    return datetime.combine(date.fromisoformat(str(day)), time(9), UTC)


class SmallCoalition:
    """Slug `small`: training and logistics; ceasefire, peace agreement, backstop, vote."""

    def __init__(self) -> None:
        self.coalition: Coalition = CoalitionFactory(slug="small", code="SML")
        self.author, self.editor = UserFactory(), EditorFactory()
        self.roles = {slug: self.add_role(slug) for slug in ("training", "logistics")}
        self.conditions: dict[str, Condition] = {}
        for position, slug in enumerate(("ceasefire", "peace-agreement", "us-backstop", "vote")):
            condition = ConditionFactory(slug=slug, name=slug.replace("-", " ").capitalize())
            CoalitionCondition.objects.create(
                coalition=self.coalition, condition=condition, position=position
            )
            self.conditions[slug] = condition
        ConditionImplication.objects.create(
            condition=self.conditions["peace-agreement"], implied=self.conditions["ceasefire"]
        )

    def add_role(self, slug: str) -> Role:
        """Another column, at the right."""
        role = RoleFactory(slug=slug, name=slug.capitalize(), short_name=slug.capitalize())
        CoalitionRole.objects.create(coalition=self.coalition, role=role, position=role.pk)
        return role

    def pledge(self, country: str | Country | None = "GBR", *roles: str, **fields: Any) -> Pledge:
        """A pledge of these roles (training), by a country that is made where it is new."""
        if isinstance(country, str):
            country = Country.objects.filter(iso3=country).first() or CountryFactory(
                iso3=country, name=f"Land of {country}"
            )
        return PledgeFactory(
            coalition=self.coalition,
            country=country,
            roles=[self.roles[role] for role in roles or ("training",)],
            **fields,
        )

    def say(
        self,
        pledge: Pledge,
        stance: str = Stance.OFFERED,
        on: str = "2025-09-01",
        *,
        grade: str = "B",
        at: str | datetime | None = None,
        waits: dict[str, int | None] | None = None,
        article: Article | None = None,
        passage: Passage | None = None,
        **fields: Any,
    ) -> Statement:
        """Publish a statement said `on` a day, at nine of that or of the day `at`.

        `waits` maps conditions to groups of alternatives; it is quoted from `passage`, else from
        `article`, else from an article of its own.
        """
        said_on = date.fromisoformat(on)
        with transaction.atomic():
            statement = StatementFactory(
                **{
                    "pledge": pledge,
                    "said_on": said_on,
                    "author": self.author,
                    "stance": stance,
                    **SPEAKERS[grade],
                    **fields,
                }
            )
            for slug, group in (waits or {}).items():
                StatementCondition.objects.create(
                    statement=statement, condition=self.conditions[slug], group=group
                )
            evidence = {"passage": passage} if passage else _from(article)
            CitationFactory(statement=statement, **evidence)
            when = moment(at or said_on)
            return publish(submit(statement, at=when), by=self.editor, at=when)

    def cite(
        self,
        statement: Statement,
        *,
        at: str | datetime,
        function: str = Citation.Function.SUPPORTS,
        article: Article | None = None,
    ) -> Citation:
        """Add a quotation to a published statement, reviewed `at` a day."""
        return CitationFactory(
            statement=statement,
            function=function,
            reviewer=self.editor,
            published_at=moment(at),
            **_from(article),
        )

    def retract(self, statement: Statement, *, at: str | datetime) -> Statement:
        return retract(statement, by=self.editor, at=moment(at))

    def correct(self, statement: Statement, stance: str, *, at: str) -> Statement:
        """Publish a correction: the same day's word with another stance."""
        return self.say(
            statement.pledge, stance, statement.said_on.isoformat(), at=at, corrects=statement
        )

    def outcome(
        self,
        condition: str,
        outcome: str = ConditionOutcome.Outcome.MET,
        since: str = "2025-10-01",
        *,
        country: str | None = None,
        at: str | None = None,
    ) -> ConditionOutcome:
        return ConditionOutcomeFactory(
            coalition=self.coalition,
            condition=self.conditions[condition],
            country=Country.objects.get(iso3=country) if country else None,
            outcome=outcome,
            since=date.fromisoformat(since),
            recorded_by=self.editor,
            recorded_at=moment(at or since),
        )

    def check(
        self,
        country: str | Country,
        role: str = "training",
        outcome: str = Check.Outcome.NOTHING_FOUND,
        on: str = "2025-09-01",
        *,
        at: str | None = None,
        **fields: Any,
    ) -> Check:
        if isinstance(country, str):
            country = Country.objects.get(iso3=country)
        return CheckFactory(
            coalition=self.coalition,
            country=country,
            role=self.roles[role],
            outcome=outcome,
            checked_on=date.fromisoformat(on),
            by=self.author,
            recorded_at=moment(at or on),
            **fields,
        )

    def contradict(
        self, one: Statement, other: Statement, *, at: str | datetime | None = None
    ) -> Contradiction:
        first, second = sorted((one, other), key=lambda statement: statement.pk)
        return ContradictionFactory(
            first=first,
            second=second,
            recorded_by=self.editor,
            recorded_at=moment(at) if at else timezone.now(),
        )

    def read(self, address: str = "", *, today: date = TODAY) -> Matrix:
        """The matrix at an address such as `as_of=2025-09-01&assume=ceasefire`."""
        return build_matrix(self.coalition, parse_state(QueryDict(address), today=today))

    def cell(self, iso3: str, role: str = "training", address: str = "") -> Cell:
        return cell_of(self.read(address), iso3, role)

    def heading(self, pledge: Pledge, address: str = "") -> ShownPledge | None:
        """A pledge as the matrix shows it; None where it shows nothing of it."""
        built = self.read(address)
        shown = [view for row in built.rows for c in row.cells.values() for view in c.pledges]
        return next((v for v in [*shown, *built.collective] if v.id == pledge.pk), None)


def cell_of(built: Matrix, iso3: str, role: str = "training") -> Cell:
    """One cell; its row and column must be there."""
    return next(row for row in built.rows if row.iso3 == iso3).cells[role]


def _from(article: Article | None) -> dict[str, Any]:
    """The next sentence of this article that nobody has quoted yet; else an article of its own."""
    if article is None:
        return {}
    snapshot = article.snapshots.first() or SnapshotFactory(article=article)
    sentences = (part.strip() for part in snapshot.text.replace("\n\n", " ").split("."))
    quoted = {passage.exact for passage in snapshot.passages.all()}
    quote = next(words for words in sentences if words and words not in quoted)
    return {"passage": PassageFactory(snapshot=snapshot, quote=quote)}
