"""What SQL cannot check: whether each stored answer of a site still has its hash.

Each is unpacked and hashed again, a few at a time, since all of them may be gigabytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from articles.fetching.warc import DamagedCapture, payload_of
from articles.models import Capture

NAME = "captures_hold_what_was_hashed"
SENTENCE = "Every kept answer of a site can be unpacked and has the hash stored with it."
_AT_ONCE = 20


def damaged_captures() -> Iterator[str]:
    """Yield those that cannot be unpacked or have another hash or length. One query."""
    kept = Capture.objects.filter(warc__isnull=False).order_by("pk")
    rows = kept.values_list("pk", "payload_sha256", "payload_bytes", "warc")
    for pk, digest, length, warc in rows.iterator(chunk_size=_AT_ONCE):
        if not _is_whole(bytes(warc or b""), digest, length):
            yield f"capture {pk}"


def _is_whole(warc: bytes, digest: str, length: int) -> bool:
    try:
        _headers, body = payload_of(warc)
    except (DamagedCapture, ValueError, LookupError, OSError):
        return False
    return len(body) == length and hashlib.sha256(body).hexdigest() == digest
