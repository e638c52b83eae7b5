"""The whole reader, with the shipped model: what it finds, that it is repeatable, and in order."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reading import READ_ROLES, Page, Reading

PARAGRAPHS = (
    "“The bridge will open in May,” said Ilse Brandt, the county's chief engineer.",
    "According to a report by the audit office, the costs have doubled since 2019.",
    "Two officials briefed on the talks told The Harbour Post that the mayor had refused to sign.",
    "The ministry denied that any money was missing.",
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def words(reading: Reading, role: str) -> list[str]:
    """The words of a role, a string for each statement."""
    text = reading.page.text
    return [
        " … ".join(text[start:end] for start, end in getattr(statement, f"{role}_spans"))
        for statement in reading.statements
    ]


def test_finds_source_cue_and_content(reader: Reader) -> None:
    reading = reader.read(page_from_text("\n\n".join(PARAGRAPHS)))
    assert words(reading, "cue") == ["said", "According to", "told", "denied"]
    assert words(reading, "source")[1:] == [
        "a report by the audit office",
        "Two officials briefed on the talks",
        "The ministry",
    ]
    assert words(reading, "source")[0].startswith("Ilse Brandt")
    assert words(reading, "content")[0] == "“The bridge will open in May,”"
    assert [s.form for s in reading.statements] == ["direct", *["indirect"] * 3]
    assert reading.statements[3].polarity == "denies"


def test_teasers_are_kept_and_not_read(reader: Reader) -> None:
    body = "\n\n".join(PARAGRAPHS)
    teasers = "\n\n".join(f"Mayor Says He Will Run Again in {year}" for year in range(2026, 2036))
    reading = reader.read(page_from_text(f"{body}\n\n{teasers}"))
    assert reading.page.text.endswith("2035")
    assert all(span.end <= len(body) for s in reading.statements for span in s.content_spans)


def test_many_pages_come_in_order_and_as_alone(reader: Reader) -> None:
    pages = [
        page_from_text("\n\n".join(PARAGRAPHS[n % 4 :] * (1 + n % 7)), origin=str(n))
        for n in range(40)
    ]
    together = list(reader.read_many(pages))
    assert [reading.page.origin for reading in together] == [str(n) for n in range(40)]
    for n in (0, 6, 39):
        assert reader.read(pages[n]).to_json() == together[n].to_json()


def test_pages_are_taken_only_as_they_are_needed(reader: Reader) -> None:
    taken = 0

    def pages() -> Iterator[Page]:
        nonlocal taken
        for n in range(500):
            taken += 1
            yield page_from_text(PARAGRAPHS[0], origin=str(n))

    readings = reader.read_many(pages())
    next(readings)
    assert taken < 100


def test_a_long_page_is_read_to_its_end(reader: Reader) -> None:
    reading = reader.read(page_from_text("\n\n".join(PARAGRAPHS * 60)))
    assert len(reading.statements) == pytest.approx(240, abs=6)
    assert reading.statements[-1].cue_spans[0].start > 0.98 * len(reading.page.text)


@settings(max_examples=60)
@given(
    st.text(
        st.sampled_from("“”\"'‘’ \n.,:— aA😀é\u200b\u0301\u05d0said Xtold") | st.characters(),
        max_size=300,
    )
)
def test_any_text_is_read_within_its_bounds(reader: Reader, text: str) -> None:
    try:
        page = page_from_text(text)
    except SaysoError:
        return  # refused with a reason, which tests/pages looks at
    reading = reader.read(page)
    read = [block.span for block in page.blocks if block.role in READ_ROLES]
    for statement in reading.statements:
        for spans in (statement.source_spans, statement.cue_spans, statement.content_spans):
            for start, end in spans:
                assert 0 <= start < end <= len(page.text)
        for start, end in statement.cue_spans:
            assert any(a <= start and end <= b for a, b in read)
        assert 0 <= statement.confidence <= 1
    assert reader.read(page).to_json() == reading.to_json()
