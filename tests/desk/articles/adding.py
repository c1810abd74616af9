"""What the form that adds an article takes."""

ADD = "/desk/articles/add/"


GOOD = {
    "source": "The minister said yes.",
    "outlet": "The Outlet",
    "title": "Minister says yes",
    "published_on": "2025-08-20",
    "language": "en",
    "rights": "quote_only",
}
