"""All pictures, read at one state of the matrix. Views use only this module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.matrix.build import build_matrix
from commitments.matrix.state import MatrixState
from commitments.matrix.values import Matrix
from commitments.models import Coalition
from readers.pictures.events import read_events
from readers.pictures.headcount_ranges import HeadcountRanges
from readers.pictures.ladder import Ladder
from readers.pictures.parts import NARROW, WIDE, Picture, RenderedPicture
from readers.pictures.strip import Strip
from readers.pictures.tile_map import TileMap

FORMATS = ("png", "svg", "csv")


@dataclass(frozen=True, slots=True)
class PictureKind:
    """A kind of picture: its name in addresses, its name on pages, how it is made."""

    slug: str
    name: Promise
    make: Callable[[Matrix], Picture]


KINDS = {
    kind.slug: kind
    for kind in (
        PictureKind(TileMap.slug, _("Map"), TileMap),
        PictureKind(Ladder.slug, _("Ladder by role"), Ladder),
        PictureKind(HeadcountRanges.slug, _("Numbers of people"), HeadcountRanges),
        PictureKind(Strip.slug, _("Timeline"), lambda matrix: Strip(matrix, read_events(matrix))),
    )
}


def read_matrix(coalition: Coalition, state: MatrixState) -> Matrix:
    """Read the matrix for the pictures, in its four queries.

    Raises BadParameter if the state names something that does not exist.
    """
    return build_matrix(coalition, state)


def read_picture(matrix: Matrix, slug: str) -> Picture:
    """Read one picture of a matrix. The timeline needs two queries, the others none."""
    return KINDS[slug].make(matrix)


def show(matrix: Matrix, picture: Picture) -> RenderedPicture:
    """Return the picture ready for a page, in both layouts."""
    coalition, query = matrix.coalition.slug, matrix.state.address()
    files = [
        (
            each.upper(),
            reverse("readers:picture_file", args=[coalition, picture.slug, each]) + query,
        )
        for each in FORMATS
    ]
    title, summary = picture.title, picture.summary
    return RenderedPicture(
        picture,
        picture.table,
        picture.draw(WIDE).svg(f"{picture.slug}-wide", title, summary),
        picture.draw(NARROW).svg(f"{picture.slug}-narrow", title, summary),
        files,
        reverse("readers:picture", args=[coalition, picture.slug]) + query,
    )
