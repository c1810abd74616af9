"""Translation catalogues: what Babel lacks to extract, update and check them.

`[tool.babel]` in pyproject.toml says where Babel looks for strings; three kinds of file need an
extractor of ours. `.po` files are in the repository; `make` compiles each that changed to the `.mo`
file that Django reads.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.frontend import ExtractMessages
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from core.scripts import sentences

# An edited sentence keeps its translation if it is this similar; a lower limit would give the
# translation to a sentence of the same shape about something else.
ALIKE = 0.85
_HEADER = "# Translations of Coalition Ledger; `make catalogues` collects the strings."
# What a translation must have exactly as the source does: placeholders and HTML tags.
_MARK = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)[^{}]*\}|(</?[a-z]+)")
# An edit of one of these words changes the meaning, however small it is.
_SENSE = re.compile(r"\d+|\b(?:no|not|none|never|nothing|nobody|cannot|without)\b|n't\b", re.I)


# --- extractors (Babel calls them with file, keywords, comment tags, options) -------------------
def extract_template(file: Any, keywords: Any, tags: Any, options: Any) -> Iterator[Any]:
    """Extract from a Django template: Django turns it into Python-like code, which Babel reads."""
    code = templatize(file.read().decode())
    # Indentation has no meaning in a template, but it has for the Python extractor.
    source = "\n".join(line.strip() for line in code.splitlines())
    return extract_python(io.BytesIO(source.encode()), keywords, tags, options)


def extract_script(file: Any, keywords: Any, tags: Any, options: Any) -> Iterator[Any]:
    """Extract what a module of static/js passes to `t("…")`."""
    return ((1, None, text, []) for text in sentences(file.read().decode()))


def extract_data(file: Any, keywords: Any, tags: Any, options: dict[str, Any]) -> Iterator[Any]:
    """Extract from JSON reference data the texts under the keys that pyproject.toml names."""

    def texts(value: Any) -> Iterator[str]:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            if isinstance(item, dict | list):
                yield from texts(item)
            elif item and key in options["keys"]:
                yield item

    return ((1, None, text, []) for text in texts(json.load(file)))


# --- files --------------------------------------------------------------------------------------
def languages() -> list[str]:
    """Return the languages that have a catalogue: all but the source's."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def po_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def source_strings() -> Catalog:
    """Return every marked string of the source, sorted, without file locations."""
    with TemporaryDirectory() as folder:
        command = ExtractMessages()
        command.mapping_file = str(settings.BASE_DIR / "pyproject.toml")
        command.input_paths = [str(settings.BASE_DIR)]
        command.output_file = str(Path(folder) / "django.pot")
        command.no_location = command.sort_output = True
        command.width = 100
        command.ensure_finalized()
        command.run()
        return _parsed(Path(command.output_file))


def read(language: str) -> Catalog:
    """Return a language's stored catalogue, or an empty one."""
    if not (path := po_path(language)).exists():
        return Catalog(locale=language, header_comment=_HEADER, fuzzy=False)
    return _parsed(path)


def _parsed(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)


def updated(language: str, strings: Catalog) -> Catalog:
    """Return the stored catalogue, updated from the source.

    A sentence that was edited a little keeps its translation as fuzzy; one that came back gets its
    old translation again; removed strings stay as obsolete.
    """
    catalog = read(language)
    # Babel puts the very messages that it is given into the catalogue: each language gets its own.
    # Its matching would give a new string the translation of any vaguely similar one.
    own = deepcopy(strings)
    catalog.update(own, no_fuzzy_matching=True, update_creation_date=False)
    for message in catalog:
        if message.id and not message.string:
            _take_over(message, catalog)
    return catalog


def _take_over(message: Message, catalog: Catalog) -> None:
    text = _source(message)
    best, likeness = None, ALIKE
    for key, old in catalog.obsolete.items():
        if (old.pluralizable, old.context) != (message.pluralizable, message.context):
            continue
        matcher = SequenceMatcher(None, _source(old), text, autojunk=False)
        if matcher.real_quick_ratio() < likeness or matcher.quick_ratio() < likeness:
            continue
        if any(_marks(mark, _source(old)) != _marks(mark, text) for mark in (_MARK, _SENSE)):
            continue
        if old.string and (ratio := matcher.ratio()) >= likeness:
            best, likeness = key, ratio
    if best is not None:
        old = catalog.obsolete.pop(best)
        message.string = old.string
        message.flags |= old.flags if likeness == 1 else {"fuzzy"}


def as_po(catalog: Catalog) -> bytes:
    """The catalogue as a file, sorted by message, so that moving a module changes nothing."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_output=True)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return the compiled catalogue, fuzzy translations included.

    `pybabel compile` would reject Ukrainian's first plural form where English says "one", because
    that form is also used for 21.
    """
    file = io.BytesIO()
    write_mo(file, catalog, use_fuzzy=True)
    return file.getvalue()


def update() -> None:
    """Update every catalogue from the source, and compile it."""
    strings = source_strings()
    for language in languages():
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(updated(language, strings)))
        compile_po(path)


def compile_po(path: Path) -> None:
    path.with_suffix(".mo").write_bytes(as_mo(_parsed(path)))


# --- problems -----------------------------------------------------------------------------------
def waiting(catalog: Catalog) -> Iterator[str]:
    """Yield each string without a current translation: pages show it in English, or as it was."""
    for message in catalog:
        if message.id and not all(_texts(message.string)):
            yield f"not translated: {_source(message)!r}"
        elif message.id and message.fuzzy:
            yield f"fuzzy: {_source(message)!r}"


def problems() -> Iterator[str]:
    """Yield what breaks a page in another language, one sentence each."""
    for language in languages():
        try:
            catalog = read(language)
        except (PoFileError, UnicodeError) as error:
            yield f"{language}: syntax: {error}"
            continue
        for message in catalog:
            for problem in broken(message, catalog.num_plurals) if message.id else ():
                yield f"{language}: {problem}: {_source(message)!r}"
        compiled = po_path(language).with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != as_mo(catalog):
            yield f"{language}: the compiled catalogue is not of this one: run `make catalogues`"


def broken(message: Message, forms: int) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    texts = _texts(message.string)
    if not any(texts):
        return
    if message.pluralizable and (len(texts) != forms or not all(texts)):
        yield f"not all of {forms} plural forms"
    # The form for one may write "one" as a word, in the source and in a translation.
    allowed = [_marks(_MARK, text) for text in _texts(message.id)]
    if any(_marks(_MARK, text) not in allowed for text in texts if text):
        yield "other placeholders or HTML tags"


def _source(message: Message) -> str:
    return _texts(message.id)[0]


def _texts(one_or_forms: Any) -> list[str]:
    forms = one_or_forms if isinstance(one_or_forms, list | tuple) else [one_or_forms]
    return [text or "" for text in forms]


def _marks(mark: re.Pattern[str], text: str) -> list[str]:
    return sorted("".join(found.groups(default="")) or found[0] for found in mark.finditer(text))


if __name__ == "__main__":  # make and the image run it without settings, so without a database
    for name in sys.argv[1:]:
        try:
            compile_po(Path(name))
        except (PoFileError, UnicodeError) as error:
            sys.exit(f"{name}: {error}")
