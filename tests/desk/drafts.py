"""A draft about one pledge, and its history, for tests of what happens to drafts."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

from commitments.models import Statement
from commitments.services.drafting import draft_statement
from commitments.services.pledging import open_pledge
from commitments.statements.content import ConditionContent, LimitContent, StatementContent
from core.models import User
from desk.history.tab import HistoryEntry, read_history
from tests.desk.conftest import World

SUMMARY = "The minister said that the country stands ready to send two hundred instructors."


def content(world: World, **changes: Any) -> StatementContent:
    return StatementContent(
        **{
            "stance": "offered",
            "said_on": date(2025, 8, 20),
            "summary": SUMMARY,
            "capacity": "minister",
            "speaker": "The minister",
            "limits": [LimitContent(world.no_combat)],
            "conditions": [ConditionContent(world.ceasefire)],
            **changes,
        }
    )


def draft_of(world: World, by: User) -> Statement:
    """A draft with a limit and a condition, about a pledge of its own."""
    pledge = open_pledge(
        coalition=world.coalition,
        country=world.member,
        roles=[world.training],
        title="Instructors",
        by=by,
    )
    return draft_statement(pledge=pledge, content=content(world), by=by)


def entries(kind: str, pk: int) -> tuple[HistoryEntry, ...]:
    found = read_history(kind, pk)
    return found.entries


def told(entry: HistoryEntry) -> list[tuple[str, str, str]]:
    return [(change.label, change.before, change.after) for change in entry.changes]


def text_of(page: str) -> str:
    """What somebody reads of a page, without the words for screen readers."""
    page = re.sub(r'<span class="visually-hidden">.*?</span>', "", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))
