"""The terminal view: whole without colour, never wider than it should be, nothing lost."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from sayso.reading import Entity, Published, Reading, Span
from sayso.views.lines import console_for
from sayso.views.outline import Order, joined, visible
from sayso.views.terminal import cells_of, print_reading
from tests.strategies import readings
from tests.views.sample import eventful, sample

PLAIN = """\
Harbour Bridge Will Close for Repairs, Mayor Says
The Ellery Courier · 12 March 2026 (from the text) · Ines Okoro · bridge.txt
────────────────────────────────────────────────────────────────────────────────

  1 ◆ Dana Whitlock · said on Thursday                                  indirect
     The harbour bridge will close for six weeks from Monday

  2 ◆ Dana Whitlock · said                                                direct
     “We looked at every other way,” […] “But there is none that I would send a
     school bus over.
     “So the bridge will close, and it will open again when it is sound.”

  3 ◇ Three people briefed on the inspection (unnamed) · told · to The Ellery
      Courier                                                           indirect
     that the cracks had been known since spring

  4 ◇ One of the people (unnamed) · said                                   mixed
     an engineer had warned of “a real danger to barges” in a letter in April

  5 ◇ an engineer (unnamed) · had warned of […] in a letter
                                           mixed · writing · inside 4 · 33% sure
     “a real danger to barges”

  6 ◆ The council · declined to comment                      indirect · declines

  7 ◇ A spokesman for Castellan Works (unnamed) · denied       indirect · denies
     that its concrete was to blame

  8 – no source given · It was reported                                 indirect
     that the ferry would run again

  9 ◆ Dana Whitlock · said                                                direct
     “Ask me on Monday.”

 10 ◇ aides to the governor (unnamed) · citing · via Coast Radio        indirect
     that the state would pay for half of it

 11 ◆ Dana Whitlock (“she”) · told · to reporters · At a news conference · 12
      March 2026                                                          direct
     “I am sorry for every hour that this costs you.”

 12 ◆ the transit office · according to                                 indirect
     Buses will go by Tanner Street

Sources                                                               statements
    ◆ Dana Whitlock, Mayor, PORT ELLERY, USA                                   4
    ◇ Three people briefed on the inspection (unnamed)                         1
    ◇ One of the people (unnamed, 1 of “Three people briefed on the inspection”)
                                                                               1
    ◇ an engineer (unnamed)                                                    1
    ◆ The council                                                              1
    ◇ A spokesman for Castellan Works (unnamed)                                1
    – no source given                                                          1
    ◇ aides to the governor, the state (unnamed, 2 people, “asked not to be
      named because the budget is not public”)                                 1
    ◆ the transit office                                                       1

12 statements
  by source  ██████████▒▒▒▒▒▒▒▒░░  █ 6 named, ▒ 5 unnamed, ░ 1 no source
  by form    █████▒▒▒░░░░░░░░░░░░  █ 3 direct, ▒ 2 mixed, ░ 7 indirect
8 sources: 3 named, 5 unnamed
credits Coast Radio
"""

BY_SOURCE = """\
Harbour Bridge Will Close for Repairs, Mayor Says
The Ellery Courier · 12 March 2026 (from the text) · Ines Okoro · bridge.txt
────────────────────────────────────────────────────────────────────────────────

◆ Dana Whitlock, Mayor, PORT ELLERY, USA                            4 statements

  1 said on Thursday                                                    indirect
     The harbour bridge will close for six weeks from Monday

  2 said                                                                  direct
     “We looked at every other way,” […] “But there is none that I would send a
     school bus over.
     “So the bridge will close, and it will open again when it is sound.”

  9 said                                                                  direct
     “Ask me on Monday.”

 11 “she” · told · to reporters · At a news conference · 12 March 2026    direct
     “I am sorry for every hour that this costs you.”

◇ Three people briefed on the inspection (unnamed)                   1 statement

  3 told · to The Ellery Courier                                        indirect
     that the cracks had been known since spring

◇ One of the people (unnamed, 1 of “Three people briefed on the inspection”)
                                                                     1 statement

  4 said                                                                   mixed
     an engineer had warned of “a real danger to barges” in a letter in April

◇ an engineer (unnamed)                                              1 statement

  5 had warned of […] in a letter          mixed · writing · inside 4 · 33% sure
     “a real danger to barges”

◆ The council                                                        1 statement

  6 declined to comment                                      indirect · declines

◇ A spokesman for Castellan Works (unnamed)                          1 statement

  7 denied                                                     indirect · denies
     that its concrete was to blame

◇ aides to the governor, the state (unnamed, 2 people, “asked not to be named
      because the budget is not public”)                             1 statement

 10 citing · via Coast Radio                                            indirect
     that the state would pay for half of it

◆ the transit office                                                 1 statement

 12 according to                                                        indirect
     Buses will go by Tanner Street

– no source given                                                    1 statement

  8 It was reported                                                     indirect
     that the ferry would run again

12 statements
  by source  ██████████▒▒▒▒▒▒▒▒░░  █ 6 named, ▒ 5 unnamed, ░ 1 no source
  by form    █████▒▒▒░░░░░░░░░░░░  █ 3 direct, ▒ 2 mixed, ░ 7 indirect
8 sources: 3 named, 5 unnamed
credits Coast Radio
"""


def printed(reading: Reading, by: Order = "text") -> str:
    stream = StringIO()
    print_reading(reading, console_for(stream), by=by)
    return stream.getvalue()


def on_terminal(reading: Reading, width: int, by: Order = "text") -> str:
    stream = StringIO()
    console = Console(
        file=stream, force_terminal=True, color_system="standard", width=width, markup=False
    )
    print_reading(reading, console, by=by)
    return stream.getvalue()


def without_colour(output: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", output)


def words(output: str) -> str:
    return re.sub(r"\s|│", "", output)


def test_piped_it_is_plain_and_eighty_columns_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert printed(sample()) == PLAIN
    assert printed(sample(), "source") == BY_SOURCE


@pytest.mark.parametrize(("by", "expected"), [("text", PLAIN), ("source", BY_SOURCE)])
def test_colour_adds_nothing_but_the_bar(by: Order, expected: str) -> None:
    output = on_terminal(sample(), 80, by)
    assert "\x1b[" in output
    plain = without_colour(output).replace("   │ ", "     ")
    assert [line.rstrip() for line in plain.splitlines()] == expected.splitlines()


def test_without_blocks_the_bars_are_of_plain_characters() -> None:
    stream = TextIOWrapper(BytesIO(), encoding="ascii", errors="replace")
    print_reading(sample(), console_for(stream))
    stream.seek(0)
    lines = stream.read().splitlines()
    assert "  by source  ##########========..  # 6 named, = 5 unnamed, . 1 no source" in lines


@given(st.lists(st.integers(0, 2000), min_size=3, max_size=3))
def test_a_bar_is_full_and_every_part_is_seen(counts: list[int]) -> None:
    cells = cells_of(counts, 20)
    assert sum(cells) == (20 if any(counts) else 0)
    assert [bool(cell) for cell in cells] == [bool(count) for count in counts]
    for count, cell in zip(counts, cells, strict=True):
        assert cell <= 1 or abs(cell - 20 * count / sum(counts)) <= 2


def test_a_source_keeps_its_colour_and_neighbours_differ() -> None:
    lines = on_terminal(sample(), 80).splitlines()
    colours: dict[str, set[str]] = {}
    for line in lines:
        if found := re.search(r"\x1b\[([0-9;]+)m[◆◇] ([^\x1b]+)\x1b", line):
            colours.setdefault(found[2], set()).add(found[1])
    assert len(colours) == 8
    assert all(len(codes) == 1 for codes in colours.values())
    assert colours["Dana Whitlock"] != colours["Three people briefed on the inspection"]


@pytest.mark.parametrize("by", ["text", "source"])
@pytest.mark.parametrize("width", [30, 60, 80, 84, 200])
def test_no_line_is_wider_than_the_terminal_or_the_measure(width: int, by: Order) -> None:
    for line in without_colour(on_terminal(sample(), width, by)).splitlines():
        assert cell_len(line) <= min(width, 84)


def test_a_long_word_is_broken_on_a_terminal_and_kept_when_piped() -> None:
    reading = sample()
    address = "https://example.test/" + "a" * 100
    text = reading.page.text.replace("“Ask me on Monday.”", address)
    start = text.index(address)
    statement = replace(
        reading.statements[8],
        content_spans=(Span(start, start + len(address)),),
    )
    spoilt = replace(reading, page=replace(reading.page, text=text), statements=(statement,))
    assert address in printed(spoilt)
    shown = without_colour(on_terminal(spoilt, 80))
    assert address not in shown
    assert address in words(shown)


def test_a_long_path_stands_on_a_line_of_its_own() -> None:
    reading = sample()
    path = "pages/" + "x" * 60 + ".html"
    lines = printed(replace(reading, page=replace(reading.page, origin=path))).splitlines()
    assert lines[1:3] == [
        "The Ellery Courier · 12 March 2026 (from the text) · Ines Okoro",
        path,
    ]
    bare = replace(reading.page, origin=path, outlet=None, byline=None, published=Published())
    assert printed(replace(reading, page=bare)).splitlines()[1] == path


def test_a_long_source_is_wrapped_and_not_cut() -> None:
    name = "two people who asked not to be named because they were not allowed to speak of it " * 2
    reading = sample()
    entities = (replace(reading.entities[0], name=name.strip()), *reading.entities[1:])
    assert words(name) in words(printed(replace(reading, entities=entities)))


def test_nothing_acts_on_the_terminal() -> None:
    hostile = Entity(id="N1", name="\x1b[2J\x1b]0;owned\x07 Ann \u202eeviL\x9b31m")
    output = printed(replace(sample(), entities=(hostile,)))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", output)
    assert "␛[2J␛]0;owned␇ Ann eviL\ufffd31m (unnamed)" in output


def test_a_page_without_statements_says_so() -> None:
    bare = replace(sample(), statements=(), label=type(sample().label)())
    assert printed(bare).endswith("─\n\nno statements\n")
    assert "Sources" not in printed(bare)


@given(readings(), st.sampled_from(("text", "source")))
@settings(max_examples=50, deadline=None)
def test_any_reading_is_printed_with_all_its_words(reading: Reading, by: Order) -> None:
    output = printed(reading, by)
    assert "\x1b" not in output
    for statement in reading.statements:
        content = visible(joined(reading.page.text, statement.content_spans))
        assert words(content) in words(output)


@given(readings(), st.sampled_from(("text", "source")))
@settings(max_examples=50, deadline=None)
def test_any_reading_stays_on_the_terminal(reading: Reading, by: Order) -> None:
    for line in without_colour(on_terminal(reading, 80, by)).split("\n"):
        assert cell_len(line) <= 80


EVENTS = """\

Events                                                                   by time

April 2025

  3 ● an engineer → “warned”                                            happened
     … the people said an engineer had warned of “a real danger to barges” in …
     THREATEN · “in April” · according to One of the people (4)

9 March 2026

  5 ● some forty residents → “marched” → the town hall                  happened
     On 9 March some forty residents marched on the town hall.
     PROTEST: demo · in PORT ELLERY · “On 9 March” · the page's own words ·
     disputed (2)

  6 ◐ the police → “arrested” → two of them, some forty residents      unsettled
     The police arrested two of them that night, the Residents’ League said.
     COERCE: arrest · “that night” · according to the Residents’ League (12) ·
     disputed (1)

16 March 2026

  1 ◐ The harbour bridge → “close”                                     unsettled
     … ELLERY — The harbour bridge will close for six weeks from Monday, Mayor …
     in PORT ELLERY · “from Monday” · according to Dana Whitlock (1)

Not fully dated

  4 ◐ “run again”                                                      unsettled
     It was reported in June that the ferry would run again.
     “in June” · according to a statement without a source (8)

Undated

  2 ● “inspection”                                                      happened
     … said on Thursday, after an inspection found cracks in two of its piers.
     the page's own words

  7 ○ “arrested”                                                  did not happen
     … denied that anyone had been arrested, and put the number of marchers at …
     COERCE: arrest · according to the police, who denies it (14) · disputed (1)

Cannot both hold
  1 whether it happened
     event 6: ◐ the police → “arrested” → two of them, some forty residents
           (unsettled, according to the Residents’ League)
     event 7: ○ “arrested” (did not happen, according to the police, who denies
           it)
  2 how many or how much
     event 5: ● some forty residents → “marched” → the town hall (happened, the
           page's own words)
     statement 13: ◇ the police: the number of marchers at fifteen

15 statements
"""


def with_events(reading: Reading, by: Order = "text", *, width: int | None = None) -> str:
    stream = StringIO()
    console = console_for(stream)
    if width:
        console = Console(file=stream, force_terminal=True, color_system="standard", width=width)
    print_reading(reading, console, by=by, events=True)
    return stream.getvalue()


def test_events_stand_under_the_statements_by_time() -> None:
    output = with_events(eventful())
    assert EVENTS in output
    assert output.index("\nSources") < output.index("\nEvents")
    assert "Events" not in printed(eventful())


def test_by_source_events_are_grouped_by_on_whose_word_they_stand() -> None:
    output = with_events(eventful(), "source")
    shown = output[output.index("\nEvents") : output.index("\nCannot both hold")]
    assert "by on whose word, then by time" in shown
    heads = re.findall(r"(?m)^([^\s].*?)(?:  .*)?$|^ +(\d+) [●◐○]", shown.strip())
    assert [head or number for head, number in heads] == [
        "Events",
        "The page's own words",
        "5",
        "2",
        "◆ Dana Whitlock, Mayor, PORT ELLERY, USA",
        "1",
        "◇ One of the people (unnamed, 1 of “Three people briefed on the inspection”)",
        "3",
        "◆ the Residents’ League",
        "6",
        "◇ the police, USA (unnamed)",
        "7",
        "– no source given",
        "4",
    ]
    assert re.search(r"(?m)^The page's own words +2 events$", shown)
    # The page's words tell the hour.
    assert "COERCE: arrest · 9 March 2026 · “that night” · statement 12 · disputed" in shown
    assert "COERCE: arrest · statement 14, denies · disputed (1)" in shown


def test_the_foot_counts_events_where_there_are_any() -> None:
    assert printed(eventful()).endswith(
        "7 events\n"
        "  events     ██████▒▒▒▒▒▒░░  █ 3 happened, ▒ 3 unsettled, ░ 1 did not happen\n"
        "2 events in the page's own words\n"
    )
    assert "event" not in printed(sample())


def test_a_page_without_events_says_so_when_asked_for_them() -> None:
    output = with_events(sample())
    assert output.replace("\nno events\n", "", 1) == printed(sample())


@pytest.mark.parametrize("by", ["text", "source"])
def test_colour_adds_nothing_to_events(by: Order) -> None:
    plain = without_colour(with_events(eventful(), by, width=80)).replace("   │ ", "     ")
    assert [line.rstrip() for line in plain.splitlines()] == with_events(
        eventful(), by
    ).splitlines()


@given(readings(), st.sampled_from(("text", "source")))
@settings(max_examples=50, deadline=None)
def test_any_events_stay_on_the_terminal_and_all_are_there(reading: Reading, by: Order) -> None:
    output = without_colour(with_events(reading, by, width=80))
    assert all(cell_len(line) <= 80 for line in output.split("\n"))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", output)
    numbers = re.findall(r"(?m)^ +(\d+) [●◐○](?: |$)", output)
    assert sorted(map(int, numbers)) == list(range(1, len(reading.events) + 1))
