"""Where a mark leads: the matrix, filtered to what the mark counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from commitments.matrix.values import Matrix, Row


def matrix_link(matrix: Matrix, **changes: Any) -> str:
    """Return the address of the coalition's matrix at the picture's state with `changes`."""
    return f"{matrix.coalition.get_absolute_url()}{matrix.state.address(**changes)}"


def stance_link(
    matrix: Matrix, rows: Sequence[Row], stances: Iterable[str], roles: Sequence[str]
) -> str:
    """Return a link to these stances in these roles that shows exactly the countries in `rows`.

    The matrix filters pledges, but a picture counts headlines: if a country has such a pledge below
    its headline, the link names the countries, so that it shows what the mark counted.
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
