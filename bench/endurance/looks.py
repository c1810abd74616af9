"""Check what an act has left in the database: all of it, nothing, half of it, or twice.

Each check returns `WHOLE`, `NOTHING`, or a sentence about what is wrong. They read the tables
directly, so that the ledger's code does not check itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg

WHOLE, NOTHING = "whole", "nothing"

type Db = psycopg.Connection[Any]
type Probe = Callable[[Db], str]


def _one(db: Db, query: str, *values: object) -> Any:
    row = db.execute(query, list(values)).fetchone()
    return row[0] if row else None


def _judged(nothing: dict[str, bool], whole: dict[str, bool]) -> str:
    """Each side is a list of what must hold; one of the sides must hold entirely."""
    if all(nothing.values()):
        return NOTHING
    if all(whole.values()):
        return WHOLE
    amiss = [what for what, holds in whole.items() if not holds]
    there = [what for what, holds in nothing.items() if not holds]
    return f"half: {'; '.join(there)} happened, but not {'; '.join(amiss)}"


def article(db: Db, title: str) -> str:
    """An article was added by its text."""
    count = _one(db, "SELECT count(*) FROM articles_article WHERE title = %s", title)
    if count > 1:
        return f"doubled: {count} articles"
    texts = _one(
        db,
        "SELECT count(*) FROM articles_snapshot s JOIN articles_article a ON a.id = s.article_id"
        " WHERE a.title = %s",
        title,
    )
    told = _one(db, "SELECT count(*) FROM articles_articleevent WHERE title = %s", title)
    return _judged(
        {"the article": count == 0, "its history": told == 0},
        {"the article": count == 1, "one text": texts == 1, "its history": told == 1},
    )


def passage(db: Db, snapshot: int, start: int, end: int) -> str:
    """Words were quoted."""
    place = (snapshot, start, end)
    where = 'snapshot_id = %s AND start = %s AND "end" = %s'
    count = _one(db, f"SELECT count(*) FROM articles_passage WHERE {where}", *place)
    if count > 1:
        return f"doubled: {count} passages"
    told = _one(db, f"SELECT count(*) FROM articles_passageevent WHERE {where}", *place)
    return _judged(
        {"the passage": count == 0, "its history": told == 0},
        {"the passage": count == 1, "its history": told == 1},
    )


def recorded(db: Db, summary: str) -> str:
    """A statement was recorded with its quotation, and submitted."""
    rows = db.execute(
        "SELECT id, state FROM commitments_statement WHERE summary = %s AND corrects_id IS NULL",
        [summary],
    ).fetchall()
    if len(rows) > 1:
        return f"doubled: {len(rows)} statements"
    told = _one(db, "SELECT count(*) FROM commitments_statementevent WHERE summary = %s", summary)
    if not rows:
        return _judged({"its history": told == 0}, {"the statement": False})
    ((pk, state),) = rows
    cited = _one(db, "SELECT count(*) FROM commitments_citation WHERE statement_id = %s", pk)
    cites = _one(db, "SELECT count(*) FROM commitments_citationevent WHERE statement_id = %s", pk)
    return _judged(
        {"the statement": False},
        {
            "submitted": state == "submitted",
            "one quotation": cited == 1,
            "the history of both": told == 2 and cites == 1,
        },
    )


def published(db: Db, pk: int, comment: str) -> str:
    """A statement was published, with its quotations, the comment, and what it corrects."""
    row = db.execute(
        "SELECT s.state, w.state FROM commitments_statement s"
        " LEFT JOIN commitments_statement w ON w.id = s.corrects_id WHERE s.id = %s",
        [pk],
    ).fetchone()
    assert row is not None
    state, corrected = row
    hidden, shown = db.execute(
        "SELECT count(*) FILTER (WHERE published_at IS NULL),"
        " count(*) FILTER (WHERE published_at IS NOT NULL)"
        " FROM commitments_citation WHERE statement_id = %s",
        [pk],
    ).fetchone() or (0, 0)
    notes = _one(db, "SELECT count(*) FROM commitments_reviewnote WHERE body = %s", comment)
    acts = _acts(db, pk, "publish statement")
    claims = _one(db, "SELECT count(*) FROM commitments_reviewclaim WHERE statement_id = %s", pk)
    if notes > 1 or acts > 1:
        return f"doubled: {notes} comments, {acts} publications"
    return _judged(
        {
            "the publication": state == "submitted",
            "the quotations": shown == 0,
            "the comment": notes == 0,
            "the history": acts == 0,
            "the retraction": corrected in (None, "published"),
        },
        {
            "the publication": state in ("published", "retracted"),
            "the quotations": hidden == 0 and shown > 0,
            "the comment": notes == 1,
            "the history": acts == 1,
            "the retraction": corrected in (None, "retracted"),
            "the claim's end": claims == 0,
        },
    )


def correction_begun(db: Db, pk: int) -> str:
    """A correction of a published statement was drafted, with its quotations."""
    rows = db.execute(
        "SELECT id FROM commitments_statement WHERE corrects_id = %s", [pk]
    ).fetchall()
    if len(rows) > 1:
        return f"doubled: {len(rows)} corrections"
    if not rows:
        return NOTHING
    both = [
        _one(db, "SELECT count(*) FROM commitments_citation WHERE statement_id = %s", one)
        for one in (pk, rows[0][0])
    ]
    return WHOLE if both[0] == both[1] else f"half: {both[1]} of {both[0]} quotations"


def correction_submitted(db: Db, pk: int, reason: str) -> str:
    """A drafted correction got its reason and was submitted, by one press."""
    row = db.execute(
        "SELECT state, reason, version FROM commitments_statement WHERE id = %s", [pk]
    ).fetchone()
    assert row is not None
    acts = _acts(db, pk, "submit statement")
    if acts > 1:
        return f"doubled: {acts} submissions"
    return _judged(
        {"submitted": row[0] == "draft", "the reason": row[1] == "", "the history": acts == 0},
        {"submitted": row[0] != "draft", "the reason": row[1] == reason, "the history": acts == 1},
    )


def retracted(db: Db, pk: int, reason: str) -> str:
    """A published statement was taken back."""
    row = db.execute(
        "SELECT state, retraction_reason FROM commitments_statement WHERE id = %s", [pk]
    ).fetchone()
    assert row is not None
    acts = _acts(db, pk, "retract statement")
    if acts > 1:
        return f"doubled: {acts} retractions"
    return _judged(
        {"retracted": row[0] == "published", "the reason": row[1] == "", "the history": acts == 0},
        {
            "retracted": row[0] == "retracted",
            "the reason": row[1] == reason,
            "the history": acts == 1,
        },
    )


def commented(db: Db, body: str) -> str:
    """A comment was written, once."""
    count = _one(db, "SELECT count(*) FROM commitments_reviewnote WHERE body = %s", body)
    return (NOTHING, WHOLE)[count] if count < 2 else f"doubled: {count} comments"


def checked(db: Db, note: str, cells: int) -> str:
    """Somebody looked for several cells and found nothing."""
    count = _one(db, "SELECT count(*) FROM commitments_check WHERE note = %s", note)
    told = _one(db, "SELECT count(*) FROM commitments_checkevent WHERE note = %s", note)
    if count > cells:
        return f"doubled: {count} checks of {cells}"
    return _judged(
        {"the checks": count == 0, "the history": told == 0},
        {f"all {cells} checks": count == cells, "the history": told == cells},
    )


def asked(db: Db, kind: str, address: str, before: int) -> str:
    """A fetch was asked for (`before` were asked for earlier)."""
    count = asked_so_far(db, kind, address)
    return NOTHING if count == before else WHOLE


def asked_so_far(db: Db, kind: str, address: str) -> int:
    """How many fetches of this kind there are of this address."""
    return int(
        _one(
            db,
            "SELECT count(*) FROM articles_fetch WHERE kind = %s AND address = %s",
            kind,
            address,
        )
    )


def imported(db: Db, address: str) -> str:
    """What the worker made of an address: one article with one text and one capture, or none."""
    rows = db.execute(
        "SELECT id FROM articles_article WHERE canonical_url = %s", [address]
    ).fetchall()
    if len(rows) > 1:
        return f"doubled: {len(rows)} articles"
    if not rows:
        captures = _one(db, "SELECT count(*) FROM articles_capture WHERE address = %s", address)
        return NOTHING if captures == 0 else "half: a capture without an article"
    pk = rows[0][0]
    counts = {
        "one text": _one(db, "SELECT count(*) FROM articles_snapshot WHERE article_id = %s", pk),
        "one capture": _one(db, "SELECT count(*) FROM articles_capture WHERE article_id = %s", pk),
        "one entry of history": _one(
            db, "SELECT count(*) FROM articles_articleevent WHERE id = %s", pk
        ),
    }
    if any(count > 1 for count in counts.values()):
        return f"doubled: {counts}"
    return _judged({"the article": False}, {what: count == 1 for what, count in counts.items()})


def rechecked(db: Db, pk: int, number: int) -> str:
    """The worker stored an article's text number `number`, and placed every passage in it."""
    rows = db.execute(
        "SELECT id FROM articles_snapshot WHERE article_id = %s AND number >= %s", [pk, number]
    ).fetchall()
    if len(rows) > 1:
        return f"doubled: {len(rows)} new texts"
    captures = _one(db, "SELECT count(*) FROM articles_capture WHERE article_id = %s", pk)
    if not rows:
        return NOTHING if captures == number - 1 else "half: a capture without its text"
    passages = _one(
        db,
        "SELECT count(*) FROM articles_passage p JOIN articles_snapshot s ON s.id = p.snapshot_id"
        " WHERE s.article_id = %s AND s.number < %s",
        pk,
        number,
    )
    anchors = _one(db, "SELECT count(*) FROM articles_anchor WHERE snapshot_id = %s", rows[0][0])
    return _judged(
        {"the text": False},
        {
            f"anchors of {passages} passages": anchors == passages,
            "one capture": captures == number,
        },
    )


def _acts(db: Db, pk: int, act: str) -> int:
    """How many entries of history of this act a statement has."""
    return int(
        _one(
            db,
            "SELECT count(DISTINCT c.id) FROM commitments_statementevent e"
            " JOIN pghistory_context c ON c.id = e.pgh_context_id"
            " WHERE e.pgh_obj_id = %s AND c.metadata -> 'acts' ? %s",
            pk,
            act,
        )
    )
