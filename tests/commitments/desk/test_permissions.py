"""Who may open what: every address of the desk × every kind of visitor."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from commitments.models import Citation, Pledge, Statement
from commitments.urls import desk
from tests.commitments.desk.conftest import Person, World, signed_in
from tests.factories.articles import AnchorFactory, PassageFactory
from tests.factories.commitments import (
    CitationFactory,
    PledgeFactory,
    SavedFilterFactory,
    StatementFactory,
    submit,
)
from tests.factories.people import UserFactory

SIGN_IN = 302
# For each address: method, then the answer to a contributor, an editor and a chief. Statements
# are somebody else's, so that a contributor meets the rule that drafts are changed by their
# authors and editors.
TABLE: dict[str, tuple[str, int, int, int]] = {
    "home": ("get", 200, 200, 200),
    "waiting_list": ("get", 200, 200, 200),
    "article_list": ("get", 200, 200, 200),
    "article_bulk": ("post", 422, 422, 422),
    "article_reader": ("get", 200, 200, 200),
    "filter_save": ("post", 422, 422, 422),
    "filter_change": ("get", 404, 404, 404),
    "passage_changes": ("get", 403, 200, 200),
    "passage_decide": ("post", 403, 422, 422),
    "article_add": ("get", 200, 200, 200),
    "article_detail": ("get", 200, 200, 200),
    "article_state": ("post", 422, 422, 422),
    "passage_quote": ("get", 200, 200, 200),
    "pledge_list": ("get", 200, 200, 200),
    "statement_add": ("get", 200, 200, 200),
    "statement_draft": ("get", 200, 200, 200),
    "statement_detail": ("get", 200, 200, 200),
    "statement_edit": ("get", 403, 200, 200),
    "statement_cite": ("get", 403, 200, 200),
    "citation_remove": ("get", 403, 200, 200),
    "statement_submit": ("get", 403, 200, 200),
    "statement_discard": ("get", 403, 200, 200),
    "review_list": ("get", 403, 200, 200),
    "review_detail": ("get", 403, 200, 200),
    "review_publish": ("post", 403, 302, 302),
    "review_return": ("post", 403, 422, 422),
}
# The same for who wrote the statement.
OWN_AS_CONTRIBUTOR = {
    "statement_edit": 200,
    "statement_cite": 200,
    "citation_remove": 200,
    "statement_submit": 200,
    "statement_discard": 200,
    "review_detail": 403,
    "review_publish": 403,
}


@pytest.fixture
def citation(world: World) -> Citation:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    found = CitationFactory(statement=StatementFactory(pledge=pledge))
    submit(found.statement)
    return found


def address(name: str, citation: Citation) -> str:
    statement: Statement = citation.statement
    pledge: Pledge = statement.pledge
    arguments: dict[str, list[object]] = {
        "statement_draft": [pledge.reference],
        "citation_remove": [statement.pk, citation.pk],
        "waiting_list": ["drafts"],
        "filter_change": [SavedFilterFactory().pk],  # Somebody else's.
        "passage_decide": [AnchorFactory(state="changed", similarity=0.8).pk],
        **{
            each: [citation.passage.snapshot.article_id]
            for each in ("article_detail", "article_state", "article_reader", "passage_quote")
        },
        **{
            each: [statement.pk]
            for each in TABLE
            if each.startswith(("statement_", "review_"))
            and each not in ("statement_add", "statement_draft", "review_list")
        },
    }
    return reverse(f"desk:{name}", args=arguments.get(name, []))


def answer(client: Client, name: str, citation: Citation) -> int:
    method: Callable[..., object] = getattr(client, TABLE[name][0])
    data = {"version": citation.statement.version} if name == "review_publish" else {}
    return method(address(name, citation), data).status_code  # type: ignore[attr-defined]


def test_every_address_of_the_desk_is_in_the_table() -> None:
    assert {pattern.name for pattern in desk.urlpatterns} == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_strangers_are_sent_to_sign_in(name: str, citation: Citation) -> None:
    client = Client()
    method = getattr(client, TABLE[name][0])
    response = method(address(name, citation))
    assert response.status_code == SIGN_IN
    assert response["Location"].startswith("/account/login/?next=/desk/")


@pytest.mark.parametrize("name", TABLE)
def test_who_may_what(
    name: str, citation: Citation, contributor: Person, editor: Person, chief: Person
) -> None:
    people = (contributor, editor, chief)
    for person, expected in zip(people, TABLE[name][1:], strict=True):
        if name == "review_publish" and person is chief:
            continue  # The editor has published it by now.
        assert answer(person.client, name, citation) == expected, person.user.name


@pytest.mark.parametrize("name", OWN_AS_CONTRIBUTOR)
def test_contributors_change_their_own_drafts(name: str, citation: Citation) -> None:
    author = signed_in(citation.statement.author)
    assert answer(author.client, name, citation) == OWN_AS_CONTRIBUTOR[name]


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
        "statements/999999/citations/1/remove/",
        "review/999999/",
        "statements/add/?passage=999999",
        "statements/add/?passage=words",
        "pledges/?passage=-1",
        "statements/99999999999999999999999999/",
    ],
)
def test_unknown_records_are_not_found(path: str, editor: Person, world: World) -> None:
    assert editor.client.get(f"/desk/{path}").status_code == 404


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
