"""The records: what sayso writes down about one page.

A `Reading` is what every part of sayso produces, keeps or shows. All records are frozen
dataclasses; their JSON form is the public contract (`sayso schema` prints its JSON Schema).

Offsets are Unicode code points of `Page.text`; a span `[start, end)` always satisfies
`page.text[start:end]` == the words that were meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SchemaVersion = Literal["sayso/1"]
SCHEMA: SchemaVersion = "sayso/1"

BlockRole = Literal[
    "title",
    "subhead",
    "byline",
    "dateline",
    "paragraph",
    "caption",
    "list_item",
    "teaser",
    "furniture",
]
READ_ROLES: frozenset[BlockRole] = frozenset(
    {"title", "subhead", "paragraph", "caption", "list_item"}
)
"""Blocks of these roles are read for statements; the others are only kept."""

DateBasis = Literal["given", "metadata", "text", "unknown"]
EntityKind = Literal[
    "person", "group", "organization", "outlet", "document", "place", "author", "other"
]
Naming = Literal["named", "unnamed"]
MentionForm = Literal["name", "nominal", "pronoun"]
StatementForm = Literal["direct", "indirect", "mixed"]
StatementMode = Literal["speech", "writing", "thought"]
Polarity = Literal["asserts", "denies", "asks", "declines"]
Settled = Literal["happened", "not_happened", "unsettled"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Bound = Literal["exact", "at_least", "at_most", "about"]
DisputeSubject = Literal["happened", "quantity", "other"]


class Span(NamedTuple):
    """A stretch `[start, end)` of `Page.text`, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When the page was published (ISO 8601 date or date-time) and how that is known."""

    value: str | None = None
    basis: DateBasis = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the page with one role; together blocks cover all non-blank text."""

    span: Span
    role: BlockRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was read: its text, never altered, and what is known about it."""

    id: str
    """SHA-256 of the input bytes, in hexadecimal."""
    origin: str
    """Path, URL, `-` for standard input, or `PATH#id` for a row of a JSON Lines file."""
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: Published = Published()
    url: str | None = None
    language: str = "en"
    """ISO 639-1 code, `und` when the text is too short to tell."""
    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in the text where an entity is named, described or referred to."""

    span: Span
    form: MentionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something of the page that takes part in a statement or an event."""

    id: str
    name: str
    kind: EntityKind = "other"
    naming: Naming = "unnamed"
    number: int | None = None
    role: str | None = None
    affiliation: str | None = None
    part_of: str | None = None
    grounds: str | None = None
    country: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who says what, and how: an attribution relation (Pareti 2012; Newell et al. 2018)."""

    id: str
    form: StatementForm
    mode: StatementMode
    source: str | None = None
    """Id of an entity; null when the page gives no source."""
    source_spans: tuple[Span, ...] = ()
    cue_spans: tuple[Span, ...] = ()
    content_spans: tuple[Span, ...] = ()
    polarity: Polarity = "asserts"
    via: tuple[str, ...] = ()
    addressee: str | None = None
    occasion: Span | None = None
    time: str | None = None
    within: str | None = None
    confidence: float
    """Calibrated probability that source, cue and content are all exactly right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something the page says happened, did not, or might (PLOVER types, UDS factuality)."""

    id: str
    trigger: Span
    type: str | None = None
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    factuality: float
    settled: Settled
    according_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A TIMEX3 time expression; unresolved parts of `value` are `X`."""

    id: str
    span: Span
    type: TimeType
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of something."""

    span: Span
    value: float
    unit: str | None = None
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two statements or events of the page that cannot both hold."""

    between: tuple[str, str]
    about: DisputeSubject


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCounts:
    """Events of a page by whether the page holds that they happened."""

    happened: int = 0
    not_happened: int = 0
    unsettled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The sourcing label: what a standards editor counts."""

    statements: int = 0
    direct: int = 0
    indirect: int = 0
    mixed: int = 0
    sources: int = 0
    named_sources: int = 0
    unnamed_sources: int = 0
    statements_by_unnamed: int = 0
    outlets_credited: tuple[str, ...] = ()
    events: EventCounts = EventCounts()
    events_in_own_voice: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything sayso writes down about one page."""

    schema: SchemaVersion = SCHEMA
    page: Page
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    label: Label = field(default_factory=Label)

    def to_json(self) -> str:
        """The Reading as one line of JSON, without a line feed at its end."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, line: str | bytes) -> Reading:
        """The Reading that `to_json` wrote. Raises `ValueError` when `line` is none."""
        return _adapter().validate_json(line)

    def _repr_html_(self) -> str:
        from sayso.views.html import render_fragment

        return render_fragment(self)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `Reading.to_json` writes."""
    schema = _adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


@cache
def _adapter() -> TypeAdapter[Reading]:
    # pydantic is slow to import and needed for JSON alone.
    from pydantic import TypeAdapter

    return TypeAdapter(Reading)
