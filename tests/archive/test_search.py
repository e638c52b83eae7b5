"""Searching: which pages and statements are found, in which order, and with which words marked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.archive import Archive
from sayso.archive import search as searching
from sayso.archive import search_plan as plan
from sayso.archive.filters import Filters, UnknownOutletError
from sayso.archive.search import Found, search_pages, search_statements
from sayso.archive.search_records import FoundPage, FoundStatement, marked
from sayso.archive.search_words import MOST_WORDS, wanted
from sayso.errors import OptionError
from sayso.reading import Span
from tests.archive.filled import Line, keep_page
from tests.strategies import HOSTILE


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "sayso.db", create=True) as made:
        yield made


@pytest.fixture
def filled(archive: Archive) -> Archive:
    keep_page(
        archive,
        Line(content="the bridge will close for six weeks", source="Dana Whitlock"),
        Line(content="“I would not drive over it”", source="Emeka Okoro", form="direct"),
        Line(
            content="that the harbour bridge was ever unsafe",
            source="a council official",
            naming="unnamed",
            cue="denied",
            polarity="denies",
        ),
        title="Harbour bridge to close",
        outlet="The Courier",
        published="2026-03-12T08:00:00Z",
        url="https://courier.example/bridge",
    )
    keep_page(
        archive,
        Line(content="striking drivers would return on Monday", source="Dana Whitlock"),
        title="Bus strike ends",
        outlet="The Harbour Post",
        published="2026-02-01",
        text="Nobody at the bridge of the company could be reached for six weeks.",
    )
    keep_page(
        archive,
        Line(content="the old ferry is for sale", source="Emeka Okoro", mode="writing"),
        title="Ferry for sale",
        outlet=None,
        published=None,
    )
    return archive


def contents(found: Found[FoundStatement]) -> list[str]:
    return [hit.content for hit in found.hits]


def titles(found: Found[FoundPage]) -> list[str | None]:
    return [hit.title for hit in found.hits]


def statements(archive: Archive, words: str, **options: object) -> list[str]:
    filters = Filters(**options)  # type: ignore[arg-type]
    return contents(search_statements(archive.connection, words, filters))


def pages(archive: Archive, words: str, **options: object) -> list[str | None]:
    filters = Filters(**options)  # type: ignore[arg-type]
    return titles(search_pages(archive.connection, words, filters))


def test_plain_words_are_all_looked_for_in_any_form_and_case(filled: Archive) -> None:
    assert statements(filled, "BRIDGES closing") == ["the bridge will close for six weeks"]
    assert statements(filled, "bridge ferry") == []


def test_a_statement_is_found_by_the_name_of_its_source_too(filled: Archive) -> None:
    assert statements(filled, "okoro drive") == ["“I would not drive over it”"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"six weeks"', ["Harbour bridge to close", "Bus strike ends"]),
        ("“bridge will close”", ["Harbour bridge to close"]),
        ('"weeks six"', []),
        ("ferry OR strike", ["Ferry for sale", "Bus strike ends"]),
        ("bridge -strike", ["Harbour bridge to close"]),
        ('bridge -"could be reached"', ["Harbour bridge to close"]),
        ("ferr*", ["Ferry for sale"]),
        ("fe*", []),
        ("OR ferry OR", ["Ferry for sale"]),
        ('ferry "', ["Ferry for sale"]),
        ("ferry – sale", ["Ferry for sale"]),
    ],
)
def test_the_words_of_a_search(filled: Archive, words: str, expected: list[str]) -> None:
    assert sorted(map(str, pages(filled, words))) == sorted(expected)


def test_only_what_must_not_be_there_is_no_search(filled: Archive) -> None:
    with pytest.raises(OptionError, match="only what must not be there"):
        pages(filled, "-bridge")


def test_a_text_is_no_search(filled: Archive) -> None:
    with pytest.raises(OptionError, match=f"65 words to search for. At most {MOST_WORDS}"):
        pages(filled, "word " * 65)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"source": "okoro"}, ["“I would not drive over it”", "the old ferry is for sale"]),
        ({"source": "emeka okoro", "form": "direct"}, ["“I would not drive over it”"]),
        ({"source": "whitlock OR official", "outlets": ("the courier",)}, [
            "the bridge will close for six weeks", "that the harbour bridge was ever unsafe",
        ]),
        ({"naming": "unnamed"}, ["that the harbour bridge was ever unsafe"]),
        ({"polarity": "denies"}, ["that the harbour bridge was ever unsafe"]),
        ({"mode": "writing"}, ["the old ferry is for sale"]),
        ({"outlets": ("post",)}, ["striking drivers would return on Monday"]),
        ({"until": "2026-02"}, ["striking drivers would return on Monday"]),
        ({"since": "2026-02-01", "until": "2026-02-01"}, [
            "striking drivers would return on Monday",
        ]),
        ({"since": "2026-03-12", "until": "2026-03-12", "form": "direct"}, [
            "“I would not drive over it”",
        ]),
        ({"since": "2027"}, []),
    ],
)  # fmt: skip
def test_filters_without_words_list_what_fits(
    filled: Archive, options: dict[str, object], expected: list[str]
) -> None:
    assert statements(filled, "", **options) == expected


def test_a_page_fits_if_one_of_its_statements_does(filled: Archive) -> None:
    assert pages(filled, "bridge", source="okoro") == ["Harbour bridge to close"]
    assert pages(filled, "bridge", polarity="denies") == ["Harbour bridge to close"]
    # One statement must be all of that, not one this and another that.
    assert pages(filled, "bridge", source="okoro", polarity="denies") == []
    assert pages(filled, "", naming="unnamed", outlets=("courier",)) == ["Harbour bridge to close"]


def test_an_outlet_that_the_archive_does_not_have(filled: Archive) -> None:
    with pytest.raises(UnknownOutletError, match=r"of an outlet 'Corier'\. The Courier"):
        statements(filled, "bridge", outlets=("Corier",))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"since": "yesterday"}, "'yesterday' is no date for 'since'. 2026, 2026-03 or"),
        ({"until": "2026-02-30"}, "'2026-02-30' is no date for 'until'"),
        ({"since": "2026-03", "until": "2026-02"}, "between 2026-03 and 2026-02"),
        ({"form": "quoted"}, "'quoted' is no form of statements. Direct, indirect, mixed"),
    ],
)
def test_filters_that_cannot_be(options: dict[str, str], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        Filters(**options)  # type: ignore[arg-type]


def test_the_words_that_were_found_are_marked(filled: Archive) -> None:
    (hit,) = search_statements(filled.connection, '"six weeks" bridge').hits
    assert [hit.content[start:end] for start, end in hit.matches] == ["bridge", "six weeks"]
    page = search_pages(filled.connection, "bridge").hits[0]
    assert page.title == "Harbour bridge to close"
    assert page.title_matches == (Span(8, 14),)
    assert {page.excerpt[start:end] for start, end in page.matches} == {"bridge"}
    assert "\n" not in page.excerpt


def test_a_hit_says_where_it_is_from(filled: Archive) -> None:
    hit = search_statements(filled.connection, "drive").hits[0]
    assert (hit.outlet, hit.published, hit.title, hit.url, hit.id, hit.cue, hit.source) == (
        "The Courier",
        "2026-03-12T08:00:00Z",
        "Harbour bridge to close",
        "https://courier.example/bridge",
        "Q2",
        "said",
        "Emeka Okoro",
    )


def test_words_in_a_title_and_words_side_by_side_come_first(archive: Archive) -> None:
    filler = "The council met on Thursday and voted for the budget of the coming year. " * 6
    keep_page(archive, title="Side by side", text=f"{filler} The harbour bridge is old. {filler}")
    keep_page(archive, title="The harbour bridge", text=filler)
    keep_page(archive, title="Apart", text=f"A bridge is old. {filler} So is a harbour.")
    assert pages(archive, "harbour bridge") == ["The harbour bridge", "Side by side", "Apart"]


def test_of_common_words_those_that_came_last_are_ranked(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PAGES_RANKED", 2)
    monkeypatch.setattr(searching, "STATEMENTS_RANKED", 2)
    for title in ("The bridge", "First", "Second", "Third"):
        keep_page(archive, f"the bridge of the {title}", title=title)
    # What is about a bridge is found, however long ago it came.
    found = search_pages(archive.connection, "bridge", limit=1)
    assert (titles(found), found.among, found.more) == (["The bridge"], 3, True)
    told = search_statements(archive.connection, "bridge", limit=1)
    assert told.among == 2
    assert contents(told)[0] in ("the bridge of the Second", "the bridge of the Third")
    assert search_pages(archive.connection, "Second", limit=1).among is None


def test_the_newest_first_is_by_date_and_not_by_arrival(filled: Archive) -> None:
    found = search_pages(filled.connection, "", order="newest")
    assert titles(found) == ["Harbour bridge to close", "Bus strike ends", "Ferry for sale"]
    found_statements = search_statements(filled.connection, "bridge OR driver", order="newest")
    assert contents(found_statements) == [
        "the bridge will close for six weeks",
        "that the harbour bridge was ever unsafe",
        "striking drivers would return on Monday",
    ]


def test_pages_of_hits_follow_one_another_without_gap_or_repetition(archive: Archive) -> None:
    for number in range(7):
        keep_page(archive, f"bridge number {number}", title=f"Page {number}")
    for order in ("best", "newest"):
        seen: list[str] = []
        for offset in (0, 3, 6):
            found = search_statements(
                archive.connection, "bridge", order=order, limit=3, offset=offset
            )
            assert found.more == (offset < 6)
            assert found.offset == offset
            seen += contents(found)
        assert sorted(seen) == [f"bridge number {number}" for number in range(7)]


def test_nothing_is_found_twice_when_a_page_has_changed(archive: Archive) -> None:
    url = "https://courier.example/story"
    keep_page(archive, "the old bridge", url=url, title="Old")
    keep_page(archive, "the new bridge", url=url, title="New")
    assert statements(archive, "bridge") == ["the new bridge"]
    assert pages(archive, "bridge") == ["New"]
    assert pages(archive, "") == ["New"]


QUESTIONS = [
    {},
    {"outlets": ("Outlet 1",)},
    {"outlets": ("Outlet",)},
    {"since": "2026-02", "until": "2026-03"},
    {"form": "direct"},
    {"polarity": "denies"},
    {"polarity": "denies", "form": "direct", "since": "2026-02"},
    {"source": "okoro"},
    {"source": "okoro", "outlets": ("Outlet 2",), "polarity": "denies"},
    {"profile": 1},
]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of pages that differ in all that can be asked for."""
    archive = Archive(tmp_path_factory.mktemp("many") / "sayso.db", create=True)
    things = ["bridge of the town", "old ferry", "bridge and ferry", "bridges", "of the bridge"]
    for number in range(24):
        keep_page(
            archive,
            Line(
                content=things[number % 5],
                source=("Emeka Okoro", "Dana Whitlock")[number % 2],
                form=("direct", "indirect", "mixed")[number % 3],
                polarity=("asserts", "denies")[number % 4 == 0],
            ),
            Line(content=things[number % 3], source="Ann Berg"),
            title=f"Page {number}",
            outlet=f"Outlet {number % 3}",
            published=f"2026-{1 + number % 4:02}-{1 + number % 5:02}",
        )
    with archive:
        yield archive


@pytest.mark.parametrize("words", ["bridge", "bridge ferry", "brid*", "bridge -ferry", '"of the"'])
@pytest.mark.parametrize("options", QUESTIONS)
@pytest.mark.parametrize(
    "sizes",
    [
        (0, 0, 0, 0, 0),
        (0, 0, 10**6, 0, 0),
        (0, 0, 0, 10**6, 10**6),
        (10**6, 10**6, 10**6, 10**6, 10**6),
    ],
)
def test_every_way_of_looking_finds_the_same(
    many: Archive,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    options: dict[str, object],
    sizes: tuple[int, ...],
) -> None:
    filters = Filters(**options)  # type: ignore[arg-type]

    def found(order: str) -> tuple[list[object], list[object]]:
        return (
            [
                (hit.page_id, hit.id, hit.matches)
                for hit in search_statements(
                    many.connection,
                    words,
                    filters,
                    order=order,
                    limit=50,  # type: ignore[arg-type]
                ).hits
            ],
            [
                (hit.page_id, hit.matches)
                for hit in search_pages(
                    many.connection,
                    words,
                    filters,
                    order=order,
                    limit=50,  # type: ignore[arg-type]
                ).hits
            ],
        )

    usual = {order: found(order) for order in ("best", "newest")}
    names = ("FEW", "FEW_OF_A_KIND", "MANY", "FEW_PAGES", "LITTLE")
    for name, size in zip(names, sizes, strict=True):
        monkeypatch.setattr(plan, name, size)
    assert found("newest") == usual["newest"]
    assert [set(hits) for hits in found("best")] == [set(hits) for hits in usual["best"]]


SYNTAX = st.sampled_from(
    "\" “ ” * - OR AND NOT NEAR( ) ( { } : ^ + , title content: bridge the a ' \\ ; 😀 ﬁ ² # -- /*"
    " \0 \ud800".split(" ")
)
TYPED = st.lists(st.one_of(SYNTAX, st.text(max_size=6), st.sampled_from(HOSTILE)), max_size=12)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("search") / "sayso.db", create=True) as made:
        keep_page(made, "the bridge will close", text="The bridge is a bridge. ﬁnally 2²")
        yield made


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=TYPED, joint=st.sampled_from(("", " ")), source=st.none() | st.text(max_size=8))
@example(pieces=["\0"], joint="", source="\ud800")
def test_nothing_that_can_be_typed_breaks_a_search(
    shared: Archive, pieces: list[str], joint: str, source: str | None
) -> None:
    typed = joint.join(pieces)
    for search in (search_statements, search_pages):
        for order in ("best", "newest"):
            # What cannot be asked is said in words of our own.
            with suppress(OptionError):
                search(shared.connection, typed, Filters(source=source), order=order)  # type: ignore[operator]


@given(st.text())
def test_words_that_are_typed_plainly_are_all_looked_for(typed: str) -> None:
    plain = [word for word in typed.split() if word.isascii() and word.isalnum() and word != "OR"]
    groups = wanted(" ".join(plain)).groups if len(plain) <= MOST_WORDS else ()
    if len(plain) <= MOST_WORDS:
        assert [group[0].words for group in groups] == plain


def test_marks_in_a_text_are_no_matches() -> None:
    assert marked("a \ufdd0b\ufdd1  c") == ("a b c", (Span(2, 3),))
    assert marked("a\ufdd1 \ufdd0b") == ("a b", ())


def test_a_text_with_marks_of_its_own_is_shown_without_matches(archive: Archive) -> None:
    keep_page(archive, "the \ufdd0 bridge \ufdd1 will close")
    (hit,) = search_statements(archive.connection, "bridge").hits
    assert hit.content == "the \ufdd0 bridge \ufdd1 will close"
    assert hit.matches == ()
