"""`manage.py integrity` again and again without starting anew: a process that answers lines.

`python -m bench.endurance.verifying`: one line in, one JSON list of broken invariants out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from bench.endurance.data import HOME, ROOT, environment
from bench.endurance.servers import Server


@dataclass(slots=True)
class Verifier:
    """Asks the process; begun when it is asked first."""

    server: Server
    _process: subprocess.Popen[str] | None = None

    def broken(self) -> list[str]:
        """The invariants that do not hold now."""
        if self._process is None:
            with (HOME / "verifying.log").open("ab") as log:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "bench.endurance.verifying"],
                    cwd=ROOT,
                    env=environment(
                        self.server.folder, DATABASE_URL=self.server.url, SECRET_KEY="v" * 60
                    ),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("look\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        if not said:
            self._process = None
            return ["the invariants could not be verified (see verifying.log)"]
        found: list[str] = json.loads(said)
        return found

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def command(self) -> list[str]:
        """The real command, as an administrator runs it."""
        done = subprocess.run(
            [sys.executable, "manage.py", "integrity", "--json"],
            cwd=ROOT,
            env=self.server.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return []
        return [f"manage.py integrity: {(done.stdout or done.stderr).strip()[-600:]}"]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.db import connections

    from commitments.integrity.verify import verify

    for _ in sys.stdin:
        connections.close_all()
        found = [f"{one.name}: {one.sentence}" for one in verify()]
        connections.close_all()
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
