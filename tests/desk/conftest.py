"""People at the desk with their browsers, and a coalition that has picked its terms."""

from dataclasses import dataclass

import pytest
from django.test import Client

from articles.models import Article, Snapshot
from commitments.models import (
    Coalition,
    CoalitionCondition,
    CoalitionLimit,
    CoalitionRole,
    Condition,
    Country,
    Limit,
    Role,
)
from core.models import User
from tests.factories.articles import SnapshotFactory
from tests.factories.commitments import (
    CoalitionFactory,
    ConditionFactory,
    CountryFactory,
    LimitFactory,
    MembershipFactory,
    RoleFactory,
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
