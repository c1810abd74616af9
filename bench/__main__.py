"""The command line: which benchmarks to run, and their report on standard output."""

from __future__ import annotations

import argparse
import importlib
import time

from bench import ledger
from bench.report import Section, environment, show

# In the order of the report; each is a module of this package with a `run() -> list[Section]`.
PARTS = {
    "matrix": "the read model against one plain query",
    "rendering": "the page against Jinja2",
    "request": "a whole request",
    "pictures": "the pages and files of pictures",
    "workbench": "a long article on the desk",
    "bounds": "what one person can make one request cost",
    "anchoring": "finding quotations again in a revised article",
    "memory": "a server process",
    "demonstration": "loading the demonstration",
    "extraction": "the text of saved real pages",
    "fuzz": "malformed input: what breaks",
}
# It needs its own ledger, which it changes.
ALONE = "fuzz"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--inputs", type=int, default=20_000, help="of fuzz: how many")
    parser.add_argument("--seed", type=int, default=1, help="of fuzz: the same gives the same")
    asked = parser.parse_args()
    wanted = asked.part or [part for part in PARTS if part != ALONE]
    for part in wanted:
        if part not in PARTS:
            parser.error(f"no benchmark is called {part}; choose from {', '.join(PARTS)}")
    if ALONE in wanted and len(wanted) > 1:
        parser.error(f"{ALONE} runs alone: python -m bench {ALONE}")
    options = {"inputs": asked.inputs, "seed": asked.seed} if ALONE in wanted else {}
    began = time.monotonic()
    with ledger.demonstrated() if ALONE in wanted else ledger.prepared() as data:
        print(environment(data))
        for part in wanted:
            # Imported only now, because each of them imports Django's models.
            sections: list[Section] = importlib.import_module(f"bench.{part}").run(**options)
            for section in sections:
                print(f"\n{show(section)}", flush=True)
    print(f"\nThe whole run took {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
