"""Words selected on the page, as its script sends them."""

from typing import Any

from articles.models import Snapshot
from tests.desk.conftest import Person


def selection(snapshot: Snapshot, selected: str, /, **changes: Any) -> dict[str, Any]:
    start = snapshot.text.index(selected)
    end = start + len(selected)
    return {"snapshot": snapshot.pk, "start": start, "end": end, "words": selected} | changes


def quote(person: Person, snapshot: Snapshot, selected: str, /, **changes: Any) -> Any:
    return person.client.post(
        f"/desk/articles/{snapshot.article_id}/passages/", selection(snapshot, selected, **changes)
    )
