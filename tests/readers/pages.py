"""How the tests of the readers' pages ask and read. No tests here."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

HTMX = {"HX-Request": "true"}


def page(client: Client, address: str, status: int = 200) -> str:
    """The whole page at an address, as HTML; it must have this status."""
    body = response(client, address, status).content.decode()
    assert "<!doctype html>" in body
    return body


def fragment(client: Client, address: str, status: int = 200) -> str:
    """What htmx gets for the same address: a piece without the page around it."""
    body = response(client, address, status, headers=HTMX).content.decode()
    assert "<html" not in body
    assert "<head" not in re.sub("<header", "", body)
    return body


def response(client: Client, address: str, status: int = 200, **options: Any) -> Response:
    answer = client.get(address, **options)
    assert answer.status_code == status, answer.content.decode()[:500]
    assert answer["Content-Type"].startswith("text/html")
    assert "HX-Request" in answer["Vary"]
    return answer


def words(html: str) -> str:
    """What a reader reads: the page without tags, its spaces made single."""
    visible = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", visible)).split())
    return re.sub(r" (?=[,.:;])", "", text)


def links(html: str) -> list[str]:
    """Every address that the page links to, as a browser reads it."""
    return [unescape(found) for found in re.findall(r'<a [^>]*href="([^"]*)"', html)]
