"""What is found in an archive, on the terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any, ClassVar, Final, Protocol, TextIO

from rich.console import Console
from rich.text import Text

from sayso.archive.profiles import Profile
from sayso.archive.said import SaidBy
from sayso.archive.search import Found
from sayso.archive.search_records import FoundPage, FoundStatement
from sayso.reading import Span
from sayso.views.cells import cell
from sayso.views.lines import MEASURE, hanging, one_line, two_columns, wrapped
from sayso.views.outline import (
    LOW_CONFIDENCE,
    NAMED_SIGN,
    NO_SOURCE,
    NO_SOURCE_SIGN,
    UNNAMED_SIGN,
    plural,
    unique,
    visible,
)
from sayso.views.timex import day_in_words

INDENT: Final = 6
"""Columns before what stands under a heading: room for a number of three digits."""

NOTHING: Final = "Nothing found."


class Record(Protocol):
    """Anything that is found: an instance of a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


def print_found(found: Found[FoundStatement] | Found[FoundPage], console: Console) -> None:
    """Print statements or pages that were searched for, numbered as they were found."""
    width = min(console.width, MEASURE)
    hits: Sequence[FoundStatement | FoundPage] = found.hits
    for number, hit in enumerate(hits, start=found.offset + 1):
        if isinstance(hit, FoundPage):
            _print(_page(number, hit, console, width), console)
        else:
            _print(_statement(number, hit, console, width, named=True), console)
    _print(_closing(found, console, width), console)


def print_said(said: SaidBy, console: Console) -> None:
    """Print what somebody has said, and who else may be meant."""
    width = min(console.width, MEASURE)
    heading = Text(one_line(said.profile.name if said.profile else said.asked), style="bold")
    if said.profile:
        heading.append(f", {_described(said.profile)}", style="")
    lines = list(hanging(heading, console, width))
    if said.others:
        others = "; ".join(
            f"{one_line(other.name)}, {_described(other)} (said {other.profile_id})"
            for other in said.others[:_OTHERS]
        )
        rest = len(said.others) - _OTHERS
        more = f"; and {rest} more" if rest > 0 else ""
        lines += hanging(Text(f"Not these: {others}{more}", style="dim"), console, width)
    _print([*lines, Text("─" * width, style="dim")], console)
    for number, hit in enumerate(said.statements, start=said.offset + 1):
        # Of a profile the heading says who speaks; of a description each says it in other words.
        named = said.profile is None or hit.source != said.profile.name
        _print(_statement(number, hit, console, width, named=named), console)
    _print(_closing(said, console, width), console)


_OTHERS: Final = 4


def record_of(hit: Record) -> dict[str, Any]:
    """Anything that is found as a JSON object: its fields, and the shares that follow from them."""
    record = asdict(hit)
    for name in _SHARES:
        if hasattr(hit, name):
            value = getattr(hit, name)
            record[name] = value._asdict() if hasattr(value, "_asdict") else value
    return record


_SHARES: Final = ("share_direct", "share_by_unnamed", "interval")


def write_csv(hits: Iterable[Record], stream: TextIO, kind: type[Record] | None = None) -> None:
    """Write CSV (RFC 4180), a row for each, under a row of names; no spreadsheet calculates it.

    `kind` is what `hits` are, so that the row of names is there even if there are none.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    columns = _columns(kind) if kind else []
    if columns:
        writer.writerow(columns)
    for hit in hits:
        if not columns:
            columns = _columns(type(hit))
            writer.writerow(columns)
        record = _flat(record_of(hit))
        writer.writerow(_cell(record[column]) for column in columns)


def _columns(kind: type[Record]) -> list[str]:
    """The names of what is in a row of `kind`: no lists of places, and `interval` in two."""
    names = [each.name for each in fields(kind) if not str(each.type).startswith("tuple")]
    for name in _SHARES:
        if hasattr(kind, name):
            names += _ENDS if name == "interval" else [name]
    return names


_ENDS: Final = ("share_low", "share_high")


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    interval = record.get("interval") or {}
    return {**record, "share_low": interval.get("low"), "share_high": interval.get("high")}


def _cell(value: Any) -> str | int:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    return cell(one_line(value)) if isinstance(value, str) else value


def _statement(
    number: int, hit: FoundStatement, console: Console, width: int, *, named: bool
) -> Iterable[Text]:
    head = Text(f"{number:>{INDENT - 2}} ", style="dim")
    sign = {"named": NAMED_SIGN, "unnamed": UNNAMED_SIGN}.get(hit.naming or "", NO_SOURCE_SIGN)
    parts = []
    if named or hit.naming is None:
        who = Text(f"{sign} {one_line(hit.source or NO_SOURCE)}", style="bold", end="")
        parts.append(who.append(" (unnamed)", style="") if hit.naming == "unnamed" else who)
    if cue := one_line(hit.cue):
        parts.append(Text(cue, style="italic"))
    for place, part in enumerate(parts):
        head.append(" · " if place else "", style="dim").append_text(part)
    traits = [str(hit.form)]
    traits += [hit.mode] if hit.mode != "speech" else []
    traits += [hit.polarity] if hit.polarity != "asserts" else []
    traits += [f"{hit.confidence:.0%} sure"] if hit.confidence < LOW_CONFIDENCE else []
    yield Text()
    yield from two_columns(head, Text(" · ".join(traits), style="dim"), console, width)
    yield from _indented(_with_matches(hit.content, hit.matches), console, width)
    title = one_line(hit.title) if hit.title else None
    where = [_dated(hit.published), hit.outlet, title, f"page {hit.page_id}, {hit.id}"]
    yield from _origin(where, hit.url, hit.origin, console, width)


def _page(number: int, hit: FoundPage, console: Console, width: int) -> Iterable[Text]:
    head = Text(f"{number:>{INDENT - 2}} ", style="dim")
    if hit.title:
        title = _with_matches(hit.title, hit.title_matches)
        title.stylize("bold")
        head.append_text(title)
    else:
        head.append("(no title)", style="bold")
    yield Text()
    yield from two_columns(
        head, Text(plural(hit.statements, "statement"), style="dim"), console, width
    )
    if hit.excerpt:
        yield from _indented(_with_matches(hit.excerpt, hit.matches), console, width)
    where = [_dated(hit.published), hit.outlet, f"page {hit.page_id}"]
    yield from _origin(where, hit.url, hit.origin, console, width)


def _origin(
    where: Sequence[str | None], url: str | None, origin: str, console: Console, width: int
) -> Iterable[Text]:
    facts = Text(" · ".join(map(one_line, unique(where))), style="dim")
    yield from _indented(facts, console, width)
    yield from _indented(Text(one_line(url or origin), style="dim"), console, width)


def _closing(
    found: Found[FoundStatement] | Found[FoundPage] | SaidBy, console: Console, width: int
) -> Iterable[Text]:
    hits = found.statements if isinstance(found, SaidBy) else found.hits
    if not hits:
        yield Text(NOTHING if not found.offset else "There are no more.")
        return
    words = []
    if found.more:
        words.append(f"There are more: --offset {found.offset + len(hits)}.")
    if isinstance(found, Found) and found.among:
        titled = isinstance(hits[0], FoundPage)
        words.append(
            f"The best of the {found.among:,} that came last"
            f"{' or have the words in their titles' if titled else ''}."
        )
    if words:
        yield Text()
        yield from wrapped(Text(" ".join(words), style="dim"), console, width)


def _described(profile: Profile) -> str:
    """Who somebody is, beside the name."""
    known = unique((profile.role, profile.country))
    counts = f"{plural(profile.statements, 'statement')} on {plural(profile.pages, 'page')}"
    return one_line(", ".join([*known, counts]))


def _dated(published: str | None) -> str | None:
    if published is None:
        return None
    try:
        return day_in_words(date.fromisoformat(published[:10]))
    except ValueError:
        return published


def _with_matches(words: str, matches: Sequence[Span]) -> Text:
    """`words` with what was found in them standing out."""
    text = Text()
    end = 0
    for match in matches:
        text.append(_line(words[end : match.start]))
        text.append(_line(words[match.start : match.end]), style="bold underline")
        end = match.end
    return text.append(_line(words[end:]))


def _line(words: str) -> str:
    """`words` without harm, in one line; the spaces at its ends are kept."""
    return visible(words).replace("\n", " ")


def _indented(text: Text, console: Console, width: int) -> Iterable[Text]:
    for line in wrapped(text, console, width - INDENT):
        if line:
            yield Text(" " * INDENT) + line


def _print(lines: Iterable[Text], console: Console) -> None:
    for line in lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
