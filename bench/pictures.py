"""Pictures: what their page and their files cost beside the matrix they are read from."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from django.test import Client

from bench.report import Section
from bench.sizes import LARGE, SMALL
from bench.timing import take_turns

_GZIP_LEVEL = 6


def run() -> list[Section]:
    """The gallery at both sizes, each kind of file at the larger one, and the matrix's page."""
    client = Client()

    def asking(address: str) -> Callable[[], bytes]:
        def ask() -> bytes:
            response = client.get(address)
            if response.status_code != 200:
                raise RuntimeError(f"{address} answered {response.status_code}")
            return response.content

        return ask

    candidates = {
        "the matrix's page, 20,000 statements": asking(f"/c/{LARGE}/"),
        "all pictures, 1,000 statements": asking(f"/c/{SMALL}/pictures/"),
        "all pictures, 20,000 statements": asking(f"/c/{LARGE}/pictures/"),
        "map": asking(f"/c/{LARGE}/pictures/map/"),
        "timeline": asking(f"/c/{LARGE}/pictures/timeline/"),
        "ladder.svg": asking(f"/c/{LARGE}/pictures/ladder.svg"),
        "ladder.png": asking(f"/c/{LARGE}/pictures/ladder.png"),
        "ladder.csv": asking(f"/c/{LARGE}/pictures/ladder.csv"),
    }
    contents = {name: ask() for name, ask in candidates.items()}
    samples = take_turns(candidates, repeats=5)
    rows = [
        [
            name,
            f"{samples[name].median:.0f}",
            f"{len(content) / 1000:,.0f} kB",
            f"{len(gzip.compress(content, _GZIP_LEVEL)) / 1000:,.0f} kB",
        ]
        for name, content in contents.items()
    ]
    heads = ["", "median ms", "size", f"gzip {_GZIP_LEVEL}"]
    return [Section("Pictures (test client, no network)", heads, rows)]
