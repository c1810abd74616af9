"""Who may open what: every address of the desk × every kind of visitor."""

from collections.abc import Callable, Collection

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from commitments.models import Citation, Statement
from core.history_entries import KEY_SQL
from core.models import User
from desk import urls as desk
from tests.desk.addresses import TABLE, addresses
from tests.desk.conftest import Person, World, signed_in
from tests.factories.articles import PassageFactory
from tests.factories.commitments import CitationFactory, CountryScopeFactory
from tests.factories.people import ChiefFactory, EditorFactory, UserFactory
from tests.raw_sql import rows

SIGN_IN = 302
# The same for who wrote the statement.
OWN_AS_CONTRIBUTOR = {
    "statement_edit": 200,
    "statement_cite": 200,
    "citation_remove": 200,
    "statement_submit": 200,
    "statement_discard": 200,
    "statement_restore": 200,
    "statement_presence": 200,
    "statement_conflict": 400,
    "review_detail": 403,
    "review_publish": 403,
    "review_claim": 403,
    "statement_comment": 422,
}
# For a contributor who wrote the statement and writes about other countries than its own: the
# answers that differ from those to any contributor. Reading has no limit.
SCOPED_AUTHOR: dict[str, int] = {"statement_correct": 403}


def answers(
    citation: Citation, user: User | None = None, *, names: Collection[str] = TABLE
) -> dict[str, HttpResponse]:
    """What each address answers this person; what an answer wrote is undone before the next."""
    sent = {
        "review_publish": {"version": citation.statement.version},
        "statement_restore": {"entry": first_entry(citation.statement)},
    }
    found = {}
    paths = addresses(citation)
    for name in names:
        with transaction.atomic():
            client = signed_in(user).client if user else Client()
            ask: Callable[..., HttpResponse] = getattr(client, TABLE[name][0])
            found[name] = ask(paths[name], sent.get(name))
            transaction.set_rollback(True)
    return found


def statuses(responses: dict[str, HttpResponse]) -> dict[str, int]:
    return {name: response.status_code for name, response in responses.items()}


def first_entry(statement: Statement) -> str:
    """The key of the entry in which a statement was written."""
    [(key,)] = rows(
        f"SELECT {KEY_SQL} FROM commitments_statementevent e WHERE e.pgh_obj_id = %s"
        " ORDER BY e.pgh_id LIMIT 1",
        [statement.pk],
    )
    return str(key)


def test_every_address_of_the_desk_is_in_the_table() -> None:
    assert {pattern.name for pattern in desk.urlpatterns} == set(TABLE)


def test_strangers_are_sent_to_sign_in(citation: Citation) -> None:
    responses = answers(citation)
    assert statuses(responses) == dict.fromkeys(TABLE, SIGN_IN)
    for name, response in responses.items():
        assert response["Location"].startswith("/account/login/?next=/desk/"), name


@pytest.mark.parametrize(
    ("role", "factory"), [(1, UserFactory), (2, EditorFactory), (3, ChiefFactory)]
)
def test_who_may_what(role: int, factory: type[UserFactory], citation: Citation) -> None:
    expected = {name: answer[role] for name, answer in TABLE.items()}
    assert statuses(answers(citation, factory())) == expected


def test_contributors_change_their_own_drafts(citation: Citation) -> None:
    author = citation.statement.author
    assert statuses(answers(citation, author, names=OWN_AS_CONTRIBUTOR)) == OWN_AS_CONTRIBUTOR


def test_who_writes_about_other_countries_writes_nothing_here(
    citation: Citation, world: World
) -> None:
    author = citation.statement.author
    CountryScopeFactory(user=author, country=world.outsider)
    expected = {name: SCOPED_AUTHOR.get(name, answer[1]) for name, answer in TABLE.items()}
    assert statuses(answers(citation, author)) == expected


def test_who_left_is_sent_to_sign_in(citation: Citation) -> None:
    person = signed_in(UserFactory())
    person.user.is_active = False
    person.user.save()
    assert person.client.get("/desk/").status_code == SIGN_IN


@pytest.mark.parametrize(
    "path",
    [
        "articles/999999/",
        "articles/999999/quote/",
        "pledges/UKR-XXX-9/statements/add/",
        "statements/999999/",
        "statements/999999/edit/",
        "statements/999999/cite/",
        "statements/999999/submit/",
        "statements/999999/discard/",
        "statements/999999/restore/",
        "history/statement/999999/",
        "history/spaceship/1/",
        "log/export.xml",
        "statements/999999/citations/1/remove/",
        "review/999999/",
        "statements/add/?passage=999999",
        "statements/add/?passage=words",
        "pledges/?passage=-1",
        "statements/99999999999999999999999999/",
        "members/999999/change/",
        "second-looks/999999/done/",
        "conditions/ceasefire/outcomes/add/?passage=words",
        "governments/add/?passage=words",
    ],
)
def test_unknown_records_are_not_found(path: str, chief: Person, world: World) -> None:
    ask = chief.client.post if path.endswith("done/") else chief.client.get
    assert ask(f"/desk/{path}").status_code == 404


def test_a_citation_of_another_statement_is_not_found(editor: Person, citation: Citation) -> None:
    other = CitationFactory()
    path = reverse("desk:citation_remove", args=[citation.statement.pk, other.pk])
    assert editor.client.post(path).status_code == 404


def test_an_expired_session_moves_the_whole_window(citation: Citation) -> None:
    response = Client().get("/desk/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith("/account/login/")


def test_passages_are_shared_by_the_desk(contributor: Person, world: World) -> None:
    passage = PassageFactory()
    response = contributor.client.get(f"/desk/statements/add/?passage={passage.pk}")
    assert passage.exact in response.content.decode()
