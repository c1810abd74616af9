"""How the tests look at a picture: its table as rows of text, its marks as links. No tests here."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.http import QueryDict
from django.test import Client

from commitments.matrix.state import parse_state
from readers.pictures.gallery import read_matrix, read_picture
from readers.pictures.parts import NARROW, WIDE, Picture
from tests.factories.small_coalition import TODAY, SmallCoalition


def look(small: SmallCoalition, kind: str, address: str = "") -> Picture:
    """A picture of the small coalition at an address, on its own day."""
    state = parse_state(QueryDict(address), today=TODAY)
    return read_picture(read_matrix(small.coalition, state), kind)


def rows(picture: Picture) -> list[dict[str, Any]]:
    """The table by the keys of its columns."""
    table = picture.table
    keys = [heading.key for heading in table.headings]
    return [dict(zip(keys, (e.value for e in row), strict=True)) for row in table.rows]


def marks(picture: Picture, width: int = WIDE) -> dict[str, str]:
    """Where each mark leads, by its label. Both layouts have the same marks."""
    found = _links("".join(picture.draw(width).parts))
    assert found == _links("".join(picture.draw(NARROW).parts))
    return found


def _links(svg: str) -> dict[str, str]:
    pairs = re.findall(r'<a href="([^"]*)" aria-label="([^"]*)">', svg)
    labels = [label for _, label in pairs]
    assert len(labels) == len(set(labels)), "two marks with one label"
    return {unescape(label): unescape(href) for href, label in pairs}


def countries_shown(client: Client, address: str) -> set[str]:
    """The codes of the rows that the matrix shows at an address."""
    html = client.get(address).content.decode()
    return set(re.findall(r'<th scope="row"[^>]*><a href="/c/small/([A-Z]{3})/', html))
