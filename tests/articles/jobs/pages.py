"""Pages for a site of the tests: prose of our own, long enough to be taken for an article."""

from __future__ import annotations

SUBJECTS = ("The minister", "A spokesperson", "The committee", "The chief of staff", "A deputy")
VERBS = ("said", "explained", "repeated", "told reporters", "wrote to parliament")
CLAIMS = (
    "that instructors would travel once a ceasefire held",
    "that the budget for transport was agreed in spring",
    "that no decision on ships had been taken yet",
    "that engineers had looked at three harbours",
    "that the cabinet would meet again before winter",
    "that hospitals near the border were ready to help",
    "that two hundred staff could leave within a month",
)


def prose(seed: int, sentences: int = 24) -> list[str]:
    """Paragraphs of four sentences, different for every seed."""
    said = [
        f"{SUBJECTS[(seed + n) % 5]} {VERBS[(seed * 3 + n) % 5]} on day {n + seed * 100} "
        f"{CLAIMS[(seed * 2 + n * 3) % 7]}, as paper number {seed * 7 + n * 11} had it."
        for n in range(sentences)
    ]
    return [" ".join(said[start : start + 4]) for start in range(0, sentences, 4)]


def page(
    paragraphs: list[str],
    *,
    title: str = "Instructors to travel",
    outlet: str = "The Morning Page",
    canonical: str = "",
    day: str = "2025-08-19",
) -> str:
    """A whole page as an outlet prints it."""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    name = f'<meta property="og:site_name" content="{outlet}">' if outlet else ""
    head = f'<meta property="og:title" content="{title}">' if title else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}{name}{link}'
        f'<meta property="article:published_time" content="{day}"></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
