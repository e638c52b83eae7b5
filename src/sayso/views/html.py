"""Readings as HTML: one self-contained page, or a fragment for a notebook.

The page loads nothing: its style and script stand in it, allowed by their digests in a content
security policy that forbids all else. Whatever comes from the page that was read is escaped, and
ids and classes are made of numbers, never of what a page says.
"""

from __future__ import annotations

import re
import shutil
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from io import StringIO
from itertools import chain, groupby, islice
from tempfile import TemporaryFile
from typing import Final, Literal, NamedTuple, TextIO

from sayso.reading import Page, Reading
from sayso.views.chronicle import (
    SETTLED,
    SIGNS,
    Chronicle,
    Conflict,
    Happening,
    chronicle,
    facts_of,
    word_of,
)
from sayso.views.label import events_in_words, statements_in_words
from sayso.views.label_picture import label_picture
from sayso.views.outline import (
    NO_SOURCE_SIGN,
    UNNAMED_SIGN,
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
    traits,
)
from sayso.views.segments import Segment, Stretch, stretches
from sayso.views.sentences import excerpt_of

EXCERPT: Final = 240
"""Characters of its sentence that stand with an event: nearly all sentences are shorter."""

PALETTE_SIZE: Final = 8
"""Colours that `reading.css` has for sources."""

# What HTML cannot hold as itself: CR would become LF, the other control characters, surrogates and
# noncharacters are errors. Each becomes one character, so that offsets stay what they are.
_UNPRINTABLE: Final = {
    **{code: 0xFFFD for code in range(0x20) if code not in (0x09, 0x0A)},
    **dict.fromkeys(range(0x7F, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
    **dict.fromkeys(range(0xFDD0, 0xFDF0), 0xFFFD),
    **{plane + code: 0xFFFD for plane in range(0, 0x110000, 0x10000) for code in (0xFFFE, 0xFFFF)},
}

_RECORD_ID: Final = re.compile("[QV][0-9]{1,9}")

_Kind = Literal["prose", "list", "unread"]


class _Entry(NamedTuple):
    """A line of the index of pages."""

    title: str
    facts: str
    events: bool


def write_page(readings: Iterable[Reading], stream: TextIO, *, by: Order = "text") -> int:
    """Write one page of all `readings` to `stream`; returns their number.

    Each can be looked at in the order of its text and by source; `by` is what is shown first. The
    readings are taken one at a time and none is kept, so there may be any number of them.
    """
    entries: list[_Entry] = []
    upcoming = iter(readings)
    first_two = list(islice(upcoming, 2))
    # One page's title is the heading of all; those of several stand below "12 pages read".
    heading = 2 if len(first_two) > 1 else 1
    with TemporaryFile("w+", encoding="utf-8", newline="") as articles:
        for number, reading in enumerate(chain(first_two, upcoming), start=1):
            articles.writelines(_article(reading, f"p{number}", heading, by))
            entries.append(_entry(reading))
        articles.seek(0)
        stream.writelines(_opening(entries))
        shutil.copyfileobj(articles, stream)
    stream.write(f"</main>\n<script>{_asset('page.js')}</script>\n</body>\n</html>\n")
    return len(entries)


def render_page(readings: Reading | Iterable[Reading], *, by: Order = "text") -> str:
    """One page of a Reading or of several, as `write_page` writes it."""
    page = StringIO()
    write_page([readings] if isinstance(readings, Reading) else readings, page, by=by)
    return page.getvalue()


def render_fragment(reading: Reading, *, by: Order = "text") -> str:
    """`reading` as an element with its style, without a script, to stand in another page."""
    identity = "s" + sha256(reading.page.id.encode("utf-8", "replace")).hexdigest()[:8]
    return (
        f'<div class="sayso fragment"><style>{_asset("reading.css")}</style>'
        f"{''.join(_article(reading, identity, 3, by))}</div>"
    )


def render_article(reading: Reading, *, by: Order = "text", heading: int = 1) -> str:
    """`reading` as an element for a page that has the style and the script already.

    In it the words of each statement and event can be linked to by their id in the record, as
    `#Q3` and `#V7`. The element itself is `#p1`; `heading` is the level of its title.
    """
    return "".join(_article(reading, "p1", heading, by, places=True))


def _opening(entries: Sequence[_Entry]) -> Iterator[str]:
    style, script = _asset("reading.css") + _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    title = entries[0].title if len(entries) == 1 else f"{plural(len(entries), 'page')} read"
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_escaped(title)} – who says what</title>\n"
        f'<link rel="icon" href="data:,">\n<style>{style}</style>\n</head>\n<body>\n'
    )
    if len(entries) == 1:
        yield '<a class="skip" href="#p1-sources">Skip to the sources</a>\n'
        if entries[0].events:
            yield '<a class="skip" href="#p1-events">Skip to the events</a>\n'
    else:
        yield f'<nav class="index" aria-labelledby="top">\n<h1 id="top">{_escaped(title)}</h1>\n'
        yield "<ol>\n"
        for number, entry in enumerate(entries, start=1):
            yield f'<li><a href="#p{number}">{_bdi(entry.title)}</a> '
            yield f'<span class="facts">{_bdi(entry.facts)}</span></li>\n'
        yield "</ol>\n</nav>\n"
    yield '<main class="sayso">\n'


def _entry(reading: Reading) -> _Entry:
    statements = plural(len(reading.statements), "statement")
    outlet = reading.page.outlet
    facts = f"{outlet} · {statements}" if outlet else statements
    return _Entry(_title(reading.page), facts, bool(reading.events or reading.disputes))


def _article(
    reading: Reading, identity: str, heading: int, by: Order, *, places: bool = False
) -> Iterator[str]:
    """The article of one page; `identity` begins all of its ids, `heading` is its title's level.

    With `places`, statements and events have their ids in the record as well.
    """
    page = reading.page
    contents = outline(reading)
    found = chronicle(reading, contents)
    parts = stretches(page.text, page.blocks, contents.statements, found.events)
    yield f'<article id="{identity}" tabindex="-1" aria-label="{_escaped(_title(page))}">\n'
    yield from _head(reading, parts, identity, heading)
    yield _orders(identity, by)
    yield f'<div class="columns">\n<div class="text" lang="{_escaped(page.language)}">'
    yield from _text(page.text, parts, contents, identity, heading, places)
    yield "</div>\n"
    yield from _sources(contents, identity, heading)
    yield "</div>\n"
    if found.events or found.conflicts:
        yield from _events(found, contents, identity, heading)
    yield "</article>\n"


def _head(reading: Reading, parts: Sequence[Stretch], identity: str, heading: int) -> Iterator[str]:
    page = reading.page
    facts = [_bdi(page.outlet)] if page.outlet else []
    if day := dated(page):
        facts.append(_escaped(day))
    if page.byline:
        facts.append(_bdi(page.byline))
    address = page.url or page.origin
    if re.match(r"https?://[^\s/]", address, re.IGNORECASE):
        facts.append(f'<a href="{_escaped(address)}" rel="noopener noreferrer">{_bdi(address)}</a>')
    else:
        facts.append(_bdi(page.origin))
    yield f'<header>\n<p class="facts">{" · ".join(facts)}</p>\n'
    if not any(part.block and part.block.role == "title" for part in parts):
        yield f'<h{heading} class="title">{_bdi(_title(page))}</h{heading}>\n'
    lines = [_bdi(line) for line in statements_in_words(reading)]
    if counts := events_in_words(reading.label):
        linked = bool(reading.events or reading.disputes)
        first = _bdi(counts[0])
        lines.append(f'<a href="#{identity}-events">{first}</a>' if linked else first)
        lines += map(_bdi, counts[1:])
    yield (
        f'<div class="label">{label_picture(reading, identity)}'
        f'<ul class="counts"><li>{"</li><li>".join(lines)}</li></ul></div>\n</header>\n'
    )


def _orders(identity: str, by: Order) -> str:
    """The control that says what comes first, the text or the sources; it needs no script."""
    choices = {"text": "in the order of the text", "source": "by source"}
    inputs = " ".join(
        f'<label><input type="radio" name="{identity}-by" class="by-{order}"'
        f"{' checked' if order == by else ''}> {words}</label>"
        for order, words in choices.items()
    )
    return f'<fieldset class="order"><legend>Statements</legend> {inputs}</fieldset>\n'


def _text(
    text: str,
    parts: Sequence[Stretch],
    contents: Outline,
    identity: str,
    heading: int,
    places: bool,
) -> Iterator[str]:
    """All of the text, in blocks; what is not read is folded away."""
    titles = 0
    for kind, members in groupby(_with_kinds(parts, text), key=lambda pair: pair[0]):
        blocks = [part for _, part in members]
        if kind == "unread":
            number = sum(part.block is not None for part in blocks)
            says = f"{plural(number, 'block')} not read: other headlines, site furniture"
            yield f'<details class="unread"><summary>{says}</summary>'
        elif kind == "list":
            yield "<ul>"
        for part in blocks:
            words = "".join(_segment(text, s, contents, identity, places) for s in part.segments)
            role = part.block.role if part.block else None
            if not _words(part, text).strip():
                # Between blocks.
                yield words
            elif role == "title":
                # Pages often say their title twice; the first one is the heading.
                titles += 1
                name, style = (f"h{heading}", "title") if titles == 1 else ("p", "title again")
                yield f'<{name} class="{style}" dir="auto">{words}</{name}>'
            else:
                name = {"subhead": f"h{heading + 1}", "list_item": "li"}.get(role or "", "p")
                yield f'<{name} class="{role or "loose"}" dir="auto">{words}</{name}>'
        if kind == "unread":
            yield "</details>"
        elif kind == "list":
            yield "</ul>"


def _with_kinds(parts: Sequence[Stretch], text: str) -> Iterator[tuple[_Kind, Stretch]]:
    """Each part with what it stands among; blank text between blocks goes with the one before."""
    kind: _Kind = "prose"
    for part in parts:
        if part.block is not None:
            role = part.block.role
            if role in ("teaser", "furniture"):
                kind = "unread"
            else:
                kind = "list" if role == "list_item" else "prose"
        elif _words(part, text).strip():
            kind = "prose"
        yield kind, part


def _segment(text: str, segment: Segment, contents: Outline, identity: str, places: bool) -> str:
    marks = "".join(_mark(told, contents, identity, places) for told in segment.starts)
    marks += "".join(_event_mark(happening, identity, places) for happening in segment.begun)
    words = _escaped(text[slice(*segment.span)])
    classes = []
    data = ""
    if segment.events:
        classes.append("deed")
        events = " ".join(str(happening.number) for happening in segment.events)
        data = f' data-v="{events}"'
    if not segment.statements:
        return f'{marks}<span class="deed"{data}>{words}</span>' if data else marks + words
    if segment.content:
        classes += ["said", f"t{_tint(segment.content[-1].source)}"]
        if len(segment.content) > 1:
            classes += ["inside", f"o{_tint(segment.content[-2].source)}"]
    if segment.source:
        source = segment.source[-1].source
        classes += ["who", f"u{_tint(source)}", *(["unnamed"] if source.unnamed else [])]
    if segment.cue:
        classes.append("cue")
    numbers = " ".join(str(told.number) for told in segment.statements)
    return f'{marks}<span class="{" ".join(classes)}" data-q="{numbers}"{data}>{words}</span>'


def _mark(told: Told, contents: Outline, identity: str, places: bool) -> str:
    """The mark at a statement's first words, a link to it in the list of sources.

    It has no text of its own (the style sheet shows `data-sign`), so that what is copied from the
    page is the page's text.
    """
    how = [*_traits(told, contents), *chain_of(told, contents)]
    says = f"{told.source.name}: {', '.join(how)}"
    return (
        f'<a class="mark t{_tint(told.source)}" id="{identity}-q{told.number}"'
        f' href="#{identity}-l{told.number}" data-q="{told.number}"'
        f' data-sign="{_sign(told.source)}"'
        f' aria-label="Statement {told.number}, {_escaped(says)}">'
        f"{_place(told.statement.id) if places else ''}</a>"
    )


def _event_mark(happening: Happening, identity: str, places: bool) -> str:
    """The mark before an event's trigger, a link to it in the list of events; without text too."""
    says = f"Event {happening.number}, {happening.settled}: {happening.words}"
    return (
        f'<a class="deed-mark" id="{identity}-v{happening.number}"'
        f' href="#{identity}-e{happening.number}" data-v="{happening.number}"'
        f' data-sign="{happening.sign}" aria-label="{_escaped(says)}">'
        f"{_place(happening.event.id) if places else ''}</a>"
    )


def _place(record_id: str) -> str:
    """What a link to an id of the record leads to; nothing for an id that sayso did not give."""
    return f'<span id="{record_id}"></span>' if _RECORD_ID.fullmatch(record_id) else ""


def _sources(contents: Outline, identity: str, heading: int) -> Iterator[str]:
    yield (
        f'<aside class="sources" aria-labelledby="{identity}-sources">\n'
        # The heading takes the focus of the link to it: were it the whole list, `reading-flow`
        # would leave out all in it when the list comes first.
        f'<h{heading + 1} id="{identity}-sources" tabindex="-1">Sources</h{heading + 1}>\n'
    )
    if contents.sources:
        yield (
            '<p class="key"><span class="said t0">what is said</span>'
            ' <span class="who u0">who says it</span>'
            ' <span class="who unnamed u0">without a name</span>'
            ' <span class="cue">words of saying</span></p>\n<ol>\n'
        )
    else:
        yield '<p class="key">No statements.</p>\n<ol>\n'
    for source in contents.grouped:
        yield from _source(source, contents, identity, heading + 2)
    yield "</ol>\n</aside>\n"


def _source(source: Source, contents: Outline, identity: str, heading: int) -> Iterator[str]:
    statements = contents.by_source[source.number]
    naming, *footing = footing_of(source, contents) or [""]
    badge = f' <span class="naming">{naming}</span>' if naming else ""
    facts = [*place_of(source, contents), *footing, plural(len(statements), "statement")]
    yield (
        f'<li class="source" data-source="{source.number}"><h{heading}>'
        f'<span class="sign t{_tint(source)}" aria-hidden="true">{_sign(source)}</span> '
        f"{_bdi(source.name)}{badge}</h{heading}>\n"
        f'<p class="facts">{" · ".join(map(_bdi, facts))}</p>\n<ol>\n'
    )
    for told in statements:
        yield _listed(told, contents, identity)
    yield "</ol></li>\n"


def _events(found: Chronicle, contents: Outline, identity: str, heading: int) -> Iterator[str]:
    """The events by time, then what cannot both hold."""
    yield (
        f'<section class="events" aria-labelledby="{identity}-events">\n'
        f'<h{heading + 1} id="{identity}-events" tabindex="-1">Events</h{heading + 1}>\n'
    )
    if found.events:
        key = " ".join(
            f'<span><span aria-hidden="true">{SIGNS[settled]}</span> {words}</span>'
            for settled, words in SETTLED.items()
        )
        yield f'<p class="key">{key}</p>\n<ol class="days">\n'
    else:
        yield '<p class="key">No events.</p>\n<ol class="days">\n'
    for group in found.grouped("text", contents):
        yield f"<li><h{heading + 2}>{_bdi(group.heading)}</h{heading + 2}>\n<ol>\n"
        for happening in group.events:
            yield _event(happening, found, contents, identity)
        yield "</ol></li>\n"
    yield "</ol>\n"
    if found.conflicts:
        yield f"<h{heading + 2}>Cannot both hold</h{heading + 2}>\n"
        yield '<ol class="disputes">\n'
        for conflict in found.conflicts:
            yield _conflict(conflict, contents, identity)
        yield "</ol>\n"
    yield "</section>\n"


def _event(happening: Happening, found: Chronicle, contents: Outline, identity: str) -> str:
    """An event: who did what to whom, its class, its sentence, and what is known of it."""
    excerpt = excerpt_of(contents.text, happening.sentence, happening.event.trigger, EXCERPT)
    facts = [_bdi(fact) for fact in facts_of(happening, contents, dated=False)]
    word = _bdi(word_of(happening))
    if told := happening.told:
        word = f'<a href="#{identity}-l{told.number}">{word}</a>'
    facts.append(word)
    facts += (
        f'<a href="#{identity}-d{conflict.number}">disputed</a>'
        for conflict in found.disputed.get(happening.event.id, ())
    )
    sentence = (
        f'{_escaped(excerpt.before)}<em class="deed">{_escaped(excerpt.words)}</em>'
        f"{_escaped(excerpt.after)}"
    )
    return (
        f'<li class="event"><p class="what">{_settled(happening)} '
        f'<a id="{identity}-e{happening.number}"{_trigger_link(happening, contents, identity)}'
        f' data-v="{happening.number}">{_deed(happening)}</a></p>\n'
        f'<p class="sentence" dir="auto">{sentence}</p>\n'
        f'<p class="facts">{" · ".join(facts)}</p></li>\n'
    )


def _settled(happening: Happening) -> str:
    """The class of an event as a sign and in words."""
    return (
        f'<span class="settled"><span aria-hidden="true">{happening.sign}</span>'
        f" {happening.settled}</span>"
    )


def _deed(happening: Happening) -> str:
    """Who did what to whom."""
    sides = [
        ", ".join(entity.name for entity in side)
        for side in (happening.actors, happening.recipients)
    ]
    actors, recipients = (_bdi(" ".join(names.split())) if names.strip() else "" for names in sides)
    deed = f"<strong>{_bdi(happening.words or happening.event.id)}</strong>"
    return '<span aria-hidden="true"> → </span>'.join(
        part for part in (actors, deed, recipients) if part
    )


def _trigger_link(happening: Happening, contents: Outline, identity: str) -> str:
    # A trigger that stands nowhere in the text has no mark to lead to.
    start, end = happening.event.trigger
    placed = max(start, 0) < min(end, len(contents.text))
    return f' href="#{identity}-v{happening.number}"' if placed else ""


def _conflict(conflict: Conflict, contents: Outline, identity: str) -> str:
    parties = []
    for party in conflict.between:
        if isinstance(party, Happening):
            parties.append(
                f'<a href="#{identity}-e{party.number}">{_deed(party)}</a>'
                f' <span class="facts">{_settled(party)} · {_bdi(word_of(party))}</span>'
            )
        elif isinstance(party, Told):
            said = joined(contents.text, party.statement.content_spans) or party.statement.id
            parties.append(
                f'<a href="#{identity}-l{party.number}">{_bdi(" ".join(said.split()))}</a>'
                f' <span class="facts">{_bdi(party.source.name)}</span>'
            )
        else:
            parties.append(_bdi(party))
    one, other = parties
    return (
        f'<li id="{identity}-d{conflict.number}" tabindex="-1">'
        f'<p class="about">{conflict.about.capitalize()}</p>\n'
        f"<ul><li>{one}</li>\n<li>{other}</li></ul></li>\n"
    )


def _listed(told: Told, contents: Outline, identity: str) -> str:
    text, statement = contents.text, told.statement
    cue = joined(text, statement.cue_spans)
    words = joined(text, statement.content_spans) or joined(
        text, sorted((*statement.source_spans, *statement.cue_spans))
    )
    own = own_words(told, contents)
    how = [
        *([f"“{own}”"] if own else []),
        *([cue] if cue and statement.content_spans else []),
        *chain_of(told, contents),
        *_traits(told, contents),
    ]
    # A statement that stands nowhere in the text has no mark to lead to.
    placed = any(
        0 <= start < min(end, len(text))
        for start, end in (
            *statement.content_spans,
            *statement.source_spans,
            *statement.cue_spans,
        )
    )
    target = f' href="#{identity}-q{told.number}"' if placed else ""
    return (
        f'<li><a id="{identity}-l{told.number}"{target} data-q="{told.number}">'
        f"{_bdi(' '.join(words.split()) or statement.id)}</a>"
        f' <span class="facts">{" · ".join(map(_bdi, how))}</span></li>\n'
    )


def _traits(told: Told, contents: Outline) -> list[str]:
    outer = contents.outer(told)
    return traits(told, f"a statement of {outer.source.name}" if outer else None)


def _sign(source: Source) -> str:
    """The source's number, after the sign for unnamed ones; the same in the text and the list."""
    if source.entity is None:
        return NO_SOURCE_SIGN
    return f"{UNNAMED_SIGN}{source.number}" if source.unnamed else str(source.number)


def _tint(source: Source) -> str:
    colour = source.colour(PALETTE_SIZE)
    return "n" if colour is None else str(colour)


def _title(page: Page) -> str:
    return page.title or page.origin


def _words(part: Stretch, text: str) -> str:
    if not part.segments:
        return ""
    return text[part.segments[0].span.start : part.segments[-1].span.end]


def _escaped(words: str) -> str:
    return escape(words.translate(_UNPRINTABLE))


def _bdi(words: str) -> str:
    """`words` escaped, and kept from reordering what stands around them."""
    return f"<bdi>{_escaped(words)}</bdi>"


@cache
def _asset(name: str) -> str:
    return files("sayso.views").joinpath(name).read_text("utf-8")


def _digest(inline: str) -> str:
    return f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}"
