"""Known devices: browsers in which somebody signed in before, each with a cookie for that account.

The cookie opens nothing. It only gives its holder attempts of their own (core/attempts.py) while
strangers guess the account's password. A new password makes it void.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from core.models import User

# The longest time that browsers keep a cookie.
_LIFE = 400 * 24 * 60 * 60
_SALT = "core.devices"
_SET_BY = "remembered_device_of"


@dataclass(frozen=True, slots=True)
class _Device:
    pk: int
    number: str
    password: str

    @classmethod
    def from_cookie(cls, value: str) -> _Device | None:
        try:
            return cls(*signing.loads(value, salt=_SALT, max_age=_LIFE))
        except (signing.BadSignature, TypeError):
            return None

    @classmethod
    def of(cls, user: User) -> _Device:
        return cls(user.pk, secrets.token_urlsafe(12), _mark_of(user))

    def as_cookie(self) -> str:
        return signing.dumps([self.pk, self.number, self.password], salt=_SALT)


def known_device(request: HttpRequest, email: str) -> str:
    """Return the device's number if it is known for this account, else "". At most one query.

    An address without a cookie is not looked up, so that time tells nothing about accounts.
    """
    device = _Device.from_cookie(request.COOKIES.get(_name(email), ""))
    if device is None:
        return ""
    user = User.objects.filter(pk=device.pk, email=email, is_active=True).first()
    return device.number if user and device.password == _mark_of(user) else ""


def remember_device(request: HttpRequest | None, user: AbstractBaseUser) -> None:
    """Make the browser known for this account, with the answer to this request."""
    if request is not None and isinstance(user, User):
        setattr(request, _SET_BY, user)


class DeviceMiddleware:
    """Sets the cookie of a device that became known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user: User | None = getattr(request, _SET_BY, None)
        if user is not None:
            response.set_cookie(
                _name(user.email),
                _Device.of(user).as_cookie(),
                max_age=_LIFE,
                path="/account/",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response


def _name(email: str) -> str:
    """Return the cookie's name: one for each account, and no address can be read from it."""
    return f"device_{salted_hmac(_SALT, email, algorithm='sha256').hexdigest()[:16]}"


def _mark_of(user: User) -> str:
    """Return what changes with the password."""
    return salted_hmac(_SALT, user.password, algorithm="sha256").hexdigest()[:32]
