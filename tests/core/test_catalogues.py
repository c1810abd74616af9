"""What breaks a page in another language is found; what only waits for a translator is counted."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext, ngettext, override

from core import catalogues, scripts

ROOT = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def source() -> Catalog:
    """What is in the source; collecting it takes seconds."""
    return catalogues.source_strings()


def test_no_translation_breaks_a_page() -> None:
    assert list(catalogues.problems()) == []


# --- what breaks a page -------------------------------------------------------------------------
def found(msgid: str | tuple[str, str], string: str | tuple[str, ...]) -> list[str]:
    """What is found in one translation into Ukrainian, which has three plural forms."""
    return list(catalogues.broken(Message(msgid, string), 3))


@pytest.mark.parametrize(
    ("msgid", "string"),
    [
        ("Save", "Зберегти"),
        ("Save", ""),
        (("{n} day", "{n} days"), ("", "", "")),
        ("{n} of {all}", "{all}: {n}"),
        ("{n:.1f} %", "{n:.2f} %"),
        (("{n} day", "{n} days"), ("{n} день", "{n} дні", "{n} днів")),
        (("one day", "{n} days"), ("один день", "{n} дні", "{n} днів")),
        (("one day", "%(n)s days"), ("%(n)s день", "%(n)s дні", "%(n)s днів")),
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
        (("{n} day", "{n} days"), ("{n} день", "{n} дні", ""), "not all of 3 plural forms"),
        (("{n} day", "{n} days"), ("{n} день", "{n} дні"), "not all of 3 plural forms"),
        ("{n} of {all}", "{n} з {усіх}", "other placeholders or HTML tags"),
        ("%(n)s left", "%(m)s лишилося", "other placeholders or HTML tags"),
        ("Press <kbd>j</kbd>", "Натисніть j", "other placeholders or HTML tags"),
    ],
)
def test_bad_translations_are_found(
    msgid: str | tuple[str, str], string: str | tuple[str, ...], problem: str
) -> None:
    assert found(msgid, string) == [problem]


@pytest.fixture
def french_only(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of a catalogue that a test may spoil, compiled and good so far."""
    monkeypatch.setattr(catalogues, "source_strings", lambda: strings("Save", "Matrix"))
    settings.LOCALE_PATHS = [tmp_path]  # type: ignore[attr-defined]
    settings.LANGUAGES = [("en", "English"), ("fr", "French")]  # type: ignore[attr-defined]
    path = catalogues.po_path("fr")
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogues.as_po(translated({"Save": "Enregistrer", "Send": ""})))
    catalogues.compile_po(path)
    return path


def translated(texts: dict[str, str], **flags: list[str]) -> Catalog:
    catalog = Catalog(locale="fr", fuzzy=False)
    for text, string in texts.items():
        catalog.add(text, string, flags=flags.get("flags", ()))
    return catalog


def strings(*texts: str) -> Catalog:
    """The strings of a source."""
    return translated(dict.fromkeys(texts, ""))


def test_check_says_which_file_cannot_be_read(french_only: Path) -> None:
    assert list(catalogues.problems()) == []
    french_only.write_text(french_only.read_text().replace('msgstr "Enr', 'msgtsr "Enr'))
    (problem,) = catalogues.problems()
    assert problem.startswith("fr: syntax: ")
    french_only.write_bytes(french_only.read_bytes().replace(b"msgtsr", b"msgstr") + b"# \xff\n")
    (problem,) = catalogues.problems()
    assert "can't decode" in problem


def test_check_finds_a_compiled_file_that_is_old_or_missing(french_only: Path) -> None:
    stale = "fr: the compiled catalogue is not of this one: run `make catalogues`"
    french_only.write_text(french_only.read_text().replace("Enregistrer", "Sauvegarder"))
    assert list(catalogues.problems()) == [stale]
    catalogues.compile_po(french_only)
    assert list(catalogues.problems()) == []
    french_only.with_suffix(".mo").unlink()
    assert list(catalogues.problems()) == [stale]


def test_check_fails_for_what_breaks_and_not_for_what_waits(french_only: Path) -> None:
    out = StringIO()
    call_command("catalogues", check=True, stdout=out)
    assert out.getvalue() == "fr: 1 of 2 strings wait\n  not translated: 'Matrix'\n"
    french_only.write_text(french_only.read_text().replace("Enregistrer", "<b>Enregistrer</b>"))
    catalogues.compile_po(french_only)
    with pytest.raises(SystemExit):
        call_command("catalogues", check=True, stdout=(out := StringIO()))
    assert out.getvalue() == "fr: other placeholders or HTML tags: 'Save'\n"


# --- compiled -----------------------------------------------------------------------------------
def test_make_compiles_what_the_check_expects(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_bytes(catalogues.po_path("uk").read_bytes())
    compiling = [sys.executable, "-m", "core.catalogues", str(path)]
    subprocess.run(compiling, check=True, cwd=ROOT, env={})
    assert path.with_suffix(".mo").read_bytes() == catalogues.as_mo(catalogues.read("uk"))
    path.write_text('msgid "Save"\n')
    told = subprocess.run(compiling, check=False, cwd=ROOT, env={}, capture_output=True, text=True)
    assert told.returncode == 1
    assert told.stderr.startswith(f"{path}: missing msgstr")


def test_django_reads_what_was_compiled() -> None:
    with override("uk"):
        assert gettext("Matrix") == "Матриця"
        days = [ngettext("{n} day ago", "{n} days ago", n).format(n=n) for n in (1, 3, 11)]
        assert days == ["1 день тому", "3 дні тому", "11 днів тому"]
    with override("fr"):
        assert gettext("Matrix") == "Matrice"
        assert ngettext("{n} day ago", "{n} days ago", 0).format(n=0) == "il y a 0 jour"


# --- brought up to the source -------------------------------------------------------------------
@pytest.mark.parametrize("language", catalogues.languages())
def test_catalogue_in_the_repository_is_as_the_command_writes_it(language: str) -> None:
    stored = catalogues.read(language)
    assert catalogues.po_path(language).read_bytes() == catalogues.as_po(stored)


def test_command_collects_and_compiles(french_only: Path) -> None:
    call_command("catalogues", stdout=StringIO())
    catalog = catalogues.read("fr")
    assert [message.id for message in catalog if message.id] == ["Matrix", "Save"]
    assert list(catalog.obsolete) == ["Send"]
    assert list(catalogues.problems()) == []


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "Save the draft now": "Enregistrer le brouillon",
        "%(n)s waits": "%(n)s attend",
        "It can be published": "Publiable",
        "Save": "Enregistrer",
    }
    monkeypatch.setattr(catalogues, "read", lambda language: translated(texts))


@pytest.mark.usefixtures("stored")
def test_edited_sentence_keeps_its_translation_as_fuzzy_and_shows_it() -> None:
    catalog = catalogues.updated("fr", strings("Save this draft now", "Save"))
    edited = catalog["Save this draft now"]
    assert (edited.string, edited.fuzzy) == ("Enregistrer le brouillon", True)
    assert not catalog["Save"].fuzzy
    assert list(catalogues.waiting(catalog)) == ["fuzzy: 'Save this draft now'"]
    assert b"Enregistrer le brouillon" in catalogues.as_mo(catalog)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "text",
    [
        "Save the passage of it",  # not much alike
        "%(many)s waits",  # another placeholder
        "It cannot be published",  # the opposite
    ],
)
def test_another_sentence_takes_no_translation_over(text: str) -> None:
    catalog = catalogues.updated("fr", strings(text))
    assert list(catalogues.waiting(catalog)) == [f"not translated: {text!r}"]


@pytest.mark.usefixtures("stored")
def test_new_sentence_takes_nothing_from_one_that_is_still_there() -> None:
    catalog = catalogues.updated("fr", strings("Save the draft now", "Save the draft now!"))
    assert list(catalogues.waiting(catalog)) == ["not translated: 'Save the draft now!'"]


@pytest.mark.usefixtures("stored")
def test_translation_that_one_language_takes_over_does_not_reach_the_next() -> None:
    text = "Save this draft now"
    source = strings(text)
    assert catalogues.updated("fr", source)[text].string
    assert not source[text].string


def test_sentence_that_is_gone_is_kept_and_can_come_back(french_only: Path) -> None:
    gone = catalogues.updated("fr", strings("Send"))
    assert b'#~ msgid "Save"\n#~ msgstr "Enregistrer"' in catalogues.as_po(gone)
    french_only.write_bytes(catalogues.as_po(gone))
    back = catalogues.updated("fr", strings("Save", "Send"))
    assert (back["Save"].string, back["Save"].fuzzy) == ("Enregistrer", False)
    assert not back.obsolete


# --- collected ----------------------------------------------------------------------------------
def test_strings_of_all_kinds_of_file_are_collected(source: Catalog) -> None:
    assert source["Matrix"]  # a template
    assert source["Link copied"]  # a script
    assert source["Land presence"]  # reference data
    assert source["{n} day ago"].id == ("{n} day ago", "{n} days ago")  # Python
    assert source.get("Waiting", context="a fetch")
    assert not [message for message in source if message.locations]


def test_strings_are_found_in_all_their_shapes() -> None:
    def texts(extract: object, source: str, **options: object) -> list[object]:
        from babel.messages.extract import DEFAULT_KEYWORDS

        rows = extract(BytesIO(source.encode()), DEFAULT_KEYWORDS, [], options)  # type: ignore[operator]
        return [text for _, _, text, _ in rows]

    template = (
        '{% load i18n %}<p title="{% translate "One" %}">\n  {% blocktranslate count n=n %}'
        "{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}</p>"
    )
    assert texts(catalogues.extract_template, template) == [
        "One",
        ("%(n)s day", "%(n)s days", None),
    ]
    script = 't("One");\nt(\n  "Two {n}", 3);\nfit("Not this");\nt("\\"Three\\"")'
    assert texts(catalogues.extract_script, script) == ["One", "Two {n}", '"Three"']
    data = json.dumps({"roles": [{"slug": "a", "name": "One", "terms": [{"name": "Two"}]}]})
    assert texts(catalogues.extract_data, data, keys=["name"]) == ["One", "Two"]


# --- marked ---------------------------------------------------------------------------------------
_INSIDE = re.compile(
    # A block that names a layout holds a class, not words.
    r"{%\s*block \w+_layout\s*%}.*?{%\s*endblock\b.*?%}|"
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
        words = " ".join(re.sub(r"&\w+;", " ", text).split())
        left = _NAMES.sub("", words).strip()
        if _WORD.search(left) and "=" not in left:
            yield left


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


# English words between two values, as in `f"{country} in {coalition}"`: other languages need them
# elsewhere, so that a sentence is marked whole.
_JOINT = re.compile(r" ?[a-z]+(?: [a-z]+)* | \([a-z ]+\)")
_SITES = ("commitments/matrix", "commitments/rules", "commitments/statements", "desk", "readers")


def joints(source: str) -> Iterator[str]:
    """Words that Python puts between the pieces of a text."""
    for node in ast.walk(ast.parse(source)):
        pieces: list[ast.expr] = []
        if isinstance(node, ast.JoinedStr):
            pieces = node.values
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            pieces = [node.left, node.right]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            pieces = [node.func.value] if node.func.attr == "join" else []
        for piece in pieces:
            text = piece.value if isinstance(piece, ast.Constant) else None
            if isinstance(text, str) and _JOINT.fullmatch(text):
                yield text


def test_no_sentence_is_put_together_from_english_pieces() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): words
        for folder in _SITES
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (words := list(joints(path.read_text())))
    }
    assert found == {}


def test_english_pieces_would_be_seen() -> None:
    assert list(joints('f"{a} in {b}"')) == [" in "]
    assert list(joints('" or ".join(names)')) == [" or "]
    assert list(joints('day + " (inferred)"')) == [" (inferred)"]
    assert not list(joints('f"{a}: {b}" + ", ".join(c) + _(" or ")'))


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
