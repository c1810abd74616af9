"""Links to set a password: invitations and forgotten passwords.

A link is void after its first use, a change of the address, or when the person leaves.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import base36_to_int

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
    url = site + link_path(person)
    kind = "password_link" if person.has_usable_password() else "invitation"
    context = {"person": person, "by": by, "url": url, "site": site, "days": INVITATION_DAYS}
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
