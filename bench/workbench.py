"""The desk's workbench on a long article: opening it, and the way from a selection to the form.

An article of 40,000 characters with 200 passages is added for the run and taken back afterwards.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Passage, Publisher, Snapshot
from articles.text.normalising import NORMALISER_VERSION, text_sha256
from bench.prose import WORDS
from bench.report import Section, goal
from bench.timing import take_turns
from core.models import User

LENGTH = 40_000
PASSAGES = 200
MOST_QUERIES = 12


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in editor, a long article with passages, and the same text without any."""

    client: Client
    marked: Snapshot
    plain: Snapshot


def run() -> list[Section]:
    """Times of the page and of the steps that follow a selection, and their weight."""
    with _desk() as desk:
        client, article = desk.client, desk.marked.article_id
        page, plain = f"/desk/articles/{article}/", f"/desk/articles/{desk.plain.article_id}/"
        free = iter(range(0, LENGTH - 100, 7))

        def read(path: str, **headers: str) -> bytes:
            response = client.get(path, headers=headers)
            if response.status_code != 200:
                raise RuntimeError(f"{path} answered {response.status_code}")
            return bytes(response.content)

        def quote() -> int:
            while True:  # a place that cuts no word and is no passage yet
                start, end = _place(desk.marked.text, next(free))
                response = client.post(
                    f"{page}passages/",
                    {
                        "snapshot": desk.marked.pk,
                        "start": start,
                        "end": end,
                        "words": desk.marked.text[start:end],
                    },
                    headers={"Accept": "application/json"},
                )
                if response.status_code == 201:
                    return int(response.json()["passage"])

        def form(passage: int) -> bytes:
            path = f"/desk/statements/add/?passage={passage}&article={article}"
            return read(path, **{"HX-Request": "true"})

        queries = _queries(lambda: read(page))
        samples = take_turns(
            {
                "the text without passages": lambda: read(plain),
                f"with {PASSAGES} passages": lambda: read(page),
                "store a selection": quote,
                "store it and open the form": lambda: form(quote()),
            },
            repeats=11,
        )
        answer = form(quote())
        weight = len(read(page))
    base = samples["the text without passages"]
    return [
        Section(
            f"The workbench: {LENGTH:,} characters, {PASSAGES} passages",
            ["", "median ms", "× without passages"],
            [
                [name, f"{sample.median:.0f}", f"{sample.times_as_long_as(base):.2f}"]
                for name, sample in samples.items()
            ],
            [
                goal("queries of opening it", queries, MOST_QUERIES, ""),
                f"the page weighs {weight / 1000:,.0f} kB; the form that opens beside it "
                f"{len(answer) / 1000:,.0f} kB, without the text",
            ],
        )
    ]


def _queries(act: object) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()  # type: ignore[operator]
    return len(captured)


@contextmanager
def _desk() -> Iterator[Desk]:
    with transaction.atomic():
        editor = User.objects.create_user(
            f"{uuid.uuid4().hex}@example.org", name="Bench", role=User.Role.EDITOR
        )
        client = Client()
        client.force_login(editor)
        publisher = Publisher.objects.create(name=f"Outlet {uuid.uuid4().hex}")
        marked, plain = _snapshot(publisher, 1), _snapshot(publisher, 2)
        step = LENGTH // PASSAGES
        Passage.objects.bulk_create(
            Passage(snapshot=marked, start=start, end=end, exact=marked.text[start:end])
            for start, end in (
                # Every other one overlaps the next.
                _place(marked.text, number * step, step + 40 * (number % 2))
                for number in range(PASSAGES)
            )
        )
        yield Desk(client, marked, plain)
        transaction.set_rollback(True)


def _snapshot(publisher: Publisher, seed: int) -> Snapshot:
    rng = random.Random(seed)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < LENGTH:
        words = " ".join(rng.choices(WORDS, k=rng.randint(40, 90)))
        paragraphs.append(words.capitalize() + ".")
    text = "\n\n".join(paragraphs)
    article = Article.objects.create(
        publisher=publisher, title=f"A long article {seed}", rights="open_licence", licence="CC0"
    )
    return Snapshot.objects.create(
        article=article,
        number=1,
        text=text,
        text_sha256=text_sha256(text),
        normaliser_version=NORMALISER_VERSION,
        language="en",
        extractor="pasted",
    )


def _place(text: str, near: int, length: int = 60) -> tuple[int, int]:
    """Whole words from about `near` on."""
    start = text.index(" ", near) + 1
    return start, text.index(" ", min(start + length, len(text) - 80))
