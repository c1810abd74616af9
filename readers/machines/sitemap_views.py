"""For search engines: which pages there are, and which to leave alone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from readers.machines.sitemaps import SITEMAPS


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page that has its own canonical address."""
    response = django_sitemap(request, sitemaps=SITEMAPS)
    response.render()
    return response


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Exclude the desk, and combinations of parameters, which are endless."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/desk/", "/account/", "/admin/", "/*?*&")),
        f"Disallow: {reverse('readers:search')}",
        f"Sitemap: {request.build_absolute_uri(reverse('readers:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
