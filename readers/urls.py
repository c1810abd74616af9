"""The readers' addresses; none of them needs a sign-in."""

from django.urls import path

from core.limits import limit_by_cost
from readers.coalition import change_views, condition_views, coverage_views, dispute_views
from readers.countries import views as countries
from readers.machines import sitemap_views
from readers.matrix import embed_views
from readers.matrix import views as matrix
from readers.method import report_views
from readers.method import views as method
from readers.pictures import views as pictures
from readers.pledges import views as pledges
from readers.search import views as search
from readers.sources import views as sources

app_name = "readers"
urlpatterns = [
    path("", matrix.home, name="home"),
    path("c/<slug:coalition>/", matrix.matrix, name="matrix"),
    path("c/<slug:coalition>/conditions/", condition_views.conditions, name="conditions"),
    path("c/<slug:coalition>/disputed/", dispute_views.disputed, name="disputed"),
    path("c/<slug:coalition>/coverage/", coverage_views.coverage, name="coverage"),
    path("c/<slug:coalition>/changes/", change_views.changes, name="changes"),
    path("c/<slug:coalition>/changes.atom", change_views.changes_atom, name="changes_atom"),
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
    path("method/report/", report_views.report_error, name="report_error"),
    path("embed/<slug:coalition>/<iso3:iso3>/", embed_views.embed_row, name="embed_row"),
    path(
        "embed/<slug:coalition>/<iso3:iso3>/<slug:role>/", embed_views.embed_cell, name="embed_cell"
    ),
    path("sitemap.xml", sitemap_views.sitemap, name="sitemap"),
    path("robots.txt", sitemap_views.robots, name="robots"),
]
limit_by_cost(urlpatterns)
