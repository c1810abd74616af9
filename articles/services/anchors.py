"""A person's decisions about where a passage is in a newer text of its article."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Anchor, Article, Passage, Snapshot
from articles.text.placing.similarity import similarity
from articles.text.quota import words
from core import clock
from core.errors import DomainError, NotAllowed
from core.history import Act, act
from core.models import User


class ReasonMissing(DomainError):
    """The words differ in a way that could change their meaning, and no reason was given."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A number, a negation or a name differs. Give the reason why it still says the "
                "same; it is kept in the history."
            )
        )


@transaction.atomic
def confirm_anchor(*, anchor: Anchor, by: User, reason: str = "") -> Anchor:
    """Confirm that the changed words still say the same: the anchor then counts.

    Raises NotAllowed for contributors; ReasonMissing if there was an alarm; DomainError if it was
    already decided or a newer text exists.
    """
    locked = _lock_undecided(anchor, by=by)
    if locked.alarms and not reason.strip():
        raise ReasonMissing
    locked.confirmed_by = by
    locked.confirmed_at = clock.moment_after(locked.snapshot.retrieved_at)
    with act(Act.CONFIRM_ANCHOR, by=by, reason=reason.strip()):
        locked.save(update_fields=["confirmed_by", "confirmed_at"])
    return locked


@transaction.atomic
def lose_anchor(*, anchor: Anchor, by: User) -> Anchor:
    """Record that the newer text no longer says it; the passage stays as it was quoted.

    Raises NotAllowed for contributors; DomainError if it was already decided or a newer text
    exists.
    """
    locked = _lock_undecided(anchor, by=by)
    locked.state = Anchor.State.LOST
    locked.start = None
    locked.end = None
    locked.confirmed_by = by
    locked.confirmed_at = clock.moment_after(locked.snapshot.retrieved_at)
    with act(Act.LOSE_ANCHOR, by=by):
        locked.save(update_fields=["state", "start", "end", "confirmed_by", "confirmed_at"])
    return locked


@transaction.atomic
def attach_anchor(
    *, passage: Passage, snapshot: Snapshot, start: int, end: int, by: User, reason: str = ""
) -> Anchor:
    """Say where a passage is in the newest text, replacing earlier results and decisions.

    The same words become exact or moved, others changed and confirmed. Raises NotAllowed for
    contributors; ReasonMissing if there is an alarm; DomainError if `snapshot` is not the newest
    text, or is the one that was quoted, and for an invalid or too long place.
    """
    if not by.can_review:
        raise NotAllowed(_("An editor decides about changed passages. Ask one."))
    article = Article.objects.select_for_update(of=["self"]).get(pk=snapshot.article_id)
    source = Snapshot.objects.defer("raw", "search").get(pk=passage.snapshot_id)
    _require_newest(snapshot.pk, article)
    if source.article_id != article.pk or source.pk == snapshot.pk:
        raise DomainError(
            _("This passage was quoted from this text, so there is nothing to attach.")
        )
    text = snapshot.text
    if not 0 <= start < end <= len(text):
        raise DomainError(_("That place is not in the text any more. Find the words again."))
    longest = max(settings.LEDGER_QUOTE_WORDS, words(passage.exact))
    if words(text[start:end]) > longest:
        raise DomainError(
            _("Choose at most {longest} words: those that replace the quoted ones now.").format(
                longest=longest
            )
        )
    alike = similarity(source.text, (passage.start, passage.end), text, (start, end))
    if alike.alarms and not reason.strip():
        raise ReasonMissing
    state = Anchor.State.CHANGED
    if text[start:end] == passage.exact:
        is_there = text[:start].endswith(passage.prefix) and text.startswith(passage.suffix, end)
        state = Anchor.State.EXACT if is_there else Anchor.State.MOVED
    with act(Act.ATTACH_PASSAGE, by=by, reason=reason.strip()):
        anchor, _is_new = Anchor.objects.update_or_create(
            passage=passage,
            snapshot=snapshot,
            defaults={
                "start": start,
                "end": end,
                "state": state,
                "similarity": alike.similarity,
                "alarms": list(alike.alarms),
                "confirmed_by": by,
                "confirmed_at": clock.moment_after(snapshot.retrieved_at),
            },
        )
    return anchor


def _lock_undecided(anchor: Anchor, *, by: User) -> Anchor:
    if not by.can_review:
        raise NotAllowed(_("An editor decides about changed passages. Ask one."))
    # Lock the article first, as storing a newer text does: that carries this decision on or waits.
    article = Article.objects.select_for_update(of=["self"]).get(snapshots=anchor.snapshot_id)
    anchors = Anchor.objects.select_related("snapshot").defer(
        "snapshot__text", "snapshot__raw", "snapshot__search"
    )
    locked = anchors.select_for_update(of=["self"]).get(pk=anchor.pk)
    if locked.confirmed_at is not None or locked.state != Anchor.State.CHANGED:
        raise DomainError(_("Somebody has decided about this passage already."))
    _require_newest(locked.snapshot_id, article)
    return locked


def _require_newest(snapshot: int, article: Article) -> None:
    newest = article.snapshots.order_by("-number").values_list("pk", flat=True).first()
    if newest != snapshot:
        raise DomainError(_("A newer text of the article has come in. Look at the list again."))
