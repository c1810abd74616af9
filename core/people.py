"""A chief's acts on people: invite, change, require a second factor, close and open accounts.

Nobody is deleted: a name stays in history. The countries a person writes about are in
`commitments`.
"""

from __future__ import annotations

from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from core import clock
from core.errors import DomainError, NotAllowed
from core.history import Act, act
from core.models import SecondFactor, User
from core.wording import gettext_lazy

ONLY_CHIEFS = gettext_lazy("Only chiefs keep people. Ask one of them.")
ADDRESS_TAKEN = gettext_lazy("Somebody already signs in with this address.")


@transaction.atomic
def invite_person(*, email: str, name: str, role: str, requires_mfa: bool, by: User) -> User:
    """Create an account without a password; its owner sets one with the link that is sent next."""
    _require_chief(by)
    address, name = _checked(email, name, role)
    if User.objects.filter(email=address).exists():
        raise DomainError(ADDRESS_TAKEN)
    person = User(
        email=address,
        name=name,
        role=role,
        requires_mfa=requires_mfa,
        link_sent_at=clock.now(),
    )
    person.set_unusable_password()
    with act(Act.INVITE_PERSON, by=by):
        person.save()
    return person


@transaction.atomic
def renew_link(*, person: User, by: User) -> User:
    """Record that a new link to set a password is sent; it voids an invitation's earlier links."""
    locked = lock_person(person, by=by)
    if not locked.is_active:
        raise DomainError(gettext("This account is closed. Open it again first."))
    if not locked.has_usable_password():
        locked.set_unusable_password()  # a new one makes earlier tokens void
    locked.link_sent_at = clock.now()
    with act(Act.SEND_LINK, by=by):
        locked.save(update_fields=["password", "link_sent_at"])
    return locked


@transaction.atomic
def revise_person(
    *, person: User, email: str, name: str, role: str, requires_mfa: bool, by: User
) -> User:
    """Change a person's name, address, role, and whether they need a second factor.

    Only another chief can change a chief's role.
    """
    locked = lock_person(person, by=by)
    address, name = _checked(email, name, role)
    if locked.pk == by.pk and role != locked.role:
        raise NotAllowed(
            gettext("Another chief changes your role, so that no ledger loses its last one.")
        )
    if User.objects.filter(email=address).exclude(pk=locked.pk).exists():
        raise DomainError(ADDRESS_TAKEN)
    is_moved = locked.email != address
    locked.email, locked.name, locked.role = address, name, role
    locked.requires_mfa = requires_mfa
    with act(Act.REVISE_PERSON, by=by):
        locked.save(update_fields=["email", "name", "role", "requires_mfa"])
    if is_moved:
        _remember_address(locked)
    return locked


@transaction.atomic
def require_second_factor(*, roles: Collection[str], is_required: bool, by: User) -> int:
    """Require a second factor of everybody in these roles, or stop; return the number changed."""
    _require_chief(by)
    people = User.objects.filter(is_active=True, role__in=roles, requires_mfa=not is_required)
    with act(Act.REQUIRE_SECOND_FACTOR if is_required else Act.WAIVE_SECOND_FACTOR, by=by):
        return people.update(requires_mfa=is_required)


@transaction.atomic
def close_account(*, person: User, by: User, reason: str = "") -> User:
    """Close an account: no sign-in, session or link from now on. Nobody closes their own."""
    locked = lock_person(person, by=by)
    if locked.pk == by.pk:
        raise NotAllowed(
            gettext("Another chief closes your account, so that no ledger loses its last one.")
        )
    if locked.is_active:
        locked.is_active = False
        with act(Act.CLOSE_ACCOUNT, by=by, reason=reason.strip()):
            locked.save(update_fields=["is_active"])
    end_sessions(locked)
    return locked


@transaction.atomic
def open_account(*, person: User, by: User) -> User:
    """Reopen an account, with its earlier role and password."""
    locked = lock_person(person, by=by)
    locked.is_active = True
    with act(Act.OPEN_ACCOUNT, by=by):
        locked.save(update_fields=["is_active"])
    return locked


@transaction.atomic
def remove_second_factors(*, person: User, by: User, reason: str) -> int:
    """Remove all second factors of a person who lost theirs, and end their sessions.

    The reason says how the chief knows that it is really them who asks. Returns how many.
    """
    locked = lock_person(person, by=by)
    if locked.pk == by.pk:
        raise NotAllowed(gettext("Your own second factors are kept on your account page."))
    if not reason.strip():
        raise DomainError(gettext("Say how you made sure that the request is really theirs."))
    factors = SecondFactor.objects.filter(user=locked)
    with act(Act.REMOVE_SECOND_FACTOR, by=by, reason=reason.strip()):
        removed, _ = factors.delete()
    end_sessions(locked)
    return removed


def end_sessions(person: User) -> None:
    """End every session of this person at once."""
    for session in UserSession.objects.filter(user_id=person.pk):
        session.end()


def lock_person(person: User, *, by: User) -> User:
    """Lock a person for a change by a chief, together with all chiefs.

    If two chiefs demote or close each other, the second waits here and then is no longer a chief.
    """
    rows = (
        User.objects.select_for_update(no_key=True)
        .filter(Q(pk__in=(person.pk, by.pk)) | Q(role=User.Role.CHIEF, is_active=True))
        .order_by("pk")
    )
    found = {row.pk: row for row in rows}
    acting = found.get(by.pk)
    if acting is None or not acting.is_active or acting.role != User.Role.CHIEF:
        raise NotAllowed(ONLY_CHIEFS)
    return found[person.pk]


def _require_chief(by: User) -> None:
    lock_person(by, by=by)


def _checked(email: str, name: str, role: str) -> tuple[str, str]:
    address, name = email.strip().lower(), name.strip()
    if not address or not name:
        raise DomainError(gettext("Give a name and an email address."))
    if role not in User.Role.values:
        raise DomainError(gettext("The role is contributor, editor or chief."))
    return address, name


def _remember_address(person: User) -> None:
    """Give allauth the present address only, so that an earlier one cannot be used."""
    EmailAddress.objects.filter(user_id=person.pk).delete()
    EmailAddress.objects.create(user_id=person.pk, email=person.email, primary=True, verified=True)
