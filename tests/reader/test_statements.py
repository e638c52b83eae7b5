from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.quotation import find_quotations
from sayso.reader.scoring.relation import Relation
from sayso.reader.statements.build import build_statements
from sayso.reading import Block, BlockRole, Page, Span
from tests.reader.marked import Built, parse
from tests.strategies import pages


@pytest.mark.parametrize(
    ("marked", "form"),
    [
        ("<1x>“We won,”</> <1s>Ada</> <1c>said</>.", "direct"),
        ("<1s>Ada</> <1c>said</> <1x>they won</>.", "indirect"),
        ("<1s>Ada</> <1c>said</> <1x>that they “won big”</>.", "mixed"),
        ("<1x>“We,”</> <1s>Ada</> <1c>said</>, <1x>“won.”</>", "direct"),
        ("<1x>“We,”</> <1s>Ada</> <1c>said</>, <1x>and meant all</>.", "mixed"),
        ("<1s>Ada</> <1c>said</> <1x>the Clintons' plan isn't theirs</>.", "indirect"),
        ("<1x>‘We won,’</> <1s>Ada</> <1c>said</>.", "direct"),
        ("<1s>Ada</> <1c>said</> <1x>''we won''</>.", "direct"),
    ],
)
def test_form(marked: str, form: str) -> None:
    assert Built(marked).only().form == form


def test_the_quotation_around_a_reported_statement_does_not_make_it_direct() -> None:
    built = Built("<1x>“<2s>He</> <2c>said</> <2x>he would go</>,”</> <1s>Ada</> <1c>said</>.")
    assert [s.form for s in built.statements] == ["direct", "indirect"]
    assert built.statements[1].within == "Q1"
    assert built.statements[0].within is None


def test_a_quotation_gets_the_marks_it_lacks() -> None:
    for inside in ("“<1x>We won,</>”", "<1x>“We won,</>”", "“<1x>We won</>,”"):
        built = Built(f"{inside} <1s>Ada</> <1c>said</>.")
        assert built.contents() == [["“We won,”"]]


def test_a_quotation_is_whole_when_most_of_it_is_there() -> None:
    built = Built("“<1x>We won and then we</> left,” <1s>Ada</> <1c>said</>.")
    assert built.contents() == [["“We won and then we left,”"]]
    built = Built("“<1x>We won</> and then we left for home,” <1s>Ada</> <1c>said</>.")
    assert built.contents() == [["“We won"]]
    built = Built("“It rained, and <1s>he</> <1c>said</> <1x>it would never end</>.”")
    assert built.contents() == [["it would never end"]]


def test_pieces_that_white_space_parts_are_joined_within_a_line() -> None:
    built = Built("<1x>“We won.</> <1x>We left,”</> <1s>Ada</> <1c>said</>.")
    assert built.contents() == [["“We won. We left,”"]]
    built = Built("<1s>Ada</> <1c>said</>:\n\n<1x>“We won.</>\n\n<1x>“We left.”</>")
    assert built.contents() == [["“We won.", "“We left.”"]]


def test_a_quotation_that_runs_on_is_one_statement() -> None:
    built = Built("<1x>“Yes,”</> <1s>Ada</> <1c>said</> at noon. “But not now. Not here.”")
    assert built.contents() == [["“Yes,”", "“But not now. Not here.”"]]
    built = Built("<1x>“Yes,”</> <1s>Ada</> <1c>said</>, “but not now.”")
    assert built.contents() == [["“Yes,”", "“but not now.”"]]


@pytest.mark.parametrize(
    "marked",
    [
        # another speaker's
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</>. Bo shook his head. “But not now.”",
        # a title and a scare quote
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</> of the film “Long Road.”",
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</>. “Long Road” won three prizes.",
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</> to the so-called “experts” there.",
        # the next paragraph is not a quotation alone
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</>.\n\n“But not now or here, not at all.” He sat down.",
        # too short to tell from a chant or a heading
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</>.\n\n“No way!”",
        # a pull quote
        "<1x>“We will go on and on.”</> <1s>Ada</> <1c>said</>.\n\n“We will go on and on.”",
        # single marks: a subhead
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</>.\n\n‘Are we going to go there at last?’",
    ],
)
def test_a_quotation_that_may_be_another_s_stays_out(marked: str) -> None:
    assert Built(marked).contents() == [Built(marked).contents()[0][:1]]


def test_what_another_statement_claims_stays_its_own() -> None:
    built = Built("<1x>“Yes,”</> <1s>Ada</> <1c>said</>. <2x>“No.”</>\n\n<2s>Bo</> <2c>said so</>.")
    assert built.contents() == [["“Yes,”"], ["“No.”"]]


def test_a_paragraph_that_is_a_quotation_goes_on_with_the_one_before() -> None:
    marked = (
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</>.\n\n"
        "“And we will not stop until it is done.”\n\n“That is all I can tell you now.”"
    )
    assert Built(marked).contents() == [
        [
            "“Yes,”",
            "“And we will not stop until it is done.”",
            "“That is all I can tell you now.”",
        ]
    ]


@pytest.mark.parametrize(
    ("before", "theirs"),
    [
        ("It rained. <1s>Ada</> <1c>said</> <1x>she would go</>.", True),
        # Something else is told last, somebody else speaks, too, or nobody says anything.
        ("<1s>Ada</> <1c>said</> <1x>she would go</>. Bo shook his head.", False),
        ("<2s>Bo</> <2c>said</> <2x>no</>. <1s>Ada</> <1c>said</> <1x>she would go</>.", False),
        ("It rained. <1s>Ada</> <1c>wanted</> <1x>to go</>.", False),
    ],
)
def test_a_quotation_of_its_own_paragraph_is_of_who_spoke_last(
    before: str, *, theirs: bool
) -> None:
    built = Built(f"{before}\n\n“I have had enough of all this.”\n\nThe rain went on.")
    assert (built.contents()[-1][1:] == ["“I have had enough of all this.”"]) is theirs


def test_a_subhead_in_quotation_marks_is_no_continuation() -> None:
    marked = "<1x>“Yes,”</> <1s>Ada</> <1c>said</>.\n\n“Are we going to go there at last?”"
    text, _ = parse(marked)
    split = text.index("\n")
    blocks = (
        Block(span=Span(0, split), role="paragraph"),
        Block(span=Span(split + 2, len(text)), role="subhead"),
    )
    assert Built(marked, blocks=blocks).contents() == [["“Yes,”"]]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<1s>Ada</> <1c>said</> <1x>it rains.\n\nIt does</>.", [["it rains."]]),
        ("<1s>Ada</> <1c>said</> <1x>“it rains.”\n\n“It pours,”</> Bo said.", [["“it rains.”"]]),
        ("<1s>Ada</> <1c>said</> <1x>“so.”\n\n“It pours.”</>", [["“so.”", "“It pours.”"]]),
        ("<1s>Ada</> <1c>said</>:\n\n<1x>It does</>.", [["It does"]]),
        ("<1s>Ada</> <1c>named</> <1x>two:\n\nAn oak</>.", [["two:\n\nAn oak"]]),
        ("<1s>ADA</><1c>:</> <1x>It rains.\n\nIt does.</>", [["It rains.\n\nIt does."]]),
    ],
)
def test_what_is_not_quoted_stays_in_the_paragraph_of_the_cue(
    marked: str, expected: list[list[str]]
) -> None:
    assert Built(marked).contents() == expected


def test_a_content_does_not_run_over_a_heading() -> None:
    marked = "<1x>“It rains.”\n\n“What now?”\n\n“It pours,”</> <1s>Ada</> <1c>said</>."
    text, _ = parse(marked)
    starts = [0, text.index("“What"), text.index("“It pours"), len(text) + 2]
    blocks = tuple(
        Block(span=Span(start, after - 2), role=role)
        for start, after, role in zip(
            starts, starts[1:], ("paragraph", "subhead", "paragraph"), strict=False
        )
    )
    assert Built(marked, blocks=blocks).contents() == [["“It rains.”", "“It pours,”"]]
    assert Built(marked).contents() == [["“It rains.”", "“What now?”", "“It pours,”"]]


def test_what_a_heading_says_is_not_in_the_text_below() -> None:
    marked = (
        "<1x>Pier to close</>, <1s>emails</> <1c>show</>\n\n"
        "<1x>The pier is old.</> It shut on Monday."
    )
    text, _ = parse(marked)
    split = text.index("\n")
    blocks = (
        Block(span=Span(0, split), role="title"),
        Block(span=Span(split + 2, len(text)), role="paragraph"),
    )
    assert Built(marked, blocks=blocks).contents() == [["Pier to close"]]
    alone = marked.replace("<1x>Pier to close</>", "Pier to close")
    assert Built(alone, blocks=blocks).contents() == []


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        ("<2x>“We left.”</>\n\n<2x>It was late</>, <2s>Bo</> <2c>said</>.", ["It was late"]),
        ("<2x>“We left.”</>\n\n<2s>Bo</> <2c>said</> <2x>it was late</>.", ["it was late"]),
        ("<2x>“We left.”</>\n\n<2s>Bo</> <2c>said so</>.", None),
        ("“We left.”", None),
    ],
)
def test_a_quotation_that_goes_on_is_not_the_next_speaker_s(
    after: str, kept: list[str] | None
) -> None:
    for won in ("“We won.</>", "“We won</>."):
        built = Built(f"<1x>“Yes,”</> <1s>Ada</> <1c>said</>. <1x>{won}\n\n{after}")
        expected = [["“Yes,”", "“We won.", "“We left.”"], *([kept] if kept else [])]
        assert built.contents() == expected


@pytest.mark.parametrize(
    "opened", ["“We won the cup again that year.", "<1x>“We won the cup again that year</>."]
)
def test_a_quotation_that_goes_on_is_of_whoever_has_what_was_left_open(opened: str) -> None:
    built = Built(
        f"<1x>“Yes,”</> <1s>Ada</> <1c>said</>.\n\n{opened}\n\n"
        "<2x>“We left.”\n\n“They ran,”</> <2s>Bo</> <2c>said</>."
    )
    assert built.contents() == [
        ["“Yes,”", "“We won the cup again that year.", "“We left.”"],
        ["“They ran,”"],
    ]


@pytest.mark.parametrize(
    ("role", "whole"), [("teaser", True), ("furniture", True), ("paragraph", False)]
)
def test_a_link_to_another_story_does_not_end_a_quotation(role: BlockRole, *, whole: bool) -> None:
    marked = (
        "<1s>Ada</> <1c>said</>: <1x>“We won.</>\n\nMore on “The Race”\n\n“We left.”\n\n"
        "<2x>“They ran,”</> <2s>Bo</> <2c>said</>."
    )
    text, _ = parse(marked)
    starts = [0, *(found.end() for found in re.finditer("\n\n", text)), len(text) + 2]
    roles: list[BlockRole] = ["paragraph", role, "paragraph", "paragraph"]
    blocks = tuple(
        Block(span=Span(start, after - 2), role=role)
        for start, after, role in zip(starts, starts[1:], roles, strict=False)
    )
    left = ["“We left.”"] if whole else []
    assert Built(marked, blocks=blocks).contents() == [["“We won.", *left], ["“They ran,”"]]


def test_a_quotation_that_goes_on_is_left_to_whoever_its_paragraph_names() -> None:
    marked = (
        "<1x>“Yes,”</> <1s>Ada</> <1c>said</>. <1x>“We won.</>\n\n"
        "<2x>“We left,”</> <2s>Bo</> <2c>said</>."
    )
    assert Built(marked).contents() == [["“Yes,”", "“We won."], ["“We left,”"]]


def test_a_quotation_over_paragraphs_is_whole_whoever_is_named_first_or_last() -> None:
    first = "<1s>Ada</> <1c>said</>: <1x>“We went.</>\n\n“We saw.\n\n“We came back.”"
    assert Built(first).contents() == [["“We went.", "“We saw.", "“We came back.”"]]
    last = "“We went.\n\n“We saw.\n\n<1x>“We came back,”</> <1s>Ada</> <1c>said</>."
    assert Built(last).contents() == [["“We went.", "“We saw.", "“We came back,”"]]


def test_two_relations_do_not_claim_the_same_words() -> None:
    marked = (
        "<1s>Ada</> told of the storm, <1c>saying</>, "
        "<1x><2x>“We ran. It was dark,”</></> <2s>Ada</> <2c>added</>."
    )
    for scores, cue in (({1: 0.9, 2: 0.4}, "saying"), ({1: 0.4, 2: 0.9}, "added")):
        built = Built(marked, scores)
        assert built.words(built.only().cue_spans) == [cue]
        assert built.contents() == [["“We ran. It was dark,”"]]


@pytest.mark.parametrize(("speaker", "contents"), [("Ada", 1), ("Bo", 2)])
def test_a_quotation_that_one_speaker_s_relations_share_is_not_cut(
    speaker: str, contents: int
) -> None:
    built = Built(
        "<1s>Ada</> told of the storm, <1c>saying</>, <1x>“We ran for a long while.</> "
        f"<2x>It was dark by then,”</> <2s>{speaker}</> <2c>added</>.",
        {1: 0.4, 2: 0.9},
    )
    assert len(built.contents()) == contents
    if contents == 1:
        assert built.contents() == [["“We ran for a long while. It was dark by then,”"]]
        assert built.words(built.only().cue_spans) == ["added"]


def test_the_less_sure_relation_keeps_the_words_that_are_its_own() -> None:
    built = Built(
        "<1s>Ada</> <1c>said</> <1x>it rained <2x>and stormed</></><2x> all day</>, "
        "<2s>Bo</> <2c>wrote</>.",
        {1: 0.9, 2: 0.4},
    )
    assert built.contents() == [["it rained and stormed"], ["all day"]]


def test_a_question_before_the_answer_is_the_asker_s() -> None:
    built = Built(
        "<1c>Asked</> <1s>by a reporter</> <1x><2x>if he would go</></>, "
        "<2s>Bo</> <2c>said</>, <2x>“No.”</>",
        {1: 0.4, 2: 0.9},
    )
    assert built.contents() == [["if he would go"], ["“No.”"]]
    assert [s.polarity for s in built.statements] == ["asks", "asserts"]
    assert [e.name for e in built.entities] == ["a reporter", "Bo"]


def test_a_quoted_question_before_the_answer_is_not_the_answerer_s() -> None:
    built = Built("Asked <1x>“Will you go?”</> <1s>Bo</> <1c>said</> <1x>he would</>.")
    assert built.contents() == [["he would"]]
    built = Built("<1x>When asked whether he would go</>, <1s>Bo</> <1c>said</> <1x>“no”</>.")
    assert built.contents() == [["“no”"]]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "<1c>Asked</> by <1s>Ada</> if he would go, <2s>Bo</> <2c>said</>, <2x>“No.”</>",
            [["if he would go"], ["“No.”"]],
        ),
        (
            "<1c>Asked</> to go, <2s>Bo</> <2c>said</>, <2x>“No.”</>",
            [[], ["“No.”"]],
        ),
        (
            "<1c>Asked</> about <2x>it</>, <2s>Bo</> <2c>said</>, <2x>“No.”</>",
            [["about it"], ["“No.”"]],
        ),
        ("<1c>Asked</> if he would go, Bo left.", [[]]),
    ],
)
def test_a_question_without_content_takes_its_clause(
    marked: str, expected: list[list[str]]
) -> None:
    assert Built(marked).contents() == expected


def test_entities_are_one_for_each_wording_in_text_order() -> None:
    built = Built(
        "<1x>It rains</>, <1s>Ada Roe</> <1c>said</>. <2s>He</> <2c>said</> <2x>no</>. "
        "<3s>ada roe</> <3c>agreed</> <3x>that it rains</>. It <4c>was said</> <4x>that it ends</>."
    )
    assert [(e.id, e.name, len(e.mentions)) for e in built.entities] == [
        ("N1", "Ada Roe", 2),
        ("N2", "He", 1),
    ]
    assert [s.source for s in built.statements] == ["N1", "N2", "N1", None]
    assert [s.id for s in built.statements] == ["Q1", "Q2", "Q3", "Q4"]


def test_relations_may_come_in_any_order() -> None:
    text, relations = parse(
        "<1x>Rain</>, <1s>Ada</> <1c>said</>. <2s>Bo</> <2c>said</> <2x>sun</>."
    )
    page = Page(id="0" * 64, origin="-", text=text)
    quotations = find_quotations(text)
    assert build_statements(page, relations, quotations) == build_statements(
        page, relations[::-1], quotations
    )


def test_confidence_is_the_score_kept_in_range() -> None:
    assert Built("<1s>Ada</> <1c>said</> <1x>so</>.", {1: 0.25}).only().confidence == 0.25
    assert Built("<1s>Ada</> <1c>said</> <1x>so</>.", {1: 1.5}).only().confidence == 1.0


def test_an_assertion_of_nothing_is_no_statement() -> None:
    built = Built("It rains, as <1s>Ada</> often <1c>said</>. <2s>Bo</> <2c>declined</>.")
    assert [built.words(s.cue_spans) for s in built.statements] == [["declined"]]
    assert [e.name for e in built.entities] == ["Bo"]


def test_nothing_makes_nothing() -> None:
    page = Page(id="0" * 64, origin="-", text="")
    assert build_statements(page, [], []) == ((), ())
    empty = Relation(cue=(Span(0, 0),), score=0.5)
    assert build_statements(page, [empty], []) == ((), ())


@st.composite
def pages_with_relations(draw: st.DrawFn) -> tuple[Page, list[Relation]]:
    page = draw(pages())
    if draw(st.booleans()):
        words = st.sampled_from(
            ["“", "”", "‘", "’", '"', "'", "Asked ", "it rains", ", ", ". ", "?", ":", "\n\n", "\n"]
        )
        text = "".join(draw(st.lists(words, max_size=30)))
        half = Span(0, len(text) // 2)
        blocks = (Block(span=half, role=draw(st.sampled_from(("subhead", "paragraph")))),)
        page = replace(page, text=text, blocks=blocks if half.end else ())
    offset = st.integers(-2, len(page.text) + 2)
    span = st.builds(lambda a, b: Span(min(a, b), max(a, b)), offset, offset)
    spans = st.lists(span, max_size=3).map(tuple)
    relation = st.builds(
        Relation, cue=spans, source=spans, content=spans, score=st.sampled_from((0.2, 0.5, 0.9))
    )
    return page, draw(st.lists(relation, max_size=6))


@given(pages_with_relations())
def test_any_spans_make_sound_statements(drawn: tuple[Page, list[Relation]]) -> None:
    page, relations = drawn
    text = page.text
    quotations = find_quotations(text)
    entities, statements = build_statements(page, relations, quotations)
    assert (entities, statements) == build_statements(page, relations, quotations)
    assert (entities, statements) == build_statements(page, relations[::-1], quotations)
    assert len(statements) <= len(relations)
    ids = {entity.id for entity in entities}
    numbers = [statement.id for statement in statements]
    assert numbers == [f"Q{n}" for n in range(1, len(statements) + 1)]
    for statement in statements:
        assert statement.cue_spans or statement.content_spans
        for role in (statement.cue_spans, statement.source_spans, statement.content_spans):
            last = 0
            for start, end in role:
                assert last <= start < end <= len(text)
                assert text[start:end].strip() == text[start:end]
                last = end
        assert statement.source is None or statement.source in ids
        assert (statement.source is None) == (not statement.source_spans)
        assert statement.within is None or statement.within in set(numbers) - {statement.id}
    for entity in entities:
        assert entity.name
        assert all(0 <= m.span.start < m.span.end <= len(text) for m in entity.mentions)
