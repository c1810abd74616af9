"""Links that open an article at a quotation: text fragments (`#:~:text=…`).

Browsers find the words themselves and fall back to the top of the page, so such a link helps the
reader but proves nothing. The caller decides which passage is linked, and whether with its affixes.
"""

from urllib.parse import quote

from articles.text.characters import character_end, character_start

# Longer quotations are given by their first and last words: addresses stay short, and a picture or
# an advertisement in between does no harm.
_MOST_WORDS_IN_FULL = 12
_WORDS_AT_EACH_END = 5
_WORDS_OF_AFFIX = 4
# For scripts without spaces, where a whole paragraph would be one "word".
_MOST_CHARACTERS = 120
_CHARACTERS_AT_EACH_END = 20
_DIRECTIVE = ":~:"


def text_fragment_url(url: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    """Return `url` with a fragment that scrolls to `exact`.

    `prefix` and `suffix` distinguish equal places. They may be cut in the middle of a word, as
    stored passages are; only their whole words on the quotation's own line are used. An element's
    id in the address is kept, an older text directive is replaced.
    """
    start, end = _ends(exact)
    if not start:
        return url
    directive = _encode(start)
    if end:
        directive += "," + _encode(end)
    if before := _words_before(prefix):
        directive = f"{_encode(before)}-,{directive}"
    if after := _words_after(suffix):
        directive += f",-{_encode(after)}"
    page, _, fragment = url.partition("#")
    element = fragment.partition(_DIRECTIVE)[0]
    return f"{page}#{element}{_DIRECTIVE}text={directive}"


def _ends(exact: str) -> tuple[str, str]:
    """Return the whole quotation and "", or its first and its last words.

    A fragment given in full must be within one paragraph; a range may cross several.
    """
    lines = [line.split() for line in exact.split("\n") if line.strip()]
    if not lines:
        return "", ""
    if len(lines) == 1 and len(lines[0]) <= _MOST_WORDS_IN_FULL:
        line = " ".join(lines[0])
        if len(line) <= _MOST_CHARACTERS:
            return line, ""
    first = " ".join(lines[0][:_WORDS_AT_EACH_END])
    last = " ".join(lines[-1][-_WORDS_AT_EACH_END:])
    if len(first) > _MOST_CHARACTERS:
        first = first[: character_start(first, _CHARACTERS_AT_EACH_END)]
    if len(last) > _MOST_CHARACTERS:
        last = last[character_end(last, len(last) - _CHARACTERS_AT_EACH_END) :]
    return first, last


def _words_before(prefix: str) -> str:
    # The first word may be cut; after a line break inside the prefix it is whole.
    _, line_end, line = prefix.rpartition("\n")
    found = line.split()
    if not line_end and prefix and not prefix[0].isspace():
        found = found[1:]
    return " ".join(found[-_WORDS_OF_AFFIX:])


def _words_after(suffix: str) -> str:
    line, line_end, _ = suffix.partition("\n")
    found = line.split()
    if not line_end and suffix and not suffix[-1].isspace():
        found = found[:-1]
    return " ".join(found[:_WORDS_OF_AFFIX])


def _encode(words: str) -> str:
    # The hyphen marks affixes in this syntax, so it must be escaped although addresses allow it.
    return quote(words, safe="").replace("-", "%2D")
