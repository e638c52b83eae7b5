from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.quotation import Quotation, find_quotations


def found(text: str) -> list[tuple[str, int]]:
    return [(text[q.span.start : q.span.end], q.depth) for q in find_quotations(text)]


def flags(text: str) -> list[tuple[bool, bool]]:
    return [(q.closed, q.continues) for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” he said, “but no.”", [("“Yes,”", 1), ("“but no.”", 1)]),
        ('"Yes," he said, "but no."', [('"Yes,"', 1), ('"but no."', 1)]),
        ("''Yes,'' he said, ''but no.''", [("''Yes,''", 1), ("''but no.''", 1)]),
        ("``Yes,'' he said.", [("``Yes,''", 1)]),
        ("‘Yes,’ he said, ‘but no.’", [("‘Yes,’", 1), ("‘but no.’", 1)]),
        ("'Yes,' he said, 'but no.'", [("'Yes,'", 1), ("'but no.'", 1)]),
        ("« Oui », dit-elle.", [("« Oui »", 1)]),
        ("»Nein«, sagte sie.", [("»Nein«", 1)]),
        ("„Nein“, sagte sie. „Ja“", [("„Nein“", 1), ("„Ja“", 1)]),
        ("“He said ‘go’ twice.”", [("“He said ‘go’ twice.”", 1), ("‘go’", 2)]),
        ("“She asked, ‘Now?’”", [("“She asked, ‘Now?’”", 1), ("‘Now?’", 2)]),
        ("\"She asked, 'Now?'\"", [("\"She asked, 'Now?'\"", 1), ("'Now?'", 2)]),
        ("''She asked, 'Now?'''", [("''She asked, 'Now?'''", 1), ("'Now?'", 2)]),
        ("‘She asked, “Now?”’", [("‘She asked, “Now?”’", 1), ("“Now?”", 2)]),
        ("“The “big” one.”", [("“The “big” one.”", 1), ("“big”", 2)]),
        ('"The "big" one."', [('"The "big" one."', 1), ('"big"', 2)]),
        ("A (“b”) [“c”]—“d”—e", [("“b”", 1), ("“c”", 1), ("“d”", 1)]),
        ('said:"Yes" and left', [('"Yes"', 1)]),
    ],
)
def test_pairs_marks_of_all_kinds(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I don't think it’s theirs, isn't it?",
        "the Clintons' plan and the boys’ room",
        "the '90s, the ’08 race, '08 too",
        "rock 'n' roll and rock ’n’ roll",
        "Give 'em hell, ’tis the season, goin' home",
        "He is 6'2\" tall, she 5' 7\".",
        '<a href="x" class="y">Link</a>',
        "”",
        "He stopped.” Then he left.",
        "''''''''",
        "",
        "\n\n",
    ],
)
def test_apostrophes_and_strays_are_no_quotations(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'The Clintons' plan is bad,' he said.", ["'The Clintons' plan is bad,'"]),
        ("the 'heroes' of the 'war'", ["'heroes'", "'war'"]),
        ("“The Clintons’ plan,” he said.", ["“The Clintons’ plan,”"]),
        ("‘Don’t go,’ she said.", ["‘Don’t go,’"]),
        ("“We’re goin’ home,” he said.", ["“We’re goin’ home,”"]),
    ],
)
def test_apostrophes_do_not_end_a_quotation(text: str, expected: list[str]) -> None:
    assert [words for words, _ in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes, he said. “But I will.”", ["“But I will.”"]),
        ("They see that. “We do. “", ["“We do. “"]),
        ("”Sorry,” she said.", ["”Sorry,”"]),
        ('"Well, "he said.', ['"Well, "']),
        ("voters “stand.“[Source]", ["“stand.“"]),
        ('“Yes," he said.', ['“Yes,"']),
        ("a ‘question’’ of “taste”", ["“taste”"]),
    ],
)
def test_slips_of_the_hand_stay_local(text: str, expected: list[str]) -> None:
    assert [words for words, _ in found(text) if words in expected] == expected


def test_quotation_over_paragraphs_is_left_open_and_goes_on() -> None:
    text = "Ada said: “We went.\n\n“We saw.\n\n“We came back.”\n\nShe sat down."
    assert [words for words, _ in found(text)] == ["“We went.", "“We saw.", "“We came back.”"]
    assert flags(text) == [(False, False), (False, True), (True, True)]


def test_single_quotation_over_paragraphs() -> None:
    text = "Ada said: ‘We went.\n\n‘We came back.’"
    assert [words for words, _ in found(text)] == ["‘We went.", "‘We came back.’"]
    assert flags(text) == [(False, False), (True, True)]
    assert found("Ada said: ‘We went.\n\nThe end.") == []


def test_left_open_and_not_taken_up_ends_with_its_paragraph() -> None:
    text = "Ada said: “We went.\n\nBo said “no”."
    assert found(text) == [("“We went.", 1), ("“no”", 1)]
    assert flags(text) == [(False, False), (True, False)]


def test_line_feeds_part_paragraphs_only_without_blank_lines() -> None:
    wrapped = "“One\ntwo,” she said.\n\nEnd."
    assert found(wrapped) == [("“One\ntwo,”", 1)]
    assert found("“One.\nTwo” three") == [("“One.", 1), ("Two”", 1)]


def test_reads_only_the_range_asked_for() -> None:
    text = "“a” “b” “c”"
    assert [q.span for q in find_quotations(text, 4, 7)] == [(4, 7)]
    assert find_quotations(text, 5, 7) == []
    assert find_quotations(text, 9, 4) == []
    assert len(find_quotations(text, -5, 500)) == 3


def test_what_stands_in_a_single_quotation_that_goes_on_is_nested() -> None:
    text = "‘She said “no” to them\n\n‘and left.’"
    found = find_quotations(text)
    assert [(text[slice(*q.span)][:4], q.depth) for q in found] == [
        ("‘She", 1),
        ("“no”", 2),
        ("‘and", 1),
    ]


def test_inner_is_without_marks() -> None:
    text = "''Yes,'' “no”"
    assert [text[q.inner.start : q.inner.end] for q in find_quotations(text)] == ["Yes,", "no"]


MARKS = st.text(st.sampled_from("“”‘’\"'`«»„ab. ,\n-sS\u200b"), max_size=60)


@given(st.one_of(MARKS, st.text(max_size=60)))
def test_quotations_lie_inside_the_text_and_nest(text: str) -> None:
    quotations = find_quotations(text)
    assert quotations == find_quotations(text)
    still_open: list[Quotation] = []
    last = -1
    for quotation in quotations:
        start, end = quotation.span
        assert 0 <= start < end <= len(text)
        assert start <= quotation.inner.start <= quotation.inner.end <= end
        assert start >= last
        last = start
        while still_open and still_open[-1].span.end <= start:
            still_open.pop()
        assert all(outer.span.end >= end for outer in still_open)
        assert quotation.depth == len(still_open) + 1
        still_open.append(quotation)


@pytest.mark.parametrize(
    "unit", ['"', "'", "“", "”", " '", ' "a', "“ ‘", "s' ", "''", "<a", "\n", "\n \n", "`", "« "]
)
def test_time_grows_with_length_alone(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        start = time.process_time()
        find_quotations(text)
        return time.process_time() - start

    seconds(1000)
    short, long = seconds(20_000), seconds(160_000)
    assert long < 30 * short + 0.2
