"""People at the desk with their browsers, and a coalition that has picked its terms."""

import logging
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Snapshot
from commitments.models import (
    Citation,
    Coalition,
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    Condition,
    Country,
    Limit,
    Pledge,
    Role,
)
from core.models import User
from tests.desk.every_page import Pages
from tests.factories.articles import PassageFactory, SnapshotFactory
from tests.factories.commitments import (
    CitationFactory,
    CoalitionFactory,
    ConditionFactory,
    CountryFactory,
    LimitFactory,
    MembershipFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    RoleFactory,
    StatementFactory,
    submit,
)
from tests.factories.people import ChiefFactory, EditorFactory, UserFactory
from tests.markup import OneLineClient

TEXT = (
    "The ministry said on Wednesday that it stands ready to send instructors and logistics staff. "
    "None of them would serve near the front.\n\n"
    "A deployment would begin only after a peace agreement had been signed, the minister told "
    "reporters. The ministry said on Wednesday that parliament would vote."
)


@dataclass
class Person:
    """Somebody with a browser that is signed in."""

    user: User
    client: Client


def signed_in(user: User) -> Person:
    client = OneLineClient()
    client.force_login(user)
    return Person(user, client)


@pytest.fixture
def contributor(db: None) -> Person:
    return signed_in(UserFactory(name="Carla Contributor"))


@pytest.fixture
def editor(db: None) -> Person:
    return signed_in(EditorFactory(name="Edgar Editor"))


@pytest.fixture
def chief(db: None) -> Person:
    return signed_in(ChiefFactory(name="Chiara Chief"))


@pytest.fixture
def snapshot(db: None) -> Snapshot:
    return SnapshotFactory(text=TEXT)


@pytest.fixture
def article(snapshot: Snapshot) -> Article:
    return snapshot.article


@dataclass
class World:
    """A coalition with two roles, two limits, two conditions and one member."""

    coalition: Coalition
    member: Country
    outsider: Country
    training: Role
    logistics: Role
    no_combat: Limit
    not_front_line: Limit
    ceasefire: Condition
    peace_agreement: Condition


@pytest.fixture
def world(db: None) -> World:
    coalition = CoalitionFactory(slug="ukraine", code="UKR", name="Coalition for Ukraine")
    found = World(
        coalition=coalition,
        member=CountryFactory(iso3="GBR", name="United Kingdom"),
        outsider=CountryFactory(iso3="USA", name="United States"),
        training=RoleFactory(slug="training", name="Training"),
        logistics=RoleFactory(slug="logistics-transit", name="Logistics and transit"),
        no_combat=LimitFactory(slug="no-combat", name="No combat"),
        not_front_line=LimitFactory(slug="not-front-line", name="Not on the front line"),
        ceasefire=ConditionFactory(slug="ceasefire", name="Ceasefire"),
        peace_agreement=ConditionFactory(slug="peace-agreement", name="Peace agreement"),
    )
    MembershipFactory(coalition=coalition, country=found.member)
    for position, role in enumerate((found.training, found.logistics)):
        CoalitionRole.objects.create(coalition=coalition, role=role, position=position)
    for position, limit in enumerate((found.no_combat, found.not_front_line)):
        CoalitionLimit.objects.create(coalition=coalition, limit=limit, position=position)
    for position, condition in enumerate((found.ceasefire, found.peace_agreement)):
        CoalitionCondition.objects.create(
            coalition=coalition, condition=condition, position=position
        )
    return found


@pytest.fixture
def citation(world: World) -> Citation:
    """A quotation of a statement in review, about a pledge that a new government put in doubt."""
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    found = CitationFactory(statement=StatementFactory(pledge=pledge))
    submit(found.statement)
    PledgeRecheckFactory(pledge=pledge)
    return found


@pytest.fixture
def pages(
    citation: Citation, chief: Person, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Pages:
    """Every page, without limits on who asks how often."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    settings.LEDGER_LIMITS = dict.fromkeys(settings.LEDGER_LIMITS, (10**9, 60))
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Pages(citation, chief)


@pytest.fixture
def pledge(world: World) -> Pledge:
    """To train, by the member; nothing has been said yet."""
    found: Pledge = PledgeFactory(
        coalition=world.coalition,
        country=world.member,
        roles=[world.training],
        reference="UKR-GBR-1",
        title="Training",
    )
    return found


@pytest.fixture
def passages(snapshot: Snapshot) -> list[Any]:
    return [PassageFactory(snapshot=snapshot, start=0, end=12), PassageFactory(snapshot=snapshot)]
