"""A page that changes in the tests: enough paragraphs to read as an article."""

from tests.articles.texts import CEASEFIRE, CLOSING, OPENING, TRAINING, TROOPS

PATH = "/news/teams"


# Enough around them that the page reads as an article, not as the beginning of one.
MORE = tuple(
    f"Paragraph {n} tells of the towns along the coast, of what each of them built in those years, "
    "and of the people who remember how the harbour looked before the new road was opened."
    for n in ("one", "two", "three", "four", "five", "six")
)


PARAGRAPHS = (OPENING, TROOPS, TRAINING, CEASEFIRE, *MORE, CLOSING)


def html(*paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<!doctype html><html lang='en'><head><title>Teams for the port</title></head>"
        f"<body><article><h1>Teams for the port</h1>{body}</article></body></html>"
    )
