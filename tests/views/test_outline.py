"""What views say in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reading import (
    DateBasis,
    Entity,
    Mention,
    MentionForm,
    Naming,
    Page,
    Published,
    Span,
    Statement,
    Time,
)
from sayso.views.outline import (
    Source,
    Told,
    chain_of,
    dated,
    footing_of,
    joined,
    outline,
    own_words,
    place_of,
    shortened,
)
from tests.views.sample import sample


def test_sources_are_numbered_by_their_first_statement() -> None:
    contents = outline(sample())
    assert [(source.number, source.name) for source in contents.sources] == [
        (1, "Dana Whitlock"),
        (2, "Three people briefed on the inspection"),
        (3, "One of the people"),
        (4, "an engineer"),
        (5, "The council"),
        (6, "A spokesman for Castellan Works"),
        (7, "no source given"),
        (8, "aides to the governor"),
        (9, "the transit office"),
    ]
    assert [told.statement.id for told in contents.by_source[1]] == ["Q1", "Q2", "Q9", "Q11"]
    inner = contents.by_id["Q5"]
    assert contents.outer(inner) is contents.by_id["Q4"]
    assert contents.outer(contents.by_id["Q4"]) is None


@pytest.mark.parametrize(
    ("naming", "forms", "words"),
    [
        ("named", ["name", "pronoun"], ""),
        ("unnamed", ["nominal", "pronoun"], "unnamed"),
        ("unnamed", ["pronoun"], "unnamed: a pronoun, not resolved"),
        ("unnamed", [], "unnamed"),
    ],
)
def test_a_pronoun_is_not_taken_for_a_source_that_asked_not_to_be_named(
    naming: Naming, forms: list[MentionForm], words: str
) -> None:
    mentions = tuple(Mention(span=Span(0, 2), form=form) for form in forms)
    entity = Entity(id="N1", name="he", naming=naming, mentions=mentions)
    assert Source(number=1, entity=entity).naming == words


def test_no_source_given_comes_last_by_source() -> None:
    assert [source.number for source in outline(sample()).grouped] == [1, 2, 3, 4, 5, 6, 8, 9, 7]


def test_who_a_source_is_and_on_what_footing_it_stands() -> None:
    contents = outline(sample())
    assert {
        source.number: (place_of(source, contents), footing_of(source, contents))
        for source in contents.sources
    } == {
        1: (["Mayor", "PORT ELLERY", "USA"], []),
        # Their description says that they are three, and briefed on it.
        2: ([], ["unnamed"]),
        3: ([], ["unnamed", "1 of “Three people briefed on the inspection”"]),
        4: ([], ["unnamed"]),
        5: ([], []),
        6: ([], ["unnamed"]),
        7: ([], []),
        8: (
            ["the state"],
            ["unnamed", "2 people", "“asked not to be named because the budget is not public”"],
        ),
        9: ([], []),
    }


@pytest.mark.parametrize(
    ("name", "number", "words"),
    [
        ("officials", 4, ["unnamed", "4 people"]),
        ("Four officials", 4, ["unnamed"]),
        ("25 officials", 25, ["unnamed"]),
        ("several officials", None, ["unnamed"]),
        ("an official", 1, ["unnamed"]),
    ],
)
def test_how_many_are_unnamed_is_said_once(name: str, number: int | None, words: list[str]) -> None:
    entity = Entity(id="N1", name=name, kind="group", number=number)
    assert footing_of(Source(number=1, entity=entity), outline(sample())) == words


def told_with(**changes: object) -> Told:
    """The eleventh statement of the sample, with these changes."""
    contents = outline(sample())
    told = contents.statements[10]
    return replace(told, statement=replace(told.statement, **changes))  # type: ignore[arg-type]


def test_how_a_statement_came_to_the_page() -> None:
    contents = outline(sample())
    chains = {told.number: chain_of(told, contents) for told in contents.statements}
    assert {number: chain for number, chain in chains.items() if chain} == {
        3: ["to The Ellery Courier"],
        10: ["via Coast Radio"],
        11: ["to reporters", "At a news conference", "12 March 2026"],
    }
    several = told_with(via=("N9", "gone", "N12"), addressee="gone", occasion=None, time=None)
    assert chain_of(several, contents) == ["via Coast Radio, from The Ellery Courier"]


def test_what_the_words_of_saying_tell_is_not_said_again() -> None:
    reading = sample()
    (time,) = reading.times
    occasion = reading.statements[10].occasion
    assert occasion
    told = told_with(cue_spans=(occasion, time.span), addressee=None)
    contents = outline(reading)
    assert chain_of(told, contents) == ["12 March 2026"]
    vague = Time(id="T1", span=time.span, type="DATE", value="XXXX-WXX-4")
    contents = replace(contents, times={"T1": vague})
    assert chain_of(told, contents) == []
    assert chain_of(told_with(addressee=None), contents) == ["At a news conference", "on Thursday"]


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("Marco Rubio", "he", "he"),
        ("Marco Rubio", "Rubio", ""),
        ("Marco Rubio", "Mr. Rubio", "Mr. Rubio"),
        ("Marco Rubio", "Marco Rubio, the secretary of state,", ""),
        ("the officials", "Officials", ""),
        ("CNN", "the network", "the network"),
        ("Ann Roe", "", ""),
    ],
)
def test_what_a_source_is_called_here_is_shown_where_its_name_does_not_tell(
    name: str, words: str, shown: str
) -> None:
    contents = replace(outline(sample()), text=words)
    statement = Statement(
        id="Q1",
        form="direct",
        mode="speech",
        source_spans=(Span(0, len(words)),),
        confidence=1,
    )
    source = Source(number=1, entity=Entity(id="N1", name=name))
    assert own_words(Told(number=1, statement=statement, source=source), contents) == shown


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([], ""),
        ([(0, 3)], "one"),
        ([(0, 3), (8, 13)], "one […] three"),
        ([(8, 13), (0, 3)], "one […] three"),
        ([(0, 3), (4, 7)], "one two"),
        ([(0, 3), (3, 7)], "one two"),
        ([(0, 7), (4, 13)], "one two three"),
        ([(8, 13), (15, 19)], "three\nfour"),
    ],
)
def test_left_out_words_are_marked(spans: list[tuple[int, int]], words: str) -> None:
    assert joined("one two three\n\nfour", [Span(*span) for span in spans]) == words


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("short", "short"),
        ("two\n lines", "two lines"),
        ("exactly ten"[:10], "exactly te"),
        ("a sentence that is long", "a sentence…"),
        ("unbreakablelongword", "unbreakabl…"),
    ],
)
def test_an_excerpt_ends_with_a_word(words: str, line: str) -> None:
    assert shortened(words, 11) == line
    assert len(shortened(words, 11)) <= 11


@pytest.mark.parametrize(
    ("value", "basis", "words"),
    [
        (None, "unknown", None),
        ("2025-09-05", "given", "5 September 2025"),
        ("2025-09-05T23:59:00-04:00", "metadata", "5 September 2025"),
        ("2025-12-31", "text", "31 December 2025 (from the text)"),
        ("2025-09", "metadata", "2025-09"),
    ],
)
def test_dates_are_words(value: str | None, basis: DateBasis, words: str | None) -> None:
    page = Page(id="", origin="-", text="", published=Published(value=value, basis=basis))
    assert dated(page) == words
