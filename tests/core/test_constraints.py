"""Raw SQL against the rules of people."""

import pytest

from core.models import User
from tests.factories.people import UserFactory
from tests.raw_sql import change_row, copy_row, refused

pytestmark = pytest.mark.django_db

BY_CHANGE = [
    ("user_role_is_known", "role = 'owner'"),
    ("user_email_is_lower_case", "email = 'Person@Example.org'"),
]


@pytest.mark.parametrize(("rule", "assignments"), BY_CHANGE)
def test_change_that_breaks_a_rule_is_refused(rule: str, assignments: str) -> None:
    with refused(rule):
        change_row(UserFactory(), assignments)


def test_every_constraint_of_people_is_attacked() -> None:
    assert {rule for rule, _ in BY_CHANGE} == {c.name for c in User._meta.constraints}


def test_same_email_twice_is_refused() -> None:
    with refused("email"):
        copy_row(UserFactory())
