"""What somebody has said: of whom, in which order, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.archive.filters import Filters
from sayso.archive.profiles import UnknownProfileError
from sayso.archive.said import SaidBy, said
from sayso.errors import OptionError
from tests.archive.filled import Line, keep_page


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "sayso.db", create=True) as made:
        keep_page(
            made,
            Line(content="the bridge is safe", source="Dana Whitlock", role="mayor"),
            Line(content="“We will see,”", source="Dana Whitlock", form="direct"),
            Line(content="the mayor was wrong", source="Emeka Okoro"),
            title="March",
            outlet="The Courier",
            published="2026-03-12",
            url="https://courier.example/march",
        )
        keep_page(
            made,
            Line(
                content="that she had seen the report on the bridge",
                source="Dana Whitlock",
                cue="denied",
                polarity="denies",
            ),
            Line(content="the mayor knew", source="a White House official", naming="unnamed"),
            title="April",
            outlet="The Post",
            published="2026-04-01",
        )
        keep_page(
            made,
            Line(content="the ferry would sail", source="Dana Whitlock"),
            Line(
                content="it was too early", source="senior White House officials", naming="unnamed"
            ),
            Line(content="a house is white", source="an official", naming="unnamed"),
            title="January",
            outlet="The Courier",
            published="2026-01-20",
        )
        yield made


def contents(found: SaidBy) -> list[str]:
    return [hit.content for hit in found.statements]


def test_all_that_somebody_said_newest_first_and_in_the_order_of_the_text(archive: Archive) -> None:
    found = said(archive.connection, "Dana Whitlock")
    assert contents(found) == [
        "that she had seen the report on the bridge",
        "the bridge is safe",
        "“We will see,”",
        "the ferry would sail",
    ]
    assert found.profile is not None
    assert (found.profile.name, found.profile.role) == ("Dana Whitlock", "mayor")
    assert not found.more
    first, second, *_ = found.statements
    assert (first.polarity, first.cue, first.outlet, first.published, first.title) == (
        "denies", "denied", "The Post", "2026-04-01", "April",
    )  # fmt: skip
    assert second.url == "https://courier.example/march"


def test_a_surname_will_do_and_so_will_the_number(archive: Archive) -> None:
    found = said(archive.connection, "whitlock")
    assert len(found.statements) == 4
    assert found.profile is not None
    assert said(archive.connection, found.profile.profile_id).statements == found.statements


def test_about_is_looked_for_in_what_is_said_alone(archive: Archive) -> None:
    found = said(archive.connection, "Whitlock", about="bridge")
    assert contents(found) == ["that she had seen the report on the bridge", "the bridge is safe"]
    (start, end) = found.statements[1].matches[0]
    assert found.statements[1].content[start:end] == "bridge"
    # Her name is no word of hers.
    assert contents(said(archive.connection, "Whitlock", about="Whitlock")) == []
    assert contents(said(archive.connection, "Okoro", about="mayor")) == ["the mayor was wrong"]


def test_sources_without_a_name_are_found_by_their_description(archive: Archive) -> None:
    found = said(archive.connection, "White House official")
    assert found.profile is None
    assert contents(found) == ["the mayor knew", "it was too early"]


def test_filters_hold_for_what_is_said(archive: Archive) -> None:
    filters = Filters(outlets=("courier",), since="2026-02")
    assert contents(said(archive.connection, "Whitlock", filters=filters)) == [
        "the bridge is safe",
        "“We will see,”",
    ]
    filters = Filters(polarity="denies")
    assert len(said(archive.connection, "Whitlock", filters=filters).statements) == 1


def test_the_rest_follows(archive: Archive) -> None:
    first = said(archive.connection, "Whitlock", limit=3)
    assert first.more
    rest = said(archive.connection, "Whitlock", limit=3, offset=3)
    assert (contents(rest), rest.more, rest.offset) == (["the ferry would sail"], False, 3)


def test_when_several_fit_it_says_so(archive: Archive) -> None:
    keep_page(archive, Line(content="it rains", source="Carl Whitlock"), published="2025-01-01")
    found = said(archive.connection, "Whitlock")
    assert found.profile is not None
    assert found.profile.name == "Dana Whitlock"
    assert [other.name for other in found.others] == ["Carl Whitlock"]
    assert "it rains" not in contents(found)
    assert contents(said(archive.connection, "Carl Whitlock")) == ["it rains"]


def test_nobody_of_that_name(archive: Archive) -> None:
    found = said(archive.connection, "Somebody Else")
    assert (found.profile, found.statements, found.more) == (None, (), False)
    with pytest.raises(OptionError, match="'—' names nobody"):
        said(archive.connection, "—")
    with pytest.raises(UnknownProfileError):
        said(archive.connection, 4711)


def test_a_description_is_not_taken_for_a_body_that_has_it_in_its_name(archive: Archive) -> None:
    keep_page(
        archive,
        Line(content="pay is too low", source="the Police Federation", kind="organization"),
        Line(content="two men were arrested", source="police", naming="unnamed"),
        published="2026-05-01",
    )
    found = said(archive.connection, "police")
    assert contents(found) == ["pay is too low", "two men were arrested"]
    assert found.profile is None
    assert [other.name for other in found.others] == ["the Police Federation"]
    found = said(archive.connection, "Police Federation")
    assert contents(found) == ["pay is too low"]
