"""How the tables that sayso writes are described, and what that is as a schema of Parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "text", "whole", "number", "flag", "date", "bytes", "texts", "span", "spans", "mentions"
]
"""Of a column: text, a whole number, a number, yes or no, a day, bytes, several texts, one stretch
of a page's text or several, or an entity's mentions."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    """Whether every row has it."""


def schema_of(
    arrow: Any,
    columns: Sequence[Column],
    kinds: Mapping[Kind, Any],
    metadata: Mapping[str, str],
) -> Any:
    """The schema for pyarrow, which says of each column what it means. `kinds` are its types."""
    return arrow.schema(
        [
            arrow.field(
                column.name,
                kinds[column.kind],
                nullable=not column.required,
                metadata={"meaning": column.meaning},
            )
            for column in columns
        ],
        metadata=dict(metadata),
    )
