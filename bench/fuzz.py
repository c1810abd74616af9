"""Malformed input for everything that reads outside data: how much, and what failed.

Three kinds of surface: parsers, called directly; whole requests of readers; whole requests of an
editor, including forms and uploads, through the WSGI handler against a loaded demonstration. Every
input comes from the seed, and each that causes a failure is printed, so that it can become a test.
Nothing may fail: an unhandled exception or a 5xx is a fault.
"""

from __future__ import annotations

import time
from collections import Counter

from bench.fuzz_parsers import SURFACES, Surface
from bench.fuzz_tally import Tally, where
from bench.fuzz_words import rng
from bench.report import Section

# Of all inputs; what is left goes to the parsers.
READERS_SHARE, EDITORS_SHARE = 0.03, 0.01


def run(*, inputs: int = 20_000, seed: int = 1) -> list[Section]:
    """All surfaces; the same seed gives the same inputs."""
    began = time.monotonic()
    readers, editors = round(inputs * READERS_SHARE), round(inputs * EDITORS_SHARE)
    rest, weights = inputs - readers - editors, sum(surface.weight for surface in SURFACES)
    from bench.fuzz_requests import as_editor, as_reader

    requests = [*as_editor(editors, seed), *as_reader(readers, seed)]
    # Rounded up, so that the total is at least what was asked for.
    parsers = [
        _parsers(surface, -(-rest * surface.weight // weights), seed) for surface in SURFACES
    ]
    seconds = time.monotonic() - began
    return [
        _section("Malformed input: parsers", parsers),
        _section("Malformed input: whole requests", requests),
        Section(
            "Malformed input: all of it",
            ["", "inputs", "faults", "seconds"],
            [
                [
                    f"seed {seed}",
                    f"{sum(tally.inputs for tally in [*parsers, *requests]):,}",
                    f"{sum(tally.faults for tally in [*parsers, *requests]):,}",
                    f"{seconds:.0f}",
                ]
            ],
            ["a fault is an exception that nothing handles, or an answer of 500 or above"],
        ),
    ]


def _parsers(surface: Surface, inputs: int, seed: int) -> Tally:
    tally = Tally(surface.name)
    began = time.monotonic()
    for index in range(inputs):
        given = surface.make(rng(seed, surface.name, index))
        tally.inputs += 1
        try:
            surface.read(*given)
        except surface.allowed:
            tally.answers["refused"] += 1
        except Exception as error:
            tally.fault(f"index {index}, {given!r}", where(error))
    tally.seconds = time.monotonic() - began
    tally.tell()
    return tally


def _section(title: str, tallies: list[Tally]) -> Section:
    return Section(
        title,
        ["", "inputs", "refused", "faults", "seconds"],
        [
            [
                tally.name,
                f"{tally.inputs:,}",
                f"{tally.answers['refused']:,}",
                f"{tally.faults:,}",
                f"{tally.seconds:.1f}",
            ]
            for tally in tallies
        ],
        [
            ", ".join(f"{count:,} × {answer}" for answer, count in sorted(all_answers.items()))
            for all_answers in [sum((t.answers for t in tallies), Counter[str]())]
        ],
    )
