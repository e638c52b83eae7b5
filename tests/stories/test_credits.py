"""To whom a page credits itself, and what is no credit."""

from __future__ import annotations

import pytest

from sayso.reading import Block, BlockRole, Page, Span
from sayso.stories.credits import agency_of, credited, credits_of


def page(*blocks: tuple[BlockRole, str], byline: str | None = None) -> Page:
    text, made = "", []
    for role, words in blocks:
        made.append(Block(span=Span(len(text), len(text) + len(words)), role=role))
        text += f"{words}\n"
    return Page(id="1", origin="-", byline=byline, text=text, blocks=tuple(made))


PARAGRAPH: tuple[BlockRole, str] = ("paragraph", "The bridge is closed to all but ambulances.")


@pytest.mark.parametrize(
    ("made", "agency"),
    [
        (page(("paragraph", "LONDON (AP) — The bridge is closed."), PARAGRAPH), "associated press"),
        (page(PARAGRAPH, byline="Jane Roe, Associated Press"), "associated press"),
        (page(PARAGRAPH, byline="By Jane Roe and AFP"), "agence france presse"),
        (page(PARAGRAPH, byline="PA"), "press association"),
        (page(PARAGRAPH, ("paragraph", "Reuters contributed to this report.")), "reuters"),
        (page(PARAGRAPH, ("furniture", "Source: Reuters")), "reuters"),
    ],
)
def test_agencies_are_known_by_their_names_and_initials(made: Page, agency: str) -> None:
    assert agency_of(credits_of(made)) == agency


@pytest.mark.parametrize(
    "made",
    [
        page(PARAGRAPH, byline="Jane Roe, Harrisburg PA"),
        page(("paragraph", "The bridge (built by the AP in 1974) is closed.")),
        page(("paragraph", "She told Reuters that the bridge is closed."), PARAGRAPH, PARAGRAPH),
        page(PARAGRAPH, byline="Ap Rhys"),
    ],
)
def test_what_only_names_an_agency_is_no_credit(made: Page) -> None:
    assert agency_of(credits_of(made)) is None


def test_any_outlet_may_be_credited() -> None:
    lines = credits_of(page(("paragraph", "VARN, Lorne (Meridian Wire) — The bridge is closed.")))
    assert credited(lines, "Meridian Wire")
    assert credited(lines, "The Meridian Wire")
    assert not credited(lines, "Wire Post")
    assert not credited(lines, None)
    assert not credited((), "Meridian Wire")
