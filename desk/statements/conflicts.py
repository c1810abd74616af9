"""Two versions of a draft side by side, field by field, against the one both began with. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from articles.text.word_diff import WordStep, is_worth_words, word_steps
from commitments.models import StatementCondition
from commitments.rules.stances import Capacity, Change, Stance
from commitments.services.drafting import ConditionContent, StatementContent
from commitments.statements.facts import headcount_words
from core.wording import gettext_lazy

Changer = Literal["mine", "theirs", "both"]
CHOICES = ("theirs", "mine")
_KINDS = dict(StatementCondition.Kind.choices)


@dataclass(frozen=True, slots=True)
class _Facet:
    """Fields that are chosen together, and how they read."""

    name: str
    label: str
    fields: tuple[str, ...]
    words: Callable[[StatementContent], str]


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field in which the two versions differ. `chosen` is "" until somebody decides."""

    name: str
    label: str
    theirs: str
    mine: str
    changed_by: Changer
    chosen: str
    steps: tuple[WordStep, ...] = ()
    is_missing: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether it is decided which version counts."""
        return self.chosen in CHOICES


@dataclass(frozen=True, slots=True)
class SameField:
    """A field that reads the same in both."""

    label: str
    words: str


def compare(
    base: StatementContent | None,
    theirs: StatementContent,
    mine: StatementContent,
    choices: Mapping[str, str] | None = None,
) -> tuple[FieldConflict, ...]:
    """Where the two differ. What only one side changed since `base` is chosen beforehand.

    Without a base every difference is a conflict. `choices` are a person's own so far; then a
    field that is still open is marked as missing.
    """
    found = []
    for facet in _FACETS:
        a, b = _key(facet, theirs), _key(facet, mine)
        if a == b:
            continue
        changed_by: Changer = "both"
        if base is not None and _key(facet, base) == a:
            changed_by = "mine"
        elif base is not None and _key(facet, base) == b:
            changed_by = "theirs"
        chosen: str = "" if changed_by == "both" else changed_by
        if choices is not None:
            picked = choices.get(facet.name, "")
            chosen = picked if picked in CHOICES else ""
        words = facet.words(theirs), facet.words(mine)
        found.append(
            FieldConflict(
                name=facet.name,
                label=facet.label,
                theirs=words[0],
                mine=words[1],
                changed_by=changed_by,
                chosen=chosen,
                steps=word_steps(*words) if is_worth_words(*words) else (),
                is_missing=choices is not None and not chosen,
            )
        )
    return tuple(found)


def same_in_both(theirs: StatementContent, mine: StatementContent) -> tuple[SameField, ...]:
    """What the two agree on, where there is something."""
    agreed = [facet for facet in _FACETS if _key(facet, theirs) == _key(facet, mine)]
    told = [SameField(facet.label, facet.words(mine)) for facet in agreed]
    return tuple(field for field in told if field.words)


def merge(
    theirs: StatementContent, mine: StatementContent, conflicts: tuple[FieldConflict, ...]
) -> StatementContent:
    """Theirs, with mine wherever mine was chosen."""
    chosen = {conflict.name for conflict in conflicts if conflict.chosen == "mine"}
    names = [name for facet in _FACETS if facet.name in chosen for name in facet.fields]
    return replace(theirs, **{name: getattr(mine, name) for name in names})


def _key(facet: _Facet, content: StatementContent) -> tuple[object, ...]:
    return tuple(_comparable(name, content) for name in facet.fields)


def _comparable(name: str, content: StatementContent) -> object:
    if name == "limits":
        return {(item.limit.pk, item.detail) for item in content.limits}
    if name == "conditions":
        return {
            (item.condition.pk, item.detail, item.kind, item.group) for item in content.conditions
        }
    value = getattr(content, name)
    # A browser sends line ends of its own kind: no difference that anybody made.
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _text(name: str) -> Callable[[StatementContent], str]:
    return lambda content: str(getattr(content, name) or "")


def _yes_or_no(name: str) -> Callable[[StatementContent], str]:
    return lambda content: _("yes") if getattr(content, name) else _("no")


def _day(day: date | None) -> str:
    return format_date(day, "j F Y") if day else ""


def _said_on(content: StatementContent) -> str:
    return _day(content.said_on) + (" (inferred)" if content.said_on_is_inferred else "")


def _limits(content: StatementContent) -> str:
    return "; ".join(_with_detail(item.limit.local_name, item.detail) for item in content.limits)


def _conditions(content: StatementContent) -> str:
    groups: dict[object, list[str]] = {}
    for number, item in enumerate(content.conditions):
        key = ("group", item.group) if item.group is not None else ("alone", number)
        groups.setdefault(key, []).append(_condition(item))
    return "; ".join(" or ".join(words) for words in groups.values())


def _condition(item: ConditionContent) -> str:
    words = _with_detail(item.condition.local_name, item.detail)
    if item.kind != StatementCondition.Kind.STATED:
        words += f" ({str(_KINDS[item.kind]).lower()})"
    return words


def _with_detail(name: str, detail: str) -> str:
    return f"{name}: {detail}" if detail else name


_FACETS: tuple[_Facet, ...] = (
    _Facet("stance", gettext_lazy("Stance"), ("stance",), lambda c: str(Stance(c.stance).label)),
    _Facet(
        "change",
        gettext_lazy("Against the statement before"),
        ("change",),
        lambda c: str(Change(c.change).label),
    ),
    _Facet("reason", gettext_lazy("Why it differs"), ("reason",), _text("reason")),
    _Facet("said_on", gettext_lazy("Said on"), ("said_on", "said_on_is_inferred"), _said_on),
    _Facet("summary", gettext_lazy("In one sentence"), ("summary",), _text("summary")),
    _Facet("speaker", gettext_lazy("Speaker"), ("speaker",), _text("speaker")),
    _Facet("office", gettext_lazy("Office"), ("office",), _text("office")),
    _Facet(
        "capacity",
        gettext_lazy("In what capacity"),
        ("capacity",),
        lambda c: str(Capacity(c.capacity).label),
    ),
    _Facet("on_record", gettext_lazy("On the record"), ("on_record",), _yes_or_no("on_record")),
    _Facet(
        "relayed_by",
        gettext_lazy("Relayed by"),
        ("relayed_by",),
        lambda c: c.relayed_by.local_name if c.relayed_by else "",
    ),
    _Facet("limits", gettext_lazy("Limits"), ("limits",), _limits),
    _Facet("conditions", gettext_lazy("Waits for"), ("conditions",), _conditions),
    # One fact: figures of one side beside the wording of the other would say what nobody wrote.
    _Facet(
        "headcount",
        gettext_lazy("Headcount"),
        ("headcount_min", "headcount_max", "headcount_wording", "headcount_withheld"),
        headcount_words,
    ),
    _Facet("unit", gettext_lazy("Unit"), ("unit",), _text("unit")),
    _Facet("equipment", gettext_lazy("Equipment"), ("equipment",), _text("equipment")),
    _Facet(
        "effective_on",
        gettext_lazy("Holds from"),
        ("effective_on",),
        lambda c: _day(c.effective_on),
    ),
    _Facet("caveat", gettext_lazy("Note to readers"), ("caveat",), _text("caveat")),
)
