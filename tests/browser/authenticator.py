"""The app that shows codes, for tests."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def code_for(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows for this key, `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
