"""What views say in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reading import (
    DateBasis,
    Entity,
    Label,
    Mention,
    MentionForm,
    Naming,
    Page,
    Published,
    Span,
)
from sayso.views.outline import Source, counts, dated, joined, outline, shortened
from tests.views.sample import sample


def test_sources_are_numbered_by_their_first_statement() -> None:
    contents = outline(sample())
    assert [(source.number, source.name) for source in contents.sources] == [
        (1, "Dana Whitlock"),
        (2, "Three people briefed on the inspection"),
        (3, "an engineer"),
        (4, "The council"),
        (5, "A spokesman for Castellan Works"),
        (6, "no source given"),
        (7, "the transit office"),
    ]
    assert [told.statement.id for told in contents.by_source[1]] == ["Q1", "Q2", "Q9"]
    inner = contents.by_id["Q5"]
    assert contents.outer(inner) is contents.by_id["Q4"]
    assert contents.outer(contents.by_id["Q4"]) is None


@pytest.mark.parametrize(
    ("naming", "forms", "words"),
    [
        ("named", ["name", "pronoun"], ""),
        ("unnamed", ["nominal", "pronoun"], "unnamed"),
        ("unnamed", ["pronoun"], "unnamed: a pronoun"),
        ("unnamed", [], "unnamed"),
    ],
)
def test_a_pronoun_is_not_taken_for_a_source_that_asked_not_to_be_named(
    naming: Naming, forms: list[MentionForm], words: str
) -> None:
    mentions = tuple(Mention(span=Span(0, 2), form=form) for form in forms)
    entity = Entity(id="N1", name="he", naming=naming, mentions=mentions)
    assert Source(number=1, entity=entity).naming == words


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


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        (Label(), ["no statements"]),
        (Label(statements=1, mixed=1), ["1 statement: 1 mixed"]),
        (
            Label(
                statements=3,
                direct=1,
                indirect=2,
                sources=1,
                unnamed_sources=1,
                statements_by_unnamed=1,
                outlets_credited=("N1", "N4", "gone"),
            ),
            [
                "3 statements: 1 direct, 2 indirect",
                "1 source: 1 unnamed",
                "1 statement by unnamed sources",
                "credits Dana Whitlock, The council",
            ],
        ),
    ],
)
def test_the_label_in_words(label: Label, lines: list[str]) -> None:
    assert counts(replace(sample(), label=label)) == lines
