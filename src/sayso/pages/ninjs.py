"""ninjs, IPTC's News in JSON (https://iptc.org/standards/ninjs/), as rows.

Series 1 has a field for each body (`body_html`) and headline; series 2 and 3 have lists (`bodies`,
`headlines`) of objects with a `role`. Names are in lower case up to 2, in camel case from 3 on, so
case is not looked at. Superdesk's variant has `guid` where ninjs has `uri`.
"""

from __future__ import annotations

import html
from typing import Any, Final

from sayso.errors import NoPageError
from sayso.pages.media import HTML_TYPES, TEXT_TYPE

_MARKS: Final = ("headline", "body", "bodies", "versioncreated", "firstcreated", "pubstatus")
"""How a field of every ninjs item begins; other rows may have a `uri` too."""
_HTML_NAMES: Final = frozenset({"html", "xhtml", "html5"})
_TEXT_NAMES: Final = frozenset({"text", "plain", "main", "plaintext", ""})
_PUBLISHED: Final = ("versioncreated", "firstcreated", "contentcreated")
"""When this version of the text came out, or else when the first did."""
_OUTLET: Final = ("provider", "copyrightholder", "infosources", "infosource", "source")
_NO_TEXT: Final = frozenset({"audio", "video", "picture", "graphic", "event", "planning"})
_WITHDRAWN: Final = frozenset({"withheld", "canceled", "cancelled"})


def is_ninjs(row: dict[str, Any]) -> bool:
    """Whether `row` is a ninjs item."""
    names = {name.lower() for name in row}
    return ("uri" in names or "guid" in names) and any(name.startswith(_MARKS) for name in names)


def row_of_ninjs(item: dict[str, Any]) -> dict[str, str]:
    """`item` as a row with the fields of `FieldNames`, those alone that it has.

    Raises `NoPageError` for what its provider withdrew, and for pictures and the like.
    """
    given = {name.lower(): value for name, value in item.items()}
    identity = _string(given.get("uri")) or _string(given.get("guid"))
    status, kind = _string(given.get("pubstatus")), _string(given.get("type"))
    if status in _WITHDRAWN:
        raise NoPageError(f"its provider has marked this ninjs item as {status}")
    text, body = _body(given)
    if text is None and body is None and kind in _NO_TEXT:
        raise NoPageError(f"this is a ninjs item of type {kind!r}, without a text")
    row = {
        "id": identity,
        "url": identity if identity and identity.lower().startswith(("http:", "https:")) else None,
        "title": _headline(given),
        "byline": _string(given.get("byline")) or _string(given.get("by")),
        "published": next(filter(None, (_string(given.get(name)) for name in _PUBLISHED)), None),
        "outlet": next(filter(None, (_name(given.get(name)) for name in _OUTLET)), None),
        "text": text,
        "html": body,
    }
    return {name: value for name, value in row.items() if value}


def _body(given: dict[str, Any]) -> tuple[str | None, str | None]:
    """The text or the HTML: HTML where there are both, for it tells paragraphs."""
    texts: list[str] = []
    for name, media, value in _variants(given, "body", "bodies"):
        marked_up = not media and name not in _TEXT_NAMES - {"main", ""} and "</p>" in value
        if name in _HTML_NAMES or media in HTML_TYPES or marked_up:
            return None, _document(value)
        if name in _TEXT_NAMES or media == TEXT_TYPE:
            texts.append(value)
    return (texts[0] if texts else None), None


def _headline(given: dict[str, Any]) -> str | None:
    found = [(name, value) for name, _, value in _variants(given, "headline", "headlines")]
    main = [value for name, value in found if name in ("main", "")]
    return next(iter(main or [value for _, value in found]), None)


def _variants(given: dict[str, Any], one: str, many: str) -> list[tuple[str, str, str]]:
    """Name, media type and value of each body or headline that there is."""
    found: list[tuple[str, str, Any]] = []
    for field, value in given.items():
        if field == one or field.startswith(f"{one}_"):
            found.append((field[len(one) + 1 :], "", value))
    for field in (one, many):
        listed = given.get(field)
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict):
                own = {name.lower(): value for name, value in entry.items()}
                name = _string(own.get("role")) or _string(own.get("name")) or ""
                media = _string(own.get("contenttype")) or ""
                found.append((name.lower(), media.lower(), own.get("value") or own.get("text")))
    return [(name, media, value) for name, media, value in found if _string(value)]


def _document(body: str) -> str:
    """A piece of HTML in an `article`, where all of it counts as the main text."""
    if "<body" in body[:2000].lower():
        return body
    return (
        f"<html><body><article>{body if '<' in body else html.escape(body)}</article></body></html>"
    )


def _name(value: object) -> str | None:
    """The name of an organisation: itself, its `name`, or that of the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _string(value)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
