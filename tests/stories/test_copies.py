"""Copies are joined to their original, with what they changed; what only looks like one is not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.pages import PageOptions, page_from_text
from sayso.reading import Page
from sayso.stories.bodies import Body, Sentence, fold
from sayso.stories.copies import (
    FORMULA,
    Copy,
    body_of,
    changes_between,
    comes_before,
    is_made_of,
    join,
    keys_of,
)
from sayso.stories.memory import MemoryCopies

SEEN = "2026-06-01T00:00:00Z"


def paragraphs(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.split("\n\n")]


WIRE = paragraphs(
    """SALTBY (Meridian Wire) — The harbour master of Saltby closed the inner basin on Tuesday after
a crane leaned over by two degrees, and eleven boats could not leave.

Nobody was hurt, and no oil has been found in the water near the quay so far, the coast guard
told reporters who had come to the pier.

“We will not let anybody near it until engineers have looked at every bolt of that crane and
told us in writing that it stands,” said Hanne Dahl, who runs the port for the town.

The crane was built in 1974 and last inspected four years ago by a firm that has since gone out
of business, according to records in the town hall.

Fishermen who are shut in lose about nine thousand crowns for each day that they cannot sail,
their cooperative reckons.

The town council meets on Thursday to decide who is going to pay for the repair and whether the
second crane has to be taken down as well."""
)
OWN = paragraphs(
    """Eleven crews sat in the mission on the quay this morning and drank coffee, because a crane
that has loaded their ice for half a century is no longer upright.

“We will not let anybody near it until engineers have looked at every bolt of that crane and
told us in writing that it stands,” Hanne Dahl said as she taped off the gate.

By her reckoning an answer takes a week at least, which skipper Odd Moen called a small
catastrophe in the best month for cod.

Some of them mean to send the bill to Saltby’s mayor, who was in Brussels and could not be
reached by this newspaper."""
)
LINES = paragraphs(
    """Do you know more about what we report here? Then write to our newsroom at any hour.

We never name those who ask us not to, and our code says how we correct our mistakes."""
)


def page(
    sentences: Sequence[str],
    *,
    outlet: str = "Meridian Wire",
    title: str = "Leaning crane shuts Saltby basin",
    published: str | None = "2026-03-03T09:00:00Z",
) -> Page:
    text = "\n\n".join([title, *sentences])
    options = PageOptions(published=published, outlet=outlet, force=True)
    return page_from_text(text, title=title, options=options)


def joined(*pages: Page) -> MemoryCopies:
    """The index after these pages, numbered from 1."""
    index = MemoryCopies()
    for number, each in enumerate(pages, start=1):
        join(number, body_of(each, seen=SEEN), index)
    return index


def later(sentences: Sequence[str], outlet: str = "Fjord Post", title: str = "Crane leans") -> Page:
    return page(sentences, outlet=outlet, title=title, published="2026-03-03T15:00:00Z")


def test_a_page_taken_over_whole_is_a_copy() -> None:
    copy = joined(page(WIRE), later(WIRE)).copies[2]
    assert (copy.of, copy.kind, copy.shared, copy.kept) == (1, "copy", 1.0, 1.0)
    assert copy.other_headline
    assert copy.credit == "Meridian Wire"


def test_the_same_headline_is_no_other() -> None:
    same = later(WIRE, title="Leaning crane shuts Saltby basin")
    assert not joined(page(WIRE), same).copies[2].other_headline


def test_the_lead_alone_is_a_cut() -> None:
    copy = joined(page(WIRE), later(WIRE[:2])).copies[2]
    assert copy.kind == "cut"
    assert copy.shared >= 0.99
    assert 0.3 < copy.kept < 0.6


def test_the_lead_with_paragraphs_of_ones_own_is_a_rewrite() -> None:
    index = joined(page(WIRE), later([*WIRE[:2], *OWN[2:]]))
    copy = index.copies[2]
    assert copy.kind == "rewrite"
    changes = changes_between(*(index.body(n) for n in (2, 1)))  # type: ignore[arg-type]
    assert len(changes.added) == 2
    assert len(changes.cut) == 4


def test_changes_are_named_sentence_by_sentence() -> None:
    changed = [*WIRE[:3], WIRE[3].replace("four", "six"), WIRE[5], OWN[3]]
    before, after = page(WIRE), later(changed)
    changes = changes_between(body_of(after, seen=SEEN), body_of(before, seen=SEEN))
    assert changes.headline == ("Leaning crane shuts Saltby basin", "Crane leans")
    assert [before.text[slice(*span)] for span in changes.cut] == [WIRE[4]]
    assert [after.text[slice(*span)] for span in changes.added] == [OWN[3]]
    ((old, new),) = changes.changed
    assert "four years" in before.text[slice(*old)]
    assert "six years" in after.text[slice(*new)]


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.replace("“", '"').replace("”", '"').replace("—", "--"),
        lambda text: text.replace("’", "'").upper(),
        lambda text: text.replace(" ", " \u00a0"),
        lambda text: text.replace("e", "e\u0301"),
    ],
)
def test_other_punctuation_case_and_accents_make_no_other_page(written: object) -> None:
    assert callable(written)
    assert joined(page(WIRE), later([written(text) for text in WIRE])).copies[2].kind == "copy"


def test_one_quotation_makes_no_copy() -> None:
    assert joined(page(WIRE), later(OWN)).copies == {}


def test_a_page_about_the_same_thing_is_none() -> None:
    assert not is_made_of(body_of(page(WIRE), seen=SEEN), body_of(later(OWN), seen=SEEN))


def test_lines_about_the_outlet_make_no_copy() -> None:
    one = page([*OWN[2:], *LINES], outlet="Fjord Post")
    other = page([*WIRE[3:5], *LINES], outlet="Fjord Post")
    assert joined(one, other).copies == {}


NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
TOWNS = ("Saltby", "Ostby", "Lund", "Nether", "Strand")


def test_lines_that_pages_of_many_origins_have_say_nothing_anywhere() -> None:
    """Outlets of one owner have them, too."""
    long = [
        page(
            [
                *(f"Of {town} {n} {town} boats {n} sailed {town} and {n} stayed." for n in NUMBERS),
                *LINES,
            ],
            outlet=f"The {town} Paper",
        )
        for town in TOWNS
    ]
    short = page([OWN[2], *LINES], outlet="The Quay Paper")
    assert len(long) > FORMULA
    assert joined(*long, short).copies == {}
    assert is_made_of(body_of(long[0], seen=SEEN), body_of(short, seen=SEEN))


def test_lines_that_pages_of_many_origins_have_lead_to_no_page_to_compare() -> None:
    class Asked(MemoryCopies):
        asked = 0

        def body(self, page: int) -> Body | None:
            self.asked += 1
            return super().body(page)

    index = Asked()
    asked = []
    for number, town in enumerate(TOWNS):
        own = [f"Of {town} {n} {town} boats {n} sailed {town} and {n} stayed." for n in NUMBERS]
        index.asked = 0
        join(number, body_of(page([*own, *LINES], outlet=f"The {town} Paper"), seen=SEEN), index)
        asked.append(index.asked)
    assert index.copies == {}
    assert asked == [0, 1, 2, 2, 0]


def test_the_earliest_is_the_original_in_whatever_order_they_come() -> None:
    first = page(WIRE, outlet="Saltby News", published="2026-03-03T07:00:00Z")
    second = page(WIRE, outlet="Fjord Post", published="2026-03-03T08:00:00Z")
    third = page(WIRE, outlet="Nordlys", published="2026-03-04T08:00:00Z")
    for order in permutations((first, second, third)):
        index = joined(*order)
        original = order.index(first) + 1
        assert {copy.of for copy in index.copies.values()} == {original}
        assert original not in index.copies


def test_whom_a_page_credits_is_its_original_even_if_it_was_published_later() -> None:
    copy = page(WIRE, outlet="Fjord Post", published="2026-03-03T07:00:00Z")
    index = joined(copy, page(WIRE, published="2026-03-03T09:00:00Z"))
    assert index.copies[1].of == 2
    assert index.copies[1].credit == "Meridian Wire"


def test_a_credit_makes_less_wording_enough() -> None:
    def body(runs: range, outlet: str, credits: tuple[str, ...] = ()) -> Body:  # noqa: A002
        words = frozenset(str(n) for n in runs)
        return Body(sentences=(), runs=words, moment="", outlet=outlet, credits=credits)

    wire = body(range(60), "Meridian Wire")
    assert not is_made_of(body(range(45, 105), "Fjord Post"), wire)
    assert is_made_of(body(range(45, 105), "Fjord Post", ("meridian wire",)), wire)


def test_a_day_without_a_time_is_its_end() -> None:
    morning = body_of(page(WIRE, published="2026-03-03T07:00:00Z"), seen=SEEN)
    day = body_of(page(WIRE, outlet="Fjord Post", published="2026-03-03"), seen=SEEN)
    next_day = body_of(page(WIRE, published="2026-03-04T07:00:00Z"), seen=SEEN)
    assert morning.moment < day.moment < next_day.moment


def test_a_page_without_a_date_is_as_old_as_its_fetching() -> None:
    undated = page([text.replace("(Meridian Wire) ", "") for text in WIRE], published=None)
    assert body_of(undated, seen=SEEN).moment == SEEN


def test_a_page_that_is_no_copy_any_more_is_none() -> None:
    index = joined(page(WIRE), later(WIRE))
    assert join(2, body_of(later(OWN), seen=SEEN), index) is None
    assert index.copies == {}


def test_short_and_empty_pages_are_no_copies() -> None:
    short = ["Two hurt."]
    assert joined(page(short), later(short), later(["“All of it is a quotation.”"])).copies == {}


def test_keys_are_the_same_with_every_version_of_the_library() -> None:
    """Archives hold them: other ones would find no copy of what is there."""
    sentence = Sentence(
        span=page(WIRE).blocks[0].span,
        runs=frozenset({"a b c d", "b c d e", "c d e f", "d e f g", "e f g h"}),
    )
    body = Body(sentences=(sentence,), runs=sentence.runs, moment="")
    assert list(keys_of(body)) == [204025464, 4635493343]


def test_words_are_folded() -> None:
    assert fold("Café-owner’s “O'Neill” ﬁnds 1,000") == [
        "cafe", "owners", "oneill", "finds", "1", "000",
    ]  # fmt: skip


RUNS = st.frozensets(st.integers(0, 40).map(str), max_size=40)
BODIES = st.builds(
    lambda runs, moment, outlet, credits: Body(  # noqa: A006
        sentences=(), runs=runs, moment=moment, outlet=outlet, credits=credits
    ),
    RUNS,
    st.sampled_from(["2026-01-01~", "2026-01-01T08:00:00Z", "2026-01-02~"]),
    st.sampled_from([None, "Fjord Post", "Meridian Wire", "Nordlys"]),
    st.sampled_from([(), ("meridian wire",), ("fjord post and nordlys",)]),
)


@given(BODIES, BODIES)
def test_being_made_of_each_other_is_symmetric(one: Body, other: Body) -> None:
    assert is_made_of(one, other) == is_made_of(other, one)


@given(BODIES, BODIES)
def test_one_of_two_comes_before(one: Body, other: Body) -> None:
    assert comes_before(1, one, 2, other) != comes_before(2, other, 1, one)


PIECES = st.lists(st.sampled_from([*WIRE, *OWN]), min_size=1, max_size=6, unique=True)
OUTLETS = st.sampled_from(["Meridian Wire", "Fjord Post", "Nordlys"])
HOURS = st.integers(0, 23).map(lambda hour: f"2026-03-03T{hour:02}:00:00Z")
PAGES = st.lists(
    st.builds(lambda s, o, p: page(s, outlet=o, published=p), PIECES, OUTLETS, HOURS), max_size=7
)


@given(PAGES)
def test_copies_lead_to_an_original_and_never_in_a_circle(pages: list[Page]) -> None:
    index = joined(*pages)
    for number in index.copies:
        seen = {number}
        while (copy := index.copy_of(number)) is not None:
            number = copy.of
            assert number not in seen
            seen.add(number)
            assert 0 < copy.shared <= 1
            assert 0 < copy.kept <= 1


@given(PAGES)
def test_shares_are_those_of_either_side(pages: list[Page]) -> None:
    index = joined(*pages[: FORMULA - 1])  # of more what all of them have counts for nothing
    for copy in index.copies.values():
        page_body, original = index.body(copy.page), index.body(copy.of)
        assert page_body is not None
        assert original is not None
        assert copy.shared * len(page_body.runs) == pytest.approx(
            copy.kept * len(original.runs), abs=0.02
        )
        assert is_copy_of_kind(copy)


def is_copy_of_kind(copy: Copy) -> bool:
    if copy.kind == "copy":
        return copy.shared >= 0.8 and copy.kept >= 0.8
    if copy.kind == "cut":
        return copy.shared >= 0.8 > copy.kept
    return copy.shared < 0.8
