"""The mail server that an address names, or the log for a ledger on one machine."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# The address contains a password: no message repeats it.
_SHAPE = "LEDGER_MAIL_URL must read smtp://user:password@host:port."


def mailers(url: str) -> dict[str, dict[str, Any]]:
    """Django's MAILERS for `smtp://user:password@host:port`, `smtps://…`, or "" for the log."""
    backends = "django.core.mail.backends"
    if not url:
        return {"default": {"BACKEND": f"{backends}.console.EmailBackend"}}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(_SHAPE) from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(_SHAPE)
    is_ssl = parts.scheme == "smtps"
    options = {
        "host": parts.hostname,
        "port": port or (465 if is_ssl else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": is_ssl,
        "use_tls": not is_ssl and bool(parts.username),
    }
    return {"default": {"BACKEND": f"{backends}.smtp.EmailBackend", "OPTIONS": options}}
