"""Readers, in a process of their own: `python -m bench.endurance.load --port … --out …`.

Each asks for one page after the other without a pause, half of them on a connection that is kept.
Where a kept connection was closed before anything of an answer came, the page is asked for once
more on a new one, as browsers do; that is counted. Ends at SIGTERM, after writing what it saw.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
from dataclasses import astuple
from pathlib import Path
from typing import TextIO

from bench.endurance.pages import PAGES
from bench.endurance.wire import Record, Wire

# So often a reader tries where nobody listens.
_AWAY = 0.2


async def _read(number: int, port: int, out: TextIO, is_over: asyncio.Event) -> None:
    rng = random.Random(number)
    wire = Wire(port, f"10.{number // 250}.7.{number % 250}", keeps=number % 2 == 0)
    kinds = list(PAGES)
    while not is_over.is_set():
        kind = rng.choice(kinds)
        path = rng.choice(PAGES[kind])
        record = await wire.get(kind, path)
        _write(out, record)
        if record.is_reused and record.error in ("closed", "reset"):
            _write(out, record := await wire.get(kind, path))
        if record.error:
            await asyncio.sleep(_AWAY)
    await wire.close()


def _write(out: TextIO, record: Record) -> None:
    out.write(json.dumps(astuple(record)) + "\n")


async def _run(port: int, readers: int, path: Path) -> None:
    is_over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, is_over.set)
    with path.open("a") as out:
        await asyncio.gather(*(_read(n, port, out, is_over) for n in range(readers)))


def records(path: Path) -> list[Record]:
    """What was written; a last line that was cut off is left out."""
    found = []
    with path.open() as file:
        for line in file:
            if line.endswith("\n"):
                found.append(Record(*json.loads(line)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.endurance.load")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--readers", type=int, default=64)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    asyncio.run(_run(given.port, given.readers, given.out))


if __name__ == "__main__":
    main()
