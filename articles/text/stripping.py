"""Remove from a long page what is no text: scripts, styles, drawings, comments; in one pass."""

import re

_OPENING = re.compile(r"<(?:(script|style|svg)\b([^<>]{0,2000})>|!--)", re.IGNORECASE)
_ENDS = {"script": "</script", "style": "</style", "svg": "</svg", "": "-->"}


def strip_non_text(page: str) -> str:
    """The page without its ballast; data that it gives about itself (JSON-LD) stay."""
    lowered = page.lower()
    if len(lowered) != len(page):
        # A few capitals have longer small letters; only ASCII tags matter here.
        lowered = page.translate({code: code + 32 for code in range(65, 91)})
    kept: list[str] = []
    done = 0
    endless: set[str] = set()
    for opening in _OPENING.finditer(page):
        kind = (opening[1] or "").lower()
        if opening.start() < done or kind in endless or "ld+json" in (opening[2] or "").lower():
            continue
        end = lowered.find(_ENDS[kind], opening.end())
        if end < 0:
            # Without an end it may be anything; search for the end only once.
            endless.add(kind)
            continue
        kept.append(page[done : opening.start()])
        close = page.find(">", end + len(_ENDS[kind]) - 1)
        done = close + 1 if close >= 0 else len(page)
    kept.append(page[done:])
    return "".join(kept)
