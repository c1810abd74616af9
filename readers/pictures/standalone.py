"""A picture that leaves the site, with its source, day and licence."""

from __future__ import annotations

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.matrix.values import Matrix
from core.wording import listed
from readers.pictures.parts import WIDE, Picture
from readers.pictures.svg import Canvas, clean, number, rect, tag, text, wrap

_MARGIN = 24


def standalone_svg(matrix: Matrix, picture: Picture, *, address: str, site: str, sheet: str) -> str:
    """Return the document: title, summary, drawing, how to read it, source and licence.

    `address` is the picture's permanent address, `site` what its links begin with.
    """
    canvas = picture.draw(WIDE)
    head, foot = _head(matrix, picture), _foot(matrix, picture, address)
    width = WIDE + 2 * _MARGIN
    height = _MARGIN + head.y + canvas.y + 16 + foot.y + _MARGIN
    body = (
        rect(0, 0, width, height, "drawing-paper")
        + _at(_MARGIN, "".join(head.parts))
        + _at(_MARGIN + head.y, "".join(canvas.parts).replace('<a href="/', f'<a href="{site}/'))
        + _at(_MARGIN + head.y + canvas.y + 16, "".join(foot.parts))
    )
    title = tag("title", clean(f"{matrix.coalition.local_name}: {picture.title}"), id="title")
    description = tag("desc", clean(f"{picture.summary} {picture.reading}"), id="desc")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{clean(get_language() or "en")}" '
        f'width="{number(width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" class="drawing" '
        f'role="img" aria-labelledby="title" aria-describedby="desc">{title}{description}'
        f"<style>{sheet}</style>{body}</svg>\n"
    )


def _at(y: float, content: str) -> str:
    return tag("g", content, transform=f"translate({_MARGIN} {number(y)})")


def _head(matrix: Matrix, picture: Picture) -> Canvas:
    state = matrix.state
    head = Canvas(WIDE)
    for words in wrap(picture.title, WIDE, 24):
        head.add(text(0, head.y + 22, words, "drawing-title"))
        head.y += 30
    day = date_format(state.as_of, "j F Y")
    head.paragraph(
        _("%(coalition)s, as of %(day)s. %(summary)s")
        % {"coalition": matrix.coalition.local_name, "day": day, "summary": picture.summary},
        size=14,
    )
    if state.is_scenario:
        names = listed(matrix.vocabulary.name_of(slug) for slug in state.assume)
        words = _("A scenario, not a report: as if this were met: %(conditions)s.")
        lines = wrap(words % {"conditions": names}, WIDE - 24, 15)
        head.y += 8
        head.add(rect(0, head.y, WIDE, 10 + 22 * len(lines), "drawing-scenario", 4))
        for each in lines:
            head.add(text(12, head.y + 21, each, "drawing-scenario-words"))
            head.y += 22
        head.y += 10
    head.y += 18
    return head


def _foot(matrix: Matrix, picture: Picture, address: str) -> Canvas:
    foot = Canvas(WIDE)
    foot.paragraph(picture.reading)
    foot.y += 6
    known = date_format(matrix.state.known_when, "j F Y")
    foot.paragraph(
        _("Source: Coalition Ledger, as published by %(day)s. Licence: %(licence)s.")
        % {"day": known, "licence": settings.LEDGER_DATA_LICENCE}
    )
    foot.paragraph(address)
    return foot
