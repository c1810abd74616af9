"""Accounts and sign-in: a chief creates accounts, nobody can sign up."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.core import context
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.attempts import Attempt, TooManyAttempts, count_attempt
from core.devices import remember_device
from core.links import ask_for_link
from core.outside import split_address

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter, with sign-up closed, attempts counted our way, mail failures tolerated."""

    _attempt: Attempt | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether sign-in may redirect there; an unreadable address is not safe."""
        return bool(url and split_address(url) and super().is_safe_url(url))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; allauth's own count locks an owner out with strangers."""
        email = str(credentials.get("email", "")).strip().lower()
        try:
            self._attempt = count_attempt(request, email)
        except TooManyAttempts as refusal:
            raise ValidationError(str(refusal), code="too_many_login_attempts") from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Try a password; the right one does not count as an attempt."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user and self._attempt:
            self._attempt.take_back()
        return user

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, after the second factor too: the device is known from now on."""
        super().login(request, user)
        remember_device(request, user)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Set a password, which makes known devices unknown, except the one it is set on."""
        super().set_password(user, password)
        remember_device(context.request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; if it cannot be sent, log it and keep what was done."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # smtplib's errors are OSErrors
            logger.exception("The mail %s was not sent", template_prefix)


class SignInForm(LoginForm):
    """allauth's form without its link between the fields, where Tab leads to the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ForgottenPasswordForm(ResetPasswordForm):
    """allauth's form, which looks nobody up while the visitor waits."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        site = request.build_absolute_uri("/")[:-1]
        ask_for_link(email=email, site=site, language=get_language() or settings.LANGUAGE_CODE)
        return email


def email_closed(request: HttpRequest) -> HttpResponse:
    """Close allauth's email page, where anybody could claim an address that is not theirs."""
    raise PermissionDenied(_("A chief keeps the addresses. Ask one to change yours."))


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End another session of one's own; signing out ends the present one."""
    session = UserSession.objects.filter(user_id=request.user.pk, pk=pk).first()
    if session is None:
        raise Http404(_("No such session."))
    if session.is_current():
        messages.error(request, _("This is the session you are in. Sign out to end it."))
    else:
        session.end()
        messages.success(request, _("That session is ended."))
    return redirect("usersessions_list")
