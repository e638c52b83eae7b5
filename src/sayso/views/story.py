"""A story on the terminal: what happened when, who says what, who was first, what is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from rich.console import Console
from rich.text import Text

from sayso.reading import Span, Time
from sayso.stories.claims import (
    SURE,
    Claim,
    Conflict,
    Figure,
    Moment,
    Said,
    StorySource,
    StoryTelling,
    Telling,
)
from sayso.views.chronicle import OWN_VOICE, SETTLED, SIGNS, SUBJECTS
from sayso.views.lines import MEASURE, hanging, one_line, two_columns, wrapped
from sayso.views.outline import NAMED_SIGN, UNNAMED_SIGN, plural, shortened, unique, visible
from sayso.views.timex import day_in_words, period_of

MOST_CLAIMS: Final = 12
"""Claims that are shown; the others are counted."""
MOST_SOURCES: Final = 12
MOST_SAID: Final = 3
"""The same of sources, and of the statements of each that one outlet alone has."""

_INDENT: Final = 5
_WHY: Final = {
    "copy": "copies it",
    "credit": "is credited to it",
    "via": "credits it",
    "wording": "has its words",
}


def print_story(story: StoryTelling, console: Console) -> None:
    """Print `story`: its headline, its timeline, who says what, its claims, what is disputed, and
    which outlets rest on whom.

    Lines are as wide as those of a reading (`sayso.views.terminal.print_reading`).
    """
    width = min(console.width, MEASURE)
    outlets = {page.id: page.outlet or one_line(page.title or page.id) for page in story.pages}
    numbers = {claim.id: number for number, claim in enumerate(story.claims, start=1)}
    for block in (
        _head(story, console, width),
        _timeline(story, numbers, console, width),
        _sources(story, numbers, console, width),
        _claims(story, outlets, console, width),
        _conflicts(story, outlets, numbers, console, width),
        _rests(story, console, width),
    ):
        lines = Text("\n").join(block)
        if lines:
            console.print(lines, no_wrap=True, overflow="ignore", crop=False)


def _head(story: StoryTelling, console: Console, width: int) -> Iterator[Text]:
    title = Text(one_line(story.headline or "(no title)"), style="bold")
    yield from wrapped(title, console, width)
    outlets = unique(page.outlet for page in story.pages)
    days = [_day(page.published[:10]) for page in story.pages if page.published]
    span = unique((days[0], days[-1])) if days else []
    facts = [f"{plural(len(story.pages), 'page')} of {plural(len(outlets), 'outlet')}"]
    facts += [" – ".join(span)] if span else []
    yield from wrapped(Text(" · ".join(facts), style="dim"), console, width)
    if outlets:
        listed = Text(", ".join(map(one_line, outlets)), style="dim")
        yield from wrapped(listed, console, width)
    yield Text("─" * width, style="dim")


def _timeline(
    story: StoryTelling, numbers: Mapping[str, int], console: Console, width: int
) -> Iterator[Text]:
    if not story.timeline:
        return
    yield Text()
    yield from _heading("Timeline", "claim", console, width)
    for day, moments in groupby(story.timeline, key=lambda moment: moment.day):
        yield Text()
        yield Text(_day(day), style="bold")
        for moment in moments:
            yield from _moment(moment, numbers, console, width)


def _moment(
    moment: Moment, numbers: Mapping[str, int], console: Console, width: int
) -> Iterator[Text]:
    room = width - _INDENT
    line = Text(f"   {SIGNS[moment.settled]} ")
    line.append(shortened(one_line(moment.words), 2 * room))
    number = numbers.get(moment.claim or "")
    yield from two_columns(line, Text(str(number or "")), console, width)
    word = f"according to {one_line(moment.source)}" if moment.source else OWN_VOICE
    known = Text(f"{SETTLED[moment.settled]} · {word}", style="dim")
    yield from _indented(known, console, room)


def _sources(
    story: StoryTelling, numbers: Mapping[str, int], console: Console, width: int
) -> Iterator[Text]:
    if not story.sources:
        return
    yield Text()
    yield from _heading("Who says what", "outlets", console, width)
    for source in story.sources[:MOST_SOURCES]:
        yield Text()
        yield from _source(source, numbers, console, width)
    if (rest := len(story.sources) - MOST_SOURCES) > 0:
        yield Text()
        yield Text(f"and {plural(rest, 'more source')}", style="dim")


def _source(
    source: StorySource, numbers: Mapping[str, int], console: Console, width: int
) -> Iterator[Text]:
    sign = NAMED_SIGN if source.naming == "named" else UNNAMED_SIGN
    name = Text(f"{sign} {one_line(source.name)}", style="bold")
    if source.role and one_line(source.role).casefold() not in one_line(source.name).casefold():
        name.append(f", {one_line(source.role)}", style="not bold")
    yield from two_columns(name, Text(str(len(source.outlets))), console, width)
    shared = [said for said in source.said if said.claim is not None]
    alone = [said for said in source.said if said.claim is None]
    for said in (*shared, *alone[:MOST_SAID]):
        yield from _said(said, numbers, console, width)
    if (rest := len(alone) - MOST_SAID) > 0:
        yield Text(" " * _INDENT + f"and {plural(rest, 'more statement')}", style="dim")


def _said(said: Said, numbers: Mapping[str, int], console: Console, width: int) -> Iterator[Text]:
    room = width - _INDENT
    how = "" if said.polarity == "asserts" else f"{said.polarity}: "
    yield from _indented(Text(how + shortened(one_line(said.words), 3 * room)), console, room)
    number = numbers.get(said.claim or "")
    facts = [", ".join(map(one_line, said.outlets)), f"claim {number}" if number else ""]
    yield from _indented(Text(" · ".join(filter(None, facts)), style="dim"), console, room)


def _claims(
    story: StoryTelling, outlets: Mapping[str, str], console: Console, width: int
) -> Iterator[Text]:
    if not story.claims:
        return
    yield Text()
    yield from _heading("Claims", "told by · independently", console, width)
    distinct = story.distinct()
    numbers = {claim.id: number for number, claim in enumerate(story.claims, start=1)}
    for claim in distinct[:MOST_CLAIMS]:
        yield Text()
        head = Text().append(f"{numbers[claim.id]:>{_INDENT - 2}} ", style="dim")
        head.append(shortened(one_line(story.words.get(claim.id, "")), 2 * (width - _INDENT)))
        counts = Text(f"{len(claim.tellings)} · {claim.independent}")
        yield from two_columns(head, counts, console, width)
        facts = Text(" · ".join(_facts(claim, outlets)), style="dim")
        yield from _indented(facts, console, width - _INDENT)
    if (rest := len(distinct) - MOST_CLAIMS) > 0:
        yield Text()
        yield Text(f"and {plural(rest, 'more claim')}", style="dim")


def _facts(claim: Claim, outlets: Mapping[str, str]) -> Iterator[str]:
    if claim.confidence < SURE:
        yield "perhaps one claim"
    first = claim.origin_outlet or outlets.get(claim.origin, claim.origin)
    yield f"first {one_line(first)}"
    others = unique(outlets[one.page] for one in claim.tellings if outlets[one.page] != first)
    if others:
        yield f"then {', '.join(map(one_line, others))}"
    values = [_number(one.figures[0].value) for one in claim.tellings if one.figures]
    changes = [value for value, _ in groupby(values)]
    if len(changes) > 1:
        yield " → ".join(changes)
    settled = [SETTLED[one] for one, _ in groupby(one.settled for one in claim.tellings) if one]
    if len(settled) > 1:
        yield " → ".join(settled)


def _conflicts(
    story: StoryTelling,
    outlets: Mapping[str, str],
    numbers: Mapping[str, int],
    console: Console,
    width: int,
) -> Iterator[Text]:
    if not story.conflicts:
        return
    yield Text()
    yield from _heading("Disputed", "claim", console, width)
    tellings = {
        (claim.id, telling.page): telling for claim in story.claims for telling in claim.tellings
    }
    for conflict in story.conflicts:
        yield Text()
        shown = ", ".join(str(numbers[claim]) for claim in conflict.claims if claim in numbers)
        about = Text(f"   {SUBJECTS[conflict.about]}")
        yield from two_columns(about, Text(shown), console, width)
        sides = [
            _side(conflict, tellings.get((conflict.claims[0], page)) if conflict.claims else None)
            for page, _ in conflict.between
        ]
        for (page, _), words, side in zip(conflict.between, conflict.words, sides, strict=True):
            line = Text(one_line(outlets.get(page, page)), style="bold")
            if side and sides[0] != sides[1]:
                line.append(f" {side}", style="not bold")
            line.append(f": {shortened(one_line(words), 2 * width)}", style="not bold")
            yield from _indented(line, console, width - _INDENT)


def _side(conflict: Conflict, telling: Telling | None) -> str:
    """What one side of a conflict has, in a word or two: a number, or whether it happened."""
    if telling is None:
        return ""
    if conflict.about == "quantity" and telling.figures:
        return f"({_counted(telling.figures[0])})"
    if conflict.about == "happened" and telling.settled is not None and len(conflict.claims) == 1:
        return f"({SETTLED[telling.settled]})"
    return ""


def _rests(story: StoryTelling, console: Console, width: int) -> Iterator[Text]:
    if not story.rests:
        return
    yield Text()
    yield from _heading("Who rests on whom", "claims", console, width)
    for rest in story.rests:
        why = ", ".join(_WHY[one] for one in rest.why)
        line = Text(f"   {one_line(rest.outlet)} → {one_line(rest.on)}")
        line.append(f" · {why}", style="dim")
        yield from two_columns(line, Text(str(rest.claims)), console, width)


def _heading(title: str, right: str, console: Console, width: int) -> Iterable[Text]:
    return two_columns(Text(title, style="bold"), Text(right, style="dim"), console, width)


def _indented(text: Text, console: Console, room: int) -> Iterator[Text]:
    for line in hanging(text, console, room):
        yield Text(" " * _INDENT) + line


def _counted(figure: Figure) -> str:
    """`12 workers`, `EUR 2,100,000,000`."""
    number, unit = _number(figure.value), one_line(figure.unit or "")
    if unit == "%":
        return f"{number}%"
    if unit.isupper():
        return f"{unit} {number}"
    return f"{number} {unit if figure.value == 1 else plural(0, unit)[2:]}" if unit else number


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _day(value: str) -> str:
    """A day, month or year in words."""
    period = period_of(Time(id="", span=Span(0, 0), type="DATE", value=value))
    if period is None:
        return visible(value)
    return day_in_words(period.day) if period.day else period.words
