"""The proxy of docker-compose.yml: the same files under a real nginx, on a free port."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import urllib3
from django.conf import settings

from tests.serving.servers import free_port

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "deploy" / "nginx"
_PLACE = re.compile(r"\$\{(LEDGER_\w+)\}")
# Who may say for whom they ask. Another loopback address stands for a visitor, who may not.
FRONT = "127.0.0.2"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """It finishes what it is at, as when its container is stopped."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def log(self) -> list[dict[str, Any]]:
        """The whole access log: a line is written after its answer, so that nginx ends first."""
        self.stop()
        return [json.loads(line) for line in (self.folder / "access.log").read_text().splitlines()]


@cache
def nginx() -> str:
    """The path of an nginx that runs."""
    if given := os.environ.get("LEDGER_NGINX"):
        return given
    found = subprocess.run(
        ["sh", "scripts/ensure_nginx.sh"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return found.stdout.strip()


def render(folder: Path, upstream: str, listen: str, *, patience: str = "2s") -> Path:
    """The templates with their values filled in, as the image's start does it."""
    copied = folder / "ledger"
    shutil.copytree(FOLDER, copied)
    fronts = copied / "fronts.conf"
    # Every address of a test is a loopback one: one of them is our front, the others are not.
    fronts.write_text(fronts.read_text().replace("127.0.0.0/8", f"{FRONT}/32"))
    values = {
        "LEDGER_PROXY_FOLDER": str(copied),
        "LEDGER_PROXY_LISTEN": listen,
        "LEDGER_PROXY_PATIENCE": patience,
        "LEDGER_PROXY_RESOLVER": "127.0.0.1",
        "LEDGER_PROXY_STATE": str(folder),
        "LEDGER_PROXY_UPSTREAM": upstream,
    }
    for template in FOLDER.glob("*.template"):
        text = _PLACE.sub(lambda place: values[place[1]], template.read_text())
        (folder / template.stem).write_text(text)
    return folder / "nginx.conf"


def command(folder: Path) -> list[str]:
    """nginx with the rendered files. As root it stays root: the test's folder is root's alone."""
    more = "daemon off; user root;" if os.geteuid() == 0 else "daemon off;"
    return [
        nginx(),
        "-e",
        "stderr",
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-g",
        more,
    ]


@contextmanager
def running_proxy(folder: Path, upstream_port: int, *, patience: str = "2s") -> Iterator[Proxy]:
    """nginx in front of a port of this machine, until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    render(folder, f"127.0.0.1:{upstream_port}", f"127.0.0.1:{port}", patience=patience)
    with (folder / "access.log").open("wb") as log, (folder / "error.log").open("wb") as errors:
        process = subprocess.Popen(command(folder), stdout=log, stderr=errors)
        try:
            patient = urllib3.Retry(total=300, backoff_factor=0.02, backoff_max=0.05)
            answer = urllib3.request("GET", f"http://127.0.0.1:{port}/proxyz", retries=patient)
            assert answer.data == b"ok\n"
            yield Proxy(port, folder, process)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
