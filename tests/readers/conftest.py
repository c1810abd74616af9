"""Fixtures that the tests of the readers' pages share."""

import pytest

from readers.machines import citing


@pytest.fixture(autouse=True)
def references_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two requests of one test cite the same moment, whichever second each falls into."""
    moment = citing.this_moment()
    monkeypatch.setattr(citing, "this_moment", lambda: moment)
