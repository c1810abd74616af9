"""A server process is killed while somebody writes: what was typed is there when it is back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import urllib3
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from articles.models import Article
from commitments.models import Statement
from tests.browser.conftest import OpenPage, sign_in
from tests.browser.test_recording import (  # noqa: F401 (a fixture)
    article,
    begin,
    fill,
    passages_of,
    settle,
)

pytestmark = pytest.mark.browser

GONE = "not reaching the ledger; kept in this browser"


class Server:
    """`manage.py serve` on the test's database, as a process group of its own."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        database = connection.settings_dict
        place = quote(str(database["HOST"]), safe="")
        environment = os.environ | {
            "DATABASE_URL": f"postgres://{database['USER']}@{place}:{database['PORT']}"
            f"/{database['NAME']}",
            # A session belongs to the key it was made with.
            "SECRET_KEY": settings.SECRET_KEY,
        }
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)],
            cwd=Path(settings.BASE_DIR),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # Each try waits twice as long as the one before, a minute in all.
        patient = urllib3.Retry(total=9, backoff_factor=0.125)
        answer = urllib3.request("GET", f"{self.url}/readyz", retries=patient)
        assert answer.status == 200

    def kill(self) -> None:
        """No farewell: the process and its workers end at once."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    process = Server()
    process.start()
    yield process
    process.kill()


def test_what_is_typed_outlives_the_server(
    open_page: OpenPage,
    article: Article,  # noqa: F811
    server: Server,
) -> None:
    page = sign_in(
        open_page(base_url=server.url, tolerate=("net::ERR_", "htmx:")),
        "contributor",
    )
    begin(page, article, passages_of(article)[0], "gbr train")
    fill(page, stance="Offered", summary="Written before it died.")
    server.kill()
    page.get_by_label("In one sentence").fill("Written while nobody listened.")
    expect(page.get_by_text(GONE)).to_be_visible()
    page.keyboard.press("Control+S")
    expect(page.get_by_role("alert").filter(has_text="not answer")).to_be_visible()
    assert not Statement.objects.exists()

    server.start()
    page.reload()
    page.get_by_role("link", name="United Kingdom · Training, new statement").click()
    expect(page.get_by_text("Restored")).to_be_visible()
    expect(page.get_by_label("In one sentence")).to_have_value("Written while nobody listened.")
    page.get_by_role("button", name="Save and next from this article").click()
    expect(page.get_by_role("heading", name="Recorded from this article 1")).to_be_visible()
    assert Statement.objects.get().summary == "Written while nobody listened."
    expect(page.get_by_text("Only in this browser")).to_be_hidden()
    settle(page)
