"""The stored texts of an article, and what each was extracted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from articles.models import Article, ArticleAddress, Capture, Snapshot
from articles.services.rereading import can_extract_again
from core.wording import grouped


@dataclass(frozen=True, slots=True)
class StoredText:
    """One snapshot. `capture` is the key of the stored response, None if there is none."""

    number: int
    retrieved_at: datetime
    extractor: str
    characters: int
    sha256: str
    pages: int
    capture: int | None
    captured_from: str
    captured_at: datetime | None
    http_status: int | None
    payload_bytes: int
    payload_sha256: str
    is_erased: bool

    @property
    def extractor_name(self) -> str:
        """Return the extractor in words."""
        return _("pasted by a person") if self.extractor == "pasted" else self.extractor

    @property
    def size(self) -> str:
        """Return the size of the stored response, unpacked."""
        if self.payload_bytes < 10_000:
            return _("{number} bytes").format(number=grouped(self.payload_bytes))
        return _("{number} kB").format(number=grouped(round(self.payload_bytes / 1_000)))


@dataclass(frozen=True, slots=True)
class StoredTexts:
    """All texts of an article, the newest first."""

    article: Article
    texts: tuple[StoredText, ...]
    addresses: tuple[ArticleAddress, ...]
    can_extract_again: bool


def read_stored_texts(article: Article) -> StoredTexts:
    """Read texts with their captures, and the article's other addresses. Two queries."""
    snapshots = list(
        _snapshots().filter(article=article).select_related("capture").order_by("-number")
    )
    return StoredTexts(
        article=article,
        texts=tuple(_stored_text(snapshot) for snapshot in snapshots),
        addresses=tuple(article.addresses.order_by("added_at", "pk")),
        can_extract_again=bool(
            snapshots and not article.withdrawn_at and can_extract_again(snapshots[0])
        ),
    )


def capture_of(article: int, pk: int) -> Capture | None:
    """Return a stored response of that article, with its bytes. One query."""
    return Capture.objects.filter(article=article, pk=pk).first()


def _snapshots() -> QuerySet[Snapshot]:
    texts = Snapshot.objects.annotate(characters=Length("text"))
    return texts.defer("text", "raw", "search", "capture__warc")


def _stored_text(snapshot: Snapshot) -> StoredText:
    capture = snapshot.capture
    return StoredText(
        number=snapshot.number,
        retrieved_at=snapshot.retrieved_at,
        extractor=snapshot.extractor,
        characters=snapshot.characters,  # type: ignore[attr-defined]
        sha256=snapshot.text_sha256,
        pages=len(snapshot.page_starts),
        capture=capture.pk if capture and not capture.erased_at else None,
        captured_from=capture.address if capture else "",
        captured_at=capture.retrieved_at if capture else None,
        http_status=capture.http_status if capture else None,
        payload_bytes=capture.payload_bytes if capture else 0,
        payload_sha256=capture.payload_sha256 if capture else "",
        is_erased=snapshot.erased_at is not None,
    )
