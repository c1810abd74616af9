"""Links to set a password: invitations and forgotten passwords.

A link is void after its first use, a change of the address, or when the person leaves.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import base36_to_int
from django.utils.translation import override

from core.models import User

INVITATION_DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
# A person with a password can ask for another link at any time.
RESET_SECONDS = 24 * 60 * 60
logger = logging.getLogger(__name__)


class LinkTokens(PasswordResetTokenGenerator):
    """Django's tokens; for a forgotten password they last a day, for closed accounts not at all."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        if user is None or token is None or not super().check_token(user, token):
            return False
        age = self._num_seconds(self._now()) - base36_to_int(token.partition("-")[0])
        return not user.has_usable_password() or age <= RESET_SECONDS

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"


@dataclass(frozen=True, slots=True)
class SentLink:
    """A link for one person, and whether its mail was sent."""

    url: str
    is_mailed: bool


def link_path(person: User) -> str:
    """Return the path where this person sets a password, without the site's name."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": LinkTokens().make_token(person)},
    )


def mail_link(*, person: User, by: User, site: str) -> SentLink:
    """Mail a person the link to set a password on `site` (https://…, without a last slash).

    A mail server that does not answer raises nothing: the chief can pass the link on.
    """
    kind = "password_link" if person.has_usable_password() else "invitation"
    return _mail(kind, person, site, by=by, days=INVITATION_DAYS)


def ask_for_link(*, email: str, site: str, language: str) -> None:
    """Have a link mailed to whoever forgot their password; nothing if nobody has that address.

    The worker does it, so that neither the answer nor its time tells whether there is an account.
    The address is not stored with the task.
    """
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    mail_forgotten.enqueue(person.pk if person else 0, site, language)


@task(priority=50)  # somebody waits for it
def mail_forgotten(pk: int, site: str, language: str) -> None:
    """Mail the link that `ask_for_link` asked for, as the worker's task."""
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person is not None:
        with override(language):
            _mail("forgotten_password", person, site)


def _mail(kind: str, person: User, site: str, **more: Any) -> SentLink:
    url = site + link_path(person)
    context = {"person": person, "url": url, "site": site, **more}
    subject, body = (
        render_to_string(f"account/email/{kind}_{part}.txt", context).strip()
        for part in ("subject", "message")
    )
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])
    except OSError:  # smtplib's errors are OSErrors
        logger.exception("The mail with a link to set a password was not sent")
        return SentLink(url, is_mailed=False)
    return SentLink(url, is_mailed=True)
