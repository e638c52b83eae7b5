"""A row of JSON Lines → page."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Final

from sayso.errors import RowError
from sayso.pages.dates import iso_date, stated_date
from sayso.pages.fields import FIELD_NAMES, FieldNames, value_of
from sayso.pages.ninjs import is_ninjs, row_of_ninjs
from sayso.pages.options import PageOptions
from sayso.pages.page import page_from_html, page_from_text
from sayso.reading import Page

A_ROW: Final = "the row"
_FIELDS_NAMED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A JSON object, and where in it to look."""

    values: dict[str, Any]
    fields: FieldNames = FIELD_NAMES
    name: str = A_ROW
    """What messages call it."""


def parse_row(line: bytes, *, fields: FieldNames, name: str = A_ROW) -> Row:
    """The row that `line` is, a JSON object in UTF-8; an item of ninjs as a row.

    Raises `RowError`, and `NoPageError` for items of ninjs that are pictures and the like.
    """
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RowError(
            f"{name} is not UTF-8 (byte {error.start:,})", step="write the file as UTF-8"
        ) from None
    except RecursionError:
        raise RowError(f"{name} is nested too deeply to be a page") from None
    except ValueError as error:
        raise RowError(
            f"{name} is no JSON ({error})",
            choices=fields.choices,
            step="check that every page stands on one line",
        ) from None
    if not isinstance(values, dict):
        raise RowError(f"{name} is {_kind(values)}, not an object", choices=fields.choices)
    if is_ninjs(values) and not any(value_of(values, f) for f in (fields.text, fields.html)):
        return Row(values=row_of_ninjs(values), name=name)
    return Row(values=values, fields=fields, name=name)


def identity_of(row: Row) -> str | None:
    """The `id` of `row`, if it has one, in characters that can be printed. Raises `RowError`."""
    value = value_of(row.values, row.fields.id)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RowError(
            f"the `{row.fields.id}` of {row.name} is {_kind(value)}",
            choices="a string or a whole number",
        )
    # Lone surrogates could not be printed in the messages that name the row.
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def page_from_row(
    row: Row,
    *,
    id: str,  # noqa: A002
    origin: str,
    options: PageOptions,
) -> Page:
    """The page that `row` holds; what `options` give wins over its fields. Raises `PageError`."""
    fields = row.fields
    text, html = _text(row, fields.text), _text(row, fields.html)
    title, byline = _string(row, fields.title), _string(row, fields.byline)
    if text is None and html is None:
        raise _without_text(row)
    own = replace(
        options,
        published=options.published or _date(row, fields.published),
        outlet=options.outlet or _string(row, fields.outlet),
        url=options.url or _string(row, fields.url),
    )
    if text is not None:
        return page_from_text(text, origin=origin, options=own, title=title, byline=byline, id=id)
    assert html is not None
    return page_from_html(html, origin=origin, options=own, title=title, byline=byline, id=id)


def _without_text(row: Row) -> RowError:
    wanted = [f"`{name}`" for name in (row.fields.text, row.fields.html) if name]
    present = ", ".join(f"`{key}`" for key in list(row.values)[:_FIELDS_NAMED]) or "none"
    without = f"neither {' nor '.join(wanted)}" if len(wanted) > 1 else f"no {wanted[0]}"
    return RowError(
        f"{row.name} has {without} (its fields: {present})",
        choices=row.fields.choices,
        step="if your rows call them otherwise, say how (--field text=NAME)",
    )


def _text(row: Row, field: str | None) -> str | None:
    """A field's text as it is; None when it is missing, null or blank. Raises `RowError`."""
    value = value_of(row.values, field)
    if value is not None and not isinstance(value, str):
        raise RowError(
            f"the `{field}` of {row.name} is {_kind(value)}, not a string",
            step="write it as a JSON string, or leave it out",
        )
    return value if value and value.strip() else None


def _string(row: Row, field: str | None) -> str | None:
    """A field's text on one line; None when it is missing, null or blank. Raises `RowError`."""
    value = _text(row, field)
    try:
        (value or "").encode("utf-8")
    except UnicodeEncodeError:
        raise RowError(
            f"the `{field}` of {row.name} has half a character (a lone surrogate) in it",
            step="write such characters as whole surrogate pairs",
        ) from None
    return " ".join(value.split()) if value else None


def _date(row: Row, field: str | None) -> str | None:
    value = _string(row, field)
    if value is None:
        return None
    found = iso_date(value) or stated_date(value)
    if found is None:
        raise RowError(
            f"the `{field}` of {row.name} is {value!r}, which cannot be read in one way only",
            choices="an ISO 8601 date such as 2025-09-05, or a date-time",
            step="write it in that form, or leave it out",
        )
    return found


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string"}
    names |= {list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), type(value).__name__)
