"""People of the desk for tests. They sign in by `client.force_login` unless given a password."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from core.models import SecondFactor, User


class UserFactory(DjangoModelFactory[User]):
    """A contributor; without `password` the account cannot sign in by form."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    role = User.Role.CONTRIBUTOR
    is_active = True

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        user = model_class(**{key: value for key, value in fields.items() if key != "password"})
        # Hashing is slow on purpose: only tests of the sign-in form pay for it.
        user.set_password(fields.get("password"))
        user.save()
        return user


class EditorFactory(UserFactory):
    """Somebody who may review and publish."""

    role = User.Role.EDITOR


class ChiefFactory(UserFactory):
    """Somebody who also keeps vocabularies, countries and people."""

    role = User.Role.CHIEF


class SecondFactorFactory(DjangoModelFactory[SecondFactor]):
    """An authenticator app of somebody; its secret is the same in every test."""

    class Meta:
        model = SecondFactor

    user = factory.SubFactory(UserFactory)
    type = SecondFactor.Type.TOTP
    data = factory.LazyFunction(lambda: {"secret": "JBSWY3DPEHPK3PXP"})
