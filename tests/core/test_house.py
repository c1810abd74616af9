"""The house as docs/architecture.md draws it, where import-linter cannot look.

Floors from below: core, articles, commitments, then desk and readers side by side. Lower floors
name nothing of a higher one, neither by a string foreign key nor a table in SQL, a page's URL
name, an included template or a tag library; the two sites link to each other's pages and share
nothing else. The shell (`templates/*.html`) and `config` are above all floors and may name any.
A model knows its public page by Django's own `get_absolute_url`, and by nothing else.
"""

import ast
import functools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = {"core": 0, "articles": 1, "commitments": 2, "desk": 3, "readers": 3}
# Which floor the templates of a folder belong to; sign-in pages are core's.
TEMPLATE_FLOORS = {
    "account": "core",
    "mfa": "core",
    "usersessions": "core",
    "desk": "desk",
    "readers": "readers",
}
# The URL namespaces of the two sites.
PAGES = ("readers:", "desk:", "api:")
MAX_LINES = 500
MAX_TEMPLATE_LINE = 160
NOT_OURS = {"migrations", "staticfiles", "node_modules", "__pycache__"}
DJANGO_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)


@functools.cache
def all_files() -> tuple[Path, ...]:
    """Our own files; folders with a dot hold environments and data, never sources."""
    found: list[Path] = []
    for folder, folders, names in ROOT.walk():
        folders[:] = [name for name in folders if name not in NOT_OURS and name[0] != "."]
        found += [folder / name for name in names]
    return tuple(sorted(found))


def files(*suffixes: str) -> Iterator[Path]:
    return (path for path in all_files() if path.suffix in suffixes)


def foreign(floor: str) -> tuple[str, ...]:
    """The floors that this one must not know: those above it, and the one beside it."""
    return tuple(f for f in FLOORS if f != floor and FLOORS[f] >= FLOORS[floor])


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a module, but docstrings, which may explain, and its own page."""
    tree = ast.parse(path.read_text())
    own_page = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "get_absolute_url"
        for part in ast.walk(node)
    }
    prose = own_page | {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


# --- floors -----------------------------------------------------------------------------------
@pytest.mark.parametrize("floor", FLOORS)
def test_foreign_keys_point_down(floor: str) -> None:
    upwards = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(floor).get_models()
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.related_model and field.related_model._meta.app_label in foreign(floor)
    ]
    assert upwards == []


@pytest.mark.parametrize("floor", FLOORS)
def test_lower_floors_do_not_see_who_points_at_them(floor: str) -> None:
    # get_fields() leaves out relations hidden by related_name="+".
    seen = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(floor).get_models()
        for field in model._meta.get_fields()
        if field.auto_created and field.is_relation
        and field.related_model._meta.app_label in foreign(floor)
    ]  # fmt: skip
    assert seen == []


@pytest.mark.parametrize("floor", FLOORS)
def test_no_string_of_a_floor_names_a_foreign_one(floor: str) -> None:
    pages = rf"|^({'|'.join(PAGES)})" if FLOORS[floor] < FLOORS["readers"] else ""
    named = re.compile(rf"\b({'|'.join(foreign(floor))})[._/]\w{pages}")
    offenders = [
        f"{path.relative_to(ROOT)}:{line}: {text[:60]!r}"
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] == floor
        for line, text in strings(path)
        if named.search(text)
    ]
    assert offenders == []


def test_no_template_of_a_floor_names_a_foreign_one() -> None:
    offenders = []
    for path in files(".html"):
        floor = template_floor(path)
        if floor is None:
            continue
        libraries = {
            module.stem
            for upper in foreign(floor)
            for module in (ROOT / upper / "templatetags").glob("[!_]*.py")
        }
        source = COMMENT.sub("", path.read_text())
        for tag in DJANGO_TAG.findall(source):
            names = re.findall(r"""["']([^"']+)["']""", tag)
            loaded = set(tag.split()[2:-1]) if tag.split()[1:2] == ["load"] else set()
            if (
                (FLOORS[floor] < FLOORS["readers"] and any(n.startswith(PAGES) for n in names))
                or any(name.split("/")[0] in foreign(floor) for name in names if "/" in name)
                or loaded & libraries
            ):
                offenders.append(f"{path.relative_to(ROOT)}: {tag}")
    assert offenders == []


def template_floor(path: Path) -> str | None:
    """The floor of a template; None for the shell around all pages."""
    parts = path.relative_to(ROOT).parts
    if "templates" not in parts:
        return None
    return TEMPLATE_FLOORS.get(parts[parts.index("templates") + 1])


# --- the image --------------------------------------------------------------------------------
def test_the_image_gets_every_app() -> None:
    sent = (ROOT / ".dockerignore").read_text().split()
    assert [app for app in FLOORS if f"!{app}/" not in sent] == []


# --- sizes ------------------------------------------------------------------------------------
def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files(".py", ".html", ".css", ".js")
        if (lines := len(path.read_text().splitlines())) > MAX_LINES
    }
    assert long == {}


# --- templates --------------------------------------------------------------------------------
def test_no_line_of_a_template_is_longer_than_a_diff_can_show() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{number}: {len(line)} characters"
        for path in files(".html", ".txt", ".svg", ".xml")
        if path.is_relative_to(ROOT / "templates")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > MAX_TEMPLATE_LINE
    ]
    assert long == []


class InlineCode(HTMLParser):
    """Collects what the site's content security policy would refuse, or what slips past it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, _ = self.getpos()
        names = {name for name, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"{line}: inline <{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                self.found.append(f"{line}: attribute {name}")
            if (value or "").strip().lower().startswith(("javascript:", "js:")):
                self.found.append(f"{line}: code in {name}")


def inline_code(source: str) -> list[str]:
    # Django's tags go, their line breaks stay, so that line numbers are those of the file.
    parser = InlineCode()
    parser.feed(DJANGO_TAG.sub(lambda tag: "\n" * tag.group().count("\n"), source))
    parser.close()
    return parser.found


def test_templates_hold_no_inline_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{finding}"
        for path in files(".html", ".svg")
        if "templates" in path.parts
        for finding in inline_code(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "<script>go()</script>",
        "<style>p { color: red }</style>",
        '<p {% if x %}style="color: red"{% endif %}>',
        '<button onclick="go()">',
        '<button hx-on:click="go()">',
        '<a href="javascript:go()">',
        '{% if x %}\n<div ONLOAD="go()">{% endif %}',
        "<div hx-vals=\"js:{a: 1}\">",
    ],
)  # fmt: skip
def test_inline_code_would_be_seen(source: str) -> None:
    assert inline_code(source)


def test_files_of_code_and_plain_attributes_are_no_inline_code() -> None:
    assert not inline_code(
        '<script type="module" src="{% static \'js/desk.js\' %}" defer></script>'
        "<button data-onboarding hx-get=\"{% url 'desk:home' %}\">{{ style }}</button>"
    )


# --- tests ------------------------------------------------------------------------------------
DAYS = {"now", "today", "tomorrow", "localdate", "localtime"}


def days_asked_at_import(source: str) -> list[int]:
    """The lines that ask what day it is while a module is loaded: before its tests run."""
    found = []
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            asked = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            if (asked.id if isinstance(asked, ast.Name) else asked) in DAYS:
                found.append(node.lineno)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, node.args]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return sorted(found)


def test_no_test_chose_its_day_before_it_runs() -> None:
    # A run that crosses midnight would take today for tomorrow.
    found = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "tests").rglob("*.py")
        if (lines := days_asked_at_import(path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "TODAY = timezone.localdate()",
        "DAYS = [datetime.now(UTC).date() + timedelta(days=1)]",
        "@mark.parametrize('day', [tomorrow()])\ndef test(day): ...",
        "def test(day=date.today()): ...",
        "class World:\n    day = today()",
    ],
)
def test_a_day_chosen_at_import_would_be_seen(source: str) -> None:
    assert days_asked_at_import(source)


def test_days_asked_while_a_test_runs_are_fine() -> None:
    assert not days_asked_at_import(
        "@mark.parametrize('day', [tomorrow])\ndef test(day):\n    return today()\n"
        "later = lambda: timezone.now()"
    )
