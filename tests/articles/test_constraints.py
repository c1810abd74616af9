"""Raw SQL against the rules of `articles`: each must be refused by the rule named, or allowed.

Rules of one row come from a table of attacks that must cover every constraint of the app.
"""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db.models import Model

from articles.models import Anchor, Fetch, Passage, Snapshot
from articles.text.normalising import text_sha256
from tests.factories.articles import (
    AnchorFactory,
    ArticleAddressFactory,
    ArticleFactory,
    CaptureFactory,
    FailedFetchFactory,
    FetchFactory,
    PassageFactory,
    PublisherFactory,
    SnapshotFactory,
    TakedownFactory,
)
from tests.raw_sql import allowed, change_row, copy_row, delete_row, execute, refused

pytestmark = pytest.mark.django_db

# The rule, the row that keeps it, and the assignments that break it.
BY_CHANGE: list[tuple[str, Callable[[], Model], str]] = [
    ("publisher_domain_is_not_lower_case", PublisherFactory, "domain = 'Outlet.Example'"),
    ("publisher_kind_is_unknown", PublisherFactory, "kind = 'blog'"),
    ("article_title_is_empty", ArticleFactory, "title = ''"),
    ("article_address_is_not_http", ArticleFactory, "canonical_url = 'ftp://a.example/1'"),
    ("article_rights_are_unknown", ArticleFactory, "rights = 'ours', licence = 'ours'"),
    ("article_open_licence_has_no_name", ArticleFactory, "rights = 'open_licence'"),
    ("article_reading_state_is_unknown", ArticleFactory, "reading_state = 'skimmed'"),
    ("article_relays_itself", ArticleFactory, "relays_id = id"),
    ("article_withdrawn_without_reason", ArticleFactory, "withdrawn_at = now()"),
    ("anchor_state_is_unknown", AnchorFactory, "state = 'near'"),
    ("anchor_lost_has_no_place", AnchorFactory, "state = 'lost'"),
    ("anchor_similarity_is_out_of_range", AnchorFactory, "similarity = 1.5"),
    ("anchor_confirmed_by_nobody", AnchorFactory, "confirmed_at = now()"),
    ("anchor_alarm_is_unknown", AnchorFactory, "alarms = '{tone}'"),
    ("article_address_how_is_unknown", ArticleAddressFactory, "how = 'guessed'"),
    ("fetch_words_are_unknown", lambda: FetchFactory(article=ArticleFactory()), "kind = 'ping'"),
    ("fetch_ends_without_word", FetchFactory, "state = 'failed', finished_at = now()"),
    ("fetch_times_out_of_step", FetchFactory, "finished_at = now()"),
    (
        "fetch_ends_before_it_begins",
        FailedFetchFactory,
        "started_at = finished_at + interval '1 second'",
    ),
    ("fetch_of_no_article", FetchFactory, "kind = 'recheck'"),
]

LONGER = "text || '.'"
# The rule, a row, and how a second row differs from it.
BY_COPY: list[tuple[str, Callable[[], Model], dict[str, str]]] = [
    ("publisher_name_is_taken", PublisherFactory, {"domain": "NULL", "name": "upper(name)"}),
    (
        "snapshot_number_is_taken",
        SnapshotFactory,
        {
            "text": LONGER,
            "text_sha256": f"encode(sha256(convert_to({LONGER}, 'UTF8')), 'hex')",
        },
    ),
    (
        "snapshot_text_is_stored_already",
        lambda: (SnapshotFactory(), ArticleFactory())[0],
        {"article_id": "(SELECT max(id) FROM articles_article)"},
    ),
    (
        "snapshot_text_is_empty",
        SnapshotFactory,
        {"number": "2", "text": "''", "text_sha256": f"'{text_sha256('')}'"},
    ),
    ("passage_is_stored_already", PassageFactory, {}),
    (
        "passage_is_empty",
        PassageFactory,
        {"end": "start", "exact": "''", "prefix": "''", "suffix": "''"},
    ),
    ("anchor_is_stored_already", AnchorFactory, {}),
    ("capture_is_empty", CaptureFactory, {"warc": "NULL"}),
    ("takedown_without_reason", TakedownFactory, {"reason": "''"}),
    ("fetch_is_under_way", FetchFactory, {}),
]
RULES_BY_CHANGE = [rule for rule, *_ in BY_CHANGE]
RULES_BY_COPY = [rule for rule, *_ in BY_COPY]


@pytest.mark.parametrize(("rule", "make", "assignments"), BY_CHANGE, ids=RULES_BY_CHANGE)
def test_change_that_breaks_a_rule_is_refused(
    rule: str, make: Callable[[], Model], assignments: str
) -> None:
    row = make()
    with refused(rule):
        change_row(row, assignments)


@pytest.mark.parametrize(("rule", "make", "changes"), BY_COPY, ids=RULES_BY_COPY)
def test_second_row_that_breaks_a_rule_is_refused(
    rule: str, make: Callable[[], Model], changes: dict[str, str]
) -> None:
    row = make()
    with refused(rule):
        copy_row(row, **changes)


def test_every_constraint_of_articles_is_attacked() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("articles").get_models()
        for constraint in model._meta.constraints
    }
    assert declared == {*RULES_BY_CHANGE, *RULES_BY_COPY}


def test_same_address_twice_is_refused() -> None:
    article = ArticleFactory()
    with refused("canonical_url"):
        copy_row(article)


def test_articles_without_an_address_may_be_many() -> None:
    article = ArticleFactory(canonical_url=None)
    with allowed():
        copy_row(article)


def test_withdrawing_an_article_with_a_reason_is_allowed() -> None:
    with allowed():
        change_row(ArticleFactory(), "withdrawn_at = now(), withdrawn_reason = 'Libel'")


# --- snapshots --------------------------------------------------------------------------------
def test_every_column_of_a_snapshot_is_immutable() -> None:
    snapshot = SnapshotFactory()
    for column in ("text", "number", "article_id", "retrieved_at", "raw", "extractor"):
        with refused("A snapshot never changes"):
            change_row(snapshot, f"{column} = {column}")


def test_capture_never_changes_and_is_never_deleted() -> None:
    capture = CaptureFactory()
    for column in ("warc", "payload_sha256", "http_status", "article_id"):
        with refused("A capture never changes"):
            change_row(capture, f"{column} = {column}")
    with refused("never deleted"):
        delete_row(capture)


def test_address_is_fetched_again_once_the_first_fetch_has_ended() -> None:
    fetch = FetchFactory()
    change_row(fetch, "state = 'done', outcome = 'same_text', finished_at = now()")
    with allowed():
        copy_row(fetch, state="'waiting'", outcome="''", finished_at="NULL")
    assert Fetch.objects.count() == 2


def test_deleting_a_snapshot_is_refused() -> None:
    snapshot = SnapshotFactory()
    with refused("never deleted"):
        delete_row(snapshot)
    assert Snapshot.objects.filter(pk=snapshot.pk).exists()


def test_snapshot_with_a_wrong_hash_is_refused() -> None:
    snapshot = SnapshotFactory()
    with refused("not the SHA-256"):
        copy_row(snapshot, number="2", text=LONGER)


def test_second_snapshot_may_repeat_the_text_of_the_first() -> None:
    snapshot = SnapshotFactory()
    with allowed():
        copy_row(snapshot, number="2")


# --- passages ---------------------------------------------------------------------------------
TEXT = "Ze\u0301ro: 👩‍🚀 “No boots”, she said – 3\u202f000 troops, naïve 🇬🇧 talk. The end."


def insert_passage(snapshot: Snapshot, **changed: str | int) -> None:
    """Store `“No boots”` by SQL, verbatim but for what is changed."""
    exact = "“No boots”"
    start = snapshot.text.index(exact)
    end = start + len(exact)
    values = {
        "snapshot_id": snapshot.pk,
        "start": start,
        "end": end,
        "exact": exact,
        "prefix": snapshot.text[start - 4 : start],
        "suffix": snapshot.text[end : end + 5],
    } | changed
    names = ", ".join(f'"{name}"' for name in values)
    execute(
        f"INSERT INTO articles_passage ({names}, added_at)"
        f" VALUES ({', '.join(['%s'] * len(values))}, now())",
        list(values.values()),
    )


def test_offsets_count_code_points() -> None:
    # An emoji of three code points and a combining accent stand before the words: offsets in
    # bytes, in UTF-16 units or in what a reader sees as one character would all miss them.
    snapshot = SnapshotFactory(text=TEXT)
    with allowed():
        insert_passage(snapshot)
    passage = Passage.objects.get()
    assert snapshot.text[passage.start : passage.end] == "“No boots”"


@pytest.mark.parametrize(
    "changed",
    [
        {"start": 9},
        {"start": 10, "end": 20},  # where UTF-16 would put it
        {"start": 12, "end": 22},
        {"end": 20},
        {"end": 500},
        {"exact": '"No boots"'},
        {"exact": "“no boots”"},
        {"exact": "“No boots” "},
        {"exact": ""},
        {"prefix": "xxxx"},
        {"prefix": TEXT[:11] + "x"},
        {"suffix": "x"},
        {"suffix": TEXT[21:] + "more"},
    ],
    ids=str,
)
def test_passage_that_is_not_verbatim_is_refused(changed: dict[str, str | int]) -> None:
    snapshot = SnapshotFactory(text=TEXT)
    with refused("not word for word"):
        insert_passage(snapshot, **changed)


def test_composed_letter_does_not_stand_for_a_decomposed_one() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    with refused("not word for word"):
        insert_passage(snapshot, start=0, end=4, exact="Zéro", prefix="", suffix="")
    with allowed():
        insert_passage(snapshot, start=0, end=5, exact="Ze\u0301ro", prefix="", suffix="")


def test_passage_at_either_end_of_the_text_needs_no_surroundings() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    with allowed():
        insert_passage(snapshot, start=0, end=len(TEXT), exact=TEXT, prefix="", suffix="")


def test_passage_of_no_snapshot_is_refused() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    with refused("not word for word"):
        insert_passage(snapshot, snapshot_id=snapshot.pk + 1)


@pytest.mark.parametrize(
    "assignments",
    ['start = start + 1, "end" = "end" + 1', "exact = upper(exact)", "prefix = ''", "suffix = ''"],
)
def test_moving_or_rewording_a_passage_is_refused(assignments: str) -> None:
    passage = PassageFactory(quote="ready to train")
    with refused("A passage never changes"):
        change_row(passage, assignments)


def test_passage_cannot_move_to_another_snapshot_of_the_same_text() -> None:
    passage = PassageFactory()
    again = SnapshotFactory(article=passage.snapshot.article, number=2, text=passage.snapshot.text)
    with refused("A passage never changes"):
        change_row(passage, f"snapshot_id = {again.pk}")


# --- anchors ----------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["exact", "moved"])
@pytest.mark.parametrize("shift", [(1, 1), (0, 1), (1, 0), (-1, 0)], ids=str)
def test_anchor_that_reads_otherwise_is_refused(state: str, shift: tuple[int, int]) -> None:
    anchor = AnchorFactory()
    with refused("word for word as its passage"):
        change_row(
            anchor, f'state = \'{state}\', start = start + {shift[0]}, "end" = "end" + {shift[1]}'
        )


def test_anchor_whose_end_lies_behind_the_text_is_refused() -> None:
    text = "Short: we are ready."
    passage = PassageFactory(snapshot__text=text, quote="ready.")
    later = SnapshotFactory(article=passage.snapshot.article, number=2, text="Now: ready.")
    anchor = AnchorFactory(passage=passage, snapshot=later)
    for state in ("exact", "changed"):
        with refused("word for word as its passage"):
            change_row(anchor, f'state = \'{state}\', "end" = "end" + 10')


def test_changed_anchor_may_read_otherwise_and_be_confirmed() -> None:
    anchor = AnchorFactory()
    with allowed():
        change_row(anchor, "state = 'changed', start = start + 3, similarity = 0.9")


def test_lost_anchor_has_no_place() -> None:
    anchor = AnchorFactory()
    with allowed():
        change_row(anchor, "state = 'lost', start = NULL, \"end\" = NULL, similarity = 0")


def test_anchor_in_another_article_is_refused() -> None:
    anchor = AnchorFactory()
    elsewhere = SnapshotFactory(text=anchor.snapshot.text + " Elsewhere.")
    with refused("passage's own article"):
        change_row(anchor, f"snapshot_id = {elsewhere.pk}")


def test_anchor_in_the_snapshot_it_was_quoted_from_is_refused() -> None:
    anchor = AnchorFactory()
    passage = anchor.passage
    with refused("later snapshot"):
        change_row(
            anchor,
            f'snapshot_id = {passage.snapshot_id}, start = {passage.start}, "end" = {passage.end}',
        )
    assert Anchor.objects.count() == 1


def test_a_relay_names_the_origin_itself() -> None:
    origin, other = ArticleFactory(), ArticleFactory()
    relay = ArticleFactory(relays=origin)
    rule = "Name the origin itself"
    with refused(rule):
        change_row(other, f"relays_id = {relay.pk}")
    with refused(rule):
        change_row(origin, f"relays_id = {other.pk}")
    with allowed():
        change_row(other, f"relays_id = {origin.pk}")
