"""What one person can make one request cost: extreme texts at the desk, the most expensive readers'
pages.

Each is requested once. Its cost is CPU, of this process and of its database backend, and bytes
sent; beside it is the ratio to the same page about an ordinary text. The texts are written without
the services, which refuse most of them, since such a text may already be stored; all of it is
removed afterwards. The readers' pages are those of 20,000 statements.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings

from articles.models import Article, Passage, Publisher, Snapshot
from articles.services.reanchoring import anchors_in
from articles.text.normalising import NORMALISER_VERSION, text_sha256
from bench.prose import WORDS
from bench.report import Section
from bench.sizes import LARGE
from core.models import User

_TICKS = os.sysconf("SC_CLK_TCK")
_SENTENCE = " ".join(WORDS[:12]).capitalize() + "."
_PARAGRAPH = " ".join([_SENTENCE] * 5)

# The names say what an editor would see; the first is the one all others are compared with.
ORDINARY = "ordinary: 40,000 characters"
TEXTS: dict[str, Callable[[], str]] = {
    ORDINARY: lambda: "\n\n".join(f"{n} {_PARAGRAPH}" for n in range(40_000 // len(_PARAGRAPH))),
    "450,000 lines of one letter": lambda: "\n".join("a" * 450_000),
    "100,000 paragraphs": lambda: "\n\n".join(f"Word {n}." for n in range(70_000)),
    "one paragraph of 1,000,000": lambda: (_SENTENCE + " ") * (1_000_000 // (len(_SENTENCE) + 1)),
    "one word of 1,000,000 letters": lambda: "a" * 1_000_000,
    "1,000,000 signs, no word": lambda: ". " * 500_000,
    "1,000,000 combining marks": lambda: "a" + "\u0323" * 999_999,
    "one sentence 20,000 times": lambda: "\n\n".join(
        ["Words that repeat, again and again."] * 27_000
    ),
}
_MANY = 1_000


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds here and in the database, bytes of the answer, and its status."""

    here: float
    database: float
    size: int
    status: int

    @property
    def cpu(self) -> float:
        return self.here + self.database


def run() -> list[Section]:
    """Texts at the desk, texts with very many passages, forms, readers' pages."""
    return [*_desk_sections(), _readers()]


# --- measuring ----------------------------------------------------------------------------------
def _cost(act: Callable[[], Any]) -> Cost:
    """What one act costs, asked once; an answer of a client tells its size and status."""
    backend = _backend_seconds()
    began = time.process_time()
    answer = act()
    here = time.process_time() - began
    content = bytes(getattr(answer, "content", b""))
    status = int(getattr(answer, "status_code", 0))
    return Cost(here, _backend_seconds() - backend, len(content), status)


def _backend_seconds() -> float:
    """CPU of the PostgreSQL process that serves our connection; 0 where there is no /proc."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _row(name: str, cost: Cost, base: Cost) -> list[str]:
    return [
        name,
        f"{cost.here:.2f}",
        f"{cost.database:.2f}",
        f"{cost.cpu / max(base.cpu, 0.01):.1f}",
        f"{cost.size / 1000:,.0f}",
        f"{cost.size / max(base.size, 1):.1f}",
        str(cost.status or ""),
    ]


_HEADS = ["", "CPU s", "database s", "× CPU", "kB", "× bytes", "status"]


# --- the desk -----------------------------------------------------------------------------------
def _desk_sections() -> Iterator[Section]:
    with _editor() as client:
        client.get("/desk/")  # what is loaded once is nobody's cost
        stored = {name: _store(make()) for name, make in TEXTS.items()}
        for title, act in _acts(client).items():
            rows = []
            base: Cost | None = None
            for name, snapshot in stored.items():
                cost = _cost(lambda act=act, snapshot=snapshot: act(snapshot))
                base = base or cost
                rows.append(_row(name, cost, base))
            yield Section(title, _HEADS, rows)
        yield _many_passages(client, stored[ORDINARY])
        yield _forms(client)


def _acts(client: Client) -> dict[str, Callable[[Snapshot], Any]]:
    """What a person does with a stored text, each by the address or the service that does it."""

    def of(snapshot: Snapshot) -> str:
        return f"/desk/articles/{snapshot.article_id}/"

    def find(words: str) -> Callable[[Snapshot], Any]:
        return lambda s: client.get(f"{of(s)}quote/", {"q": words})

    def quote(snapshot: Snapshot) -> Any:
        words = snapshot.text[:60]
        return client.post(
            f"{of(snapshot)}passages/",
            {"snapshot": snapshot.pk, "start": 0, "end": len(words), "words": words},
            headers={"Accept": "application/json"},
        )

    def compare(snapshot: Snapshot) -> Any:
        article = snapshot.article_id
        if not Snapshot.objects.filter(article=article, number=2).exists():
            _snapshot(snapshot.article, _revised(snapshot.text), number=2)
        return client.get(f"{of(snapshot)}texts/2/")

    def paste(snapshot: Snapshot) -> Any:
        return client.post(f"{of(snapshot)}texts/add/", {"source": snapshot.text + " The end."})

    def place(snapshot: Snapshot) -> None:
        places = range(3_000, min(len(snapshot.text) - 201, 33_000), 300)
        passages = [_passage(snapshot, at, at + 200) for at in places]
        new = Snapshot(article=snapshot.article, number=9, text=_revised(snapshot.text))
        anchors_in(new, passages, before=snapshot)

    return {
        "Opening the workbench": lambda s: client.get(of(s)),
        "Finding words that stand in it, or nearly": find("Words that repeet, again and agian."),
        "Finding letters": find("a"),
        "Finding 20,000 characters of another text": find(_PARAGRAPH[::-1] * 60),
        "Quoting a selection": quote,
        "Comparing it with a revised one": compare,
        "Pasting it with three words more": paste,
        "Placing a hundred passages in a revised one": place,
    }


def _revised(text: str) -> str:
    """Return the text with every fifth paragraph or line reworded; a single one every thousandth
    character.
    """
    parts = text.split("\n")
    if len(parts) > 1:
        return "\n".join(p if n % 5 or not p else f"{p} b" for n, p in enumerate(parts))
    return "b".join(text[at : at + 999] for at in range(0, len(text), 1_000))


def _many_passages(client: Client, plain: Snapshot) -> Section:
    """Passages without number: one after the other, and each around the one before it."""
    base = _cost(lambda: client.get(f"/desk/articles/{plain.article_id}/"))
    rows = [_row("an ordinary text", base, base)]
    for name, spans in {
        f"{_MANY:,} side by side": [(n * 19, n * 19 + 18) for n in range(_MANY)],
        f"{_MANY:,} around one another": [(n * 2, 5_000 - n * 2) for n in range(_MANY)],
        f"{_MANY:,} of the longest": [(n * 30, n * 30 + 5_000) for n in range(_MANY)],
    }.items():
        snapshot = _store(TEXTS[ORDINARY]() + f" {name}", rights="open_licence", licence="CC0")
        Passage.objects.bulk_create(
            [_passage(snapshot, start, end, is_saved=False) for start, end in spans]
        )
        at = f"/desk/articles/{snapshot.article_id}/"
        rows.append(_row(name, _cost(lambda at=at: client.get(at)), base))
        rows.append(_row(f"{name}: record", _cost(lambda at=at: client.get(f"{at}record/")), base))
    return Section("A text with very many passages", _HEADS, rows)


def _forms(client: Client) -> Section:
    long = "word " * 200_000
    fields = {f"field-{n}": "x" for n in range(900)}
    passages = "&".join(f"passage={n}" for n in range(1, 900))
    asks: dict[str, Callable[[], Any]] = {
        "an empty form": lambda: client.post("/desk/articles/add/", {"rights": "quote_only"}),
        "900 fields": lambda: client.post("/desk/articles/add/", fields),
        "1,000,000 letters as a title": lambda: client.post(
            "/desk/articles/add/",
            {"title": long, "outlet": long, "source": "Words.", "rights": "quote_only"},
        ),
        "100,000 tags in one another": lambda: client.post(
            "/desk/articles/add/",
            {"rights": "quote_only", "source": "<html><body>" + "<div>" * 100_000 + "a b c"},
        ),
        "900,000 characters of HTML": lambda: client.post(
            "/desk/articles/add/",
            {
                "rights": "quote_only",
                "source": "<html><body><article>" + "<p>Some words of it.</p>" * 36_000,
            },
        ),
        "2,400,000 characters of HTML": lambda: client.post(
            "/desk/articles/add/",
            {
                "rights": "quote_only",
                "source": "<html><body><article>" + "<p>Some words of it.</p>" * 96_000,
            },
        ),
        "a form about 900 passages": lambda: client.get(f"/desk/statements/add/?{passages}"),
        "a search in the list": lambda: client.get("/desk/articles/", {"q": "a b c d e f g h"}),
        "the log": lambda: client.get("/desk/log/"),
        "the log's export": lambda: client.get("/desk/log/export.csv"),
    }
    costs = {name: _cost(ask) for name, ask in asks.items()}
    base = costs["an empty form"]
    return Section("Forms and lists", _HEADS, [_row(name, c, base) for name, c in costs.items()])


# --- readers ------------------------------------------------------------------------------------
def _readers() -> Section:
    client = Client()
    client.get("/method/")  # what is loaded once is nobody's cost
    home = f"/c/{LARGE}/"
    asks = [
        home,
        f"{home}?compare=2024-01-01",
        f"{home}?compare=2024-01-01&known_at=2025-06-01T00:00:00Z&assume=ceasefire,us-backstop",
        f"/api/v1/coalitions/{LARGE}/matrix",
        f"{home}changes/",
        f"{home}changes/?since=2000-01-01",
        f"{home}changes/?page=99999",
        f"{home}changes.atom",
        f"{home}conditions/",
        f"{home}disputed/",
        f"{home}coverage/",
        f"{home}pictures/",
        *(f"{home}pictures/{kind}.png" for kind in ("map", "ladder", "timeline", "headcounts")),
        *(_first_of(home)),
        "/sources/",
        "/sources/?page=2",
        "/sources/publishers/",
        "/search/?q=troops",
        "/search/?q=a+e+i+o+u+the+of+and+to+in",
        "/sitemap.xml",
    ]
    costs: dict[str, Cost] = {}
    for address in asks:
        cache.clear()  # what is counted for one must not refuse the next
        costs[address.replace(home, "…/")] = _cost(lambda at=address: client.get(at))
    base = costs["…/"]
    rows = [_row(name, cost, base) for name, cost in costs.items()]
    return Section("Readers' pages, 20,000 statements", _HEADS, rows)


def _first_of(home: str) -> list[str]:
    from commitments.models import Pledge

    pledge = Pledge.objects.filter(coalition__slug=LARGE, country__isnull=False).first()
    if pledge is None or pledge.country is None:
        return []
    role = pledge.roles.first()
    country = f"{home}{pledge.country.iso3}/"
    embed = country.replace("/c/", "/embed/")
    found = [country, embed, f"/pledges/{pledge.reference}/"]
    return [*found, f"{country}{role.slug}/"] if role else found


# --- rows for the run ---------------------------------------------------------------------------
@contextmanager
def _editor() -> Iterator[Client]:
    with override_settings(LEDGER_WORK_SECONDS=0), transaction.atomic():
        editor = User.objects.create_user(
            f"{uuid.uuid4().hex}@example.org", name="Bench", role=User.Role.EDITOR
        )
        client = Client(raise_request_exception=False)
        client.force_login(editor)
        yield client
        transaction.set_rollback(True)


def _store(text: str, **article: str) -> Snapshot:
    publisher = Publisher.objects.create(name=f"Outlet {uuid.uuid4().hex}")
    rows = Article.objects.create(publisher=publisher, title="A text of extremes", **article)
    return _snapshot(rows, text, number=1)


def _snapshot(article: Article, text: str, *, number: int) -> Snapshot:
    return Snapshot.objects.create(
        article=article,
        number=number,
        text=text,
        text_sha256=text_sha256(text),
        normaliser_version=NORMALISER_VERSION,
        language="en",
        extractor="pasted",
    )


def _passage(snapshot: Snapshot, start: int, end: int, *, is_saved: bool = True) -> Passage:
    words = snapshot.text[start:end]
    passage = Passage(snapshot=snapshot, start=start, end=start + len(words), exact=words)
    if is_saved:
        passage.save()
    return passage
