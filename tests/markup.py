"""HTML as tests compare it: where a template breaks its lines is nothing they may depend on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

_KEPT = re.compile(r"(<(textarea|pre|script)\b.*?</\2>)", re.DOTALL)
_BLOCK = "blockquote|button|dd|div|dt|h[1-6]|legend|li|option|p|section|summary|td|th"


def one_line(html: str) -> str:
    """The same HTML on one line, without white space that a browser does not show.

    Text areas and what is printed letter by letter stay as they are.
    """
    pieces = _KEPT.split(html)
    # Of each three: markup, an element that is kept, and its name.
    return "".join(
        piece if number % 3 else _one_line(piece)
        for number, piece in enumerate(pieces)
        if number % 3 != 2
    ).strip()


def _one_line(html: str) -> str:
    line = re.sub(r"\s+", " ", html)
    line = re.sub(r" (?=/?>)", "", line)
    line = re.sub(rf"(<(?:{_BLOCK})\b[^>]*>) ", r"\1", line)
    return re.sub(rf" (</(?:{_BLOCK})>)", r"\1", line)


class OneLineClient(Client):
    """Gets every page on one line."""

    def request(self, **request: Any) -> Response:
        answer = super().request(**request)
        is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
        if is_page and "Content-Encoding" not in answer:
            answer.content = one_line(answer.content.decode()).encode()
        return answer
