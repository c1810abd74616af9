"""A small site of our own whose articles the ledger fetches; one of them changes when asked to."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_SUBJECTS = ("The minister", "A spokesperson", "The committee", "The chief of staff", "A deputy")
_VERBS = ("said", "explained", "repeated", "told reporters", "wrote to parliament")
_CLAIMS = (
    "that instructors would travel once a ceasefire held",
    "that the budget for transport was agreed in spring",
    "that no decision on ships had been taken yet",
    "that engineers had looked at three harbours",
    "that the cabinet would meet again before winter",
    "that hospitals near the border were ready to help",
    "that two hundred staff could leave within a month",
)


def sentences(seed: int, count: int = 24) -> list[str]:
    """Prose of our own, different for every seed."""
    return [
        f"{_SUBJECTS[(seed + n) % 5]} {_VERBS[(seed * 3 + n) % 5]} on day {n + seed * 100} "
        f"{_CLAIMS[(seed * 2 + n * 3) % 7]}, as paper number {seed * 7 + n * 11} had it."
        for n in range(count)
    ]


def prose(seed: int, count: int = 24) -> str:
    """The same as a text of paragraphs."""
    said = sentences(seed, count)
    return "\n\n".join(" ".join(said[start : start + 4]) for start in range(0, count, 4))


class Site:
    """Articles at /news/<number>; each in a first and, once `change` was called, a later text."""

    def __init__(self) -> None:
        self._changes: dict[str, int] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = site._page(self.path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="site", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def address(self, number: int) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/news/{number}"

    def change(self, number: int) -> None:
        """From now on the article reads otherwise, by one sentence more."""
        path = f"/news/{number}"
        self._changes[path] = self._changes.get(path, 0) + 1

    def _page(self, path: str) -> bytes:
        name = path.removeprefix("/news/")
        if not path.startswith("/news/") or not name.isdigit():
            return b""
        number = int(name)
        text = prose(number)
        for change in range(self._changes.get(path, 0)):
            text += f"\n\nThis article was changed for the time number {change + 1}, it is said."
        body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        title = f"Article number {number}"
        return (
            f'<!doctype html><html lang="en"><head><title>{title}</title>'
            f'<meta property="og:title" content="{title}">'
            f'<meta property="og:site_name" content="The Endurance Page">'
            f'<meta property="article:published_time" content="2025-08-19"></head>'
            f"<body><article><h1>{title}</h1>{body}</article></body></html>"
        ).encode()
