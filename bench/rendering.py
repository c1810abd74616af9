"""The whole page of the matrix against Jinja2, and a plain Django template, over its grid alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import jinja2
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, Engine, Template
from django.test import RequestFactory

from bench.grid import grid_values
from bench.matrix import built
from bench.report import Section, goal, timed_rows
from bench.sizes import LARGE
from bench.timing import take_turns
from commitments.matrix.values import Matrix
from readers.matrix.html import rows_html
from readers.matrix.views import page_html

MOST_TIMES_AS_LONG = 1.5
_TEMPLATES = Path(__file__).parent / "templates"
_CELL = re.compile(r"<td.*?</td>", re.DOTALL)


def run() -> list[Section]:
    """Everything from one prebuilt matrix; the rivals write the cells and nothing else."""
    matrix = built(LARGE)
    grid = grid_values(matrix)
    jinja = _jinja()
    django = _plain_django()
    page = _page(matrix)
    candidates: dict[str, Callable[[], str]] = {
        "Jinja2, grid, values at hand": lambda: jinja.render(grid=grid),
        "Jinja2, grid, values made": lambda: jinja.render(grid=grid_values(matrix)),
        "our rows alone": lambda: rows_html(matrix),
        "our whole page": page,
        "Django template, grid, values at hand": lambda: django.render(Context({"grid": grid})),
    }
    _must_agree({name: render() for name, render in candidates.items()})
    samples = take_turns(candidates)
    strict, like, cells, whole, plain = samples.values()
    return [
        Section(
            f"Rendering {len(matrix.rows) * len(matrix.columns):,} cells",
            ["", "median ms", "quartiles", "× Jinja2"],
            timed_rows(samples, base="Jinja2, grid, values at hand"),
            [
                goal(
                    "the whole page, against Jinja2 that is handed every value",
                    whole.times_as_long_as(strict),
                    MOST_TIMES_AS_LONG,
                ),
                f"against Jinja2 that starts from the matrix as we do:"
                f" page {whole.times_as_long_as(like):.2f} ×,"
                f" rows {cells.times_as_long_as(like):.2f} ×",
                f"a plain Django template takes {plain.times_as_long_as(cells):.1f} × as long as"
                " our rows",
            ],
        )
    ]


def _jinja() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(_TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("grid.jinja")


def _plain_django() -> Template:
    """The same markup with the engine as it comes; the syntax happens to be Jinja2's too."""
    return Engine(dirs=[str(_TEMPLATES)]).get_template("grid.html")


def _page(matrix: Matrix) -> Callable[[], str]:
    """What the view does after the read model, down to the page's last byte."""
    request: HttpRequest = RequestFactory().get(f"/c/{matrix.coalition.slug}/")
    request.user = AnonymousUser()
    return lambda: page_html(matrix, request)


def _must_agree(rendered: dict[str, str]) -> None:
    """All of them write the same cells, character for character, or the ratios are void."""
    cells = {name: _CELL.findall(_unescape_alike(html)) for name, html in rendered.items()}
    first, *others = cells
    for name in others:
        for ours, theirs in zip(cells[first], cells[name], strict=True):
            if ours != theirs:
                raise RuntimeError(f"{first} and {name} differ:\n{ours}\n{theirs}")


def _unescape_alike(html: str) -> str:
    """Engines write an apostrophe or a quotation mark in different, equal ways."""
    return html.replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
