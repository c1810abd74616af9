"""How many wrong passwords may be tried, and what is said to those who tried too many.

A known device (core/devices.py) counts by itself. Everybody else is a stranger and counts three
times: by address and account, by account whatever the address, by address whatever the account.
Nobody learns here whether an account exists: addresses of none are counted and refused alike. A
success takes only its own attempt back.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import ngettext

from core.devices import known_device
from core.limits import address_of
from core.wording import gettext_lazy

_APP = "core"
_REFUSALS: dict[str, str | Promise] = {
    "device": gettext_lazy(
        "Too many wrong passwords came from this device. {wait} Or set a new password: choose "
        "“Forgot your password?”."
    ),
    "address": gettext_lazy(
        "Too many wrong passwords came from your network. {wait} You need not wait on a device "
        "where you signed in before, with a passkey, or after you set a new password here: choose "
        "“Forgot your password?”."
    ),
    "address_and_account": gettext_lazy(
        "Too many wrong passwords for this email address came from your network. {wait} You need "
        "not wait after you set a new password here: choose “Forgot your password?”."
    ),
    "account": gettext_lazy(
        "Too many wrong passwords were tried for this email address, from several places. {wait} "
        "You need not wait on a device where you signed in before, with a passkey, or after you "
        "set a new password here: choose “Forgot your password?”."
    ),
}


class TooManyAttempts(Exception):
    """No password is tried; the sentence says why, when to come back, and what to do until then."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that is counted as a wrong password until it is taken back."""

    counted: tuple[ratelimit.RateLimitUsage, ...]

    def take_back(self) -> None:
        """The password was right, or was not tried."""
        for usage in self.counted:
            usage.rollback()


def count_attempt(request: HttpRequest, email: str) -> Attempt:
    """Count an attempt to sign in with this address. Raises TooManyAttempts, which costs none."""
    counted: tuple[ratelimit.RateLimitUsage, ...] = ()
    for limit, key in _counts(request, email):
        config = {limit: f"{settings.LEDGER_PASSWORD_LIMITS[limit]}/key"}
        usage = ratelimit.consume(request, app=_APP, action=limit, config=config, key=key)
        if usage is None:
            Attempt(counted).take_back()
            raise TooManyAttempts(
                str(_REFUSALS[limit]).format(wait=_wait(_seconds_left(request, limit, config, key)))
            )
        counted += (usage,)
    return Attempt(counted)


def _counts(request: HttpRequest, email: str) -> tuple[tuple[str, str], ...]:
    if device := known_device(request, email):
        return (("device", device),)
    address = address_of(request)
    return (
        ("address", address),
        ("address_and_account", f"{address} {email}"),
        ("account", email),
    )


def _seconds_left(request: HttpRequest, limit: str, config: dict[str, str], key: str) -> float:
    """Return the seconds until the oldest attempt that counts does not count any more."""
    [rate] = ratelimit.get_rates(app=_APP, action=limit, config=config)
    name = ratelimit.get_cache_key(request, app=_APP, action=limit, rate=rate, key=key)
    attempts: list[float] = cache.get(name, [])
    oldest = attempts[-1] if attempts else time.time() - rate.duration
    return oldest + rate.duration - time.time()


def _wait(seconds: float) -> str:
    minutes = max(1, math.ceil(seconds / 60))
    return ngettext(
        "Try again in {minutes} minute.", "Try again in {minutes} minutes.", minutes
    ).format(minutes=minutes)
