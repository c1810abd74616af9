"""What a picture takes along: shapes and colours are the site's own, written out."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

from commitments.rules.stances import Empty, Stance
from readers.pictures import stylesheet
from readers.pictures.glyphs import GLYPHS

STANCE_CSS = Path(settings.BASE_DIR) / "static/css/stance.css"


def drawn(markup: str) -> set[str]:
    """The outlines in some SVG, whatever draws them."""
    paths = re.findall(r"\bd=['\"]([^'\"]*)['\"]", markup)
    circles = re.findall(r"<circle cx=['\"](\S+)['\"] cy=['\"](\S+)['\"] r=['\"](\S+)['\"]", markup)
    return {*paths, *(" ".join(circle) for circle in circles)}


def test_shapes_are_those_of_the_matrix() -> None:
    css = unquote(STANCE_CSS.read_text())
    for stance in Stance:
        rule = re.search(rf'\[data-stance="{stance.value}"\] {{\s*--shape: url\("(.*?)"\);', css)
        assert rule, stance
        assert drawn(rule[1]) == drawn(GLYPHS[stance]), stance


def test_every_state_and_outcome_has_a_shape() -> None:
    outcomes = ("open", "met", "failed", "waived", "unclear", "corrected")
    assert {*Stance.values, *Empty.values, *outcomes} == set(GLYPHS)


def test_colours_are_written_out_for_both_themes() -> None:
    light, both = stylesheet.light(), stylesheet.light_and_dark()
    assert "var(" not in both
    assert "@media" not in light
    assert both.startswith(light)
    assert "@media (prefers-color-scheme: dark)" in both
    # The paper of tokens.css, in its two themes.
    assert "fill: #fbfaf7" in light
    assert "fill: #14161a" in both
    assert "light-dark" not in both
    assert "/*" not in both


def test_rules_of_marks_are_plain_enough_for_any_program() -> None:
    for rule in re.findall(r"[^{}]+{[^{}]*}", stylesheet.light()):
        selector, _, body = rule.partition("{")
        assert "&" not in selector
        assert ":" not in selector
        assert body.rstrip().endswith("}")
    assert stylesheet.light().count("{") == stylesheet.light().count("}")


def test_every_stance_and_empty_state_has_a_rule_of_its_own() -> None:
    rules = stylesheet.light()
    plain = {Stance.FLOATED}  # the paper's own white, with its ring
    for stance in set(Stance) - plain:
        assert f'.drawing-mark[data-stance="{stance.value}"] .drawing-fill' in rules
