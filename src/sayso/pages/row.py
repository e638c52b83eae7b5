"""A row of JSON Lines → page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

from sayso.errors import RowError
from sayso.pages.dates import iso_date, stated_date
from sayso.pages.options import PageOptions
from sayso.pages.page import page_from_html, page_from_text
from sayso.reading import Page

FIELDS: Final = "`text` or `html`, and if known `id`, `title`, `published`, `outlet` and `url`"
A_ROW: Final = "the row"


def parse_row(line: bytes, *, name: str = A_ROW) -> dict[str, Any]:
    """The fields of `line`, a JSON object in UTF-8. `name` is what messages call it."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RowError(
            f"{name} is not UTF-8 (byte {error.start:,})", step="write the file as UTF-8"
        ) from None
    except RecursionError:
        raise RowError(f"{name} is nested too deeply to be a page") from None
    except ValueError as error:
        raise RowError(
            f"{name} is no JSON ({error})",
            choices=f"each row is a JSON object with {FIELDS}",
            step="check that every page stands on one line",
        ) from None
    if not isinstance(row, dict):
        raise RowError(
            f"{name} is {_kind(row)}, not an object",
            choices=f"each row is a JSON object with {FIELDS}",
        )
    return row


def identity_of(row: dict[str, Any], *, name: str = A_ROW) -> str | None:
    """The `id` of `row`, if it has one, in characters that can be printed."""
    value = row.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RowError(
            f"the `id` of {name} is {_kind(value)}", choices="a string or a whole number"
        )
    # Lone surrogates could not be printed in the messages that name the row.
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def page_from_row(
    row: dict[str, Any],
    *,
    id: str,  # noqa: A002
    origin: str,
    options: PageOptions,
    name: str = A_ROW,
) -> Page:
    """The page that `row` holds; what `options` give wins over its fields. Raises `PageError`."""
    text, html = _string(row, "text", name), _string(row, "html", name)
    if text is None and html is None:
        fields = ", ".join(f"`{key}`" for key in list(row)[:8]) or "none"
        raise RowError(
            f"{name} has neither `text` nor `html` (its fields: {fields})",
            choices=f"each row is a JSON object with {FIELDS}",
        )
    own = replace(
        options,
        published=options.published or _date(row, name),
        outlet=options.outlet or _string(row, "outlet", name),
        url=options.url or _string(row, "url", name),
    )
    title = _string(row, "title", name)
    if text is not None:
        return page_from_text(text, origin=origin, options=own, title=title, id=id)
    assert html is not None
    return page_from_html(html, origin=origin, options=own, title=title, id=id)


def _string(row: dict[str, Any], field: str, name: str) -> str | None:
    """A field's text; None when it is missing, null or blank."""
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise RowError(
            f"the `{field}` of {name} is {_kind(value)}, not a string",
            step="write it as a JSON string, or leave it out",
        )
    if field in ("text", "html"):
        return value if value.strip() else None
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise RowError(
            f"the `{field}` of {name} has half a character (a lone surrogate) in it",
            step="write such characters as whole surrogate pairs",
        ) from None
    return " ".join(value.split()) or None


def _date(row: dict[str, Any], name: str) -> str | None:
    value = _string(row, "published", name)
    if value is None:
        return None
    found = iso_date(value) or stated_date(value)
    if found is None:
        raise RowError(
            f"the `published` of {name} is {value!r}, which cannot be read in one way only",
            choices="an ISO 8601 date such as 2025-09-05, or a date-time",
            step="write it in that form, or leave it out",
        )
    return found


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string"}
    names |= {list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), type(value).__name__)
