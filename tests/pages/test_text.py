"""Plain text → page: what the text is, how it falls into paragraphs, and what is refused."""

from __future__ import annotations

import hashlib
import textwrap
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.errors import EmptyPageError, EncodingError, NotTextError, PageTooLargeError
from sayso.pages import PageOptions, page_from_text
from sayso.pages.limits import MAX_PAGE_BYTES, MAX_PARAGRAPHS
from sayso.reading import Page, Published
from tests.pages.samples import LEAD, SECOND, STORY, THIRD, blocks_of, roles_of

FORCE = PageOptions(force=True)


def test_only_newlines_are_changed() -> None:
    text = "\ufeffA title\r\n\r\n  One.\u200b\rTwo\u2028three\x0bfour\x85 \n"
    page = page_from_text(text)
    assert page.text == "\ufeffA title\n\n  One.\u200b\nTwo\u2028three\x0bfour\x85 \n"


def test_id_is_the_digest_of_the_input() -> None:
    assert page_from_text("A\r\nB").id == hashlib.sha256(b"A\r\nB").hexdigest()


def test_metadata_is_what_was_given() -> None:
    options = PageOptions(
        published="2025-09-05", outlet="The Example Times", url="https://example.test/1"
    )
    page = page_from_text(LEAD, origin="a.txt", options=options, title="A Title")
    assert page.origin == "a.txt"
    assert page.outlet == "The Example Times"
    assert page.url == "https://example.test/1"
    assert page.title == "A Title"
    assert page.published == Published(value="2025-09-05", basis="given")


def test_given_date_beats_the_one_in_the_text() -> None:
    page = page_from_text(
        f"Published 5 September 2025\n\n{LEAD}", options=PageOptions(published="2024-01-02")
    )
    assert page.published == Published(value="2024-01-02", basis="given")


def test_paragraphs_by_blank_lines() -> None:
    assert [text for _, text in roles_of(*STORY)] == list(STORY)


def test_one_paragraph_a_line() -> None:
    assert [text for _, text in roles_of(*STORY, gap="\n")] == list(STORY)


@pytest.mark.parametrize("width", [50, 72, 100])
def test_hard_wrapped_paragraphs_are_whole(width: int) -> None:
    wrapped = [textwrap.fill(paragraph, width) for paragraph in STORY]
    assert [text for _, text in roles_of(*wrapped)] == wrapped


def test_hard_wrapped_without_blank_lines() -> None:
    wrapped = [textwrap.fill(paragraph, 60) for paragraph in STORY]
    assert [text for _, text in roles_of(*wrapped, gap="\n")] == wrapped


def test_wrapped_text_keeps_title_and_items_apart() -> None:
    text = "A Plan for the Harbour\n\n" + textwrap.fill(LEAD, 60)
    text += "\n- Close the terminal in May.\n- Move the boats.\n\n" + textwrap.fill(SECOND, 60)
    assert [role for role, _ in blocks_of(page_from_text(text))] == [
        "title",
        "paragraph",
        "list_item",
        "list_item",
        "paragraph",
    ]


@pytest.mark.parametrize("text", ["", " \n\t\u2003\n"])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(EmptyPageError, match="holds no text"):
        page_from_text(text)


def test_nul_is_refused() -> None:
    with pytest.raises(NotTextError, match="NUL character at offset 3"):
        page_from_text("abc\0def")


def test_lone_surrogate_is_refused() -> None:
    with pytest.raises(EncodingError, match=r"lone surrogate U\+D800\) at offset 2"):
        page_from_text("ab\ud800c")


def test_too_large() -> None:
    with pytest.raises(PageTooLargeError, match=r"up to 16 MiB.*JSON Lines"):
        page_from_text("a" * (MAX_PAGE_BYTES + 1))


def test_too_many_lines() -> None:
    with pytest.raises(PageTooLargeError, match="50,001 lines or paragraphs"):
        page_from_text("Hi\n" * (MAX_PARAGRAPHS + 1), options=FORCE)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        (LEAD + " ") * 6_000,
        "“" * 500_000,
        "'a" * 500_000,
        "AB " * 300_000 + "—",
        ("AB " * 40 + "\n") * 10_000,
        "e" + "\u0301" * 1_000_000,
        " " * 2_000_000 + "x",
        "\n" * 2_000_000 + "x",
        "\t \n" * 500_000 + "x",
        "“Why?”\n\n" * 15_000 + LEAD,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_and_odd_texts_are_quick(text: str) -> None:
    started = time.perf_counter()
    page_from_text(text, options=FORCE)
    # Some take 0.1 s and one 1 s; what is quadratic takes minutes.
    assert time.perf_counter() - started < 20


ODD = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "\u200b",
        "\ufeff",
        "\u0301",
        "\u202e",
        "\u2028",
        "\x0b",
        "\x1c",
        "\x85",
        "\xa0",
        "😀",
        "👩‍👩‍👧",
        "שלום",
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "- ",
        "• ",
        "1. ",
        "By Jane Doe",
        "WASHINGTON (AP) — ",
        "KOBE – ",
        "Sign up for our newsletter",
        "Read more",
        "Read more: A Story",
        "Photo: x",
        "* * *",
        "Mayor Drops Plan for Second Tunnel",
        "The board met.",
        "...",
        "5 September 2025",
        "NOW ",
        "—",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")),
    st.lists(st.one_of(ODD, st.text(max_size=8)), max_size=40)
    .map("".join)
    .map(lambda text: text.replace("\0", "").encode("utf-8", "ignore").decode()),
).filter(lambda text: text.strip() != "")


@given(TEXTS)
@example("WASHINGTON (AP) — \n")
@example("\x1c\x1d\x1ea\x1f\x85")
@example("LONDON (Reuters) – ‘")
def test_blocks_of_any_text(text: str) -> None:
    page = page_from_text(text, options=FORCE)
    check_blocks(page)
    assert page == page_from_text(text, options=FORCE)


def check_blocks(page: Page) -> None:
    covered = bytearray(len(page.text))
    last = 0
    for block in page.blocks:
        start, end = block.span
        assert last <= start < end <= len(page.text)
        piece = page.text[start:end]
        assert piece == piece.strip() != ""
        covered[start:end] = b"\1" * (end - start)
        last = end
    left_out = [char for char, is_in in zip(page.text, covered, strict=True) if not is_in]
    assert "".join(left_out).strip() == ""


def test_a_page_costs_little() -> None:
    text = "\n\n".join((LEAD, SECOND, THIRD) * 9)  # some 750 words
    page_from_text(text)
    best = min(_seconds(text) for _ in range(20))
    assert best < 0.010  # measured 0.001; the bound is for slow and busy machines


def _seconds(text: str) -> float:
    started = time.perf_counter()
    page_from_text(text)
    return time.perf_counter() - started


def test_wrapped_page_that_ends_in_many_short_lines() -> None:
    headlines = [f"Mayor Drops Plan Number {number} for a Tunnel" for number in range(12)]
    wrapped = [textwrap.fill(paragraph, 100) for paragraph in STORY * 2]
    found = roles_of(*wrapped, *headlines, gap="\n")
    assert [text for role, text in found if role == "paragraph"] == wrapped
    assert [text for role, text in found if role == "teaser"] == headlines
