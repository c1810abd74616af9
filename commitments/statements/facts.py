"""The facts of a statement: what it says, one by one, and how each is put into words.

`FACTS` is the only list of them. The statement's card, form, conflict page, history, review and the
comparison while somebody types read it, so a fact added here appears in all of them
(CONTRIBUTING.md says how). Pure: no queries beyond what was prefetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commitments.models import Country, Fact, Pledge, Statement, StatementCondition
from commitments.rules.headcounts import Headcount
from commitments.rules.stances import Capacity, Place
from commitments.statements.content import StatementContent, content_of
from core.wording import gettext_lazy, long_day

type Texts = tuple[str, ...]

_KINDS = dict(StatementCondition.Kind.choices)


@dataclass(frozen=True, slots=True)
class StatementFact:
    """One fact. `columns` are fields of `StatementContent`; none if the fact is the pledge's.

    `words` puts it into words, one text for each of its values, none if it is not given;
    `words_of_pledge` does so for a fact of the pledge. `proves` is what a quotation can prove. A
    lasting fact is part of the promise: if it differs from the statement before, something has
    changed; speaker, day and sentence differ every time. A process fact is about the record, not
    said by the country.
    """

    name: str
    label: str
    columns: Texts
    words: Callable[[StatementContent], Texts] = lambda content: ()
    proves: str = ""
    words_of_pledge: Callable[[Pledge], Texts] | None = None
    is_lasting: bool = False
    is_process: bool = False
    # In a conflict each column is chosen separately.
    is_chosen_apart: bool = False

    def key(self, content: StatementContent) -> tuple[object, ...]:
        """Return a value that is equal for two contents if this fact is the same in both."""
        return tuple(_comparable(getattr(content, column)) for column in self.columns)

    def said(self, content: StatementContent, pledge: Pledge | None) -> Texts:
        """Return the fact in words, from the statement or its pledge."""
        if self.words_of_pledge:
            return self.words_of_pledge(pledge) if pledge else ()
        return self.words(content)


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words. `fact` is what a quotation would prove; "" if none is needed."""

    name: str
    label: str
    values: Texts
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one fact changed: removed, added and kept values."""

    label: str
    removed: Texts
    added: Texts
    kept: Texts


def facts_of(
    content: StatementContent, pledge: Pledge | None, *, with_process: bool = False
) -> tuple[FactLine, ...]:
    """Return every fact that is given, in the order of the page; prefetch the pledge's roles.

    Without a pledge, only the statement's own facts.
    """
    lines = (
        FactLine(fact.name, str(fact.label), fact.said(content, pledge), fact.proves)
        for fact in FACTS
        if with_process or not fact.is_process
    )
    return tuple(line for line in lines if line.values)


def own_facts(statement: Statement) -> tuple[FactLine, ...]:
    """Return the statement's own facts, without those of its pledge."""
    return facts_of(content_of(statement), None)


def facts_of_statement(statement: Statement) -> tuple[FactLine, ...]:
    """Return the facts of a stored statement; prefetch its terms, pledge and roles."""
    return facts_of(content_of(statement), statement.pledge)


def lasting(lines: Sequence[FactLine]) -> list[FactLine]:
    """Return those that a later statement changes only on purpose."""
    names = {fact.name for fact in FACTS if fact.is_lasting}
    return [line for line in lines if line.name in names]


def differences(before: Sequence[FactLine], after: Sequence[FactLine]) -> tuple[Difference, ...]:
    """Return the facts that differ, in the page's order."""
    old = {line.name: line for line in before}
    new = {line.name: line for line in after}
    # A fact that only the older one has keeps its place after its predecessor.
    names = [line.name for line in after] + [n for n in old if n not in new]
    found = []
    for name in names:
        was = old[name].values if name in old else ()
        now = new[name].values if name in new else ()
        if was != now:
            found.append(
                Difference(
                    label=(new.get(name) or old[name]).label,
                    removed=tuple(value for value in was if value not in now),
                    added=tuple(value for value in now if value not in was),
                    kept=tuple(value for value in now if value in was),
                )
            )
    return tuple(found)


def column_label(column: str) -> str:
    """Return a column's name, as the model gives it."""
    field: Any = Statement._meta.get_field(column)
    return str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:]


def column_words(column: str) -> Callable[[StatementContent], Texts]:
    """Return a function that puts the value of this column into words."""

    def words(content: StatementContent) -> Texts:
        value = getattr(content, column)
        if isinstance(value, bool):
            return (_("yes") if value else _("no"),)
        if isinstance(value, Country):
            return (value.local_name,)
        if isinstance(value, date):
            return (long_day(value),)
        field: Any = Statement._meta.get_field(column)
        return (str(dict(field.flatchoices).get(value, value)),) if value else ()

    return words


def _comparable(value: object) -> object:
    if isinstance(value, str):
        # Browsers send their own line ends: that is not a difference.
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Sequence):  # limits and conditions have no order
        return frozenset(value)
    return value


def _roles(pledge: Pledge) -> Texts:
    return tuple(role.local_name for role in pledge.roles.all())


def _place(pledge: Pledge) -> Texts:
    return () if pledge.place == Place.UNSPECIFIED else (str(Place(pledge.place).label),)


def _headcount(content: StatementContent) -> Texts:
    wording = content.headcount_wording
    if content.headcount_withheld:
        withheld = _("withheld (“{wording}”)") if wording else _("withheld")
        return (withheld.format(wording=wording),)
    said = Headcount(content.headcount_min, content.headcount_max, wording).in_full
    return (said,) if said else ()


def _limits(content: StatementContent) -> Texts:
    return tuple(_with_detail(item.limit.local_name, item.detail) for item in content.limits)


def _waits(content: StatementContent) -> Texts:
    """Return each thing that must happen; alternatives of one group are one text, with "or"."""
    groups: dict[object, list[str]] = {}
    for number, item in enumerate(content.conditions):
        words = _with_detail(item.condition.local_name, item.detail)
        if item.kind != StatementCondition.Kind.STATED:
            words += f" ({str(_KINDS[item.kind]).lower()})"
        key = ("group", item.group) if item.group is not None else ("alone", number)
        groups.setdefault(key, []).append(words)
    return tuple(_(" or ").join(words) for words in groups.values())


def _with_detail(name: str, detail: str) -> str:
    return f"{name}: {detail}" if detail else name


def _speaker(content: StatementContent) -> Texts:
    person = ", ".join(part for part in (content.speaker, content.office) if part)
    capacity = str(Capacity(content.capacity).label)
    parts = [f"{person} ({capacity[:1].lower()}{capacity[1:]})" if person else capacity]
    if not content.on_record:
        parts.append(_("off the record"))
    if content.relayed_by is not None:
        parts.append(_("relayed by {relayed_by}").format(relayed_by=content.relayed_by.local_name))
    return (", ".join(parts),)


def _said_on(content: StatementContent) -> Texts:
    day = long_day(content.said_on)
    return (day + _(" (inferred)") if content.said_on_is_inferred else day,)


def _of_one_column(name: str, label: str, **more: Any) -> StatementFact:
    return StatementFact(name, label, (name,), column_words(name), **more)


def _of_pledge(
    name: str, label: str, words: Callable[[Pledge], Texts], proves: str
) -> StatementFact:
    return StatementFact(name, label, (), proves=proves, words_of_pledge=words, is_lasting=True)


def _facts() -> Iterator[StatementFact]:
    yield _of_one_column("stance", gettext_lazy("Stance"), proves=Fact.STANCE, is_lasting=True)
    yield _of_pledge("roles", gettext_lazy("Roles"), _roles, Fact.ROLES)
    yield _of_pledge("place", gettext_lazy("Place"), _place, Fact.PLACE)
    yield StatementFact(
        "headcount",
        gettext_lazy("Headcount"),
        # Chosen together: figures of one version beside the wording of another would be a new
        # claim.
        ("headcount_min", "headcount_max", "headcount_wording", "headcount_withheld"),
        _headcount,
        Fact.HEADCOUNT,
        is_lasting=True,
    )
    yield _of_one_column("unit", gettext_lazy("Unit"), is_lasting=True)
    yield _of_one_column("equipment", gettext_lazy("Equipment"), is_lasting=True)
    yield StatementFact(
        "limits", gettext_lazy("Limits"), ("limits",), _limits, Fact.LIMITS, is_lasting=True
    )
    yield StatementFact(
        "conditions",
        gettext_lazy("Waits for"),
        ("conditions",),
        _waits,
        Fact.CONDITIONS,
        is_lasting=True,
    )
    yield StatementFact(
        "speaker",
        gettext_lazy("Said by"),
        ("speaker", "office", "capacity", "on_record", "relayed_by"),
        _speaker,
        Fact.SPEAKER,
        is_chosen_apart=True,
    )
    yield StatementFact(
        "said_on", gettext_lazy("Said on"), ("said_on", "said_on_is_inferred"), _said_on, Fact.DATE
    )
    yield _of_one_column("effective_on", gettext_lazy("Holds from"), is_lasting=True)
    yield _of_one_column("change", gettext_lazy("Against the statement before"))
    yield _of_one_column("reason", gettext_lazy("Why it differs"), is_process=True)
    yield _of_one_column("summary", gettext_lazy("In one sentence"))
    yield _of_one_column("caveat", gettext_lazy("Note to readers"))


FACTS: tuple[StatementFact, ...] = tuple(_facts())
