"""The pages of pictures: all, one with its table, and files."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from commitments.matrix.state import BadParameter, parse_state
from commitments.matrix.values import Matrix
from commitments.models import Coalition
from core.htmx import HtmxRequest, wants_partial
from core.limits import is_too_often, retry_after
from readers.errors import bad_address
from readers.machines.citing import pinned, this_moment
from readers.pictures import stylesheet
from readers.pictures.controls import PictureControls
from readers.pictures.gallery import FORMATS, KINDS, read_matrix, read_picture, show
from readers.pictures.parts import Picture, write_csv
from readers.pictures.raster import png_of
from readers.pictures.standalone import standalone_svg

_TYPES = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}
# A file has no scripts, and contains its one style sheet.
_FILE_POLICY = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]}


@login_not_required
@require_safe
def pictures(request: HtmxRequest, coalition: str) -> HttpResponse:
    """Show every picture at the state that the address names."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    try:
        built = read_matrix(chosen, parse_state(request.GET))
    except BadParameter as error:
        return bad_address(request, error.message)
    address = reverse("readers:pictures", args=[chosen.slug])
    return _page(request, built, [read_picture(built, slug) for slug in KINDS], address)


@login_not_required
@require_safe
def picture(request: HtmxRequest, coalition: str, kind: str) -> HttpResponse:
    """Show one picture, with its table open below."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    if kind not in KINDS:
        raise Http404("There is no such picture.")
    try:
        built = read_matrix(chosen, parse_state(request.GET))
    except BadParameter as error:
        return bad_address(request, error.message)
    address = reverse("readers:picture", args=[chosen.slug, kind])
    return _page(request, built, [read_picture(built, kind)], address, kind=kind)


@login_not_required
@require_safe
def picture_file(request: HttpRequest, coalition: str, kind: str, extension: str) -> HttpResponse:
    """Return one picture as PNG, SVG or CSV, with its source and permanent address in it."""
    chosen = get_object_or_404(Coalition, slug=coalition)
    if kind not in KINDS or extension not in FORMATS:
        raise Http404("There is no such file.")
    # Drawing a PNG takes a second of CPU.
    if extension == "png" and is_too_often(request, "png"):
        refused = render(request, "429.html", status=429)
        refused["Retry-After"] = retry_after("png")
        return refused
    try:
        state = pinned(parse_state(request.GET), now=this_moment())
        built = read_matrix(chosen, state)
    except BadParameter as error:
        return bad_address(request, error.message)
    return _file(request, built, read_picture(built, kind), extension)


# Not a decorator of the view: its page about a bad address keeps the site's own policy.
@csp_override(_FILE_POLICY)
def _file(request: HttpRequest, matrix: Matrix, found: Picture, extension: str) -> HttpResponse:
    coalition, state = matrix.coalition.slug, matrix.state
    site = request.build_absolute_uri("/").removesuffix("/")
    path = reverse("readers:picture", args=[coalition, found.slug])
    content = _content(matrix, found, extension, site, f"{site}{path}{state.address()}")
    response = HttpResponse(content, _TYPES[extension])
    name = f"{coalition}-{found.slug}-{state.as_of.isoformat()}.{extension}"
    disposition = "attachment" if extension == "csv" else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return response


def _content(
    matrix: Matrix, picture: Picture, extension: str, site: str, address: str
) -> str | bytes:
    if extension == "csv":
        return write_csv(picture.table, matrix.state, site)
    if extension == "svg":
        rules = stylesheet.light_and_dark()
        return standalone_svg(matrix, picture, address=address, site=site, sheet=rules)
    return png_of(
        standalone_svg(matrix, picture, address=address, site=site, sheet=stylesheet.light())
    )


def _page(
    request: HtmxRequest, matrix: Matrix, found: list[Picture], address: str, *, kind: str = ""
) -> HttpResponse:
    """Render the page, or the part of it that its form swaps."""
    state = matrix.state
    query = state.address()
    context = {
        "section": "pictures",
        "coalition": matrix.coalition,
        "matrix": matrix,
        "state": state,
        "query": query,
        "address": address,
        "kind": kind,
        "kinds": KINDS.values(),
        "shown": [show(matrix, each) for each in found],
        "controls": PictureControls(matrix),
        "unfiltered": replace(state.without_filters(), role=state.role).address(),
    }
    template = "readers/pictures/pictures.html"
    if wants_partial(request):
        response = render(request, f"{template}#gallery", context)
        # The form also sends its empty fields; the address that readers copy has none.
        return push_url(response, address + query)
    return render(request, template, context)
