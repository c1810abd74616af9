"""The expression that a search index is on, defined once for the index and its queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, Q


@dataclass(frozen=True, slots=True)
class SearchedWords:
    """Columns that are searched as one text. An index serves only exactly the same expression.

    `language` is SQL: a column's name, or a literal if all words are in one language.
    """

    columns: tuple[str, ...]
    language: str = "'en'"

    def index(self, name: str, condition: Q | None = None) -> GinIndex:
        """Return the index, for the model's Meta."""
        words = Func(
            *map(F, self.columns),
            # In alphabetical order, as in a migration: otherwise they compare as different.
            arg_joiner=" || ' ' || ",
            output_field=SearchVectorField(),
            template=f"articles_search_vector({self.language}, %(expressions)s)",
        )
        return GinIndex(words, name=name, condition=condition)

    def sql(self, alias: str) -> str:
        """Return the expression for a query in which the table is called `alias`."""
        words = " || ' ' || ".join(f"{alias}.{column}" for column in self.columns)
        language = self.language if self.language[0] == "'" else f"{alias}.{self.language}"
        return f"articles_search_vector({language}, {words})"
