"""How often one address may ask for what costs work. Counted in the cache, by the clock's windows.

allauth limits its own pages; its limits do not count GET, which a search is.
"""

from __future__ import annotations

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def is_too_often(request: HttpRequest, act: str) -> bool:
    """Count this request; whether it goes beyond what settings.LEDGER_LIMITS allows of `act`.

    Of the address only a keyed digest is kept, in the cache, until the window ends.
    """
    amount, seconds = settings.LEDGER_LIMITS[act]
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        address = ""  # Unknown: they share one count.
    window = int(time.time()) // seconds
    secret = f"{settings.SECRET_KEY}:{address}"
    key = f"limit:{act}:{window}:{hashlib.sha256(secret.encode()).hexdigest()[:32]}"
    if cache.add(key, 1, seconds):
        return amount < 1
    try:
        return int(cache.incr(key)) > amount
    except ValueError:  # It ended between the two.
        return False
