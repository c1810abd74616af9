"""The desk's addresses. Everything under /desk/ needs a sign-in."""

from django.urls import path

from core.limits import limit_by_cost
from desk.articles import (
    about_views,
    add_views,
    evidence_views,
    fetch_views,
    list_views,
    reader_views,
    takedown_views,
    text_change_views,
    text_views,
)
from desk.coalition import check_views, condition_views, member_views, second_look_views
from desk.history import log_views, tab_views
from desk.home import views as home
from desk.passages import changed_views, quote_views, selection_views
from desk.passages import views as passages
from desk.people import views as people
from desk.reports import views as reports
from desk.review import correction_views, round_views
from desk.review import views as review
from desk.statements import (
    citation_views,
    conflict_views,
    pane_views,
    pledge_views,
    presence_views,
    step_views,
    workbench_views,
)
from desk.statements import views as statements

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("waiting/<slug:kind>/", home.waiting_list, name="waiting_list"),
    path("articles/", list_views.article_list, name="article_list"),
    path("articles/bulk/", list_views.article_bulk, name="article_bulk"),
    path("articles/filters/", list_views.filter_save, name="filter_save"),
    path("articles/filters/<int:pk>/", list_views.filter_change, name="filter_change"),
    path("articles/add/", add_views.article_add, name="article_add"),
    path("articles/fetches/", fetch_views.fetch_list, name="fetch_list"),
    path("articles/fetches/<int:pk>/", fetch_views.fetch_detail, name="fetch_detail"),
    path("articles/fetches/<int:pk>/again/", fetch_views.fetch_again, name="fetch_again"),
    path("articles/fetches/<int:pk>/aside/", fetch_views.fetch_set_aside, name="fetch_set_aside"),
    path("articles/<int:pk>/edit/", about_views.article_edit, name="article_edit"),
    path("articles/<int:pk>/origin/", about_views.article_origin, name="article_origin"),
    path("articles/<int:pk>/texts/", text_views.text_list, name="text_list"),
    path("articles/<int:pk>/recheck/", text_change_views.article_recheck, name="article_recheck"),
    path("articles/<int:pk>/texts/add/", text_change_views.text_add, name="text_add"),
    path(
        "articles/<int:pk>/texts/<int:number>/", text_change_views.text_detail, name="text_detail"
    ),
    path("articles/<int:pk>/texts/extract/", text_views.text_extract, name="text_extract"),
    path(
        "articles/<int:pk>/captures/<int:capture>.warc.gz",
        text_views.capture_download,
        name="capture_download",
    ),
    path("articles/<int:pk>/archive/", text_views.article_archive, name="article_archive"),
    path("articles/<int:pk>/", workbench_views.article_detail, name="article_detail"),
    path("articles/<int:pk>/state/", workbench_views.article_state, name="article_state"),
    path("articles/<int:pk>/reader/", reader_views.article_reader, name="article_reader"),
    path("articles/<int:pk>/quote/", quote_views.passage_quote, name="passage_quote"),
    path("articles/<int:pk>/passages/", selection_views.passage_add, name="passage_add"),
    path("articles/<int:pk>/link/", selection_views.passage_link, name="passage_link"),
    path("articles/<int:pk>/record/", pane_views.record_pane, name="record_pane"),
    path("passages/<int:pk>/evidence/", pane_views.evidence_row, name="evidence_row"),
    path("autosaves/", pane_views.autosave_keep, name="autosave_keep"),
    path("autosaves/discard/", pane_views.autosave_discard, name="autosave_discard"),
    path("session/", pane_views.session_detail, name="session_detail"),
    path("passages/changed/", changed_views.passage_changes, name="passage_changes"),
    path("passages/lost/", changed_views.passage_lost, name="passage_lost"),
    path("passages/<int:pk>/", passages.passage_detail, name="passage_detail"),
    path("passages/<int:pk>/attach/", passages.passage_attach, name="passage_attach"),
    path("passages/<int:pk>/split/", passages.passage_split, name="passage_split"),
    path("passages/<int:pk>/merge/", passages.passage_merge, name="passage_merge"),
    path("passages/changed/<int:pk>/", changed_views.passage_decide, name="passage_decide"),
    path("evidence/", evidence_views.evidence, name="evidence"),
    path(
        "articles/<int:pk>/take-down/", takedown_views.article_take_down, name="article_take_down"
    ),
    path("pledges/", pledge_views.pledge_list, name="pledge_list"),
    path("statements/add/", pledge_views.statement_add, name="statement_add"),
    path("statements/check/", pane_views.statement_check, name="statement_check"),
    path(
        "pledges/<reference:reference>/statements/add/",
        statements.statement_draft,
        name="statement_draft",
    ),
    path("statements/<int:pk>/", statements.statement_detail, name="statement_detail"),
    path("statements/<int:pk>/edit/", statements.statement_edit, name="statement_edit"),
    path("statements/<int:pk>/cite/", citation_views.statement_cite, name="statement_cite"),
    path(
        "statements/<int:pk>/citations/<int:citation>/remove/",
        citation_views.citation_remove,
        name="citation_remove",
    ),
    path(
        "statements/<int:pk>/citations/<int:citation>/restore/",
        citation_views.citation_restore,
        name="citation_restore",
    ),
    path(
        "statements/<int:pk>/undiscard/", step_views.statement_undiscard, name="statement_undiscard"
    ),
    path("statements/<int:pk>/submit/", step_views.statement_submit, name="statement_submit"),
    path("statements/<int:pk>/discard/", step_views.statement_discard, name="statement_discard"),
    path("people/", people.person_list, name="person_list"),
    path("people/invite/", people.person_invite, name="person_invite"),
    path("people/second-factor/", people.person_require, name="person_require"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/link/", people.person_link, name="person_link"),
    path("people/<int:pk>/close/", people.person_close, name="person_close"),
    path("people/<int:pk>/open/", people.person_open, name="person_open"),
    path(
        "people/<int:pk>/second-factor/remove/",
        people.person_factor_remove,
        name="person_factor_remove",
    ),
    path(
        "statements/<int:pk>/conflict/",
        conflict_views.statement_conflict,
        name="statement_conflict",
    ),
    path(
        "statements/<int:pk>/presence/",
        presence_views.statement_presence,
        name="statement_presence",
    ),
    path("statements/<int:pk>/restore/", tab_views.statement_restore, name="statement_restore"),
    path("history/<slug:kind>/<int:pk>/", tab_views.history, name="history"),
    path("log/", log_views.log, name="log"),
    path("log/export.<slug:form>", log_views.log_export, name="log_export"),
    path("review/", review.review_list, name="review_list"),
    path("review/<int:pk>/", review.review_detail, name="review_detail"),
    path("review/<int:pk>/publish/", review.review_publish, name="review_publish"),
    path("review/<int:pk>/return/", review.review_return, name="review_return"),
    path("checks/", check_views.check_board, name="check_board"),
    path("checks/<slug:coalition>/<iso3:iso3>/", check_views.check_row, name="check_row"),
    path(
        "checks/<slug:coalition>/<iso3:iso3>/<slug:role>/",
        check_views.check_cell,
        name="check_cell",
    ),
    path("conditions/", condition_views.condition_list, name="condition_list"),
    path("conditions/<slug:slug>/outcomes/add/", condition_views.outcome_add, name="outcome_add"),
    path("members/", member_views.member_list, name="member_list"),
    path("members/add/", member_views.member_add, name="member_add"),
    path("members/<int:pk>/change/", member_views.member_change, name="member_change"),
    path("members/<int:pk>/correct/", member_views.member_correct, name="member_correct"),
    path("governments/", second_look_views.government_list, name="government_list"),
    path("governments/add/", second_look_views.government_add, name="government_add"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<int:pk>/settle/", reports.report_settle, name="report_settle"),
    path("second-looks/", second_look_views.second_looks, name="second_looks"),
    path(
        "second-looks/<int:pk>/done/", second_look_views.second_look_done, name="second_look_done"
    ),
    path("review/<int:pk>/comment/", round_views.review_comment, name="review_comment"),
    path("review/<int:pk>/claim/", round_views.review_claim, name="review_claim"),
    path("review/<int:pk>/release/", round_views.review_release, name="review_release"),
    path("review/<int:pk>/schedule/", round_views.review_schedule, name="review_schedule"),
    path("statements/<int:pk>/notes/", round_views.statement_comment, name="statement_comment"),
    path(
        "statements/<int:pk>/retract/",
        correction_views.statement_retract,
        name="statement_retract",
    ),
    path(
        "statements/<int:pk>/correct/",
        correction_views.statement_correct,
        name="statement_correct",
    ),
]
limit_by_cost(urlpatterns)
