"""Compute from typed conditions and their outcomes whether a pledge still waits. Pure values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commitments.rules.stances import Conditionality

_SETTLED = ("met", "waived")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result for a package of conditions; slugs are in the order given.

    `still_open` counts what must still be met: alternatives ("a ceasefire or a deal") count once.
    `freed_by` names the assumptions that this verdict depends on; without them it would be open.
    """

    conditionality: str
    still_open: int = 0
    open_conditions: tuple[str, ...] = ()
    failed_conditions: tuple[str, ...] = ()
    freed_by: tuple[str, ...] = ()

    @property
    def is_freed(self) -> bool:
        """Whether it no longer waits, and only because of an assumption."""
        return bool(self.freed_by) and not self.still_open and not self.failed_conditions


UNCONDITIONAL = Verdict(Conditionality.UNCONDITIONAL)


class Outcomes:
    """What became of each condition, for any country, under assumptions.

    `recorded` maps (condition slug, iso3 or None) to an outcome; a country's own outcome takes
    precedence over the one for all. `implies` maps a condition to those that are met whenever it
    is.
    """

    def __init__(
        self,
        recorded: Mapping[tuple[str, str | None], str],
        implies: Mapping[str, Iterable[str]],
        assume: Iterable[str] = (),
    ) -> None:
        self._recorded = recorded
        self._implies = implies
        self._implied_by: dict[str, list[str]] = {}
        for condition in implies:
            for implied in _closure([condition], implies):
                if implied != condition:
                    self._implied_by.setdefault(implied, []).append(condition)
        self._assumed = frozenset(assume)
        self._cache: dict[tuple[str, str | None], tuple[str, bool]] = {}

    def assuming(self, *conditions: str) -> Outcomes:
        """Return the same outcomes with these conditions assumed to be met as well."""
        return Outcomes(self._recorded, self._implies, (*self._assumed, *conditions))

    def brought_by(self, condition: str) -> tuple[str, ...]:
        """Return the conditions that imply this one."""
        return tuple(self._implied_by.get(condition, ()))

    def status(self, condition: str, country: str | None) -> tuple[str, bool]:
        """Return the outcome for this country, and whether it is only assumed."""
        key = (condition, country)
        if key not in self._cache:
            self._cache[key] = self._work_out(condition, country)
        return self._cache[key]

    def _work_out(self, condition: str, country: str | None) -> tuple[str, bool]:
        own = self._own(condition, country)
        if own in (*_SETTLED, "failed"):
            return own, False  # an assumption does not undo what has happened
        wider = {c: self._own(c, country) for c in self._implied_by.get(condition, ())}
        # Only a condition that is met implies another: a deal that is waived brings no ceasefire.
        if "met" in wider.values():
            return "met", False
        if any(c in self._assumed and wider.get(c) != "failed" for c in (condition, *wider)):
            return "met", True
        return own, False

    def _own(self, condition: str, country: str | None) -> str:
        outcome = self._recorded.get((condition, country))
        return outcome or self._recorded.get((condition, None)) or "open"

    def verdict(self, conditions: Iterable[tuple[str, int | None]], country: str | None) -> Verdict:
        """Compute the verdict for (slug, group) pairs: one of each group is enough."""
        groups: dict[object, list[str]] = {}
        for slug, group in conditions:
            groups.setdefault(slug if group is None else group, []).append(slug)
        if not groups:
            return UNCONDITIONAL
        still_open: list[str] = []
        unmet = 0
        failed: list[str] = []
        freed: list[str] = []
        for slugs in groups.values():
            if len(slugs) == 1:
                # Nearly every condition is alone in its group and needs no lists.
                [slug] = slugs
                state, is_assumed = self.status(slug, country)
                if is_assumed:
                    freed.append(slug)
                elif state == "failed":
                    failed.append(slug)
                elif state not in _SETTLED:
                    unmet += 1
                    still_open.append(slug)
                continue
            states = [(slug, *self.status(slug, country)) for slug in slugs]
            if any(state in _SETTLED and not assumed for _, state, assumed in states):
                continue
            assumed_here = [slug for slug, state, assumed in states if assumed]
            if assumed_here:
                freed += assumed_here
            elif all(state == "failed" for _, state, _ in states):
                failed += slugs
            else:
                unmet += 1
                still_open += [slug for slug, state, _ in states if state != "failed"]
        if failed:
            kind = Conditionality.FAILED
        elif still_open:
            kind = Conditionality.OPEN
        elif freed:
            kind = Conditionality.UNCONDITIONAL
        else:
            kind = Conditionality.ALL_MET
        return Verdict(kind, unmet, tuple(still_open), tuple(failed), tuple(freed))


def _closure(start: Iterable[str], implies: Mapping[str, Iterable[str]]) -> list[str]:
    seen: dict[str, None] = {}
    waiting = list(start)
    while waiting:
        condition = waiting.pop()
        if condition not in seen:
            seen[condition] = None
            waiting.extend(implies.get(condition, ()))
    return list(seen)
