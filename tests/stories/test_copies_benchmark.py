"""The benchmark of copies: its rules make what they say, and its floors are met."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.copies import (
    FLOORS,
    RULES,
    add_local,
    change_numbers,
    cut_to_lead,
    draft_of,
    keep_all,
    local_sentence,
    make_set,
    measure,
    read_bases,
)
from sayso.reading import Page


@pytest.fixture(scope="module")
def base() -> Page:
    root = Path(__file__).resolve().parent.parent.parent
    return next(page for page in read_bases(root) if page.origin.endswith("ferry.html"))


def test_a_lead_is_three_to_five_sentences(base: Page) -> None:
    for seed in range(20):
        draft = draft_of(base, random.Random(seed))
        whole = [text for paragraph in draft.paragraphs for text in paragraph]
        cut_to_lead(draft, random.Random(seed))
        lead = [text for paragraph in draft.paragraphs for text in paragraph]
        assert 3 <= len(lead) <= 5
        assert lead == whole[: len(lead)]


def test_local_paragraphs_are_other_ones_each_time(base: Page) -> None:
    draft = draft_of(base, random.Random(1))
    add_local(draft, random.Random(1))
    assert any("".join(p) not in base.text for p in draft.paragraphs)
    sentences = {local_sentence(random.Random(seed)) for seed in range(100)}
    assert len(sentences) == 100


def test_changed_numbers_are_other_numbers(base: Page) -> None:
    draft = draft_of(base, random.Random(1))
    before = str(draft.paragraphs)
    change_numbers(draft, random.Random(1))
    assert str(draft.paragraphs) != before


def test_a_made_page_is_read_as_one(base: Page) -> None:
    made = draft_of(base, random.Random(1)).page("made")
    assert made.title == base.title
    assert made.outlet != base.outlet
    assert (made.published.value or "") > (base.published.value or "")
    assert any(block.role == "paragraph" for block in made.blocks)


@pytest.mark.slow
def test_copies_reach_their_floors(root: Path) -> None:
    pages, pairs = make_set(root)
    kinds = Counter(pair.is_copy for pair in pairs)
    assert kinds[True] >= 200
    assert kinds[False] >= 200
    assert {pair.rule for pair in pairs if pair.is_copy} == set(RULES)
    index, _ = keep_all(pages)
    score = measure(pairs, index)
    assert 100 * score.precision >= FLOORS["precision"]
    assert 100 * score.recall >= FLOORS["recall"]
