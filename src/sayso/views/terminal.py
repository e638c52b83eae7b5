"""A Reading on the terminal: who says what, in the order of the text or by source;
and what happened.

Colour tells sources apart and nothing else: whatever it says stands there as a sign or a word too,
so that the same view is whole without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.reading import Reading
from sayso.views.chronicle import (
    Chronicle,
    Happening,
    Party,
    chronicle,
    facts_of,
    word_of,
)
from sayso.views.label import (
    Parts,
    event_parts,
    own_voice_in_words,
    parts_of,
    sources_in_words,
    statements_in_words,
)
from sayso.views.lines import (
    MEASURE,
    can_print,
    hanging,
    one_line,
    two_columns,
    wrapped,
)
from sayso.views.outline import (
    Order,
    Outline,
    Source,
    Told,
    chain_of,
    dated,
    footing_of,
    joined,
    outline,
    own_words,
    place_of,
    plural,
    shortened,
    traits,
    unique,
    visible,
)
from sayso.views.sentences import excerpt_of

_COLOURS: Final = ("cyan", "green", "magenta", "blue", "yellow", "red")
"""Of the terminal's own sixteen, whose user has chosen them to be legible on the background; the
bright ones are not, on a light one."""

_INDENT: Final = 5
"""Columns before the content: a number of up to three digits, a space, and one for the bar."""

_BAR: Final = 20
"""Columns of a bar of the label."""

_EVENT_BAR: Final = 14
"""The same for events, whose words are longer: they fit on its line at up to 99 of each."""

_BLOCKS: Final = "█▒░"
"""What a bar's parts are drawn with, the firmest footing first."""

_PLAIN_BLOCKS: Final = "#=."
"""The same where the output's encoding has no blocks: question marks would be no bar."""


def print_reading(
    reading: Reading, console: Console, *, by: Order = "text", events: bool = False
) -> None:
    """Print `reading`: its head, its statements in the order of the text or `by` source, its label.

    With `events` those follow the statements: by time, or `by` source by on whose word they stand.

    On a terminal lines are wrapped to it, at most `MEASURE` wide. Elsewhere no word is ever broken,
    so a longer one (a URL) stands out over the width.
    """
    width = min(console.width, MEASURE)
    contents = outline(reading)
    if by == "source":
        body: Iterable[Iterable[Text]] = (
            block
            for source in contents.grouped
            for block in _group(source, contents, console, width)
        )
    else:
        body = chain(
            (
                _statement(told, _who(told, contents), contents, console, width)
                for told in contents.statements
            ),
            [_sources(contents, console, width)],
        )
    happened = _events(chronicle(reading, contents), contents, by, console, width) if events else ()
    for block in chain(
        [_head(reading, console, width)], body, happened, [_label(reading, console, width)]
    ):
        lines = Text("\n").join(block)
        if lines:
            console.print(lines, no_wrap=True, overflow="ignore", crop=False)


def _head(reading: Reading, console: Console, width: int) -> list[Text]:
    page = reading.page
    title = Text(one_line(page.title) if page.title else "(no title)", style="bold")
    known = " · ".join(map(one_line, unique([page.outlet, dated(page), page.byline])))
    origin = one_line(page.origin)
    facts = [f"{known} · {origin}" if known else origin]
    if cell_len(facts[0]) > width and known:
        facts = [known, origin]
    return [
        *wrapped(title, console, width),
        *wrapped(Text("\n".join(facts), style="dim"), console, width),
        Text("─" * width, style="dim"),
    ]


def _who(told: Told, contents: Outline) -> Text:
    """The source of a statement that does not stand under its source's heading."""
    remarks = [told.source.naming] if told.source.naming else []
    if words := own_words(told, contents):
        remarks.append(f"“{words}”")
    who = _name(told.source)
    return who.append(f" ({one_line(', '.join(remarks))})") if remarks else who


def _statement(
    told: Told, who: Text | None, contents: Outline, console: Console, width: int
) -> Iterable[Text]:
    """A statement; `who` says it, None under a heading that tells."""
    text, statement = contents.text, told.statement
    outer = contents.outer(told)

    head = Text().append(f"{told.number:>{_INDENT - 2}} ", style="dim")
    # The cue in italics, so that words of the page can be told from words about it.
    parts = [who] if who else []
    if cue := one_line(joined(text, statement.cue_spans)):
        parts.append(Text(cue, style="italic"))
    parts += [Text(one_line(words)) for words in chain_of(told, contents)]
    for number, part in enumerate(parts):
        head.append(" · " if number else "", style="dim").append_text(part)
    yield Text()
    form, *others = traits(told, str(outer.number) if outer else None)
    kind = Text().append(form, style="dim")
    for word in others:
        kind.append(" · ", style="dim").append(word)
    yield from two_columns(head, kind, console, width)

    # The bar only repeats the colour, so it is left out where it would be in the way of copying.
    margin = Text(" " * _INDENT)
    if console.color_system:
        margin = Text().append("   │ ", style=_style(told.source))
    for paragraph in visible(joined(text, statement.content_spans)).split("\n"):
        if words := paragraph.strip():
            for line in wrapped(Text(words), console, width - _INDENT):
                yield margin + line


def _group(
    source: Source, contents: Outline, console: Console, width: int
) -> Iterable[Iterable[Text]]:
    """A source's heading and its statements, a block each."""
    statements = contents.by_source[source.number]
    count = Text(plural(len(statements), "statement"), style="dim")
    yield [Text(), *two_columns(_described(source, contents), count, console, width)]
    for told in statements:
        words = own_words(told, contents)
        who = Text(f"“{one_line(words)}”") if words else None
        yield _statement(told, who, contents, console, width)


def _sources(contents: Outline, console: Console, width: int) -> Iterable[Text]:
    if not contents.sources:
        return
    yield Text()
    yield from two_columns(
        Text("Sources", style="bold"), Text("statements", style="dim"), console, width
    )
    for source in contents.sources:
        line = Text(" " * (_INDENT - 1)).append_text(_described(source, contents))
        yield from two_columns(
            line, Text(str(len(contents.by_source[source.number]))), console, width
        )


def _events(
    found: Chronicle, contents: Outline, by: Order, console: Console, width: int
) -> Iterable[Iterable[Text]]:
    """The events in their groups, then what cannot both hold; a block each."""
    order = "by time" if by == "text" else "by on whose word, then by time"
    if not found.events:
        yield [Text(), Text("no events", style="dim")]
    else:
        yield [
            Text(),
            *two_columns(Text("Events", style="bold"), Text(order, style="dim"), console, width),
        ]
    for group in found.grouped(by, contents):
        heading = (
            _described(group.source, contents)
            if group.source
            else Text(one_line(group.heading), style="bold")
        )
        if by == "text":
            # How many a day has can be seen: most often one or two.
            yield [Text(), *wrapped(heading, console, width)]
        else:
            count = Text(plural(len(group.events), "event"), style="dim")
            yield [Text(), *two_columns(heading, count, console, width)]
        for happening in group.events:
            yield _event(happening, found, contents, by, console, width)
    if found.conflicts:
        yield [Text(), Text("Cannot both hold", style="bold")]
    for conflict in found.conflicts:
        yield chain(
            hanging(Text(f"{conflict.number:>{_INDENT - 2}} {conflict.about}"), console, width),
            *(_party(party, contents, console, width) for party in conflict.between),
        )


def _event(
    happening: Happening,
    found: Chronicle,
    contents: Outline,
    by: Order,
    console: Console,
    width: int,
) -> Iterable[Text]:
    """An event: who did what to whom, its sentence, and what is known of it, by time also whose
    word it is."""
    head = Text().append(f"{happening.number:>{_INDENT - 2}} ", style="dim")
    head.append_text(_deed(happening))
    yield Text()
    yield from two_columns(head, Text(happening.settled), console, width)

    room = width - _INDENT
    excerpt = excerpt_of(contents.text, happening.sentence, happening.event.trigger, room)
    line = Text(visible(excerpt.before)).append(visible(excerpt.words), style="underline")
    for piece in wrapped(line.append(visible(excerpt.after)), console, room):
        yield Text(" " * _INDENT) + piece

    facts = facts_of(happening, contents, dated=by == "source")
    if by == "text":
        told = f" ({happening.told.number})" if happening.told else ""
        facts.append(word_of(happening) + told)
    elif happening.told:
        polarity = happening.told.statement.polarity
        how = "" if polarity == "asserts" else f", {polarity}"
        facts.append(f"statement {happening.told.number}{how}")
    disputes = found.disputed.get(happening.event.id, ())
    facts += [f"disputed ({conflict.number})" for conflict in disputes]
    if facts:
        for piece in wrapped(Text(one_line(" · ".join(facts)), style="dim"), console, room):
            yield Text(" " * _INDENT) + piece


def _deed(happening: Happening) -> Text:
    """Who did what to whom: `● the police → “arrested” → two residents`."""
    names = [
        one_line(", ".join(entity.name for entity in side))
        for side in (happening.actors, happening.recipients)
    ]
    what = Text(f"“{one_line(happening.words)}”", style="bold")
    parts = [Text(names[0])] if names[0] else []
    parts.append(what)
    parts += [Text(names[1])] if names[1] else []
    return Text(f"{happening.sign} ") + Text(" → ").join(parts)


def _party(party: Party, contents: Outline, console: Console, width: int) -> Iterable[Text]:
    """An event or a statement that is in a dispute, in a line or two."""
    room = width - _INDENT
    if isinstance(party, Happening):
        line = Text(f"event {party.number}: ") + _deed(party)
        line.append(f" ({party.settled}, {one_line(word_of(party))})")
    elif isinstance(party, Told):
        content = joined(contents.text, party.statement.content_spans)
        line = Text(f"statement {party.number}: ") + _name(party.source)
        line.append(f": {one_line(shortened(content, room))}" if content.strip() else "")
    else:
        line = Text(one_line(party))
    for piece in hanging(line, console, room):
        yield Text(" " * _INDENT) + piece


def _label(reading: Reading, console: Console, width: int) -> Iterable[Text]:
    """The sourcing label: bars with their words, then sources and outlets in words."""
    yield Text()
    blocks = _BLOCKS if can_print(_BLOCKS, console) else _PLAIN_BLOCKS
    if reading.label.statements:
        yield Text(plural(reading.label.statements, "statement"))
        for parts in parts_of(reading):
            yield from _bar(parts, blocks, console, width)
        lines = "\n".join(map(one_line, sources_in_words(reading)))
        if lines:
            yield from wrapped(Text(lines), console, width)
    else:
        none = "\n".join(map(one_line, statements_in_words(reading)))
        yield from wrapped(Text(none, style="dim"), console, width)
    events = event_parts(reading.label)
    if events.total:
        yield Text(plural(events.total, "event"))
        yield from _bar(events, blocks, console, width, cells=_EVENT_BAR)
        yield from wrapped(Text(own_voice_in_words(reading.label)), console, width)


def _bar(
    parts: Parts, blocks: str, console: Console, width: int, *, cells: int = _BAR
) -> Iterable[Text]:
    shared = cells_of([part.number for part in parts.parts], cells)
    bar = "".join(block * count for block, count in zip(blocks, shared, strict=True))
    key = ", ".join(
        f"{block} {part.number} {part.words}"
        for block, part in zip(blocks, parts.parts, strict=True)
        if part.number
    )
    yield from hanging(Text(f"  {parts.title:<9}  {bar}  {key}"), console, width)


def cells_of(counts: Sequence[int], cells: int) -> list[int]:
    """`cells` shared out by `counts`, at least one to each that is not 0.

    >>> cells_of([1, 0, 30], 10)
    [1, 0, 9]
    """
    total = sum(counts)
    if not total:
        return [0 for _ in counts]
    shared = [max(count * cells // total, 1) if count else 0 for count in counts]
    while (rest := cells - sum(shared)) != 0:
        # To the one that is furthest below its due, or from the one that is furthest above it.
        step = 1 if rest > 0 else -1
        able = [i for i, count in enumerate(counts) if count and shared[i] + step > 0]
        if not able:
            break
        due = max(able, key=lambda i: step * (counts[i] * cells / total - shared[i]))
        shared[due] += step
    return shared


def _name(source: Source) -> Text:
    return Text().append(f"{source.sign} {one_line(source.name)}", style=_style(source))


def _described(source: Source, contents: Outline) -> Text:
    """A source with all that the page says of who it is and on what footing it stands."""
    described = _name(source)
    if place := place_of(source, contents):
        described.append(f", {one_line(', '.join(place))}")
    if footing := footing_of(source, contents):
        described.append(f" ({one_line(', '.join(footing))})")
    return described


def _style(source: Source) -> str:
    colour = source.colour(len(_COLOURS))
    return "dim" if colour is None else f"bold {_COLOURS[colour]}"
