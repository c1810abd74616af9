"""The filter of the article list: from the address to a condition and back.

A saved filter is such an address. `me` stays `me`, so it means the person who looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

from django.db.models import Case, F, OrderBy, Q, Value, When
from django.utils.translation import gettext as _

from articles.models import Article
from core.models import User
from core.wording import gettext_lazy
from desk.lists import TO_READ, since_midnight

ME, NOBODY = "me", "nobody"
TO_BE_READ = "to_read"
STATES = {
    TO_BE_READ: gettext_lazy("To be read"),
    **{state.value: state.label for state in Article.ReadingState},
}
DUE = {
    "overdue": gettext_lazy("Overdue"),
    "week": gettext_lazy("Within 7 days"),
    "later": gettext_lazy("Later"),
    "none": gettext_lazy("No due date"),
}
ADDED = {
    "week": gettext_lazy("In the last 7 days"),
    "month": gettext_lazy("In the last 30 days"),
    "older": gettext_lazy("Earlier"),
}
SORTS = {
    "newest": gettext_lazy("Newest first"),
    "due": gettext_lazy("Due first"),
    "oldest_unread": gettext_lazy("Longest unread first"),
}
LONGEST_SEARCH = 100
_NUMBER = re.compile(r"[0-9]{1,18}")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """A filter of the list; empty values filter nothing. `reader`: me, nobody or a number."""

    q: str = ""
    state: str = ""
    reader: str = ""
    due: str = ""
    outlet: str = ""
    language: str = ""
    added: str = ""
    sort: str = "newest"

    @property
    def query(self) -> str:
        """Return the query string, in one order, without empty values."""
        pairs = [(field.name, getattr(self, field.name)) for field in fields(self)]
        return urlencode([pair for pair in pairs if pair[1] and pair != ("sort", "newest")])

    @property
    def narrows(self) -> bool:
        """Whether some articles may be left out."""
        return self != ArticleFilter(sort=self.sort)

    def condition(self, user: User, today: date, *, without: str = "") -> Q:
        """Return the whole filter, or all but the facet `without`. It joins no large table."""
        found = Q()
        for name, condition in self._conditions(user, today).items():
            if name != without:
                found &= condition
        return found

    def _conditions(self, user: User, today: date) -> dict[str, Q]:
        found = {"q": search(self.q)}
        if self.state:
            found["state"] = state_condition(self.state)
        if self.reader:
            found["reader"] = reader_condition(self.reader, user)
        if self.due:
            found["due"] = due_condition(self.due, today)
        if self.outlet:
            found["outlet"] = Q(publisher=int(self.outlet))
        if self.language:
            found["language"] = Q(language=self.language)
        if self.added:
            found["added"] = added_condition(self.added, today)
        return found

    def order(self) -> list[OrderBy | str]:
        """Return the order of the list; the last key makes it unambiguous."""
        newest: list[OrderBy | str] = ["-added_at", "-pk"]
        if self.sort == "due":
            return [F("due_on").asc(nulls_last=True), *newest]
        if self.sort == "oldest_unread":
            is_read = Case(When(reading_state="new", then=Value(0)), default=Value(1))
            return [OrderBy(is_read), "added_at", "pk"]
        return newest


OFFERED = (
    (gettext_lazy("Mine"), ArticleFilter(state=TO_BE_READ, reader=ME)),
    (gettext_lazy("Unread, nobody's"), ArticleFilter(state="new", reader=NOBODY)),
    (gettext_lazy("Overdue"), ArticleFilter(due="overdue")),
)


def read_filter(data: Mapping[str, str]) -> tuple[ArticleFilter, list[str]]:
    """Return the filter of an address, and the parameters that were not understood."""
    values = {field.name: data.get(field.name, "") for field in fields(ArticleFilter)}
    values["q"] = " ".join(values["q"].replace("\x00", "").split())[:LONGEST_SEARCH]
    values["sort"] = values["sort"] or "newest"
    problems = []
    for name, label, is_known in (
        ("state", _("reading state"), values["state"] in STATES),
        ("reader", "reader", values["reader"] in (ME, NOBODY) or _is(values["reader"], _NUMBER)),
        ("due", _("due date"), values["due"] in DUE),
        ("outlet", "outlet", _is(values["outlet"], _NUMBER)),
        ("language", "language", _is(values["language"], _LANGUAGE)),
        ("added", _("time of adding"), values["added"] in ADDED),
        ("sort", "order", values["sort"] in SORTS),
    ):
        if values[name] and not is_known:
            problems.append(
                _("There is no such {part}; this filter is ignored.").format(part=label)
            )
            values[name] = "newest" if name == "sort" else ""
    return ArticleFilter(**values), problems


def filter_of(query: str) -> ArticleFilter:
    """Return a filter as it was saved, without what is no longer understood."""
    return read_filter(dict(parse_qsl(query)))[0]


def search(words: str) -> Q:
    """Return articles whose title or outlet contains each of the words."""
    found = Q()
    for word in words.split():
        found &= Q(title__icontains=word) | Q(publisher__name__icontains=word)
    return found


def state_condition(state: str) -> Q:
    """Return a reading state, or `to_read`: new, or needs a second reader, and not withdrawn."""
    return TO_READ if state == TO_BE_READ else Q(reading_state=state)


def reader_condition(reader: str, user: User) -> Q:
    """Return the condition for the reader."""
    if reader == NOBODY:
        return Q(reader__isnull=True)
    return Q(reader=user.pk if reader == ME else int(reader))


def due_condition(due: str, today: date) -> Q:
    """Return the condition for the due day. An article that was read is no longer due."""
    if due == "none":
        return Q(due_on__isnull=True)
    soon = today + timedelta(days=7)
    days = {
        "overdue": Q(due_on__lt=today),
        "week": Q(due_on__gte=today, due_on__lte=soon),
        "later": Q(due_on__gt=soon),
    }
    return TO_READ & days[due]


def added_condition(added: str, today: date) -> Q:
    """Return the condition for when it was added."""
    week, month = (since_midnight(today - timedelta(days=days)) for days in (7, 30))
    if added == "older":
        return Q(added_at__lt=month)
    return Q(added_at__gte=week if added == "week" else month)


def _is(value: str, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(value) is not None
