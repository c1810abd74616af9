"""What a stranger might send, reproducible from a seed: values known to cause errors, and
mutations.

Everything depends on one number: the same seed, surface and index give the same input on any
machine, so that what a report prints can become a test.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

# Numbers, days, moments, addresses, codes and encodings at the edges of what is read somewhere.
NASTY: tuple[str, ...] = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "2",
    "9" * 9,
    "9" * 18,
    "9223372036854775807",
    "9223372036854775808",
    "2147483648",
    "9" * 25,
    "9" * 4301,
    "1e400",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "٣",
    "²",
    "½",
    "1.5",
    "1,2",
    ",",
    ",,,",
    "true",
    "null",
    "None",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "0000-00-00",
    "2025-02-29",
    "2025-02-30",
    "2025-W01-1",
    "20250101",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
    "2025-08-20T12:00:00+23:59:59.999999",
    "2025-08-20T24:00:00",
    "2025-08-20T12:00:00",
    "2025-08-20",
    "2026-01-06T12:00:00Z",
    "direct-999912312359",
    "direct-000101010000",
    "direct-202511011200",
    "00000000-0000-0000-0000-000000000000",
    "1_1_direct-999912312359",
    "0_0_00000000-0000-0000-0000-000000000000",
    "99999999999999999_9_direct-202511011200",
    "http://[",
    "http://[::1",
    "http://]",
    "//",
    "///x",
    "/\\x",
    "//evil.example/",
    "http://a:99999999/",
    "http://a:b/",
    "http://\u2100.example/",
    "https://xn--a.example/",
    "https://" + "a" * 300 + ".example/",
    "javascript:alert(1)",
    "mailto:x",
    "x",
    "home",
    "readers:home",
    "readers:matrix",
    "/c/ukraine/?stance=offered",
    "../../etc/passwd",
    "\x00",
    "a\x00b",
    "\x00" * 20,
    "\ud800",
    "a\udfffb",
    "\ufffe\uffff",
    "\U0010ffff",
    "\u202egnp.exe",
    "\u200b",
    "\ufeff",
    "a\u0301" * 50,
    "İ",
    "ß",
    "ﬁ",
    "\r\n",
    "a\r\nSet-Cookie: x=1",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u2028",
    "'",
    '"',
    "`",
    "';--",
    "%",
    "%s",
    "%(x)s",
    "%00",
    "%ff",
    "%u0000",
    "{0}",
    "{x.__class__}",
    "{{ 7*7 }}",
    "{% debug %}",
    "\\",
    "\\x00",
    "\\000",
    "[",
    "]",
    "[[",
    "(",
    "*",
    "?",
    "+",
    ".",
    "..",
    "-",
    "--",
    "_",
    "/",
    "#",
    "&",
    "=",
    ";",
    ":",
    "|",
    "!",
    "&:*",
    "a & | !",
    "<->",
    "<b>",
    "</script>",
    "<![CDATA[",
    "&#0;",
    "&#xD800;",
    "\U0001f600" * 20,
    "a" * 61,
    "a" * 300,
    "a" * 3000,
    "é" * 2000,
    "offered",
    "ruled_out",
    "training",
    "GBR",
    "gbr",
    "ZZZ",
    "ukraine",
    "peace-agreement",
    "nato",
    "NATO",
    "A",
    "yes",
    "no",
    "over-12",
    "country",
    "-country",
    "last_change",
    "stance",
    "en",
    "uk",
    "en-US-x-twain",
    "i-klingon",
    "zh-Hant-" + "a" * 40,
    "last-visit",
    "forget",
    "quote_only",
    "first",
    "last",
    "edit",
    "record",
    "search",
    "published",
    "{}",
    "[]",
    '{"a": "\\ud800"}',
    '{"id": "x", "rawId": 1, "response": {"clientDataJSON": "AA", "attestationObject": []}}',
    "[" * 3000,
)
_PIECES = (
    "ab z AZ 09 -_.,:;/?#[]@!$&'()*+= %\"<>\\{}|^`~\t\n\r\x00\x0b\x1f\x7f\x85\xa0\xad\xe9\xff"
    "ıİßſΩКЇїғ中文٣५\u0301\u200b\u200d\u202e\u2028\ufeff\ufffd\ufffe\ud800\udfff\U0001f600\U0010ffff"
)


def rng(seed: int, surface: str, index: int) -> random.Random:
    """The one source of chance of an input."""
    return random.Random(f"{seed}/{surface}/{index}")


def text(chance: random.Random, known: Sequence[str] = ()) -> str:
    """Return one text: known to cause errors, well formed, mutated, or noise."""
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(NASTY)
    if known and kind < 0.5:
        return chance.choice(known)
    if kind < 0.85:
        return mutated(chance, chance.choice(known or NASTY))
    length = int(chance.expovariate(1 / 12))
    return "".join(chance.choice(_PIECES) for _ in range(length))


def mutated(chance: random.Random, told: str) -> str:
    """Return the text with one to four small changes."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(told))
        change = chance.randrange(7)
        if change == 0:
            told = told[:at] + chance.choice(_PIECES) + told[at:]
        elif change == 1:
            told = told[:at] + told[at + chance.randint(1, 3) :]
        elif change == 2:
            told = told[:at] + chance.choice(_PIECES) + told[at + 1 :]
        elif change == 3:
            told = told[:at] + chance.choice(NASTY) + told[at:]
        elif change == 4:
            told = told[:at]
        elif change == 5:
            told = told[:at] + told[at : at + 5] * chance.randint(2, 9) + told[at:]
        else:
            told = told.upper() if chance.random() < 0.5 else told[::-1]
    return told[:20_000]


def noise(chance: random.Random, known: Sequence[bytes]) -> bytes:
    """Bytes: of a well formed document mutated, or of nothing at all."""
    if chance.random() < 0.1:
        return chance.randbytes(chance.randint(0, 200))
    data = bytearray(chance.choice(known))
    for _ in range(chance.randint(0, 6)):
        at = chance.randint(0, len(data))
        change = chance.randrange(5)
        if change == 0:
            data[at:at] = chance.randbytes(chance.randint(1, 4))
        elif change == 1:
            del data[at : at + chance.randint(1, 40)]
        elif change == 2 and at < len(data):
            data[at] = chance.randrange(256)
        elif change == 3:
            data[at:at] = chance.choice(NASTY).encode("utf-8", "surrogatepass")
        else:
            data[at:at] = data[at : at + 60] * chance.randint(1, 3)
    return bytes(data)
