"""Quantities: how many, of what, within which bound, and which numbers are none."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.reader.grammar.words import Words
from sayso.reader.quantities import find_quantities
from sayso.reader.times import find_times
from sayso.reader.vocabulary.number_words import longest_number, number_of
from sayso.reader.vocabulary.plurals import is_plural, singular
from sayso.reading import Quantity, Span
from tests.reader.parsed import any_words, parsed


def quantities(text: str, words: Words | None = None) -> tuple[Quantity, ...]:
    spans = (Span(0, len(text)),)
    times = find_times(text, spans, date(2025, 9, 5))
    return find_quantities(text, spans, times, words=words)


def found(text: str, words: Words | None = None) -> list[tuple[str, float, str | None, str]]:
    return [
        (text[one.span.start : one.span.end], one.value, one.unit, one.bound)
        for one in quantities(text, words)
    ]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "bound"),
    [
        ("Over 4,000 US sailors left.", "Over 4,000 US sailors", 4000, "sailor", "at_least"),
        ("It has 10 old F-35 fighter jets.", "10 old F-35 fighter jets", 10, "jet", "exact"),
        ("It cost $50 million.", "$50 million", 50e6, "USD", "exact"),
        ("It cost nearly £5bn.", "nearly £5bn", 5e9, "GBP", "about"),
        ("It cost A$75m.", "A$75m", 75e6, "AUD", "exact"),
        ("It cost 40 euros.", "40 euros", 40, "EUR", "exact"),
        ("It cost 3 Canadian dollars.", "3 Canadian dollars", 3, "CAD", "exact"),
        ("It cost USD 30.", "USD 30", 30, "USD", "exact"),
        ("A dozen soldiers died.", "A dozen soldiers", 12, "soldier", "exact"),
        ("Half a dozen boats sank.", "Half a dozen boats", 6, "boat", "exact"),
        ("Two dozen boats sank.", "Two dozen boats", 24, "boat", "exact"),
        ("Hundreds were hurt.", "Hundreds", 100, None, "at_least"),
        ("Dozens of people fled.", "Dozens of people", 12, "person", "at_least"),
        ("Tens of thousands of men came.", "Tens of thousands of men", 1e4, "man", "at_least"),
        ("Tens of millions of euros went.", "Tens of millions of euros", 1e7, "EUR", "at_least"),
        ("Several thousand men left.", "Several thousand men", 1000, "man", "at_least"),
        ("About 20 countries joined.", "About 20 countries", 20, "country", "about"),
        ("It has up to 12 ships.", "up to 12 ships", 12, "ship", "at_most"),
        ("No fewer than 8 women ran.", "No fewer than 8 women", 8, "woman", "at_least"),
        ("Fewer than 8 women ran.", "Fewer than 8 women", 8, "woman", "at_most"),
        ("As many as 60 percent agree.", "As many as 60 percent", 60, "%", "at_most"),
        ("It has 20 or more cars.", "20 or more cars", 20, "car", "at_least"),
        ("It has 100-plus jets.", "100-plus jets", 100, "jet", "at_least"),
        ("It has 50+ churches.", "50+ churches", 50, "church", "at_least"),
        ("Just 5 percent voted.", "5 percent", 5, "%", "exact"),
        ("It fell 1.2% then.", "1.2%", 1.2, "%", "exact"),
        ("It fell 3 per cent.", "3 per cent", 3, "%", "exact"),
        ("It fell two percentage points.", "two percentage points", 2, "percentage point", "exact"),
        ("At least two drowned.", "At least two", 2, None, "at_least"),
        ("Twenty-three people drowned.", "Twenty-three people", 23, "person", "exact"),
        ("A hundred and five people drowned.", "A hundred and five people", 105, "person", "exact"),
        ("Some 300 of the 500 men drowned.", "Some 300 of the 500 men", 300, "man", "about"),
        ("Two of the men drowned.", "Two of the men", 2, "man", "exact"),
        ("Four in 10 voters agree.", "Four in 10", 40, "%", "exact"),
        ("Three out of four agree.", "Three out of four", 75, "%", "exact"),
        ("The toll rose to 45 then.", "45", 45, None, "exact"),
        ("The 31-page report came.", "31-page", 31, "page", "exact"),
        ("He was 37 years old.", "37 years", 37, "year", "exact"),
        ("The 45-year-old won.", "45-year", 45, "year", "exact"),
        ("Over 2000 people came.", "Over 2000 people", 2000, "person", "at_least"),
        ("Three U.S. officials agreed.", "Three U.S. officials", 3, "official", "exact"),
        ("At least one person died.", "At least one person", 1, "person", "at_least"),
        ("They drove 10 km.", "10 km", 10, "km", "exact"),
    ],
)  # fmt: skip
def test_quantities(text: str, words: str, value: float, unit: str | None, bound: str) -> None:
    assert found(text) == [(words, pytest.approx(value), unit, bound)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "Between 10 and 20 men died.",
            [("10", 10, "man", "at_least"), ("20 men", 20, "man", "at_most")],
        ),
        ("10-20 men died.", [("10", 10, "man", "at_least"), ("20 men", 20, "man", "at_most")]),
        (
            "It fell from 10 to 5 seats.",
            [("10", 10, "seat", "exact"), ("5 seats", 5, "seat", "exact")],
        ),
        (
            "Some produce 5 to 10 million barrels.",
            [("5", 5e6, "barrel", "at_least"), ("10 million barrels", 1e7, "barrel", "at_most")],
        ),
        ("Sales rose from $5 to $7.", [("$5", 5, "USD", "exact"), ("$7", 7, "USD", "exact")]),
        (
            "It costs £5bn-10bn.",
            [("£5bn", 5e9, "GBP", "at_least"), ("10bn", 1e10, "GBP", "at_most")],
        ),
        (
            "It costs $5 to $10 million.",
            [("$5", 5e6, "USD", "at_least"), ("$10 million", 1e7, "USD", "at_most")],
        ),
    ],
)  # fmt: skip
def test_both_ends_of_a_range_are_quantities(
    text: str, ends: list[tuple[str, float, str, str]]
) -> None:
    assert found(text) == ends


@pytest.mark.parametrize(
    "text",
    [
        "He won the 2019 election in May 2020 after 10 days.",
        "The first man and the 3rd woman ran in the 20th century.",
        "Call 555-1234 or +44 20 7946 0958.",
        "They won 7-3 in a 52-48 vote, then 10:30.",
        "It is 80 to 1 that the vote was 52 to 48, or 10-5 cars.",
        "The F-35, a Boeing 737, Flight 93 and a G7 of Covid-19.",
        "Section 230, Title 42, No. 10 and Article 5 apply.",
        "1. Wash. 2) Dry. (3) Rest.",
        "He lives at 10 Downing Street.",
        "One of the officials said so, for one thing.",
        "No one came, and two-thirds of it was one-sided.",
        "On 12/31/1999 at 10 p.m. it ended.",
        "",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert found(text) == []


def test_grammar_tells_what_is_counted() -> None:
    words = parsed(
        "The/DT/2/det US/NNP/3/nsubj/L sent/VBD/0/root 4,000/CD/6/nummod US/NNP/6/compound/L "
        "sailors/NNS/3/obj and/CC/8/cc Marines/NNPS/6/conj home/RB/3/advmod ././3/punct"
    )
    assert found(words.text, words) == [("4,000 US sailors and Marines", 4000, "sailor", "exact")]
    words = parsed(
        "The/DT/4/det 20/CD/4/nummod sports/NNS/4/compound cars/NNS/5/nsubj raced/VBD/0/root "
        "past/IN/8/case 30,000/CD/8/nummod Clinton/NNP/5/obl/P ././5/punct"
    )
    assert found(words.text, words)[0] == ("20 sports cars", 20, "car", "exact")
    assert len(found(words.text, words)) == 1


def test_only_the_blocks_that_are_read_have_quantities() -> None:
    text = "10 men 20 women 30 dogs"
    (only,) = find_quantities(text, (Span(7, 15),), ())
    assert (only.span, only.unit) == (Span(7, 15), "woman")
    assert find_quantities(text, (), ()) == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty three", 23),
        ("two hundred and five", 205),
        ("two thousand three hundred", 2300),
        ("one million two hundred thousand", 1_200_000),
        ("2.5 million", 2_500_000),
        ("4,000", 4000),
        ("hundred", 100),
        ("five six", None),
        ("twenty twelve", None),
        ("hundred and", None),
        ("and", None),
        ("", None),
    ],
)
def test_numbers_in_words(words: str, value: float | None) -> None:
    assert number_of(words.split()) == value


def test_the_longest_number_is_taken() -> None:
    assert longest_number("twenty - three men".split(), 0) == (3, 23)
    assert longest_number("five six".split(), 0) == (1, 5)
    assert longest_number("hundred and men".split(), 0) == (1, 100)
    assert longest_number("men".split(), 0) is None


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("sailors", "sailor"),
        ("countries", "country"),
        ("churches", "church"),
        ("boxes", "box"),
        ("people", "person"),
        ("policewomen", "policewoman"),
        ("lives", "life"),
        ("Marines", "Marine"),
        ("houses", "house"),
        ("viruses", "virus"),
        ("aircraft", "aircraft"),
    ],
)
def test_one_of_many(plural: str, one: str) -> None:
    assert is_plural(plural)
    assert singular(plural) == one


@pytest.mark.parametrize("word", ["virus", "glass", "crisis", "is", "run", ""])
def test_no_plurals(word: str) -> None:
    assert not is_plural(word)
    assert singular(word) == word


WORDS = st.sampled_from(
    "the a one two twenty hundred million dozen dozens hundreds tens of thousands 10 20 2000 3.5"
    " 1,000 7-3 $ £ US$ USD % percent per cent percentage points people men sailors US and or to"
    " between from more than at least up no fewer as many in out - + plus : . , ; ( ) F-35 No."
    " years old km bn m months \n\n 😀 # ° half few several".split(" ")
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=20).map("".join)


@given(TEXTS | st.text(max_size=80))
@example("$")
@example("$5 to $")
@example("10-20")
@example("1" * 400)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_quantities_inside_its_blocks_in_order(text: str) -> None:
    half = len(text) // 2
    spans = (Span(0, half), Span(half, len(text)))
    times = find_times(text, spans, None)
    end = 0
    for one in find_quantities(text, spans, times):
        assert one.span.start >= end
        end = one.span.end
        assert any(s.start <= one.span.start < one.span.end <= s.end for s in spans)
        assert 0 <= one.value < float("inf")
        assert one.unit is None or one.unit


@given(any_words())
@settings(max_examples=100, deadline=None)
def test_no_grammar_makes_it_fail(words: Words) -> None:
    for one in quantities(words.text, words):
        assert 0 <= one.span.start < one.span.end <= len(words.text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        " " * 100_000 + "5",
        "10 " * 30_000,
        "1-" * 50_000,
        "$" * 100_000,
        "one million " * 8_000,
        "between 1 and 2 men " * 5_000,
        "10 in " * 15_000,
        "at least no fewer than " * 4_000,
        "hundreds of " * 9_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    begun = time.perf_counter()
    find_quantities(text, (Span(0, len(text)),), ())
    assert time.perf_counter() - begun < 10
