"""The desk's addresses. Everything under /desk/ asks for a sign-in."""

from django.urls import path

from commitments.views.desk import (
    articles,
    checks,
    citations,
    conditions,
    home,
    members,
    passages,
    pledges,
    review,
    second_looks,
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
    path("review/", review.review_list, name="review_list"),
    path("review/<int:pk>/", review.review_detail, name="review_detail"),
    path("review/<int:pk>/publish/", review.review_publish, name="review_publish"),
    path("review/<int:pk>/return/", review.review_return, name="review_return"),
    path("checks/", checks.check_board, name="check_board"),
    path("checks/<slug:coalition>/<iso3:iso3>/", checks.check_row, name="check_row"),
    path("checks/<slug:coalition>/<iso3:iso3>/<slug:role>/", checks.check_cell, name="check_cell"),
    path("conditions/", conditions.condition_list, name="condition_list"),
    path("conditions/<slug:slug>/outcomes/add/", conditions.outcome_add, name="outcome_add"),
    path("members/", members.member_list, name="member_list"),
    path("members/add/", members.member_add, name="member_add"),
    path("members/<int:pk>/change/", members.member_change, name="member_change"),
    path("members/<int:pk>/correct/", members.member_correct, name="member_correct"),
    path("governments/", second_looks.government_list, name="government_list"),
    path("governments/add/", second_looks.government_add, name="government_add"),
    path("second-looks/", second_looks.second_looks, name="second_looks"),
    path("second-looks/<int:pk>/done/", second_looks.second_look_done, name="second_look_done"),
]
