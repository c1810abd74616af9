"""Words that the search finds by an index: named once, for the index and for its queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, Q


@dataclass(frozen=True, slots=True)
class SearchedWords:
    """Columns that are searched as one text. The index serves the same expression only.

    `language` is SQL: a column's name, or a literal where all of the words are in one language.
    """

    columns: tuple[str, ...]
    language: str = "'en'"

    def index(self, name: str, condition: Q | None = None) -> GinIndex:
        """The index, for the model's Meta."""
        words = Func(
            *map(F, self.columns),
            # In the order of the alphabet, as a migration has them: else they compare as different.
            arg_joiner=" || ' ' || ",
            output_field=SearchVectorField(),
            template=f"articles_search_vector({self.language}, %(expressions)s)",
        )
        return GinIndex(words, name=name, condition=condition)

    def sql(self, alias: str) -> str:
        """The expression in a query, where the table is called `alias`."""
        words = " || ' ' || ".join(f"{alias}.{column}" for column in self.columns)
        language = self.language if self.language[0] == "'" else f"{alias}.{self.language}"
        return f"articles_search_vector({language}, {words})"
