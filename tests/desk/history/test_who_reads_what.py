"""What history, log, exports and every other page of the desk show to whom.

All of the desk reads drafts, notes and reasons. What readers report, with their email, is for
editors; people, their addresses and why they left for chiefs; what is typed and not saved, and
saved filters, for their owner alone. Each of these holds a word of its own here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from articles.services.reading import take_article
from commitments.models import Citation
from commitments.services.drafting import discard_draft
from commitments.services.people import close_account
from core.history import Act, act
from core.models import User
from desk.history.tables import KINDS
from tests.desk.addresses import TABLE, addresses
from tests.desk.conftest import signed_in
from tests.factories.articles import ArticleFactory
from tests.factories.commitments import (
    AutosaveFactory,
    ErrorReportFactory,
    OverrideFactory,
    ReviewNoteFactory,
    SavedFilterFactory,
    StatementFactory,
)
from tests.factories.people import ChiefFactory, EditorFactory, UserFactory

DESK = {"contributor", "editor", "chief"}
EDITORS, CHIEFS, NOBODY_ELSE = {"editor", "chief"}, {"chief"}, set[str]()
# Each word, and who may read it, wherever it is.
READ_BY = {
    "drafted-words": DESK,
    "discarded-words": DESK,
    "noted-words": DESK,
    "answered-words": DESK,
    "reasoned-words": DESK,
    "reported-words": EDITORS,
    "reporter-address": EDITORS,
    "leaver-address": CHIEFS,
    "leaver-reason": CHIEFS,
    "typed-words": NOBODY_ELSE,
    "filter-words": NOBODY_ELSE,
}
# Where each is certainly seen by all of those who may, so that the test does not look past it.
SEEN_AT = {
    "drafted-words": {"log", "log as htmx", "export.csv", "export.json", "history statement"},
    "discarded-words": {"log", "log as htmx", "export.csv", "export.json"},
    "noted-words": {"history statement", "statement_detail"},
    "answered-words": {"history statement"},
    "reasoned-words": {"log", "log as htmx", "export.csv", "export.json", "history statement"},
    "reported-words": {"report_list"},
    "reporter-address": {"report_list"},
    "leaver-address": {"history person", "person_list"},
    "leaver-reason": {"log", "log as htmx", "export.csv", "export.json", "history person"},
    "typed-words": set[str](),
    "filter-words": set[str](),
}
ROLES: dict[str, type[UserFactory]] = {
    "contributor": UserFactory,
    "editor": EditorFactory,
    "chief": ChiefFactory,
}


@pytest.fixture
def leaver(citation: Citation) -> User:
    """Write every word; the person who left, with an article that went back with the same act."""
    statement, chief = citation.statement, ChiefFactory()
    with act(Act.REVISE_STATEMENT, by=statement.author, reason="reasoned-words"):
        statement.summary = "drafted-words"
        statement.save()
        OverrideFactory(statement=statement, reason="answered-words")
    with act(Act.COMMENT_ON_STATEMENT, by=chief):
        ReviewNoteFactory(statement=statement, body="noted-words")
    draft = StatementFactory(pledge=statement.pledge, summary="discarded-words")
    discard_draft(statement=draft, by=draft.author)
    ErrorReportFactory(text="reported-words", email="reporter-address@example.org")
    AutosaveFactory(statement=statement, data={"summary": "typed-words"})
    SavedFilterFactory(name="filter-words")
    person: User = EditorFactory(email="leaver-address@example.org")
    take_article(article=ArticleFactory(title="Taken"), by=person)
    close_account(person=person, by=chief, reason="leaver-reason")
    return person


def read(answer: HttpResponseBase) -> str:
    # A fragment, a file or a page; a stream is read to its end.
    content = b"".join(answer) if answer.streaming else getattr(answer, "content", b"")
    return content.decode(errors="replace")


def views(client: Client, citation: Citation, leaver: User) -> Iterator[tuple[str, str]]:
    """Every page of the desk, the log's forms, and the history of whatever there is."""
    log = reverse("desk:log")
    yield "log as htmx", read(client.get(log, headers={"HX-Request": "true"}))
    # An entry of nothing but people, and filters that would lead to it.
    for query in ("kind=person", "act=close+account", f"person={leaver.pk}"):
        yield f"log, {query}", read(client.get(f"{log}?{query}"))
        yield f"export, {query}", read(client.get(f"{log}export.csv?{query}"))
    for form in ("csv", "json"):
        yield f"export.{form}", read(client.get(reverse("desk:log_export", args=[form])))
    known = {"statement": citation.statement_id, "person": leaver.pk}
    for kind, table in KINDS.items():
        for pk in {known.get(kind), *table.model._default_manager.values_list("pk", flat=True)}:
            path = reverse("desk:history", args=[kind, pk or 1])
            name = f"history {kind}" if pk == known.get(kind, pk) else f"history {kind} {pk}"
            yield name, read(client.get(path))
    paths = addresses(citation)
    paths["person_detail"] = reverse("desk:person_detail", args=[leaver.pk])
    for name, (method, *_) in TABLE.items():
        if method == "get":
            yield name, read(client.get(paths[name]))


@pytest.mark.parametrize("role", ROLES)
def test_every_view_shows_each_word_to_those_who_may_read_it(
    role: str, citation: Citation, leaver: User
) -> None:
    seen: dict[str, set[str]] = {word: set() for word in READ_BY}
    for view, page in views(signed_in(ROLES[role]()).client, citation, leaver):
        for word in READ_BY:
            if word in page:
                seen[word].add(view)
    leaked = {word: seen[word] for word, roles in READ_BY.items() if role not in roles}
    assert {word: where for word, where in leaked.items() if where} == {}
    for word, where in SEEN_AT.items():
        if role in READ_BY[word]:
            assert where <= seen[word], word


def test_strangers_read_none_of_it(citation: Citation, leaver: User) -> None:
    for view, page in views(Client(), citation, leaver):
        assert [word for word in READ_BY if word in page] == [], view
