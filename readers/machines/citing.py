"""How to cite a page: a permanent address, and the reference as text, BibTeX and CSL-JSON.

The address is pinned in both times: what had been said by a day, as this ledger knew it at a
moment. Later publications and corrections do not change what it shows.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.matrix.state import MatrixState
from core import clock

PUBLISHER = "Coalition Ledger"
_LONG = "j E Y"
_BIBTEX_SPECIAL = re.compile(r"([&%$#_{}])")


@dataclass(frozen=True, slots=True)
class Reference:
    """One page to cite; `path` is its address on this site."""

    path: str
    address: str
    text: str
    bibtex: str
    csl: str


def this_moment() -> datetime:
    """Return now, as precisely as an address says it."""
    return clock.now().replace(microsecond=0)


def pinned(state: MatrixState, *, now: datetime) -> MatrixState:
    """Return the same view at explicit times. A day that is not over becomes this moment."""
    known_at = state.known_at
    if known_at is None or state.known_until > now:
        known_at = now.astimezone(UTC).replace(microsecond=0)
    changes = {"as_of": state.as_of, "is_today": False, "known_at": known_at}
    return replace(state, **changes)  # type: ignore[arg-type]


def reference(
    *, title: str, key: str, path: str, site: str, state: MatrixState, on: date
) -> Reference:
    """The reference of the page at `path` of `site` in the pinned `state`, seen `on` a day."""
    path += state.address()
    address = site + path
    known = state.known_when
    times = {
        "as_of": date_format(state.as_of, _LONG),
        "known_at": f"{date_format(known, _LONG)}, {known:%H:%M} UTC",
    }
    whole = _("%(title)s: what had been said by %(as_of)s, as known on %(known_at)s") % {
        "title": title,
        **times,
    }
    if state.is_scenario:
        whole = _("%(title)s (a scenario, not a report: assuming %(assumed)s)") % {
            "title": whole,
            "assumed": ", ".join(state.assume),
        }
    text = _("%(publisher)s (%(year)d). %(title)s. %(address)s (seen on %(day)s).") % {
        "publisher": PUBLISHER,
        "year": known.year,
        "title": whole,
        "address": address,
        "day": date_format(on, _LONG),
    }
    return Reference(
        path=path,
        address=address,
        text=text,
        bibtex=_bibtex(key, whole, address, known, on),
        csl=_csl(key, whole, address, known, on),
    )


def _bibtex(key: str, title: str, address: str, known: datetime, on: date) -> str:
    fields = {
        "author": f"{{{PUBLISHER}}}",
        "title": _escaped(title),
        "year": str(known.year),
        "month": str(known.month),
        "url": address,
        "urldate": on.isoformat(),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key}-{known:%Y%m%d},\n{lines}}}"


def _escaped(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(r"\\\1", text.replace("\\", " "))


def _csl(key: str, title: str, address: str, known: datetime, on: date) -> str:
    def parts(day: date) -> dict[str, list[list[int]]]:
        return {"date-parts": [[day.year, day.month, day.day]]}

    item = {
        "id": f"{key}-{known:%Y%m%d}",
        "type": "dataset",
        "title": title,
        "author": [{"literal": PUBLISHER}],
        "publisher": PUBLISHER,
        "issued": parts(known.date()),
        "accessed": parts(on),
        "version": known.isoformat(),
        "URL": address,
    }
    return json.dumps([item], ensure_ascii=False, indent=1)
