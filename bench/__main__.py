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
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=", ".join(PARTS))
    wanted = parser.parse_args().part or list(PARTS)
    for part in wanted:
        if part not in PARTS:
            parser.error(f"no benchmark is called {part}; choose from {', '.join(PARTS)}")
    began = time.monotonic()
    with ledger.prepared() as data:
        print(environment(data))
        for part in wanted:
            # Imported only now: each of them imports Django's models.
            sections: list[Section] = importlib.import_module(f"bench.{part}").run()
            for section in sections:
                print(f"\n{show(section)}", flush=True)
    print(f"\nThe whole run took {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
