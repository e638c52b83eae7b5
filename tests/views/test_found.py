"""What is found in an archive, as people and programs get it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sayso.archive.profiles import Profile
from sayso.archive.said import SaidBy
from sayso.archive.search import Found
from sayso.archive.search_records import FoundPage, FoundStatement
from sayso.archive.sources import Sources, Speaking
from sayso.archive.sourcing import Sourcing
from sayso.reading import Span
from sayso.views.found import print_found, print_said, record_of, write_csv
from sayso.views.found_sources import print_sources, print_sourcing
from sayso.views.lines import console_for
from tests.strategies import WORDS

STATEMENT = FoundStatement(
    page_id=17,
    id="Q2",
    source="a council official",
    profile_id=None,
    naming="unnamed",
    form="indirect",
    mode="writing",
    polarity="denies",
    cue="denied",
    content="that the harbour bridge was ever unsafe",
    matches=(Span(17, 23),),
    confidence=0.25,
    outlet="The Courier",
    published="2026-03-12T08:00:00Z",
    title="Harbour bridge to close",
    url="https://courier.example/bridge",
    origin="bridge.html",
)
PAGE = FoundPage(
    page_id=17,
    title="Harbour bridge to close",
    title_matches=(Span(8, 14),),
    excerpt="… the bridge will close for six weeks …",
    matches=(Span(6, 12),),
    statements=3,
    outlet="The Courier",
    published="2026-03-12",
    url=None,
    origin="bridge.html",
)
PROFILE = Profile(
    profile_id=4,
    name="Dana Whitlock",
    kind="person",
    country="GBR",
    role="mayor",
    ambiguous=False,
    pages=2,
    statements=9,
)
SPEAKING = Speaking(
    name="Dana Whitlock",
    profile_id=4,
    naming="named",
    kind="person",
    role="mayor",
    statements=1200,
    direct=300,
    pages=400,
    outlets=12,
    first="2025-01-03T10:00:00Z",
    last="2026-03-12",
)
SOURCING = Sourcing(
    outlet="The Courier",
    period="2026-03",
    pages=12,
    statements=40,
    direct=10,
    indirect=28,
    mixed=2,
    sources=20,
    unnamed_sources=8,
    statements_by_unnamed=12,
)


def printed(view: object, *arguments: object) -> str:
    stream = io.StringIO()
    view(*arguments, console_for(stream))  # type: ignore[operator]
    return stream.getvalue()


def test_a_statement_says_who_says_what_how_and_where() -> None:
    assert printed(print_found, Found(hits=(STATEMENT,), more=False)) == (
        "\n"
        "   1 ◇ a council official (unnamed) · denied\n"
        "                                             indirect · writing · denies · 25% sure\n"
        "      that the harbour bridge was ever unsafe\n"
        "      12 March 2026 · The Courier · Harbour bridge to close · page 17, Q2\n"
        "      https://courier.example/bridge\n"
    ).replace("                                             ind", " " * 42 + "ind")


def test_a_page_says_what_it_is_and_where() -> None:
    assert printed(print_found, Found(hits=(PAGE,), more=True, offset=20, among=400)) == (
        "\n"
        "  21 Harbour bridge to close                                        3 statements\n"
        "      … the bridge will close for six weeks …\n"
        "      12 March 2026 · The Courier · page 17\n"
        "      bridge.html\n"
        "\n"
        "There are more: --offset 21. The best of the 400 that came last or have the\n"
        "words in their titles.\n"
    )


def test_of_how_many_statements_these_are_the_best() -> None:
    text = printed(print_found, Found(hits=(STATEMENT,), more=False, among=1000))
    assert text.endswith("\nThe best of the 1,000 that came last.\n")


def test_nothing_found() -> None:
    assert printed(print_found, Found[FoundPage](hits=(), more=False)) == "Nothing found.\n"
    past = Found[FoundPage](hits=(), more=False, offset=20)
    assert printed(print_found, past) == "There are no more.\n"
    assert printed(print_sources, Sources(sources=(), more=False)) == "Nothing found.\n"
    assert printed(print_sourcing, []) == "Nothing found.\n"


def test_what_somebody_said_stands_under_who_that_is() -> None:
    hers = replace(STATEMENT, source="Dana Whitlock", naming="named", form="direct")
    other = replace(PROFILE, profile_id=9, name="Carl Whitlock", role=None, country=None)
    said = SaidBy(
        asked="whitlock",
        profile=PROFILE,
        others=(other,),
        statements=(hers, replace(hers, source="Whitlock")),
        more=False,
    )
    text = printed(print_said, said)
    assert text.startswith(
        "Dana Whitlock, mayor, GBR, 9 statements on 2 pages\n"
        "Not these: Carl Whitlock, 9 statements on 2 pages (said 9)\n" + "─" * 80 + "\n"
    )
    # Who speaks is said again only where a page calls her otherwise.
    assert text.count("Dana Whitlock") == 1
    assert "◆ Whitlock · denied" in text


def test_of_a_description_each_statement_says_who() -> None:
    said = SaidBy(asked="council official", profile=None, statements=(STATEMENT,), more=True)
    text = printed(print_said, said)
    assert text.startswith("council official\n─")
    assert "◇ a council official (unnamed)" in text
    assert "There are more: --offset 1." in text


def test_sources_in_a_table() -> None:
    unnamed = replace(SPEAKING, name="officials", naming="unnamed", kind="group", role=None)
    text = printed(print_sources, Sources(sources=(SPEAKING, unnamed), more=True))
    assert "◆ Dana Whitlock" in text
    assert "mayor" in text
    assert "◇ officials" in text
    assert "group, unnamed" in text
    assert "1,200" in text
    assert "25%" in text
    assert "2025-01-03" in text
    assert "There are more: --offset 2." in text


def test_sourcing_in_a_table() -> None:
    later = replace(SOURCING, period="2026-04", statements=0, statements_by_unnamed=0)
    text = printed(print_sourcing, [SOURCING, later, replace(SOURCING, outlet=None, period=None)])
    assert text.count("The Courier") == 1
    assert "30%  18%–45%" in text
    assert "(no outlet)" in text
    assert "(no date)" in text


@given(
    words=st.lists(WORDS, min_size=5, max_size=5),
    start=st.integers(0, 20),
    end=st.integers(0, 20),
)
def test_nothing_that_a_page_says_acts_on_the_terminal(
    words: list[str], start: int, end: int
) -> None:
    matches = (Span(min(start, end), max(start, end)),)
    name, cue, content, title, outlet = words
    hit = replace(
        STATEMENT,
        source=name,
        cue=cue,
        content=content,
        matches=matches,
        title=title,
        outlet=outlet,
        url=outlet,
        published=title,
    )
    page = replace(
        PAGE, title=title, title_matches=matches, excerpt=content, matches=matches, origin=name
    )
    profile = replace(PROFILE, name=name, role=title, country=outlet)
    said = SaidBy(asked=cue, profile=profile, others=(profile,), statements=(hit,), more=True)
    speaking = replace(SPEAKING, name=name, role=cue, first=title, last=outlet)
    text = (
        printed(print_found, Found(hits=(hit,), more=True))
        + printed(print_found, Found(hits=(page,), more=True))
        + printed(print_said, said)
        + printed(print_sources, Sources(sources=(speaking,), more=False))
        + printed(print_sourcing, [replace(SOURCING, outlet=outlet, period=title)])
    )
    assert not set(text) & {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160))}
    assert not set(text) & set("\u202a\u202e\u2066\u2069\u2028")


def test_words_stay_within_eighty_columns() -> None:
    long = replace(STATEMENT, content="the bridge is not safe " * 40, title="Bridge " * 30)
    text = printed(print_found, Found(hits=(long,), more=False))
    assert max(map(cell_len, text.splitlines())) <= 80


def test_records_as_json() -> None:
    record = json.loads(json.dumps(record_of(STATEMENT)))
    assert record["content"] == STATEMENT.content
    assert record["matches"] == [[17, 23]]
    assert json.loads(json.dumps(record_of(SPEAKING)))["share_direct"] == 0.25
    sourced = json.loads(json.dumps(record_of(SOURCING)))
    assert sourced["share_by_unnamed"] == pytest.approx(0.3)
    assert sourced["interval"]["low"] == pytest.approx(0.181, abs=0.001)


def test_records_as_csv() -> None:
    stream = io.StringIO()
    write_csv([replace(STATEMENT, content="=1+1\x1b[31m"), STATEMENT], stream)
    first, second = csv.DictReader(io.StringIO(stream.getvalue()))
    assert first["content"] == "'=1+1␛[31m"
    assert (second["content"], second["profile_id"], second["confidence"]) == (
        STATEMENT.content,
        "",
        "0.250",
    )
    assert "matches" not in second
    stream = io.StringIO()
    write_csv([], stream, FoundStatement)
    assert stream.getvalue().startswith("page_id,id,source,")
    stream = io.StringIO()
    write_csv([SOURCING], stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert (row["share_by_unnamed"], row["share_low"], row["share_high"]) == (
        "0.300", "0.181", "0.454",
    )  # fmt: skip
