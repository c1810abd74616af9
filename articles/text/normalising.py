"""The one form in which article texts are stored, so that offsets and hashes stay valid.

Only what a reader cannot see is changed; quotation marks, dashes and letters stay as printed.
`folding` compares more loosely. Any change here needs a new `NORMALISER_VERSION`, because stored
offsets count characters of this function's result.
"""

import hashlib
import re
import unicodedata

NORMALISER_VERSION = 1

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\v\f\u0085\u2028]")
# Invisible and not part of spelling: zero-width space, word joiner, byte order mark, soft hyphen,
# invisible operators, object placeholders, and every control character but the newline (PostgreSQL
# refuses NUL). The joiners U+200C and U+200D stay: Persian, Indic scripts and emoji are spelt with
# them.
#
# Direction: marks (U+200E, U+200F, U+061C) stay, because each works alone and bidirectional prose
# needs them. Embeddings, overrides and isolates are removed: they work in pairs, which a passage
# would cut, and an override shows the reader other words than those stored.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u206f\u202a-\u202e\ufeff\ufff9-\ufffc]"
)
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SPACE_AT_LINE_EDGE = re.compile("(?<=\n) | (?=\n)")
_BLANK_LINES = re.compile("\n{3,}")


def normalise(text: str) -> str:
    """Return the text as it is stored: NFC, plain spaces, `\\n` line ends, one blank line at most.

    Applying it twice changes nothing more.
    """
    if _SURROGATE.search(text):
        # Matching surrogates become their character; a single one becomes U+FFFD.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    text = _REMOVED.sub("", text)
    # After removing, since an invisible character may have been between a letter and its accent.
    text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", text)
    text = _SPACE_AT_LINE_EDGE.sub("", text)
    return _BLANK_LINES.sub("\n\n", text).strip(" \n")


def text_sha256(text: str) -> str:
    """Return the hash of a stored text: SHA-256 of its UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
