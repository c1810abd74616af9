"""Ledgers that many tests look at, as templates of databases (`tests/databases.py`)."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from commitments.services.demonstration import load_demonstration, make_accounts
from commitments.services.vocabularies import load_vocabularies
from tests.databases import digest, migrated, template_of


@cache
def empty_ledger() -> str:
    """Countries, vocabularies, the coalition and three accounts; no article."""
    return template_of(f"empty_{_version()}", migrated(), _load_empty_ledger)


@cache
def demonstration() -> str:
    """The demonstration, whole."""
    return template_of(f"demonstration_{_version()}", migrated(), _load_demonstration)


def _load_empty_ledger() -> None:
    load_vocabularies()
    make_accounts()


def _load_demonstration() -> None:
    load_vocabularies()
    load_demonstration()


def _version() -> str:
    """Of what makes the rows, which no page does; and of the day, since pages say "today"."""
    return digest(_lower_floors(), str(timezone.now().date()))


def _lower_floors() -> Iterator[Path]:
    for floor in ("core", "articles", "commitments"):
        for file in (Path(settings.BASE_DIR) / floor).rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                yield file
