"""Where a mark leads: the matrix, filtered to what the mark stands for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from commitments.matrix.values import Matrix, Row


def matrix_link(matrix: Matrix, **changes: Any) -> str:
    """The coalition's matrix at the picture's state with `changes`."""
    return f"{matrix.coalition.get_absolute_url()}{matrix.state.address(**changes)}"


def stance_link(
    matrix: Matrix, rows: Sequence[Row], stances: Iterable[str], roles: Sequence[str]
) -> str:
    """The matrix with these stances in these roles, showing exactly the countries in `rows`.

    The matrix filters pledges, a picture counts headlines: where a country holds such a pledge
    below its headline, the countries are named, so that the link shows what the mark counted.
    """
    wanted = frozenset(stances)
    filtered = {
        row.iso3
        for row in matrix.rows
        for slug in roles
        if slug in row.cells
        and any(pledge.word.stance in wanted for pledge in row.cells[slug].pledges)
    }
    changes: dict[str, Any] = {"stance": tuple(stances)}
    if len(roles) == 1 or matrix.state.role:
        changes["role"] = tuple(roles)
    counted = [row.iso3 for row in rows]
    if filtered != set(counted):
        changes["country"] = tuple(sorted(counted))
    return matrix_link(matrix, **changes)
