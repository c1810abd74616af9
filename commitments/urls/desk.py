"""The desk's addresses. Everything under /desk/ asks for a sign-in."""

from django.urls import path

from commitments.views.desk import (
    articles,
    citations,
    conflicts,
    history,
    home,
    log,
    passages,
    pledges,
    presence,
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
    path("pledges/", pledges.pledge_list, name="pledge_list"),
    path("statements/add/", pledges.statement_add, name="statement_add"),
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
    path("statements/<int:pk>/submit/", steps.statement_submit, name="statement_submit"),
    path("statements/<int:pk>/discard/", steps.statement_discard, name="statement_discard"),
    path("statements/<int:pk>/conflict/", conflicts.statement_conflict, name="statement_conflict"),
    path("statements/<int:pk>/presence/", presence.statement_presence, name="statement_presence"),
    path("statements/<int:pk>/restore/", history.statement_restore, name="statement_restore"),
    path("history/<slug:kind>/<int:pk>/", history.history, name="history"),
    path("log/", log.log, name="log"),
    path("log/export.<slug:form>", log.log_export, name="log_export"),
    path("review/", review.review_list, name="review_list"),
    path("review/<int:pk>/", review.review_detail, name="review_detail"),
    path("review/<int:pk>/publish/", review.review_publish, name="review_publish"),
    path("review/<int:pk>/return/", review.review_return, name="review_return"),
]
