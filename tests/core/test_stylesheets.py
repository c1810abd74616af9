"""The stylesheets: one file for each component, named by what one sees on the screen.

A class begins with the name of its file, so whoever wants another button opens button.css.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SHEETS = {path.stem: path.read_text() for path in (ROOT / "static/css").glob("*.css")}
TEMPLATES = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
# They belong to no component: utilities go with any, and paper leaves out parts of many.
SHARED = {"utilities", "print"}
# htmx sets its own classes.
NOT_OURS = "htmx-"
# In a class attribute, or in the block that fills one.
CLASSES = re.compile(r'class="([^"]*)"|{% block \w+_layout %}([^{]*)')
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


def rules(sheet: str) -> str:
    """What it says, without comments and addresses, which have dots and hashes of their own."""
    return re.sub(r"/\*.*?\*/|url\(.*?\)", "", SHEETS[sheet], flags=re.DOTALL)


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


def test_every_stylesheet_is_linked_and_every_link_leads_to_one() -> None:
    linked = re.findall(r"'css/([\w-]+)\.css'", "".join(TEMPLATES))
    assert set(linked) == set(SHEETS)


def test_every_class_that_is_styled_is_used() -> None:
    known = set(used())
    assert {s: unused for s in SHEETS if (unused := styled(s) - known)} == {}


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
