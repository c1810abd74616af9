"""The catalogues of translations: what is marked, what is translated, and what is amiss.

Babel does the work, so that no gettext has to be installed. Templates are turned into something
that reads like Python by Django itself, then read by Babel's Python extractor. `.po` files are
kept in the repository; `.mo` files are not: each names the `.po` it was made of, and one that was
made of another is made anew when the application starts.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation.template import templatize

from core import scripts
from core.faults import FULL_DISK

DOMAIN = "django"
# The language of the source: its strings are their own translation.
SOURCE = "en"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "ngettext_noop": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# A note to translators stands in the line before, behind this word.
NOTE = "Translators:"
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)[^{}]*\}")
_TAG = re.compile(r"</?[a-z]+")
_HEADER = r"""# Translations of Coalition Ledger; `manage.py catalogues` collects the strings.
msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural}\n"

"""
_ROOTS = ("config", "core", "articles", "commitments", "desk", "readers", "templates")


def target_languages() -> list[str]:
    """The languages that have a catalogue."""
    return [code for code, _ in settings.LANGUAGES if code != SOURCE]


def po_path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"{DOMAIN}.po"


# --- extracting -------------------------------------------------------------------------------
def extract() -> Catalog:
    """Every marked string of the source, with the files it stands in."""
    catalog = Catalog(fuzzy=False)
    for path, message, notes, context in _marked():
        catalog.add(message, locations=[(path, 1)], auto_comments=notes, context=context)
    for path, text in [*_data(), *scripts.said()]:
        catalog.add(text, locations=[(path, 1)])
    return catalog


def _marked() -> Iterator[tuple[str, Any, list[str], str | None]]:
    root = Path(settings.BASE_DIR)
    for folder in _ROOTS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".py", ".html", ".txt", ".svg") or "migrations" in path.parts:
                continue
            name = path.relative_to(root).as_posix()
            source = path.read_text()
            if path.suffix != ".py":
                # Indentation means nothing in a template, but much to a reader of Python.
                code = templatize(source, origin=name)
                source = "\n".join(line.strip() for line in code.splitlines())
            for message, notes, context in extract_from(source):
                yield name, message, notes, context


def extract_from(source: str) -> Iterator[tuple[Any, list[str], str | None]]:
    """The marked strings of one piece of Python: message or plural pair, notes, context."""
    file = io.BytesIO(source.encode())
    # Untyped, since Babel's annotations do not tell the shapes it yields.
    found: Any = extract_python(file, KEYWORDS, [NOTE], {"encoding": "utf-8"})
    for _, function, arguments, notes in found:
        given = list(arguments) if isinstance(arguments, tuple) else [arguments]
        context: str | None = None
        picked: list[str] = []
        spec: tuple[Any, ...] = KEYWORDS[function] or (1,)
        for index in spec:
            is_context = isinstance(index, tuple)
            value = given[(index[0] if is_context else index) - 1]
            if value is None:
                break
            if is_context:
                context = value
            else:
                picked.append(value)
        else:
            yield (tuple(picked) if len(picked) > 1 else picked[0]), list(notes), context


def _data() -> Iterator[tuple[str, str]]:
    """Texts of the reference data that the application loads: names and definitions of terms."""
    root = Path(settings.BASE_DIR)
    for pattern, keys in settings.LEDGER_TRANSLATED_DATA.items():
        for path in sorted(root.glob(pattern)):
            for text in _texts(json.loads(path.read_text()), keys):
                yield path.relative_to(root).as_posix(), text


def _texts(value: Any, keys: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item, keys)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in keys and isinstance(item, str) and item:
                yield item
            else:
                yield from _texts(item, keys)


# --- the files --------------------------------------------------------------------------------
def read(language: str) -> Catalog:
    """A language's catalogue as it is stored; an empty one where there is none yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str, template: Catalog | None = None) -> Catalog:
    """The stored catalogue brought up to the source: new strings empty, gone ones dropped."""
    catalog = read(language)
    catalog.update(template or extract(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """The catalogue as a file that changes only where a string does: no dates, no places."""
    plain = Catalog(locale=catalog.locale, domain=DOMAIN, fuzzy=False)
    for message in sorted(catalog, key=_order):
        if message.id:
            plain[message.id] = message
    buffer = io.BytesIO()
    write_po(buffer, plain, width=100, no_location=True, omit_header=True)
    header = _HEADER.format(language=catalog.locale, plural=catalog.plural_forms)
    return header.encode() + buffer.getvalue()


def _order(message: Message) -> tuple[str, str]:
    """By message: moving a module changes no catalogue."""
    return _first(message.id), message.context or ""


def _first(text: Any) -> str:
    return str(text if isinstance(text, str) else text[0])


def update() -> dict[str, int]:
    """Write every catalogue anew; how many strings of each wait for a translation."""
    template = extract()
    waiting = {}
    for language in target_languages():
        catalog = updated(language, template)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalog))
        waiting[language] = sum(1 for message in catalog if message.id and not _is_full(message))
    return waiting


def compile_stale() -> list[str]:
    """Compile each catalogue whose `.mo` is missing or made of another `.po`; their languages."""
    compiled = []
    for language in target_languages():
        source = po_path(language)
        target = source.with_suffix(".mo")
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        if target.exists() and digest.encode() in target.read_bytes():
            continue
        _write(target, read(language), digest)
        compiled.append(language)
    return compiled


def _write(target: Path, catalog: Catalog, digest: str) -> None:
    """Whole or not at all: several processes may start at once."""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            try:
                write_mo(file, catalog)
                file.write(digest.encode())  # behind the tables, where no reader of them looks
                file.flush()
                os.chmod(file.name, 0o644)
                os.replace(file.name, target)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        if error.errno in FULL_DISK:
            raise ImproperlyConfigured(
                f"The disk that holds {target.parent} is full: make room, then start again."
            ) from error
        raise ImproperlyConfigured(
            f"{target} is out of date and cannot be written: run `manage.py catalogues --compile`"
            " as somebody who may write there."
        ) from error


# --- checking ---------------------------------------------------------------------------------
def problems() -> list[str]:
    """What a reader of another language would stumble over, one sentence each."""
    template = extract()
    found: list[str] = []
    wanted = {_key(message) for message in template if message.id}
    for language in target_languages():
        catalog = read(language)
        stored = {_key(message) for message in catalog if message.id}
        found += [f"{language}: not in the catalogue: {key[0]!r}" for key in wanted - stored]
        found += [f"{language}: no longer in the source: {key[0]!r}" for key in stored - wanted]
        found += [
            f"{language}: {problem}: {_first(message.id)!r}"
            for message in catalog
            if message.id
            for problem in _problems(message, catalog.num_plurals)
        ]
    return sorted(found)


def _key(message: Message) -> tuple[str, bool, str | None]:
    return _first(message.id), isinstance(message.id, str), message.context


def _is_full(message: Message) -> bool:
    texts = _translations(message)
    return bool(texts) and all(text.strip() for text in texts)


def _translations(message: Message) -> list[str]:
    """What stands for it; a message that was just added has none at all."""
    if isinstance(message.string, str):
        return [message.string]
    return [text or "" for text in message.string or ()]


def _problems(message: Message, forms: int) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    if not _is_full(message):
        yield "not translated"
        return
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = _translations(message)
    if len(ids) > 1 and len(texts) != forms:
        yield f"{len(texts)} plural forms, not {forms}"
    for mark, what in ((_PLACEHOLDER, "placeholders"), (_TAG, "HTML tags")):
        # The form for one may say "one" in words, in the source and in a translation.
        allowed = [_marks(mark, text) for text in ids]
        if any(_marks(mark, text) not in allowed for text in texts):
            yield f"other {what}"
    if any(text.strip() != text and ids[0].strip() == ids[0] for text in texts):
        yield "white space around it"


def _marks(mark: re.Pattern[str], text: str) -> list[str]:
    return sorted("".join(found.groups(default="")) or found[0] for found in mark.finditer(text))
