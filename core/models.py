"""People of the ledger. Nothing about articles or pledges is here."""

from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from pghistory.models import Context

from core.triggers import refuse
from core.wording import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates people by email; the email is stored in lower case."""

    def create_user(
        self, email: str, password: str | None = None, *, name: str, role: str | None = None
    ) -> User:
        """Create a person. Without a password the account cannot sign in until one is set."""
        role = role or User.Role.CONTRIBUTOR
        user = self.model(email=email.strip().lower(), name=name, role=role)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, *, name: str, **fields: Any
    ) -> User:
        """Create a chief, the highest role. `manage.py createsuperuser` calls this."""
        return self.create_user(email, password, name=name, role=User.Role.CHIEF)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person at the desk. Leaving means `is_active = False`: the name stays in history."""

    class Role(models.TextChoices):
        CONTRIBUTOR = "contributor", _("Contributor")  # drafts
        EDITOR = "editor", _("Editor")  # drafts, reviews, publishes
        CHIEF = (
            "chief",
            _("Chief"),
        )  # also edits vocabularies, countries, members and people

    email = models.EmailField(
        _("Email"),
        unique=True,
        error_messages={"unique": "Somebody already signs in with this address."},
    )
    name = models.CharField(
        _("Name"), max_length=120, help_text="As history and review pages show it."
    )
    role = models.CharField(_("Role"), max_length=20, choices=Role, default=Role.CONTRIBUTOR)
    is_active = models.BooleanField(
        _("Is active"), default=True, help_text="Untick when somebody leaves."
    )
    requires_mfa = models.BooleanField(
        _("Must use a second factor"),
        default=False,
        help_text="Until one is set up, this person can do nothing else at the desk.",
    )
    joined_at = models.DateTimeField(_("Joined at"), default=timezone.now, editable=False)
    link_sent_at = models.DateTimeField(
        _("Link sent at"),
        null=True,
        blank=True,
        editable=False,
        help_text="When a chief last sent a link to set a password",
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_role_is_known",
                condition=models.Q(role__in=["contributor", "editor", "chief"]),
                violation_error_message="The role is contributor, editor or chief.",
            ),
            models.CheckConstraint(
                name="user_email_is_lower_case",
                condition=models.Q(email=Lower("email")),
                violation_error_message="Write the email address in lower case.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name; Django's admin and allauth call this."""
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether the person may enter the admin: chiefs only."""
        return self.role == self.Role.CHIEF

    @property
    def is_invited(self) -> bool:
        """Whether this person was invited and has not set a password yet."""
        return self.link_sent_at is not None and not self.has_usable_password()

    @property
    def can_review(self) -> bool:
        """Whether the person may review, publish and retract: editors and chiefs."""
        return self.role in (self.Role.EDITOR, self.Role.CHIEF)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_staff

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff


@pghistory.track(exclude=["data", "last_used_at"])
class SecondFactor(Authenticator):
    """A person's authenticator app, passkey or set of recovery codes.

    allauth owns the table; this proxy adds a history, without the secrets.
    """

    class Meta:
        proxy = True


class HistoryContext(Context):
    """The person, request and reason that the events of one act share. As permanent as the events.

    Only pghistory may update it, while its own act is under way.
    """

    class Meta:
        proxy = True
        triggers = [
            refuse(
                name="history_context_is_kept",
                operation=pgtrigger.Delete,
                message="The context of a change is never deleted.",
            ),
            refuse(
                name="history_context_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.id::text IS DISTINCT FROM current_setting('pghistory.context_id', true)"
                ),
                message="The context of a change never changes afterwards.",
            ),
        ]
