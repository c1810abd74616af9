"""The pane beside the text, the form in it, and what is kept while it is filled."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Snapshot
from commitments.models import Citation, Override, Pledge, Statement
from tests.desk.conftest import Person, World
from tests.desk.statements.recording import HTMX, SAID, path, quotes
from tests.factories.articles import PassageFactory
from tests.factories.commitments import (
    CitationFactory,
    CountryFactory,
    CountryScopeFactory,
    StatementFactory,
    published_statement,
)


# --- the pane ---
def test_the_pane_tells_each_fact_with_its_proof_or_that_there_is_none(
    editor: Person, pledge: Pledge, article: Article, passages: list[Any]
) -> None:
    draft = StatementFactory(pledge=pledge, author=editor.user, headcount_max=300)
    CitationFactory(statement=draft, passage=passages[0], proves=["stance", "roles"])
    response = editor.client.get(f"/desk/articles/{article.pk}/record/")
    record = response.context["record"]
    page = response.content.decode()
    facts = {fact.label: fact for fact in record.pledges[0].statements[0].facts}
    assert facts["Stance"].highlighted == str(passages[0].pk)
    assert facts["Headcount"].is_missing
    assert "no evidence yet" in page
    assert f'data-lights="{passages[0].pk}"' in page
    assert [passage.pk for passage in record.uncited] == [passages[1].pk]
    assert "Same speaker, another pledge" in page
    assert "/edit/" in page


def test_the_workbench_costs_the_same_however_much_is_recorded(
    editor: Person, pledge: Pledge, article: Article, snapshot: Snapshot
) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.client.get(address).status_code == 200
        return len(queries)

    def record(places: range) -> None:
        for start in places:
            statement = StatementFactory(pledge=pledge)
            passage = PassageFactory(snapshot=snapshot, start=start, end=start + 20)
            CitationFactory(statement=statement, passage=passage)

    workbench, pane = f"/desk/articles/{article.pk}/", f"/desk/articles/{article.pk}/record/"
    record(range(2))
    before = cost(workbench), cost(pane)
    record(range(2, 8))
    assert (cost(workbench), cost(pane)) == before
    assert before[0] <= 13


# --- which pledge ---
def test_the_choice_opens_beside_the_text_and_carries_passage_and_article(
    editor: Person, pledge: Pledge, article: Article, passages: list[Any]
) -> None:
    CitationFactory(statement__pledge=pledge, passage=passages[1])
    where = {"passage": passages[0].pk, "article": article.pk}
    page = editor.client.get("/desk/statements/add/", where, headers=HTMX).content.decode()
    assert "<html" not in page
    assert "UKR-GBR-1" in page  # recent, since a statement of this article is about it
    assert f"passage={passages[0].pk}&amp;article={article.pk}" in page
    found = editor.client.get("/desk/statements/add/", where | {"q": "gbr train"}, headers=HTMX)
    assert [line.pledge.reference for line in found.context["pledges"]] == ["UKR-GBR-1"]
    none = editor.client.get("/desk/statements/add/", where | {"q": "atlantis"}, headers=HTMX)
    assert "No pledge has these words" in none.content.decode()


def test_a_new_pledge_leads_to_its_form_beside_the_text(
    editor: Person, world: World, article: Article, passages: list[Any]
) -> None:
    data = {
        "country": "GBR",
        "roles": ["training"],
        "place": "sea",
        "passage": passages[0].pk,
        "article": article.pk,
    }
    answer = editor.client.post("/desk/statements/add/", data, headers=HTMX)
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert query == {"passage": [str(passages[0].pk)], "article": [str(article.pk)]}
    form = editor.client.get(answer["Location"], headers=HTMX).content.decode()
    assert "<html" not in form
    assert passages[0].exact in form


# --- the form ---
def test_the_form_starts_from_the_speaker_of_the_last_statement_of_the_article(
    editor: Person, pledge: Pledge, article: Article, passages: list[Any], world: World
) -> None:
    other = StatementFactory(
        said_on="2025-08-19", speaker="Ann Example", office="Chief", capacity="military"
    )
    CitationFactory(statement=other, passage=passages[0])
    published_statement(pledge=pledge, headcount_max=300, limits=[world.no_combat])
    where = {"passage": passages[1].pk, "article": article.pk}
    form = editor.client.get(path(pledge), where, headers=HTMX).context["form"]
    assert form["speaker"].value() == "Ann Example"
    assert form["capacity"].value() == "military"
    assert str(form["said_on"].value()) == "2025-08-19"
    assert form["headcount_max"].value() == 300
    assert form["limit-no-combat"].value() is True


def test_the_first_quotation_is_ticked_for_stance_and_roles(
    editor: Person, pledge: Pledge, passages: list[Any]
) -> None:
    where = {"passage": [p.pk for p in passages]}
    first, second = editor.client.get(path(pledge), where).context["rows"].rows
    assert {"stance", "roles"} <= set(first.proves)
    assert second.proves == ()


def test_a_draft_is_saved_with_all_its_quotations_and_the_pane_goes_on(
    editor: Person, pledge: Pledge, article: Article, passages: list[Any]
) -> None:
    data = SAID | quotes((passages[0], ["stance"]), (passages[1], ["date"]))
    answer = editor.client.post(
        path(pledge), data | {"article": article.pk, "then": "next"}, headers=HTMX
    )
    assert answer.status_code == 200
    assert Citation.objects.count() == 2
    assert "Recorded from this article" in answer.content.decode()
    assert "ledger:recorded" in answer["HX-Trigger-After-Settle"]
    [first, *_] = answer.content.decode().partition('id="recorded-marks"')[2].split("}")
    assert f'"passage": {passages[0].pk}, "tone": "supports", "fact": "stance"' in first
    assert '"name": "Passage 1, supports stance"' in first
    assert answer.cookies["ledger_recorded"].value == "pledge-UKR-GBR-1"


def test_the_plain_page_leads_to_the_statement_the_article_or_the_next_pledge(
    editor: Person, pledge: Pledge, article: Article, passages: list[Any]
) -> None:
    def after(then: str) -> str:
        data = SAID | quotes((passages[0], ["stance"])) | {"then": then}
        location: str = editor.client.post(path(pledge), data)["Location"]
        return location

    assert after("save") == f"/desk/statements/{Statement.objects.get().pk}/"
    assert after("next") == f"/desk/articles/{article.pk}/"
    same = after("same-speaker")
    latest = Statement.objects.latest("pk")
    assert same.startswith(f"/desk/statements/add/?like={latest.pk}&passage={passages[0].pk}")
    form = editor.client.get(f"{path(pledge)}?{urlsplit(same).query}").context
    assert form["form"]["speaker"].value() == "The minister"
    assert form["rows"].rows[0].proves == ("stance",)


def test_submitting_saves_and_submits_or_does_neither(
    editor: Person, pledge: Pledge, article: Article, passages: list[Any]
) -> None:
    relayed = SAID | quotes((passages[0], ["stance"])) | {"capacity": "other_government"}
    submit = {"article": article.pk, "then": "submit"}
    refused = editor.client.post(path(pledge), relayed | submit, headers=HTMX)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "A relayed claim above “floated”" in page
    assert 'name="answer-relayed_above_floated"' in page
    assert not Statement.objects.exists()
    answered = relayed | submit | {"answer-relayed_above_floated": "A joint treaty."}
    assert editor.client.post(path(pledge), answered, headers=HTMX).status_code == 200
    statement = Statement.objects.get()
    assert statement.state == Statement.State.SUBMITTED
    assert Override.objects.get().reason == "A joint treaty."


def test_submitting_is_one_entry_of_history(
    editor: Person, pledge: Pledge, passages: list[Any]
) -> None:
    data = SAID | quotes((passages[0], ["stance"])) | {"then": "submit"}
    editor.client.post(path(pledge), data)
    events = Statement.objects.get().events.all()
    assert len({event.pgh_context_id for event in events}) == 1


def test_a_draft_is_edited_beside_the_text_with_its_quotations(
    editor: Person, pledge: Pledge, article: Article, passages: list[Any]
) -> None:
    citation = CitationFactory(
        statement__pledge=pledge, statement__author=editor.user, passage=passages[0]
    )
    edit = f"/desk/statements/{citation.statement.pk}/edit/"
    form = editor.client.get(edit, {"article": article.pk}, headers=HTMX)
    assert [row.passage for row in form.context["rows"].rows] == [passages[0]]
    data = SAID | quotes((passages[1], ["date"])) | {"version": 1, "article": article.pk}
    saved = editor.client.post(edit, data, headers=HTMX)
    assert "The draft is saved." in saved.content.decode()
    assert saved.context["form"]["version"].value() == 2
    assert [c.passage for c in citation.statement.citations.all()] == [passages[1]]


def test_a_conflict_beside_the_text_takes_the_whole_window(
    editor: Person, article: Article, pledge: Pledge
) -> None:
    draft = StatementFactory(pledge=pledge, version=3)
    data = SAID | {"version": 2, "article": article.pk}
    answer = editor.client.post(f"/desk/statements/{draft.pk}/edit/", data, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "body")


def test_out_of_scope_is_a_clear_no(pledge: Pledge, editor: Person) -> None:
    CountryScopeFactory(user=editor.user, country=CountryFactory())
    assert editor.client.post(path(pledge), SAID).status_code == 403


# --- while typing ---
def check(person: Person, about: str, **typed: Any) -> str:
    answer = person.client.post("/desk/statements/check/", {"about": about} | typed, headers=HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_would_change_is_told_while_typing(
    editor: Person, pledge: Pledge, world: World
) -> None:
    key = "pledge-UKR-GBR-1"
    assert "Against" not in check(editor, key, stance="offered")
    published_statement(pledge=pledge, stance="floated")
    page = check(editor, key, stance="offered", **{"limit-no-combat": "on"})
    assert "Floated" in page
    assert "Offered" in page
    assert "No combat" in page
    assert "nothing changes" in check(editor, key, stance="floated")


def test_warnings_come_while_typing_and_keep_their_answers(editor: Person, pledge: Pledge) -> None:
    other = StatementFactory(pledge=pledge)
    page = check(
        editor,
        "pledge-UKR-GBR-1",
        stance="committed",
        capacity="opposition_or_party",
        said_on="2025-08-20",
        **{"answer-same_day": "They spoke twice."},
    )
    assert "A party&#x27;s word as the country&#x27;s stance" in page
    assert f"/desk/statements/{other.pk}/" in page
    assert "They spoke twice." in page


def test_half_a_form_is_checked_without_a_fault(editor: Person, pledge: Pledge) -> None:
    check(editor, "pledge-UKR-GBR-1", said_on="20", headcount_max="many", relayed_by="XXX")
    draft = StatementFactory(pledge=pledge)
    check(editor, f"draft-{draft.pk}")
