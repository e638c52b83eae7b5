"""The sourcing label as views show it: in words, and as parts of a whole for a bar or a picture."""

from __future__ import annotations

from typing import NamedTuple

from sayso.reading import Label, Reading
from sayso.views.outline import plural, unique


class Part(NamedTuple):
    """So many statements or events of a kind."""

    number: int
    words: str


class Parts(NamedTuple):
    """A page's statements, parted in one way, or its events; the firmest footing first, parts of
    none as well."""

    title: str
    parts: tuple[Part, Part, Part]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(part.number for part in self.parts)


def parts_of(reading: Reading) -> tuple[Parts, Parts]:
    """The statements by source and by form."""
    label = reading.label
    known = {entity.id for entity in reading.entities}
    # A label that does not fit its record must not give parts below nothing.
    unnamed = min(label.statements_by_unnamed, label.statements)
    nobody = min(
        sum(statement.source not in known for statement in reading.statements),
        label.statements - unnamed,
    )
    return (
        Parts(
            "by source",
            (
                Part(label.statements - unnamed - nobody, "named"),
                Part(unnamed, "unnamed"),
                Part(nobody, "no source"),
            ),
        ),
        Parts(
            "by form",
            (
                Part(label.direct, "direct"),
                Part(label.mixed, "mixed"),
                Part(label.indirect, "indirect"),
            ),
        ),
    )


def event_parts(label: Label) -> Parts:
    """The events by whether they happened."""
    events = label.events
    return Parts(
        "events",
        (
            Part(events.happened, "happened"),
            Part(events.unsettled, "unsettled"),
            Part(events.not_happened, "did not happen"),
        ),
    )


def share_by_unnamed(label: Label) -> float | None:
    """Of a page's statements the share, 0 to 1, that unnamed sources make; None of no statements.

    >>> share_by_unnamed(Label(statements=8, statements_by_unnamed=2))
    0.25
    """
    return label.statements_by_unnamed / label.statements if label.statements else None


def credited(reading: Reading) -> list[str]:
    """The names of the outlets that the page credits, each once."""
    names = {entity.id: " ".join(entity.name.split()) for entity in reading.entities}
    return unique(names.get(outlet) for outlet in reading.label.outlets_credited)


def events_in_words(label: Label) -> list[str]:
    """A line for events by whether they happened, and one for those in the page's own voice."""
    parts = event_parts(label)
    if not parts.total:
        return []
    return [f"{plural(parts.total, 'event')}: {listed(parts.parts)}", own_voice_in_words(label)]


def own_voice_in_words(label: Label) -> str:
    """`4 events in the page's own words`."""
    return f"{plural(label.events_in_own_voice, 'event')} in the page's own words"


def statements_in_words(reading: Reading) -> list[str]:
    """Lines for statements, for those by unnamed sources and by none, for sources and outlets."""
    label = reading.label
    if not label.statements:
        return ["no statements"]
    (_, unnamed, nobody), forms = (parts.parts for parts in parts_of(reading))
    lines = [f"{plural(label.statements, 'statement')}: {listed(forms)}"]
    if unnamed.number:
        share = f"{unnamed.number / label.statements:.0%}"
        lines.append(f"{plural(unnamed.number, 'statement')} by unnamed sources ({share})")
    if nobody.number:
        lines.append(f"{plural(nobody.number, 'statement')} without a source")
    return [*lines, *sources_in_words(reading)]


def sources_in_words(reading: Reading) -> list[str]:
    """Lines for sources by naming, and for the outlets that are credited."""
    label = reading.label
    lines = []
    if label.sources:
        parts = (Part(label.named_sources, "named"), Part(label.unnamed_sources, "unnamed"))
        lines.append(f"{plural(label.sources, 'source')}: {listed(parts)}")
    if names := credited(reading):
        lines.append(f"credits {', '.join(names)}")
    return lines


def listed(parts: tuple[Part, ...]) -> str:
    """`9 direct, 2 mixed`: what there is any of."""
    return ", ".join(f"{part.number} {part.words}" for part in parts if part.number)
