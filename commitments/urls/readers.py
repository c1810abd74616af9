"""The readers' addresses; none asks for a sign-in."""

from django.urls import path

from commitments.views.readers import (
    changes,
    conditions,
    countries,
    coverage,
    disputed,
    embed,
    matrix,
    method,
    pictures,
    pledges,
    reports,
    search,
    sitemap,
    sources,
)
from core.limits import limit_by_cost

app_name = "readers"
urlpatterns = [
    path("", matrix.home, name="home"),
    path("c/<slug:coalition>/", matrix.matrix, name="matrix"),
    path("c/<slug:coalition>/conditions/", conditions.conditions, name="conditions"),
    path("c/<slug:coalition>/disputed/", disputed.disputed, name="disputed"),
    path("c/<slug:coalition>/coverage/", coverage.coverage, name="coverage"),
    path("c/<slug:coalition>/changes/", changes.changes, name="changes"),
    path("c/<slug:coalition>/changes.atom", changes.changes_atom, name="changes_atom"),
    path("c/<slug:coalition>/<iso3:iso3>/", countries.country_detail, name="country_detail"),
    path("c/<slug:coalition>/<iso3:iso3>/<slug:role>/", countries.cell_detail, name="cell_detail"),
    path("c/<slug:coalition>/pictures/", pictures.pictures, name="pictures"),
    path(
        "c/<slug:coalition>/pictures/<slug:kind>.<slug:extension>",
        pictures.picture_file,
        name="picture_file",
    ),
    path("c/<slug:coalition>/pictures/<slug:kind>/", pictures.picture, name="picture"),
    path("pledges/<reference:reference>/", pledges.pledge_detail, name="pledge_detail"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<int:pk>/", sources.source_detail, name="source_detail"),
    path("sources/publishers/", sources.publisher_list, name="publisher_list"),
    path("sources/publishers/<int:pk>/", sources.publisher_detail, name="publisher_detail"),
    path("search/", search.search_page, name="search"),
    path("method/", method.method, name="method"),
    path("method/report/", reports.report_error, name="report_error"),
    path("embed/<slug:coalition>/<iso3:iso3>/", embed.embed_row, name="embed_row"),
    path("embed/<slug:coalition>/<iso3:iso3>/<slug:role>/", embed.embed_cell, name="embed_cell"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
]
limit_by_cost(urlpatterns)
