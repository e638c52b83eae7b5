"""Which fields of a row of JSON Lines hold what is known of its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Final

from sayso.errors import OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNames:
    """The field of a row that holds each thing; None where no field does.

    `a.b` is the field `b` of the object in the field `a`, unless a field has that very name.
    """

    text: str | None = "text"
    html: str | None = "html"
    id: str | None = "id"
    title: str | None = "title"
    byline: str | None = "byline"
    published: str | None = "published"
    outlet: str | None = "outlet"
    url: str | None = "url"

    @property
    def choices(self) -> str:
        """What a row is to be, for messages."""
        holders = " or ".join(f"`{name}`" for name in (self.text, self.html) if name)
        rest = [self.id, self.title, self.byline, self.published, self.outlet, self.url]
        *most, last = [f"`{name}`" for name in rest if name]
        known = f"{', '.join(most)} and {last}" if most else last
        return f"each row is a JSON object with {holders}, and if known {known}"


FIELD_NAMES: Final = FieldNames()
"""Those of rows that are written for sayso."""


def field_names(specs: Iterable[str]) -> FieldNames:
    """The `FieldNames` that `specs` give: each is `THING=FIELD`, such as `text=body`.

    Whoever says where the text is and not where the HTML is has no HTML, and the other way round.
    Raises `OptionError`.
    """
    things = [field.name for field in fields(FieldNames)]
    given: dict[str, str | None] = {}
    for spec in specs:
        thing, equals, name = (part.strip() for part in spec.partition("="))
        if not equals or not name or thing not in things:
            raise OptionError(
                f"{spec!r} does not say which field holds what",
                choices=f"valid is THING=FIELD, such as text=body, where THING is one of "
                f"{', '.join(things)} and FIELD is how your rows call it",
            )
        if thing in given:
            raise OptionError(
                f"{spec!r} is the second field for {thing}; {given[thing]!r} is the first",
                choices="each may be given once",
            )
        given[thing] = name
    if ("text" in given) != ("html" in given):
        given = {**dict.fromkeys(("text", "html")), **given}
    return FieldNames(**given)


def value_of(row: dict[str, Any], name: str | None) -> Any:
    """What `row` has in the field `name`; None when it has no such field."""
    if name is None or name in row or "." not in name:
        return row.get(name) if name is not None else None
    value: Any = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
