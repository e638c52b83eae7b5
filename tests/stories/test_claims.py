"""What several pages tell: one claim or two, who told it first, who has it from whom."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import Problem, Reading, read_all
from sayso.reading import Block, Event, Page, Span, Statement
from sayso.stories.claims import SURE, Claim, find_claims, tell
from tests.strategies import readings as any_readings

HAPPENINGS = Path(__file__).parent / "happenings"


@cache
def pages(happening: str) -> dict[str, Reading]:
    """The Readings of a happening by the name of their file."""
    found = {}
    files = sorted((HAPPENINGS / happening).glob("*.html"))
    for path, reading in zip(files, read_all(files), strict=True):
        assert not isinstance(reading, Problem), reading
        found[path.stem] = reading
    return found


@cache
def claims(happening: str) -> tuple[Claim, ...]:
    return find_claims(pages(happening).values())


def name_of(happening: str, page: str) -> str:
    return next((name for name, one in pages(happening).items() if one.page.id == page), page)


def claim_at(
    happening: str, page: str, words: str, *, kind: str = "event", source: str | None = None
) -> Claim:
    """The claim of a kind that a page tells in some words, on somebody's word if `source` is given;
    of several that of the most pages.
    """
    reading = pages(happening)[page]
    start = reading.page.text.index(words)
    found = [
        claim
        for claim in claims(happening)
        for telling in claim.tellings
        if claim.kind == kind
        and telling.page == reading.page.id
        and source in (None, telling.source)
        and any(span.start < start + len(words) and start < span.end for span in telling.spans)
    ]
    assert found, f"no claim has {words!r}"
    return max(found, key=lambda claim: len(claim.tellings))


def tellers(happening: str, claim: Claim) -> list[str]:
    return [name_of(happening, telling.page) for telling in claim.tellings]


def edges(happening: str, claim: Claim) -> set[tuple[str, str | None, str]]:
    return {(name_of(happening, e.of), e.outlet, e.why) for e in claim.spread}


class TestOneClaim:
    def test_an_event_told_in_other_words(self) -> None:
        claim = claim_at("bridge", "meridian-wire", "closed to all traffic")
        assert tellers("bridge", claim) == [
            "meridian-wire",
            "kestrel-post",
            "calder-observer",
            "river-radio",
            "lowmoor-evening-news",
        ]

    def test_two_events_of_one_sentence_stay_two(self) -> None:
        closed = claim_at("bridge", "meridian-wire", "closed to all traffic")
        found = claim_at("bridge", "meridian-wire", "found cracks")
        assert closed.id != found.id

    def test_a_quotation_is_one_claim_wherever_it_is_printed(self) -> None:
        claim = claim_at("minister", "northern-agency", "I have become", kind="statement")
        assert tellers("minister", claim) == ["northern-agency", "vestby-times"]

    def test_a_denial_is_not_the_statement_that_it_denies(self) -> None:
        denied = claim_at("cannery", "the-daily-lantern", "none of its exits", kind="statement")
        said = claim_at("cannery", "harbour-gazette", "exits was locked", kind="statement")
        assert denied.id != said.id

    def test_two_people_who_say_the_same_make_two_statements(self) -> None:
        for claim in claims("strike"):
            if claim.kind == "statement":
                assert {"Rosa Delgado", "Harold Pike"} - {t.source for t in claim.tellings}

    def test_a_telling_says_where_its_words_are(self) -> None:
        for name, reading in pages("cannery").items():
            for claim in claims("cannery"):
                for telling in claim.tellings:
                    if name_of("cannery", telling.page) != name:
                        continue
                    assert len(telling.ids) == len(telling.spans)
                    for start, end in telling.spans:
                        assert reading.page.text[start:end].strip()


class TestOverTime:
    def test_what_was_weighed_and_then_happened(self) -> None:
        claim = claim_at("minister", "northern-agency", "resigned on Wednesday")
        held = [settled for _, settled in claim.factuality]
        assert (held[0], held[-1]) == ("unsettled", "happened")

    def test_a_figure_that_rises(self) -> None:
        claim = claim_at("cannery", "harbour-gazette", "injured nine workers")
        assert [figure.value for _, figure in claim.figures] == [9, 12, 14, 14]

    def test_tellings_are_in_order_of_publication(self) -> None:
        for claim in claims("bridge"):
            moments = [telling.published or "" for telling in claim.tellings]
            assert all(one <= other for one, other in pairwise(moments))


class TestOrigin:
    def test_a_byline_credits_the_whole_page(self) -> None:
        claim = claim_at("bridge", "meridian-wire", "closed to all traffic")
        assert ("kestrel-post", "Meridian Wire", "credit") in edges("bridge", claim)
        assert name_of("bridge", claim.origin) == "meridian-wire"
        assert claim.independent == 4

    def test_what_another_outlet_was_told_is_that_outlets(self) -> None:
        claim = claim_at("bridge", "river-radio", "should lose their job", kind="statement")
        assert ("river-radio", "Calder Observer", "via") in edges("bridge", claim)
        assert (name_of("bridge", claim.origin), claim.independent) == ("calder-observer", 1)

    def test_an_outlet_without_a_page_can_be_first(self) -> None:
        claim = claim_at("minister", "state-broadcaster", "resign over")
        assert (claim.origin, claim.origin_outlet) == ("Capital Ledger", "Capital Ledger")

    def test_a_quotation_printed_after_another_outlet_heard_it_is_taken_from_there(self) -> None:
        claim = claim_at("storm", "portrey-advertiser", "thirty winters", kind="statement")
        assert (name_of("storm", claim.origin), claim.independent) == ("portrey-advertiser", 1)

    def test_two_outlets_at_one_news_conference_are_independent(self) -> None:
        claim = claim_at("cannery", "ennis-today", "Every door was open", kind="statement")
        assert (len(claim.tellings), claim.independent) == (2, 2)

    def test_whoever_answers_a_report_does_not_rest_on_it(self) -> None:
        claim = claim_at(
            "bridge",
            "lowmoor-evening-news",
            "had been refused",
            kind="statement",
            source="Ruth Ashdown",
        )
        assert claim.independent == 2

    def test_pages_of_one_outlet_are_no_two_tellers(self) -> None:
        claim = claim_at("storm", "coast-news-agency", "killed at least three")
        outlets = {telling.outlet for telling in claim.tellings}
        assert claim.independent < len(outlets)

    def test_a_copy_rests_on_what_it_copies(self) -> None:
        found = pages("strike")
        one, other = found["dockside-news"], found["continental-news-service"]
        plain = find_claims([one, other])
        copied = find_claims([one, other], {other.page.id: one.page.id})
        assert {claim.id for claim in plain} == {claim.id for claim in copied}
        before = {claim.id: claim.independent for claim in plain}
        resting = [c for c in copied if any(edge.why == "copy" for edge in c.spread)]
        assert any(before[claim.id] == 2 and claim.independent == 1 for claim in resting)


def as_sets(found: Iterable[Claim]) -> set[str]:
    return {repr(claim) for claim in found}


@pytest.mark.parametrize("happening", ["bridge", "storm"])
@given(data=st.data())
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_pages_does_not_matter(happening: str, data: st.DataObject) -> None:
    known = list(pages(happening).values())
    shuffled = data.draw(st.permutations(known))
    assert as_sets(find_claims(shuffled)) == as_sets(claims(happening))


@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_at_least_one_telling_is_independent_and_at_most_all(data: st.DataObject) -> None:
    happening = data.draw(st.sampled_from(["bridge", "cannery", "minister", "strike"]))
    known = list(pages(happening).values())
    chosen = data.draw(st.lists(st.sampled_from(known), min_size=1, unique_by=id))
    for claim in find_claims(chosen):
        told = [telling.page for telling in claim.tellings]
        assert 2 <= len(told) == len(set(told))
        assert 1 <= claim.independent <= len(told)
        assert set(told) <= {reading.page.id for reading in chosen}


def test_a_claim_keeps_its_id_when_a_page_joins_the_story() -> None:
    *earlier, last = sorted(pages("bridge").values(), key=lambda r: r.page.published.value or "")
    before = {claim.id for claim in find_claims(earlier)}
    after = {claim.id for claim in find_claims([*earlier, last])}
    assert len(before & after) >= 0.8 * len(before)


def test_pages_that_say_one_word_only_can_be_told_together() -> None:
    text = "Fire"
    block = Block(span=Span(0, 4), role="paragraph")
    event = Event(id="V1", trigger=Span(0, 4), factuality=3, settled="happened")
    said = Statement(
        id="Q1", form="indirect", mode="speech", content_spans=(Span(0, 4),), confidence=1
    )
    found = [
        Reading(
            page=Page(id=identity, origin="-", text=text, blocks=(block,)),
            statements=(said,),
            events=(event,),
        )
        for identity in ("1", "2")
    ]
    assert {len(claim.tellings) for claim in find_claims(found)} <= {2}


def test_one_page_makes_no_claim() -> None:
    assert find_claims([pages("bridge")["meridian-wire"]]) == ()
    assert find_claims([]) == ()


@given(st.lists(any_readings(), max_size=3))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_readings_can_be_told_together(found: list[Reading]) -> None:
    story = tell(found)
    assert len(story.pages) == len({reading.page.id for reading in found})
    assert json.loads(json.dumps(story.to_dict(), default=str))


def test_what_is_sure_comes_first_and_a_claim_of_one_page_is_sure() -> None:
    found = claims("tram")
    confidences = [claim.confidence for claim in found]
    assert all(0 <= one <= 1 for one in confidences)
    sure = [one >= SURE for one in confidences]
    assert sure == sorted(sure, reverse=True)
    assert set(sure) == {True, False}
    alone = find_claims(pages("tram").values(), alone=True)
    assert {one.confidence for one in alone if len(one.tellings) == 1} == {1.0}


def test_the_same_quotation_is_one_thing_for_sure() -> None:
    claim = claim_at("storm", "portrey-advertiser", "thirty winters", kind="statement")
    assert claim.confidence >= SURE


def test_what_is_said_and_the_event_in_it_are_shown_once() -> None:
    told = tell(pages("storm").values())
    shown = told.distinct()
    assert set(shown) < set(told.claims)
    for claim in set(told.claims) - set(shown):
        words = told.words[claim.id]
        assert any(
            words in told.words[one.id] or told.words[one.id] in words
            for one in shown
            if {t.page for t in claim.tellings} <= {t.page for t in one.tellings}
        )
