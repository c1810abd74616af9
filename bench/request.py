"""A reader's whole request, through every middleware, and the weight of what it answers."""

from __future__ import annotations

import gzip

from django.test import Client

from bench.report import Section
from bench.sizes import LARGE, SMALL
from bench.timing import take_turns

_GZIP_LEVEL = 6


def run() -> list[Section]:
    """The page, its fragment and its JSON, at both sizes."""
    client = Client()
    fragment = {"HX-Request": "true"}

    def page(slug: str, headers: dict[str, str] | None = None) -> bytes:
        response = client.get(f"/c/{slug}/", headers=headers)
        if response.status_code != 200:
            raise RuntimeError(f"/c/{slug}/ answered {response.status_code}")
        return response.content

    def as_json(slug: str) -> bytes:
        response = client.get(f"/api/v1/coalitions/{slug}/matrix")
        if response.status_code != 200:
            raise RuntimeError(f"the matrix of {slug} as JSON answered {response.status_code}")
        return response.content

    candidates = {
        "page, 1,000 statements": lambda: page(SMALL),
        "page, 20,000 statements": lambda: page(LARGE),
        "fragment, 20,000 statements": lambda: page(LARGE, fragment),
        "JSON, 20,000 statements": lambda: as_json(LARGE),
    }
    contents = {name: answer() for name, answer in candidates.items()}
    samples = take_turns(candidates, repeats=11)
    rows = []
    for name, content in contents.items():
        packed = len(gzip.compress(content, _GZIP_LEVEL))
        cells = content.count(b"<td ")
        rows.append(
            [
                name,
                f"{samples[name].median:.0f}",
                f"{len(content) / 1000:,.0f} kB",
                f"{len(content) / cells:.0f}" if cells else "",
                f"{packed / 1000:,.0f} kB",
                f"{len(content) / packed:.1f}",
            ]
        )
    return [
        Section(
            "A whole request (test client, no network)",
            ["", "median ms", "size", "bytes per cell", f"gzip {_GZIP_LEVEL}", "gzip ratio"],
            rows,
        )
    ]
