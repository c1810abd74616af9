"""The desk's addresses. Everything under /desk/ asks for a sign-in."""

from django.urls import path

from commitments.views.desk import (
    article_list,
    article_reader,
    articles,
    changes,
    citations,
    home,
    passages,
    pledges,
    review,
    statements,
    steps,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("waiting/<slug:kind>/", home.waiting_list, name="waiting_list"),
    path("articles/", article_list.article_list, name="article_list"),
    path("articles/bulk/", article_list.article_bulk, name="article_bulk"),
    path("articles/filters/", article_list.filter_save, name="filter_save"),
    path("articles/filters/<int:pk>/", article_list.filter_change, name="filter_change"),
    path("articles/add/", articles.article_add, name="article_add"),
    path("articles/<int:pk>/", articles.article_detail, name="article_detail"),
    path("articles/<int:pk>/state/", articles.article_state, name="article_state"),
    path("articles/<int:pk>/reader/", article_reader.article_reader, name="article_reader"),
    path("articles/<int:pk>/quote/", passages.passage_quote, name="passage_quote"),
    path("passages/changed/", changes.passage_changes, name="passage_changes"),
    path("passages/changed/<int:pk>/", changes.passage_decide, name="passage_decide"),
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
    path("review/", review.review_list, name="review_list"),
    path("review/<int:pk>/", review.review_detail, name="review_detail"),
    path("review/<int:pk>/publish/", review.review_publish, name="review_publish"),
    path("review/<int:pk>/return/", review.review_return, name="review_return"),
]
