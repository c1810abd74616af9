"""The desk's addresses. Everything under /desk/ asks for a sign-in."""

from django.urls import path

from commitments.views.desk import (
    articles,
    citations,
    home,
    passages,
    pledges,
    recording,
    review,
    statements,
    steps,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("articles/", articles.article_list, name="article_list"),
    path("articles/add/", articles.article_add, name="article_add"),
    path("articles/<int:pk>/", articles.article_detail, name="article_detail"),
    path("articles/<int:pk>/state/", articles.article_state, name="article_state"),
    path("articles/<int:pk>/quote/", passages.passage_quote, name="passage_quote"),
    path("articles/<int:pk>/record/", recording.record_pane, name="record_pane"),
    path("passages/<int:pk>/evidence/", recording.evidence_row, name="evidence_row"),
    path("autosaves/", recording.autosave_keep, name="autosave_keep"),
    path("autosaves/discard/", recording.autosave_discard, name="autosave_discard"),
    path("session/", recording.session_detail, name="session_detail"),
    path("pledges/", pledges.pledge_list, name="pledge_list"),
    path("statements/add/", pledges.statement_add, name="statement_add"),
    path("statements/check/", recording.statement_check, name="statement_check"),
    path(
        "pledges/<reference:reference>/statements/add/",
        statements.statement_draft,
        name="statement_draft",
    ),
    path("statements/<int:pk>/", statements.statement_detail, name="statement_detail"),
    path("statements/<int:pk>/edit/", statements.statement_edit, name="statement_edit"),
    path("statements/<int:pk>/cite/", citations.statement_cite, name="statement_cite"),
    path(
        "statements/<int:pk>/citations/<int:citation>/remove/",
        citations.citation_remove,
        name="citation_remove",
    ),
    path(
        "statements/<int:pk>/citations/<int:citation>/restore/",
        citations.citation_restore,
        name="citation_restore",
    ),
    path("statements/<int:pk>/undiscard/", steps.statement_undiscard, name="statement_undiscard"),
    path("statements/<int:pk>/submit/", steps.statement_submit, name="statement_submit"),
    path("statements/<int:pk>/discard/", steps.statement_discard, name="statement_discard"),
    path("review/", review.review_list, name="review_list"),
    path("review/<int:pk>/", review.review_detail, name="review_detail"),
    path("review/<int:pk>/publish/", review.review_publish, name="review_publish"),
    path("review/<int:pk>/return/", review.review_return, name="review_return"),
]
