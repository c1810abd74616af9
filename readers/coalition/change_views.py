"""The digest of changes, as page and feed, and the remembered last visit."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from commitments.matrix.state import BadParameter, parse_state
from commitments.matrix.vocabulary import read_vocabulary
from commitments.models import Coalition
from core import clock
from core.htmx import HtmxRequest, wants_partial
from core.numbers import whole_number
from core.outside import read_moment
from readers.coalition.changes import (
    ChangeFilter,
    ChangeKind,
    country_choices,
    parse_filter,
    read_changes,
)
from readers.coalition.changes_feed import atom
from readers.errors import bad_address

LAST_VISIT, FORGET = "last-visit", "forget"
_REMEMBERED = timedelta(days=400)


@login_not_required
@require_safe
def changes(request: HtmxRequest, coalition: str) -> HttpResponse:
    """Show what the world changed, what we corrected, what we recoded; htmx gets the list alone."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        if request.GET.get("since") in (LAST_VISIT, FORGET):
            return _visit(request, chosen)
        wanted = _filter(request)
        vocabulary = read_vocabulary(chosen, wanted.state)
        countries = country_choices(chosen)
        digest = read_changes(chosen, wanted, vocabulary, countries, page=_page(request))
    except BadParameter as error:
        return bad_address(request, error.message)
    feed = wanted.address()
    context = {
        "section": "changes",
        "coalition": chosen,
        "state": wanted.state,
        "wanted": wanted,
        "digest": digest,
        "kinds": [(kind.value, kind.label, kind.value in wanted.kinds) for kind in ChangeKind],
        "countries": countries,
        "roles": vocabulary.columns.values(),
        "newer": wanted.address(page=digest.page - 1) if digest.page > 1 else None,
        "older": wanted.address(page=digest.page + 1) if digest.page < digest.pages else None,
        "feed": reverse("readers:changes_atom", args=[chosen.slug]) + feed,
        "last_visit": _remembered(request, chosen),
    }
    template = "readers/coalition/changes.html"
    if wants_partial(request):
        # The form also sends its empty fields; the address that readers copy has none.
        return push_url(render(request, f"{template}#digest", context), request.path + feed)
    return render(request, template, context)


@login_not_required
@require_safe
def changes_atom(request: HttpRequest, coalition: str) -> HttpResponse:
    """Return the newest changes under the same filters, for a feed reader."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        wanted = _filter(request)
        vocabulary = read_vocabulary(chosen, wanted.state)
        digest = read_changes(chosen, wanted, vocabulary, country_choices(chosen))
    except BadParameter as error:
        return bad_address(request, error.message)
    page = reverse("readers:changes", args=[chosen.slug])
    text = atom(
        chosen,
        digest,
        page=request.build_absolute_uri(page + wanted.address()),
        feed=request.build_absolute_uri(request.path + wanted.address()),
    )
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _filter(request: HttpRequest) -> ChangeFilter:
    return parse_filter(request.GET, parse_state(request.GET))


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "").strip() or "1"
    page = whole_number(text)
    if page is None or not 0 < page < 100_000:
        raise BadParameter(_("“%(text)s” is no page number (page).") % {"text": text[:60]})
    return page


def _cookie(coalition: Coalition) -> str:
    return f"changes-seen-{coalition.slug}"


def _remembered(request: HttpRequest, coalition: Coalition) -> datetime | None:
    """When this browser last asked what is new; None if never, or if the cookie is invalid."""
    return read_moment(request.COOKIES.get(_cookie(coalition), ""))


def _visit(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Redirect to what is new since the last visit and remember this one; or forget it.

    The redirect's address contains the moment itself, so that a reload or a copied link shows the
    same. The cookie is set only here, when a reader asks, and holds only a moment.
    """
    parameters = request.GET.copy()
    forget = parameters.pop("since")[-1] == FORGET
    wanted = parse_filter(parameters, parse_state(parameters))
    now = clock.now().replace(microsecond=0)
    seen = _remembered(request, coalition) or now
    # A last visit in the future was stored before the clock was set back. Later changes may be
    # dated before it, so all changes are shown.
    since = None if forget or seen > clock.now() else seen
    page = reverse("readers:changes", args=[coalition.slug])
    answer = HttpResponseRedirect(page + wanted.address(since=since))
    if forget:
        answer.delete_cookie(_cookie(coalition), path=page, samesite="Lax")
    else:
        answer.set_cookie(
            _cookie(coalition),
            now.isoformat(),
            max_age=_REMEMBERED,
            path=page,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    # The redirect depends on the browser's cookie, and each request updates it.
    answer["Cache-Control"] = "no-store"
    return answer
