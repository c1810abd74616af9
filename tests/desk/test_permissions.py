"""Who may open what: every address of the desk × every kind of visitor."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from commitments.models import Citation, Pledge, Statement
from core.history_entries import KEY_SQL
from desk import urls as desk
from tests.desk.conftest import Person, World, signed_in
from tests.factories.articles import (
    AnchorFactory,
    CaptureFactory,
    FailedFetchFactory,
    FetchFactory,
    PassageFactory,
)
from tests.factories.commitments import (
    CitationFactory,
    CountryScopeFactory,
    ErrorReportFactory,
    PledgeFactory,
    PledgeRecheckFactory,
    SavedFilterFactory,
    StatementFactory,
    submit,
)
from tests.factories.people import UserFactory
from tests.raw_sql import rows

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
    "evidence": ("get", 403, 200, 200),
    "article_archive": ("post", 403, 302, 302),
    "article_take_down": ("get", 403, 403, 200),
    "passage_lost": ("get", 403, 200, 200),
    "passage_detail": ("get", 200, 200, 200),
    "passage_attach": ("get", 403, 200, 200),
    "passage_split": ("post", 403, 422, 422),
    "passage_merge": ("post", 403, 422, 422),
    "article_recheck": ("post", 302, 302, 302),
    "text_add": ("get", 200, 200, 200),
    "text_detail": ("get", 200, 200, 200),
    "article_add": ("get", 200, 200, 200),
    "fetch_list": ("get", 200, 200, 200),
    "fetch_detail": ("get", 200, 200, 200),
    "fetch_again": ("post", 302, 302, 302),
    "fetch_set_aside": ("post", 403, 302, 302),
    "article_edit": ("get", 403, 200, 200),
    "article_origin": ("get", 200, 200, 200),
    "text_list": ("get", 200, 200, 200),
    "text_extract": ("post", 403, 302, 302),
    "capture_download": ("get", 403, 200, 200),
    "article_detail": ("get", 200, 200, 200),
    "article_state": ("post", 422, 422, 422),
    "passage_quote": ("get", 200, 200, 200),
    "passage_add": ("post", 422, 422, 422),
    "passage_link": ("get", 422, 422, 422),
    "record_pane": ("get", 200, 200, 200),
    "evidence_row": ("get", 200, 200, 200),
    "autosave_keep": ("post", 404, 404, 404),
    "autosave_discard": ("post", 404, 404, 404),
    "session_detail": ("get", 204, 204, 204),
    "pledge_list": ("get", 200, 200, 200),
    "statement_add": ("get", 200, 200, 200),
    "statement_check": ("post", 404, 404, 404),
    "statement_draft": ("get", 200, 200, 200),
    "statement_detail": ("get", 200, 200, 200),
    "statement_edit": ("get", 403, 200, 200),
    "statement_cite": ("get", 403, 200, 200),
    "citation_remove": ("get", 403, 200, 200),
    "citation_restore": ("post", 302, 302, 302),
    "statement_undiscard": ("post", 302, 302, 302),
    "statement_submit": ("get", 403, 200, 200),
    "statement_discard": ("get", 403, 200, 200),
    "person_list": ("get", 403, 403, 200),
    "person_invite": ("get", 403, 403, 200),
    "person_require": ("post", 403, 403, 422),
    "person_detail": ("get", 403, 403, 200),
    "person_link": ("post", 403, 403, 302),
    "person_close": ("get", 403, 403, 200),
    "person_open": ("post", 403, 403, 302),
    "person_factor_remove": ("get", 403, 403, 200),
    "statement_restore": ("get", 403, 200, 200),
    "statement_presence": ("post", 403, 200, 200),
    "statement_conflict": ("post", 403, 400, 400),
    "history": ("get", 200, 200, 200),
    "log": ("get", 200, 200, 200),
    "log_export": ("get", 200, 200, 200),
    "review_list": ("get", 403, 200, 200),
    "review_detail": ("get", 403, 200, 200),
    "review_publish": ("post", 403, 302, 302),
    "review_return": ("post", 403, 422, 422),
    "check_board": ("get", 200, 200, 200),
    "check_row": ("get", 403, 200, 200),
    "check_cell": ("post", 403, 422, 422),
    "condition_list": ("get", 200, 200, 200),
    "outcome_add": ("get", 403, 200, 200),
    "member_list": ("get", 200, 200, 200),
    "member_add": ("get", 403, 403, 200),
    "member_change": ("get", 403, 403, 200),
    "member_correct": ("get", 403, 403, 200),
    "government_list": ("get", 200, 200, 200),
    "government_add": ("get", 403, 200, 200),
    "second_looks": ("get", 200, 200, 200),
    "report_list": ("get", 403, 200, 200),
    "report_settle": ("post", 403, 422, 422),
    "second_look_done": ("post", 403, 422, 422),
    "review_comment": ("post", 403, 422, 422),
    # The chief comes second, and is told that the editor is looking at it.
    "review_claim": ("post", 403, 302, 409),
    "review_release": ("post", 403, 302, 302),
    "review_schedule": ("post", 403, 422, 422),
    "statement_comment": ("post", 403, 422, 422),
    "statement_retract": ("get", 403, 200, 200),
    # Whoever drafts may draft a correction.
    "statement_correct": ("get", 200, 200, 200),
}
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


@pytest.fixture
def citation(world: World) -> Citation:
    pledge = PledgeFactory(coalition=world.coalition, country=world.member, roles=[world.training])
    found = CitationFactory(statement=StatementFactory(pledge=pledge))
    submit(found.statement)
    PledgeRecheckFactory(pledge=pledge)
    return found


def address(name: str, citation: Citation) -> str:
    statement: Statement = citation.statement
    pledge: Pledge = statement.pledge
    coalition, iso3 = pledge.coalition.slug, pledge.country.iso3 if pledge.country else ""
    membership = pledge.coalition.memberships.get()
    arguments: dict[str, list[object]] = {
        "check_row": [coalition, iso3],
        "check_cell": [coalition, iso3, "training"],
        "outcome_add": ["ceasefire"],
        "member_change": [membership.pk],
        "member_correct": [membership.pk],
        "second_look_done": [pledge.rechecks.get().pk],
        "statement_draft": [pledge.reference],
        "citation_remove": [statement.pk, citation.pk],
        "history": ["statement", statement.pk],
        "log_export": ["csv"],
        **{
            each: [statement.author_id]
            for each in TABLE
            if each.startswith("person_")
            and each not in ("person_list", "person_invite", "person_require")
        },
        **{
            each: [citation.passage.snapshot.article_id]
            for each in (
                "article_detail",
                "article_state",
                "passage_quote",
                "passage_add",
                "passage_link",
                "record_pane",
                "article_reader",
                "article_archive",
                "article_take_down",
                "article_edit",
                "article_origin",
                "text_list",
                "text_extract",
                "article_recheck",
                "text_add",
            )
        },
        "waiting_list": ["drafts"],
        "fetch_detail": [FetchFactory().pk],
        "fetch_again": [FailedFetchFactory().pk],
        "fetch_set_aside": [FailedFetchFactory().pk],  # Nobody's.
        "capture_download": [(kept := CaptureFactory()).article_id, kept.pk],
        "report_settle": [ErrorReportFactory().pk],
        "filter_change": [SavedFilterFactory().pk],  # Somebody else's.
        "passage_decide": [AnchorFactory(state="changed", similarity=0.8).pk],
        "citation_restore": [statement.pk, citation.pk],
        "text_detail": [citation.passage.snapshot.article_id, 1],
        **{
            each: [citation.passage_id]
            for each in (
                "evidence_row",
                "passage_detail",
                "passage_attach",
                "passage_split",
                "passage_merge",
            )
        },
        **{
            each: [statement.pk]
            for each in TABLE
            if each.startswith(("statement_", "review_"))
            and each not in ("statement_add", "statement_draft", "statement_check", "review_list")
        },
    }
    return reverse(f"desk:{name}", args=arguments.get(name, []))


def answer(client: Client, name: str, citation: Citation) -> int:
    method: Callable[..., object] = getattr(client, TABLE[name][0])
    data: dict[str, object] = {}
    if name == "review_publish":
        data = {"version": citation.statement.version}
    elif name == "statement_restore":
        data = {"entry": first_entry(citation.statement)}
    return method(address(name, citation), data).status_code  # type: ignore[attr-defined]


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


@pytest.mark.parametrize("name", TABLE)
def test_who_writes_about_other_countries_writes_nothing_here(
    name: str, citation: Citation, world: World
) -> None:
    author = signed_in(citation.statement.author)
    CountryScopeFactory(user=author.user, country=world.outsider)
    assert answer(author.client, name, citation) == SCOPED_AUTHOR.get(name, TABLE[name][1])


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
