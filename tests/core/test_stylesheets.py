"""The stylesheets: one file for each component, named by what one sees on the screen.

A class begins with the name of its file, so whoever wants another button opens button.css.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.staticfiles import finders
from pytest_django.fixtures import Settings

from core import stylesheets

ROOT = Path(project.BASE_DIR)
SHEETS = {path.stem: path.read_text() for path in (ROOT / "static/css").rglob("*.css")}
TEMPLATES = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
# They belong to no component: utilities go with any, and paper leaves out parts of many.
SHARED = {"utilities", "print"}
# htmx sets its own classes.
NOT_OURS = "htmx-"
# In a class attribute, or in the block that fills one.
CLASSES = re.compile(r'class="([^"]*)"|{% block \w+_layout %}([^{]*)')
# What a script looks for in a page.
SELECTORS = re.compile(r"(?:querySelector(?:All)?|closest|matches)\(\s*[\"'`]([^\"'`]*)")
HTMX = re.compile(r'\bhx-(?:trigger|target|select|include|indicator|sync)="([^"]*)"')
# Values that are put in, and attributes, whose dots begin no class.
NO_SELECTOR = re.compile(r"\$\{.*?\}|\[.*?\]|{%.*?%}|{{.*?}}")
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


def rules(sheet: str) -> str:
    """What it says, without comments and addresses, which have dots and hashes of their own."""
    return without_comments(SHEETS[sheet])


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|url\(.*?\)", "", text, flags=re.DOTALL)


def styled(sheet: str) -> set[str]:
    return {c for c in re.findall(r"\.([a-z][\w-]*)", rules(sheet)) if not c.startswith(NOT_OURS)}


def used() -> Iterator[str]:
    """The classes of the templates, and the words of scripts and of Python that writes HTML."""
    for template in TEMPLATES:
        for found in CLASSES.finditer(template):
            yield from TAG.sub(" ", found[1] or found[2]).split()
    for folder in ("articles", "desk", "readers", "static/js"):
        for path in (ROOT / folder).rglob("*.[pj]*"):
            if path.suffix in (".py", ".js"):
                yield from re.findall(r"[\w-]+", path.read_text())


def component(name: str) -> str:
    """The file whose name the class begins with; of several the longest."""
    return max((s for s in SHEETS if f"{name}-".startswith(f"{s}-")), key=len, default="")


def test_every_static_file_that_a_template_names_is_there() -> None:
    named = {name for text in TEMPLATES for name in re.findall(r"{% static ['\"]([^'\"]+)", text)}
    assert {"css/site.css", "css/desk.css"} < named
    assert [name for name in named if not finders.find(name)] == []


def test_a_page_links_every_component() -> None:
    joined = "".join(Path(str(finders.find(path))).read_text() for path in stylesheets.folders())
    assert [sheet for sheet in SHEETS if rules(sheet) not in without_comments(joined)] == []
    assert joined.startswith(SHEETS["layers"])


def test_an_edited_component_is_joined_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    monkeypatch.setattr(stylesheets, "_PLACE", tmp_path / "joined")
    component = tmp_path / "css/desk/list.css"
    component.parent.mkdir(parents=True)
    finder = stylesheets.JoinedStylesheets()
    for number in (1, 2):
        component.write_text(f".list {{ order: {number} }}")
        os.utime(component, ns=(number, number))
        assert f"order: {number}" in Path(finder.find("css/desk.css")).read_text()
    assert finder.find("css/list.css") == []


def test_every_class_that_is_styled_is_used() -> None:
    known = set(used())
    assert {s: unused for s in SHEETS if (unused := styled(s) - known)} == {}


def test_every_class_that_a_script_or_htmx_looks_for_is_in_a_page() -> None:
    pages = TEMPLATES + [path.read_text() for path in (ROOT / "readers").rglob("*.py")]
    in_pages = {c for p in pages for f in CLASSES.finditer(p) for c in (f[1] or f[2]).split()}
    scripts = [path.read_text() for path in (ROOT / "static/js").glob("*.js")]
    selectors = [found for text in scripts for found in SELECTORS.findall(text)]
    selectors += [found for text in TEMPLATES for found in HTMX.findall(text)]
    looked_for = {
        name
        for selector in selectors
        for name in re.findall(r"\.([a-z][\w-]*)", NO_SELECTOR.sub("", selector))
        if name not in in_pages and not name.startswith(NOT_OURS)
    }
    assert looked_for == set()


def test_a_class_is_styled_in_the_one_file_that_it_is_named_after() -> None:
    elsewhere = {s: {c for c in styled(s) if component(c) != s} for s in SHEETS.keys() - SHARED}
    assert {sheet: classes for sheet, classes in elsewhere.items() if classes} == {}


def test_pages_change_at_four_widths_only() -> None:
    widths = re.findall(r"(\d+rem) a ", SHEETS["tokens"])
    allowed = {f"(width {sign} {width})" for width in widths for sign in ("<", ">=")}
    assert len(widths) == 4
    asked = {
        sheet: set(re.findall(r"\([^()]*\bwidth\b[^()]*\)", " ".join(queries)))
        for sheet in SHEETS
        if (queries := re.findall(r"@media[^{]*", rules(sheet)))
    }
    assert {sheet: more for sheet, asks in asked.items() if (more := asks - allowed)} == {}


def test_colours_are_tokens() -> None:
    colours = {s: re.findall(r"#[0-9a-fA-F]{3,8}\b", rules(s)) for s in SHEETS.keys() - {"tokens"}}
    assert {sheet: found for sheet, found in colours.items() if found} == {}
