"""Roles of blocks in plain text."""

from __future__ import annotations

import pytest

from sayso.pages import page_from_text
from sayso.reading import Published
from tests.pages.samples import LEAD, SECOND, STORY, THIRD, blocks_of, roles_of

TITLE = "Harbour Board Weighs End of Ferry Terminal"
OTHERS = (
    "Mayor Drops Plan for Second Tunnel",
    "Storm Closes Schools Along the Coast",
    "Bakers’ Union Calls Off Strike",
    "Who Pays for the New Stadium?",
    "Court: Council “Misled” Residents",
)


def test_title_that_stands_twice() -> None:
    assert roles_of(TITLE, TITLE, *STORY)[:3] == [
        ("title", TITLE),
        ("title", TITLE),
        ("paragraph", LEAD),
    ]


def test_title_is_the_first_headline() -> None:
    page = page_from_text("\n\n".join((TITLE, *STORY)))
    assert page.title == TITLE
    assert [role for role, _ in blocks_of(page)] == ["title", *["paragraph"] * 3]


def test_no_title_where_the_page_begins_with_prose() -> None:
    page = page_from_text("\n\n".join(STORY))
    assert page.title is None
    assert {role for role, _ in blocks_of(page)} == {"paragraph"}


def test_a_lone_line_is_read() -> None:
    assert roles_of("Two men died in the crash, police said") == [
        ("paragraph", "Two men died in the crash, police said")
    ]


def test_name_of_a_section_before_the_title() -> None:
    assert roles_of("World", TITLE, *STORY)[:2] == [("furniture", "World"), ("title", TITLE)]


def test_closing_headlines_are_teasers() -> None:
    found = roles_of(TITLE, TITLE, *STORY, *OTHERS)
    assert [text for role, text in found if role == "teaser"] == list(OTHERS)
    assert [text for role, text in found if role == "paragraph"] == list(STORY)


def test_closing_headlines_in_sentence_case() -> None:
    others = (
        "Mayor drops plan for second tunnel",
        "Storm closes schools along the coast",
        "Bakers’ union calls off strike",
    )
    assert [text for role, text in roles_of(*STORY, *others) if role == "teaser"] == list(others)


def test_sign_up_after_the_teasers_hides_none() -> None:
    found = roles_of(*STORY, *OTHERS, "Sign up for our newsletter to get the day’s stories")
    assert [text for role, text in found if role == "teaser"] == list(OTHERS)
    assert found[-1][0] == "furniture"


def test_last_paragraph_without_its_stop_is_no_teaser() -> None:
    last = "The vote is due on Tuesday"
    assert roles_of(*STORY, last)[-1] == ("paragraph", last)


def test_page_of_headlines_alone_is_not_all_teasers() -> None:
    assert "teaser" not in {role for role, _ in roles_of(*OTHERS)}


@pytest.mark.parametrize(
    "subhead",
    [
        "‘Too late’ for repairs",
        "‘Who is going to pay for all of this?’",
        "“A hole in the budget”",
        "What happens now",
        "What happens next?",
        "'Nobody asked us'",
        "THE COST",
    ],
)
def test_subheads(subhead: str) -> None:
    assert roles_of(TITLE, LEAD, subhead, SECOND, THIRD)[2] == ("subhead", subhead)


def test_quoted_line_that_announces_the_words_below() -> None:
    subhead = "“We cannot wait!”"
    assert roles_of(TITLE, LEAD, subhead, SECOND, THIRD)[2] == ("subhead", subhead)


@pytest.mark.parametrize(
    "line",
    [
        "“Never again.”",
        "“Who told you that?”",
        "‘Never again.’",
        "She shook her head.",
        "Why?",
        "Then came the storm:",
    ],
)
def test_short_paragraphs_are_no_subheads(line: str) -> None:
    assert roles_of(TITLE, LEAD, line, SECOND, THIRD)[2] == ("paragraph", line)


@pytest.mark.parametrize(
    "dateline",
    [
        "WASHINGTON (AP) —",
        "KOBE –",
        "PORT ELLIS, S.C. --",
        "LONDON, March 3 (Reuters) -",
        "New York (AFP) –",
        "ST. IVES, England —",
        "DALLAS/HOUSTON (Reuters) -",
    ],
)
def test_dateline_is_cut_off_its_paragraph(dateline: str) -> None:
    found = roles_of(TITLE, f"{dateline} {LEAD}", SECOND)
    assert found[1:3] == [("dateline", dateline), ("paragraph", LEAD)]


@pytest.mark.parametrize(
    "start",
    [
        "THIS IS NOT A PLACE —",
        "He — ",
        "The board (which meets weekly) —",
        "Earlier, Port County (Ore.)",
        "NATO’s plan –",
        "Michael A. (Mike)",
    ],
)
def test_what_is_no_dateline(start: str) -> None:
    assert "dateline" not in {role for role, _ in roles_of(TITLE, f"{start} {LEAD}", SECOND)}


@pytest.mark.parametrize(
    "byline",
    [
        "By Jane Doe",
        "BY JANE DOE AND RICHARD ROE",
        "By Jane Doe, Associated Press",
        "By Jane van der Doe in Port Ellis and Richard Roe",
        "Jane Doe, political correspondent",
        "Written by Jane Doe",
    ],
)
def test_byline(byline: str) -> None:
    page = page_from_text("\n\n".join((TITLE, byline, *STORY)))
    assert blocks_of(page)[1] == ("byline", byline)
    assert page.byline == byline


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the storm had passed",
        "By then it was too late for the town to act.",
        "By order of the court, the terminal stays open",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert "byline" not in {role for role, _ in roles_of(TITLE, line, *STORY)}


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter and never miss a story.",
        "Subscribe to our daily briefing",
        "Get the latest news delivered straight to your inbox.",
        "Follow us on Twitter and Facebook",
        "Advertisement",
        "Share this article",
        "Copyright 2025 The Example Times. All rights reserved.",
        "© 2025 Example Media",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Download the Example app for iOS and Android.",
        "You can unsubscribe at any time.",
        "Have you been affected? Email us at desk@example.test",
        "Contact the writer at jane@example.test",
        "Read more",
        "Most read",
        "3 min read",
        "Log in to comment",
        "12 comments",
        "* * *",
        "___",
        "Сontасt uѕ tо аdvеrtіѕе wіth thе nеwѕ ѕіtе",
    ],
)
def test_furniture(line: str) -> None:
    assert roles_of(TITLE, LEAD, SECOND, line, THIRD)[3] == ("furniture", line)


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up now,” the minister told young voters, “or others will decide for you.”",
        "Subscribers to the phone company lost service for two days, it said.",
        "Officials followed the convoy on foot.",
        "Email records show that the board knew of the leak in May.",
        "Register offices will close, the county said, and 40 clerks will go.",
        "Share prices fell by 3% after the announcement.",
        "Comments by the mayor drew anger from residents.",
        "Donations to the campaign doubled in June, records show.",
        "Parents had refused permission for the trip, the school said.",
        "Listen to the experts, she said.",
        "Facebook said it would appeal.",
        "Follow-up talks will be held on Friday.",
    ],
)
def test_news_that_sounds_like_furniture_is_read(line: str) -> None:
    assert roles_of(TITLE, LEAD, SECOND, line, THIRD)[3] == ("paragraph", line)


def test_label_of_other_stories_in_the_middle() -> None:
    found = roles_of(TITLE, LEAD, "Related stories", OTHERS[0], OTHERS[1], SECOND, THIRD)
    assert found[2:5] == [
        ("furniture", "Related stories"),
        ("teaser", OTHERS[0]),
        ("teaser", OTHERS[1]),
    ]
    assert found[5] == ("paragraph", SECOND)


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Mayor drops plan for second tunnel",
        "Related: Mayor drops plan for second tunnel",
        "[Mayor drops plan for a second tunnel]",
        "Mayor drops plan for a second tunnel Read more",
    ],
)
def test_line_that_leads_to_another_story(line: str) -> None:
    assert roles_of(TITLE, LEAD, line, SECOND, THIRD)[2] == ("teaser", line)


def test_first_words_of_other_stories() -> None:
    cut = ("The mayor dropped the plan on Monday after...", "Schools along the coast are to...")
    assert [text for role, text in roles_of(*STORY, *cut) if role == "teaser"] == list(cut)


def test_one_ellipsis_is_a_pause() -> None:
    line = "“I had hoped for more time…”"
    assert roles_of(TITLE, LEAD, line, SECOND)[2] == ("paragraph", line)


@pytest.mark.parametrize("mark", ["-", "•", "*"])
def test_list_items(mark: str) -> None:
    items = (f"{mark} Close the terminal in May.", f"{mark} Move the boats to Port Ellis")
    found = roles_of(TITLE, LEAD, *items, SECOND)
    assert found[2:4] == [("list_item", item) for item in items]


def test_numbered_items_need_company() -> None:
    two = ("1. Close the terminal.", "2. Move the boats.")
    assert roles_of(TITLE, LEAD, *two, SECOND)[2:4] == [("list_item", item) for item in two]
    assert roles_of(TITLE, LEAD, two[0], SECOND)[2] == ("paragraph", two[0])


@pytest.mark.parametrize(
    "line",
    [
        "Photo: the old terminal in 1962",
        "The old terminal in winter. (AP Photo/Jane Doe)",
        "Jane Doe/Getty Images",
        "FILE - The old terminal is seen in a photo of May 3, 1962.",
    ],
)
def test_captions(line: str) -> None:
    assert roles_of(TITLE, LEAD, line, SECOND)[2] == ("caption", line)


def test_biography_at_the_end() -> None:
    line = "Jane Doe is a reporter for The Example Times who covers ports and shipping."
    assert roles_of(TITLE, *STORY, line)[-1] == ("furniture", line)
    # The same words in the story are of the story.
    middle = roles_of(TITLE, LEAD, line, SECOND, THIRD, LEAD.replace("old", "new"))
    assert middle[2] == ("paragraph", line)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Published 5 September 2025", "2025-09-05"),
        ("Published: Sept. 5, 2025 at 10:30 a.m. EDT", "2025-09-05"),
        ("Friday, September 5, 2025", "2025-09-05"),
        ("Posted on 2025-09-05", "2025-09-05"),
        ("By Jane Doe | 5 September 2025", "2025-09-05"),
    ],
)
def test_date_that_the_page_states_of_itself(line: str, value: str) -> None:
    page = page_from_text("\n\n".join((TITLE, line, *STORY)))
    assert page.published == Published(value=value, basis="text")
    assert blocks_of(page)[1][0] in ("dateline", "byline")


def test_subhead_that_begins_like_a_date() -> None:
    for line in ("Filed 3 lawsuits in a week", "Date palms and 40 camels"):
        assert roles_of(TITLE, LEAD, line, SECOND)[2] == ("subhead", line)


def test_published_beats_updated() -> None:
    page = page_from_text(
        "\n\n".join((TITLE, "Updated 7 September 2025", "Published 5 September 2025", *STORY))
    )
    assert page.published.value == "2025-09-05"


@pytest.mark.parametrize(
    "line",
    [
        "The terminal was closed on 5 September 2025, the board said.",
        "Published 05/09/2025",
        "Friday",
        "Published 31 February 2025",
    ],
)
def test_dates_that_say_nothing_of_the_page(line: str) -> None:
    page = page_from_text("\n\n".join((TITLE, *STORY, line)))
    assert page.published == Published(value=None, basis="unknown")


def test_date_below_other_headlines_dates_nothing() -> None:
    page = page_from_text("\n\n".join((TITLE, *STORY, *STORY, *OTHERS, "5 September 2025")))
    assert page.published.basis == "unknown"


def test_menu_before_the_title() -> None:
    menu = ("Home", "World", "Sport", "Opinion", "Sign in")
    found = roles_of(*menu, TITLE, *STORY)
    assert found[: len(menu) + 1] == [*(("furniture", line) for line in menu), ("title", TITLE)]


def test_title_with_the_name_of_the_site() -> None:
    with_site = f"{TITLE} | The Example Times"
    assert roles_of(with_site, TITLE, *STORY)[:2] == [("title", with_site), ("title", TITLE)]


def test_byline_in_the_middle() -> None:
    found = roles_of(
        TITLE, LEAD, SECOND, "A view from the pier", "By Jane Doe, Port Ellis", *[LEAD] * 7
    )
    assert ("byline", "By Jane Doe, Port Ellis") in found


@pytest.mark.parametrize("date", ["5 September 2025", "May 06, 2025"])
def test_story_cut_short_under_its_date(date: str) -> None:
    cut = "The mayor dropped the plan on Monday after..."
    assert roles_of(TITLE, *STORY * 5, date, cut)[-1] == ("teaser", cut)
