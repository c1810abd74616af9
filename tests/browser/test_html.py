"""Every public page is valid HTML: the Nu HTML Checker has nothing against any of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests.browser.pages import ANSWERS, READERS, fill_in

_OURS = re.compile(
    # htmx's attributes are its own; browsers keep what they do not know.
    "^Attribute “hx-[a-z-]+” not allowed on element"
    # Said once more, because some browsers forget that a table laid out as blocks is a table.
    "|^The “role” attribute must not be used on a “(?:tbody|tr|th|td)” element which has a “table”"
)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_public_page_is_valid(demonstration: None, tmp_path: Path, language: str) -> None:
    jar = os.environ.get("LEDGER_VNU")
    if not jar:
        pytest.skip("no HTML validator: `make test` fetches it where Java and npm are installed")
    client = Client(headers={"accept-language": language})
    for number, path in enumerate(fill_in(READERS)):
        answer = client.get(path)
        assert answer.status_code == ANSWERS.get(path, 200), path
        (tmp_path / f"{number}.html").write_bytes(answer.content)
    told = subprocess.run(
        ["java", "-jar", jar, "--format", "json", "--errors-only", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    found = [
        f"{fill_in(READERS)[int(Path(message['url']).stem)]}: {message['message']}"
        f" {message.get('extract', '')!r}"
        for message in json.loads(told)["messages"]
        if not _OURS.match(message["message"])
    ]
    assert not found, "\n".join(found)
