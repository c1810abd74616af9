"""Every address of the desk, what it answers to whom, and a record for each to be about."""

from django.urls import reverse

from commitments.models import Citation, Pledge, Statement
from tests.factories.articles import AnchorFactory, CaptureFactory, FailedFetchFactory, FetchFactory
from tests.factories.commitments import ErrorReportFactory, SavedFilterFactory

# For each address: method, then the answer to a contributor, an editor and a chief, each of whom
# finds the world as it was made. Statements
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
    "review_claim": ("post", 403, 302, 302),
    "review_release": ("post", 403, 302, 302),
    "review_schedule": ("post", 403, 422, 422),
    "statement_comment": ("post", 403, 422, 422),
    "statement_retract": ("get", 403, 200, 200),
    # Whoever drafts may draft a correction.
    "statement_correct": ("get", 200, 200, 200),
}


def addresses(citation: Citation) -> dict[str, str]:
    """All of them, by name, about this quotation and what belongs to it."""
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
    return {name: reverse(f"desk:{name}", args=arguments.get(name, [])) for name in TABLE}
