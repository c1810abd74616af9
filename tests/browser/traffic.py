"""The requests of a browser's pages: which are under way, and a wait for the last of them.

Playwright's "networkidle" is not used: on a busy machine it sometimes never came, although each
request had ended.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Page, Request

_UNDER_WAY: WeakKeyDictionary[BrowserContext, list[Request]] = WeakKeyDictionary()
_OFTEN = 20  # ms between two looks
_PATIENCE = 30_000  # ms


def watch(context: BrowserContext) -> None:
    """Note the requests of the context's pages from now on."""
    under_way = _UNDER_WAY[context] = []

    def end(request: Request) -> None:
        if request in under_way:
            place = under_way.index(request)
            # Of a page that is left nothing more is told.
            del under_way[0 if request.is_navigation_request() else place : place + 1]

    context.on("request", lambda request: under_way.append(request))
    # With the answer the server is done; that its last byte was read is not always told.
    context.on("response", lambda response: end(response.request))
    context.on("requestfailed", end)


def settle(page: Page) -> None:
    """Wait for the requests under way, and let nothing more reach a ledger: it will be emptied."""
    # An empty answer, since pages complain of a request that fails.
    page.route("**/*", lambda route: route.fulfill(status=204))
    for _ in range(0, _PATIENCE, _OFTEN):
        # It lets Playwright hear of what happened, too.
        page.wait_for_timeout(_OFTEN)
        if not _UNDER_WAY[page.context]:
            return
    raise AssertionError([request.url for request in _UNDER_WAY[page.context]])
