"""Second factors: which ones a person has, and allauth's names for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from core.models import User

# What counts as a second factor. Recovery codes only replace one that is lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's adapter, with names for passkeys."""

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Return “Passkey”, “Passkey 2” …, until its owner renames it."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Coalition Ledger"}


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey or security key, with its owner's name for it."""

    pk: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """A person's second factors."""

    app_since: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None

    @property
    def is_set_up(self) -> bool:
        """Whether there is a second factor to sign in with."""
        return self.app_since is not None or bool(self.passkeys)


def read_factors(user: AbstractBaseUser) -> Factors:
    """Return a person's second factors, passkeys oldest first. One query."""
    rows = list(Authenticator.objects.filter(user_id=user.pk).order_by("pk"))
    return Factors(
        app_since=next((a.created_at for a in rows if a.type == Authenticator.Type.TOTP), None),
        passkeys=tuple(
            Passkey(a.pk, str(a), a.created_at, a.last_used_at)
            for a in rows
            if a.type == Authenticator.Type.WEBAUTHN
        ),
        codes_left=next(
            (
                len(a.wrap().get_unused_codes())
                for a in rows
                if a.type == Authenticator.Type.RECOVERY_CODES
            ),
            None,
        ),
    )


def with_second_factor(people: Iterable[int | None]) -> frozenset[int]:
    """Return which of these people (primary keys) have a second factor. One query."""
    return frozenset(
        Authenticator.objects.filter(user__in=list(people), type__in=FACTORS).values_list(
            "user_id", flat=True
        )
    )


def must_set_up(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a chief requires a second factor that this person has not set up.

    No query if none is required, else one.
    """
    is_asked = isinstance(user, User) and user.requires_mfa
    return is_asked and not with_second_factor([user.pk])
