"""Store a text of an article, and the server's response that it was read from.

`ingest` and rechecking decide whether it is new and where its passages are. The caller owns the
transaction of each function here.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from articles.fetching.response import Response
from articles.fetching.warc import warc_record
from articles.models import Article, ArticleAddress, Capture, Snapshot
from articles.services.sketches import store_sketch
from articles.text.normalising import NORMALISER_VERSION, text_sha256
from core.clock import moment_after


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as it was read. `text` is normalised, `extractor` is name and version.

    `source` is what a person submitted, "" if a server's response is stored instead.
    """

    text: str
    extractor: str
    page_starts: Sequence[int] = ()
    source: str = ""


def store_capture(article: Article, response: Response) -> Capture:
    """Store a server's response; the same bytes for the same article only once.

    For known bytes the older capture is returned.
    """
    digest = hashlib.sha256(response.body).hexdigest()
    same = article.captures.filter(payload_sha256=digest, erased_at__isnull=True)
    if known := same.defer("warc").order_by("pk").first():
        return known
    return Capture.objects.create(
        article=article,
        address=response.address[:2_000],
        http_status=response.status,
        content_type=response.header("content-type")[:200],
        payload_sha256=digest,
        payload_bytes=len(response.body),
        warc=warc_record(response),
        retrieved_at=response.retrieved_at,
    )


def add_text(
    article: Article,
    read: ReadText,
    *,
    capture: Capture | None = None,
    retrieved_at: datetime | None = None,
) -> Snapshot:
    """Store the article's next snapshot, with its sketch. Lock the article first.

    `retrieved_at` is when the site answered, which can be later than an older capture with the same
    bytes. Without it the capture's moment counts, and without a capture the present.

    The caller decides whether the text differs from the last, and places passages.
    """
    newest = article.snapshots.order_by("-number").values_list("number", "retrieved_at").first()
    last, before = newest or (0, None)
    raw = read.source.encode()
    snapshot = Snapshot(
        article=article,
        number=last + 1,
        text=read.text,
        text_sha256=text_sha256(read.text),
        normaliser_version=NORMALISER_VERSION,
        language=article.language,
        raw=gzip.compress(raw, mtime=0) if raw else None,
        raw_sha256=hashlib.sha256(raw).hexdigest() if raw else "",
        extractor=read.extractor,
        capture=capture,
        page_starts=list(read.page_starts),
    )
    moment = retrieved_at or (capture.retrieved_at if capture else None) or snapshot.retrieved_at
    if before is not None and moment <= before:
        moment = moment_after(before)
    snapshot.retrieved_at = moment
    snapshot.save(force_insert=True)
    store_sketch(snapshot)
    return snapshot


def remember_addresses(article: Article, addresses: Mapping[str, str]) -> None:
    """Store other normalised addresses of the article, each with its `How`.

    Known addresses, of this or another article, stay as they are.
    """
    others = {address: how for address, how in addresses.items() if len(address) <= 2_000}
    others.pop(article.canonical_url or "", None)
    taken = set(
        ArticleAddress.objects.filter(address__in=others).values_list("address", flat=True)
    ) | set(
        Article.objects.filter(canonical_url__in=others).values_list("canonical_url", flat=True)
    )
    ArticleAddress.objects.bulk_create(
        (
            ArticleAddress(article=article, address=address, how=how)
            for address, how in others.items()
            if address not in taken
        ),
        ignore_conflicts=True,
    )
