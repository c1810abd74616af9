"""From a response to an article: what kind it is, its text, and whether it may be trusted."""

from articles.fetching.shapes import Page, Response


def judge(response: Response) -> Page:
    """Read the article out of a response; raise FetchFailed where there is none.

    A page that has text but looks like a consent page or the beginning behind a paywall is
    returned with a `doubt`. Nothing is fetched.
    """
    raise NotImplementedError
