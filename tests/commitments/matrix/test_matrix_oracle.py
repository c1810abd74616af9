"""Time travel against an oracle: small random histories, read in SQL and by plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.models import Citation, Pledge, Statement
from commitments.rules.stances import Stance
from tests.factories.articles import PassageFactory
from tests.factories.small_coalition import SPEAKERS, SmallCoalition

START = date(2025, 1, 1)
PLEDGES = 2


@dataclass(frozen=True)
class Said:
    """A statement in days after START; `retracted` counts from its publication.

    Where `correction` is given, a statement with this stance replaces it as it is retracted; that
    one may be retracted in its turn, after `corrected_for` days.
    """

    pledge: int
    said: int
    published: int
    retracted: int | None
    stance: str
    grade: str
    correction: str = ""
    corrected_for: int | None = None

    @property
    def published_at(self) -> datetime:
        return moment(self.published)

    @property
    def retracted_at(self) -> datetime | None:
        return None if self.retracted is None else moment(self.published + self.retracted)


def moment(days: int) -> datetime:
    return datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=days)


HISTORIES = st.lists(
    st.builds(
        Said,
        pledge=st.integers(0, PLEDGES - 1),
        said=st.integers(0, 2),
        published=st.integers(0, 3),
        retracted=st.sampled_from([None, None, None, 0, 1, 2]),
        stance=st.sampled_from(Stance.values),
        grade=st.sampled_from(sorted(SPEAKERS)),
        correction=st.sampled_from(["", *Stance.values]),
        corrected_for=st.sampled_from([None, None, 0, 1]),
    ),
    min_size=2,
    max_size=8,
)


def with_corrections(history: list[Said]) -> list[tuple[Said, int | None]]:
    """Each statement as it was written, with the place of the one that it corrects.

    A correction is published as the other is retracted, of the same day and by the same speaker.
    """
    told: list[tuple[Said, int | None]] = [(said, None) for said in history]
    for place, said in enumerate(history):
        if said.correction and said.retracted is not None:
            correction = replace(
                said,
                published=said.published + said.retracted,
                retracted=said.corrected_for,
                stance=said.correction,
            )
            told.append((correction, place))
    return told


def expected(history: list[Said], pledge: int, as_of: int, known_at: int) -> tuple[str, str] | None:
    """The heading stance, and the stance reported since or ""; None where nothing is shown."""
    seen = [
        (said.said, said.published, order, said)
        for order, said in enumerate(history)
        if said.pledge == pledge
        and said.said <= as_of
        and said.published <= known_at
        and (said.retracted is None or said.published + said.retracted > known_at)
    ]
    own = max((key for key in seen if key[3].grade in "ABC"), default=None)
    report = max((key for key in seen if key[3].grade in "DE"), default=None)
    head = own or report
    if head is None:
        return None
    is_since = own is not None and report is not None and report[0] > own[0]
    return head[3].stance, report[3].stance if is_since and report else ""


def write(
    small: SmallCoalition, pledges: list[Pledge], told: list[tuple[Said, int | None]]
) -> None:
    """The history as rows, past the services but under every rule of the database."""
    statements: list[Statement] = []
    for is_correction in (False, True):
        statements += Statement.objects.bulk_create(
            Statement(
                **{
                    "pledge": pledges[said.pledge],
                    "stance": said.stance,
                    "said_on": START + timedelta(days=said.said),
                    "summary": "Said.",
                    "state": "published" if said.retracted is None else "retracted",
                    "author": small.author,
                    "reviewer": small.editor,
                    "submitted_at": said.published_at,
                    "published_at": said.published_at,
                    "retracted_at": said.retracted_at,
                    "retraction_reason": "" if said.retracted is None else "Misread.",
                    "corrects": None if corrects is None else statements[corrects],
                    **SPEAKERS[said.grade],
                }
            )
            for said, corrects in told
            if (corrects is not None) is is_correction
        )
    passage = PassageFactory()
    Citation.objects.bulk_create(
        Citation(
            statement=statement,
            passage=passage,
            added_by=small.author,
            reviewer=small.editor,
            published_at=statement.published_at,
        )
        for statement in statements
    )
    connection.check_constraints()


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def pledges(small: SmallCoalition) -> list[Pledge]:
    return [small.pledge() for _ in range(PLEDGES)]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=HISTORIES, as_of=st.integers(-1, 3), known_at=st.integers(-1, 5))
def test_matrix_heads_as_the_oracle_says(
    small: SmallCoalition, pledges: list[Pledge], history: list[Said], as_of: int, known_at: int
) -> None:
    told = with_corrections(history)
    with undone():
        write(small, pledges, told)
        day = START + timedelta(days=as_of)
        # The very moment of acts, so that what happens at it must fall on its right side.
        known = f"{moment(known_at):%Y-%m-%dT%H:%M:%SZ}"
        built = small.read(f"as_of={day}&known_at={known}")
        shown = {
            view.id: (view.word.stance, view.reported_since.stance if view.reported_since else "")
            for row in built.rows
            for view in row.cells["training"].pledges
        }
    for number, pledge in enumerate(pledges):
        assert shown.get(pledge.pk) == expected([said for said, _ in told], number, as_of, known_at)
