"""Every string is marked, translated, and compiled from what is in the repository."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from core import catalogues, scripts

ROOT = Path(settings.BASE_DIR)


def test_every_string_is_translated_and_none_is_stale() -> None:
    assert catalogues.problems() == []


@pytest.mark.parametrize("language", catalogues.target_languages())
def test_catalogue_is_written_as_the_command_writes_it(language: str) -> None:
    stored = catalogues.po_path(language).read_bytes()
    assert stored == catalogues.as_po(catalogues.updated(language))


# --- the checks themselves --------------------------------------------------------------------
def found(msgid: str | tuple[str, str], string: str | tuple[str, ...], **more: object) -> list[str]:
    """What is said against one translation into Ukrainian, which has three plural forms."""
    from babel.messages.catalog import Message

    message = Message(msgid, string, **more)
    return list(catalogues._problems(message, 3))


@pytest.mark.parametrize(
    ("msgid", "string"),
    [
        ("Save", "Зберегти"),
        ("{n} of {all}", "{all}: {n}"),
        (" or ", " або "),
        (("{n} day", "{n} days"), ("{n} день", "{n} дні", "{n} днів")),
        (("one day", "{n} days"), ("один день", "{n} дні", "{n} днів")),
        ('<a href="%(url)s">here</a>', '<a href="%(url)s">тут</a>'),
    ],
)
def test_good_translations_pass(
    msgid: str | tuple[str, str], string: str | tuple[str, ...]
) -> None:
    assert found(msgid, string) == []


@pytest.mark.parametrize(
    ("msgid", "string", "problem"),
    [
        ("Save", "", "not translated"),
        (("{n} day", "{n} days"), ("{n} день", "{n} дні", ""), "not translated"),
        (("{n} day", "{n} days"), ("{n} день", "{n} дні"), "2 plural forms, not 3"),
        ("{n} of {all}", "{n} з {усіх}", "other placeholders"),
        ("%(n)s left", "%(m)s лишилося", "other placeholders"),
        ("Press <kbd>j</kbd>", "Натисніть j", "other HTML tags"),
        ("Save", "Зберегти ", "white space around it"),
    ],
)
def test_bad_translations_are_told(
    msgid: str | tuple[str, str], string: str | tuple[str, ...], problem: str
) -> None:
    assert problem in found(msgid, string)


def test_fuzzy_translations_are_told() -> None:
    assert "fuzzy" in found("Save", "Зберегти", flags=["fuzzy"])


def test_strings_are_found_in_all_their_shapes() -> None:
    source = (
        '_("One")\ngettext_lazy("Two " "words")\nngettext("{n} day", "{n} days", 3)\n'
        'pgettext("month", "May")\nplain("Not this")\n_(name)\n'
    )
    assert [(text, context) for text, _, context in catalogues.extract_from(source)] == [
        ("One", None),
        ("Two words", None),
        (("{n} day", "{n} days"), None),
        ("May", "month"),
    ]


# --- compiled -----------------------------------------------------------------------------------
def test_compiled_catalogue_made_of_another_source_is_made_anew() -> None:
    compiled = catalogues.po_path("uk").with_suffix(".mo")
    assert catalogues.compile_stale() == []
    compiled.write_bytes(compiled.read_bytes()[:-64] + b"0" * 64)
    assert catalogues.compile_stale() == ["uk"]
    compiled.unlink()
    assert catalogues.compile_stale() == ["uk"]


def test_django_reads_what_was_compiled() -> None:
    with override("uk"):
        assert gettext("Matrix") == "Матриця"
        days = [ngettext("{n} day ago", "{n} days ago", n).format(n=n) for n in (1, 3, 11)]
        assert days == ["1 день тому", "3 дні тому", "11 днів тому"]
    with override("fr"):
        assert gettext("Matrix") == "Matrice"
        assert ngettext("{n} day ago", "{n} days ago", 0).format(n=0) == "il y a 0 jour"


# --- marked ---------------------------------------------------------------------------------------
_INSIDE = re.compile(
    r"{%\s*blocktranslate\b.*?endblocktranslate\s*%}|{%\s*comment.*?endcomment\s*%}|{#.*?#}"
    r"|<(?:code|kbd|script|style)\b.*?</(?:code|kbd|script|style)>|{{.*?}}|{%.*?%}",
    re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")
_SPOKEN_ATTRIBUTE = re.compile(r'(?<![\w-])(?:aria-label|title|placeholder|alt)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z]{2,}")
# Names that are the same in every language.
_NAMES = re.compile(
    r"Coalition Ledger|\b(?:UTC|CSV|JSON|PNG|SVG|BibTeX|CSL|XLSX|Atom|doctype|html)\b"
)


def unmarked(source: str) -> Iterator[str]:
    """Words of a template that no translation can reach."""
    bare = _INSIDE.sub("\0", source)
    for text in [*_TAG.sub("\0", bare).split("\0"), *_SPOKEN_ATTRIBUTE.findall(bare)]:
        left = _NAMES.sub("", re.sub(r"&\w+;", " ", text.replace("\0", " ")))
        if _WORD.search(left) and "=" not in left:
            yield " ".join(left.split())


def test_no_template_has_words_that_are_not_marked() -> None:
    missed = {
        path.relative_to(ROOT).as_posix(): words
        for path in sorted((ROOT / "templates").rglob("*.html"))
        # The head of base.html speaks to machines.
        if (words := list(unmarked(path.read_text().split("</head>")[-1])))
    }
    assert missed == {}


def test_unmarked_words_would_be_seen() -> None:
    assert list(
        unmarked('<p>Hello {{ name }}</p><a aria-label="Next page">{% translate "x" %}</a>')
    )
    assert not list(
        unmarked('<p class="x">{% translate "Hello" %} {{ name }} · <kbd>Esc</kbd></p>')
    )


# --- scripts --------------------------------------------------------------------------------------
def test_scripts_speak_the_language_of_their_page() -> None:
    with override("uk"):
        words = scripts.words_for("/desk/")
        assert words["Link copied"] == "Посилання скопійовано"
        assert set(scripts.words_for("/")) < set(words)
    with override("en"):
        assert scripts.words_for("/desk/") == {}


def test_every_sentence_of_a_script_is_said_by_t() -> None:
    spoken = re.compile(r"""(?<!\bt\()(?<!\bt\(\n    )["`]([A-Z][a-z]+ [a-z]+ [^"`]*)["`]""")
    missed = [
        (path.name, sentence)
        for path in sorted((ROOT / "static" / "js").glob("*.js"))
        for sentence in spoken.findall(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))
    ]
    assert missed == []
