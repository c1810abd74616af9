"""The matrix as the JSON that docs/data.md promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from commitments.matrix.values import Cell, Matrix, Row, ShownPledge, ShownStatement
from commitments.rules.headcounts import Headcount, Total


def matrix_json(matrix: Matrix, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return the whole matrix; `absolute` turns a path into an address."""
    state = matrix.state
    return {
        "coalition": matrix.coalition.slug,
        "as_of": state.as_of.isoformat(),
        "known_at": (state.known_at or state.known_when).isoformat(),
        "assume": list(state.assume),
        "roles": [{"slug": c.slug, "name": c.name} for c in matrix.columns],
        "conditions": [
            {
                "slug": c.slug,
                "name": c.name,
                "outcome": c.outcome,
                "assumed": c.is_assumed,
                "pledges_waiting": c.waiting,
            }
            for c in matrix.conditions
        ],
        "countries": [_country(row, absolute) for row in matrix.rows],
        "collective": [_pledge(pledge, absolute) for pledge in matrix.collective],
        "totals": {measure: _total(total) for measure, total in matrix.totals.items()},
    }


def _country(row: Row, absolute: Callable[[str], str]) -> dict[str, Any]:
    return {
        "iso3": row.iso3,
        "name": row.name,
        "groups": list(row.groups),
        "standing": row.standing,
        "headcount": {measure: _total(total) for measure, total in row.totals.items()},
        "cells": {slug: _cell(cell, absolute) for slug, cell in row.cells.items()},
    }


def _cell(cell: Cell, absolute: Callable[[str], str]) -> dict[str, Any]:
    pledge = cell.headline
    if pledge is None:
        return {
            "state": cell.state,
            "stance": None,
            "conditionality": None,
            "open_conditions": [],
            "grade": None,
            "disputed": False,
            "checked_on": cell.check.checked_on.isoformat() if cell.check else None,
            "pledges": [],
        }
    verdict = pledge.word.verdict
    return {
        "state": cell.state,
        "stance": pledge.word.stance,
        "conditionality": verdict.conditionality,
        "open_conditions": list(verdict.open_conditions),
        "grade": pledge.word.grade,
        "disputed": cell.is_disputed,
        "pledges": [_pledge(pledge, absolute) for pledge in cell.pledges],
    }


def _pledge(pledge: ShownPledge, absolute: Callable[[str], str]) -> dict[str, Any]:
    since = pledge.reported_since
    return {
        "reference": pledge.reference,
        "title": pledge.title,
        "place": pledge.place,
        **_word(pledge.word),
        "reported_since": _word(since) if since else None,
        "url": absolute(reverse("readers:pledge_detail", args=[pledge.reference])),
    }


def _word(word: ShownStatement) -> dict[str, Any]:
    verdict = word.verdict
    return {
        "stance": word.stance,
        "conditionality": verdict.conditionality,
        "open_conditions": list(verdict.open_conditions),
        "failed_conditions": list(verdict.failed_conditions),
        "freed_by": list(verdict.freed_by),
        "grade": word.grade,
        **_headcount(word.headcount),
        "summary": word.summary,
        "said_on": word.said_on.isoformat(),
        "quotations": word.quotations,
        "disputed": word.is_disputed,
    }


def _headcount(headcount: Headcount) -> dict[str, Any]:
    return {
        "headcount_min": headcount.low,
        "headcount_max": headcount.high,
        "headcount_wording": headcount.wording,
        "headcount_withheld": headcount.is_withheld,
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "min": total.low if total.has_figure else None,
        "max": total.high if total.has_figure else None,
        "countries": total.countries,
        "without_figure": total.without_figure,
    }
