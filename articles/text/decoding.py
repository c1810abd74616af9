"""Decode an upload's bytes to text, or say in a sentence why they are no text.

Whether the text is an article or a whole page is for `extracting` to find out.
"""

import codecs
import re

from django.utils.translation import gettext as _

from articles.text.encodings import sure_encoding
from core.errors import DomainError
from core.wording import gettext_lazy

# How files of other kinds begin, and what to tell the person who sent one.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", gettext_lazy("a PDF document")),
    (b"PK\x03\x04", gettext_lazy("a Word document or a ZIP archive")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old Word or Excel document")),
    (b"{\\rtf", gettext_lazy("an RTF document")),
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
    (b"RIFF", gettext_lazy("a picture, sound or film")),
    (b"\x1f\x8b", gettext_lazy("a compressed file")),
    (b"7z\xbc\xaf", gettext_lazy("an archive")),
    (b"Rar!", gettext_lazy("an archive")),
    (b"ID3", gettext_lazy("a sound recording")),
    (b"\x7fELF", gettext_lazy("a program")),
)
# The longer mark first: UTF-32's begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARATION_REACH = 4_096
# The web's rule: pages that declare these were written in Windows' superset.
_READ_AS_WINDOWS = frozenset(("ascii", "iso8859-1"))
_SET_BY_DEFAULT = "cp1252"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01
# One damaged byte must not make a whole UTF-8 text read as another encoding.
_SOUND_PER_DAMAGED = 20


class NotText(DomainError):
    """These bytes are not text; the message says what to send instead."""


def decode(data: bytes, declared: str = "") -> str:
    """Decode an uploaded or fetched file; `declared` is the charset its sender named.

    UTF-8 if it is valid, UTF-16 and UTF-32 with their mark, else what sender and page declare,
    unless that gives words that no language has, else a guess. Raises NotText for pictures,
    documents of word processors and other binaries.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise NotText(
                _(
                    "This file is {kind}, not text. Save the article as text or HTML, or paste it."
                ).format(kind=kind)
            )
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding))
    if b"\x00" in data:
        raise NotText(
            _(
                "This file holds binary data, not text. Save the article as text or HTML, or "
                "paste it."
            )
        )
    text = _decoded(data, "utf-8")
    if text is None:
        text = _barely_damaged_utf8(data) or _in_old_encoding(data, declared)
    return _checked(text)


def _in_old_encoding(data: bytes, sender: str) -> str | None:
    """Decode as sender or page declare, unless another encoding gives clearly better words."""
    given, own = _known_encoding(sender), _declared_encoding(data)
    if given == _SET_BY_DEFAULT and own:
        # Many servers declare Latin-1 for every page; the page knows better.
        given, own = own, given
    declared = dict.fromkeys(name for name in (given, own) if name and name != "utf-8")
    encoding = sure_encoding(data, tuple(declared))
    return _decoded(data, encoding) if encoding else None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _declared_encoding(data: bytes) -> str | None:
    match = _DECLARED_CHARSET.search(data[:_DECLARATION_REACH])
    return _known_encoding((match[1] or match[2]).decode("ascii", "ignore")) if match else None


def _known_encoding(name: str) -> str | None:
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Python also lists codecs that do not make text ("hex", "zip").
    if not getattr(info, "_is_text_encoding", True):
        return None
    return "cp1252" if info.name in _READ_AS_WINDOWS else info.name


def _barely_damaged_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(not character.isascii() for character in text) - damaged
    return text if sound >= damaged * _SOUND_PER_DAMAGED else None


def _checked(text: str | None) -> str:
    if text is None:
        raise NotText(
            _(
                "The letters of this file cannot be read. Save it as UTF-8 text, or paste the "
                "article."
            )
        )
    if len(_CONTROL.findall(text)) > max(4, len(text) * _MOST_CONTROLS):
        raise NotText(
            _(
                "This file holds control characters, as binary data does. Save the article as "
                "text or HTML, or paste it."
            )
        )
    return text.removeprefix("\ufeff")
