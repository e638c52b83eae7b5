"""The archive in the room and by the API: the front page, stories, sources, search, pages."""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from sayso.archive import Archive
from sayso.archive.sourcing import Sourcing, sourcing
from sayso.reading import Reading
from sayso.stories.claims import StoryTelling, tell
from sayso.web.shares import WIDTH, Column, shares
from tests.web.rooms import TEXT, TOKEN, room

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(happenings: Path) -> Iterator[TestClient]:
    with room(happenings) as found:
        yield found


def ids(html: str, kind: str) -> list[int]:
    """The numbers of the stories, sources or pages that a page links to."""
    return [int(number) for number in re.findall(rf'href="/{kind}/(\d+)', html)]


@pytest.fixture(scope="module")
def ferry(client: TestClient) -> int:
    """The number of the ferry page."""
    (found,) = {
        item["page_id"] for item in client.get("/api/search?q=Marguerite ferry").json()["items"]
    }
    return int(found)


EMPTY = ["/", "/search?q=a", "/sources", "/outlets"]


@pytest.mark.parametrize("path", EMPTY)
def test_without_an_archive_a_page_says_what_to_do(path: str, tmp_path: Path) -> None:
    for archive in (None, tmp_path / "later.db"):
        with room(archive) as empty:
            page = empty.get(path)
            assert page.status_code == 200
            assert "sayso add pages/" in page.text
            assert empty.get("/api/stories").status_code == 404


def test_an_archive_that_comes_later_is_shown(tmp_path: Path, happenings: Path) -> None:
    later = tmp_path / "later.db"
    with room(later) as empty:
        assert "sayso add" in empty.get("/").text
        with sqlite3.connect(happenings) as source, sqlite3.connect(later) as target:
            source.backup(target)
        assert ids(empty.get("/").text, "stories")


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    Archive(tmp_path / "new.db", create=True).close()
    with room(tmp_path / "new.db") as empty:
        assert "No stories yet." in empty.get("/").text
        assert "Nobody is quoted yet." in empty.get("/sources").text
        assert "There is nothing to count." in empty.get("/outlets").text
        assert "Nothing was found." in empty.get("/search?q=bridge").text
        assert empty.get("/api/stories").json() == {"items": [], "next": None}


def test_the_front_page_has_the_newest_stories_first(client: TestClient) -> None:
    lines = client.get("/api/stories").json()["items"]
    assert [line["newest"] for line in lines] == sorted(
        (line["newest"] for line in lines), reverse=True
    )
    varn = next(line for line in lines if "Lorne Valley Echo" in line["outlets"])
    assert varn["pages"] >= 4
    assert varn["sourcing"]["named"] > varn["sourcing"]["no_source"]
    page = client.get("/").text
    assert ids(page, "stories") == [line["story_id"] for line in lines]
    assert "Three dead as footbridge gives way at Varn Gorge" in page
    assert client.get("/news").text.count("data-story=") == len(lines)


def test_lists_come_in_pages(client: TestClient) -> None:
    whole = client.get("/api/stories").json()["items"]
    seen, address = [], "/api/stories?limit=2"
    while address:
        part = client.get(address).json()
        seen += part["items"]
        address = part["next"]
    assert seen == whole
    assert client.get("/api/stories?limit=1000").status_code == 422


def test_a_story_says_who_tells_it_and_on_whose_word(client: TestClient) -> None:
    lines = client.get("/api/stories").json()["items"]
    varn = next(line for line in lines if "Lorne Valley Echo" in line["outlets"])
    story = client.get(f"/api/stories/{varn['story_id']}").json()
    assert story["line"] == varn
    assert len(story["pages"]) == varn["pages"]
    loach = next(voice for voice in story["voices"] if voice["name"] == "Graham Loach")
    assert set(loach["by_outlet"]) >= {"Meridian Wire", "Channel Six Lorne"}
    page = client.get(f"/stories/{varn['story_id']}").text
    assert f'href="/sources/{loach["profile_id"]}"' in page
    assert f'href="/pages/{loach["page_id"]}#{loach["id"]}"' in page


def test_claims_say_who_told_them_first(client: TestClient) -> None:
    lines = client.get("/api/stories").json()["items"]
    varn = next(line for line in lines if "Lorne Valley Echo" in line["outlets"])
    told = client.get(f"/api/stories/{varn['story_id']}/claims").json()
    claims = told["claims"]
    assert claims
    assert told["compared"] == varn["pages"]
    assert [one["day"] for one in told["timeline"]] == sorted(
        one["day"] for one in told["timeline"]
    )
    for claim in claims:
        assert 1 <= claim["independent"] <= len(claim["tellings"])
        for of, on, _ in claim["edges"]:
            assert of < len(claim["tellings"])
            assert on is None or on < len(claim["tellings"])
    page = client.get(f"/stories/{varn['story_id']}/claims")
    assert page.status_code == 200
    assert page.text.count('class="claim"') == 10
    assert f">All {len(claims)} claims</a>" in page.text
    assert '<svg class="spread"' in page.text
    assert "<nav" in page.text
    assert ("What is disputed" in page.text) == bool(told["disputes"])
    assert "Time line" in page.text
    # The page of the story fetches them alone.
    part = client.get(f"/stories/{varn['story_id']}/claims?part=1").text
    assert part.count('class="claim"') == 10
    assert "<nav" not in part
    # All of them, from one page to the next.
    seen = claims_listed(client, f"/stories/{varn['story_id']}/claims?show=claims")
    assert seen == [claim["id"] for claim in claims]
    alone = client.get(f"/stories/{varn['story_id']}/claims/{claims[0]['id']}").text
    assert alone.count('<br><a href="/pages/') == len(claims[0]["tellings"])
    assert client.get(f"/stories/{varn['story_id']}/claims/none").status_code == 404


def claims_listed(client: TestClient, address: str) -> list[str]:
    """The ids of the claims that a list has, from one of its pages to the next."""
    found: list[str] = []
    while address:
        page = client.get(address)
        assert page.status_code == 200
        found += re.findall(r'<li id="C(\w+)" class="claim">', page.text)
        further = re.search(r'<a href="([^"]+)" rel="next">', page.text)
        address = unescape(further[1]) if further else ""
    return found


def test_all_pages_of_a_story_are_compared_some_at_a_time(
    happenings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.claims_desk.MOST", 2)
    monkeypatch.setattr("sayso.web.claims_desk.FIRST", 1)
    monkeypatch.setattr("sayso.web.stories_room.MOST", 2)
    monkeypatch.setattr("sayso.web.stories_room.FIRST", 1)
    with room(happenings) as client:
        lines = client.get("/api/stories").json()["items"]
        varn = next(line for line in lines if "Lorne Valley Echo" in line["outlets"])
        number, pages = varn["story_id"], varn["pages"]
        in_time = client.get(f"/api/stories/{number}").json()["pages"]
        # The API waits until pages are compared; the page of the room says that they are being.
        assert client.get(f"/api/stories/{number}/claims").json()["compared"] == 2
        page = client.get(f"/stories/{number}/claims").text
        assert f"Compared: pages 1 to 2 of {pages}, in order of time." in page
        assert f'<a href="/stories/{number}/claims?after=2">Compare the next 2</a>' in page
        told = client.get(f"/api/stories/{number}/claims?after=2").json()
        later = client.get(f"/stories/{number}/claims?after=2").text
        assert f"pages 3 to 4 of {pages}, in order of time, with each other and with" in later
        assert f'<a href="/stories/{number}/claims">The 2 before</a>' in later
        assert (told["after"], told["compared"], told["pages"]) == (2, 2, pages)
        assert told["claims"]
        asked = {one["page_id"] for one in in_time[2:4]}
        known = asked | {in_time[0]["page_id"]}
        for claim in told["claims"]:
            tellers = {telling["page_id"] for telling in claim["tellings"]}
            assert tellers <= known
            assert tellers & asked
        beyond = client.get(f"/stories/{number}/claims?after=400")
        assert beyond.status_code == 200
        assert f"The story has {pages} pages." in beyond.text


def test_a_story_of_many_pages_lists_all_of_them(
    happenings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.stories_room.PER_STORY", 2)
    with room(happenings) as client:
        lines = client.get("/api/stories").json()["items"]
        varn = next(line for line in lines if "Lorne Valley Echo" in line["outlets"])
        number, pages = varn["story_id"], varn["pages"]
        assert f'<a href="/stories/{number}/pages">All {pages} pages</a>' in (
            client.get(f"/stories/{number}").text
        )
        seen: list[int] = []
        address = f"/stories/{number}/pages"
        while address:
            page = client.get(address).text
            seen += ids(page.split('<ol class="tellings">')[1], "pages")
            further = re.search(r'<a href="([^"]+)" rel="next">', page)
            address = unescape(further[1]) if further else ""
        assert set(seen) == {
            page["page_id"] for page in client.get(f"/api/stories/{number}").json()["pages"]
        }
        listed, address = [], f"/api/stories/{number}/pages?limit=2"
        while address:
            part = client.get(address).json()
            listed += [page["page_id"] for page in part["items"]]
            address = part["next"]
        assert len(listed) == pages
        voices = client.get(f"/api/stories/{number}").json()["heard"]
        assert f"{voices} sources" in client.get(f"/stories/{number}/voices").text
        assert len(client.get(f"/api/stories/{number}/voices?limit=100").json()["items"]) == voices


def test_who_asks_before_pages_are_compared_is_asked_to_wait(happenings: Path) -> None:
    enough = threading.Event()

    def compare(readings: Sequence[Reading], copies: Mapping[str, str]) -> StoryTelling:
        enough.wait(30)
        return tell(readings, copies)

    with room(happenings, compare=compare) as fresh:
        story = fresh.get("/api/stories").json()["items"][0]["story_id"]
        for part in ("", "?part=1", "/anyone"):
            waiting = fresh.get(f"/stories/{story}/claims{part}")
            assert waiting.status_code == 202
            assert "Comparing the pages" in waiting.text
        enough.set()
        assert fresh.get(f"/api/stories/{story}/claims").json()["compared"] > 0
        assert fresh.get(f"/stories/{story}/claims").status_code == 200


@pytest.mark.parametrize("periods", [1, 10, 22, 40])
def test_labels_of_a_chart_end_before_its_edge(periods: int) -> None:
    columns = [Column(label=f"Nov {2000 + n}", parts=(0.5,), total=9) for n in range(periods)]
    drawn = shares(columns, ["statements"], title="Share", alone=True)
    labels = re.findall(r'<text x="([\d.]+)"( text-anchor="end")? y="\d+">Nov', drawn)
    assert labels
    # Such a label is some 58 wide.
    assert all(float(x) + (0 if ends else 58) <= WIDTH for x, ends in labels)


def test_outlets_say_how_they_source(client: TestClient) -> None:
    rows = client.get("/api/outlets").json()["items"]
    wire = next(row for row in rows if row["outlet"] == "Meridian Wire")
    assert wire["direct"] + wire["mixed"] + wire["indirect"] == wire["statements"]
    page = client.get("/outlets").text
    assert page.count('<svg class="shares"') == 2
    assert 'href="/outlets?outlet=Meridian%20Wire"' in page
    one = client.get("/outlets?outlet=Meridian Wire&by=year").text
    assert "Who is quoted" in one
    assert re.search(r'<th scope="row">2026</th>', one)
    by_month = client.get("/api/outlets?by=outlet&by=month&outlet=Meridian Wire").json()["items"]
    assert sum(row["statements"] for row in by_month) == wire["statements"]
    for kind in ("unnamed", "form"):
        chart = client.get(f"/outlets/{kind}.svg?outlet=Meridian Wire")
        assert chart.headers["content-type"] == "image/svg+xml"
        assert chart.text.startswith("<svg")
        assert "Meridian Wire" in chart.text
    assert client.get("/outlets?outlet=Nobody's Paper").status_code == 404
    assert client.get("/api/outlets?by=outlet&by=century").status_code == 422
    assert client.get("/api/outlets?by=month&by=year").status_code == 422


def test_what_takes_long_to_count_is_counted_while_somebody_waits(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.outlets_room.sourcing", slow)
    monkeypatch.setattr("sayso.web.outlets_room.PATIENCE", 0.01)
    first = client.get("/outlets?since=2025")
    assert "Every statement is being counted" in first.text
    assert first.headers["cache-control"] == "no-store"
    time.sleep(1)
    assert "By outlet" in client.get("/outlets?since=2025").text


def slow(*asked: Any, **more: Any) -> list[Sourcing]:
    time.sleep(0.2)
    return sourcing(*asked, **more)


def test_a_source_has_said_all_that_it_said(client: TestClient) -> None:
    found = client.get("/api/sources?q=Graham Loach").json()["items"]
    loach = found[0]["profile_id"]
    told = client.get(f"/api/sources/{loach}").json()
    assert told["profile"]["name"] == "Graham Loach"
    assert {one["name"] for one in told["outlets"]} >= {"Meridian Wire"}
    assert sum(one["statements"] for one in told["over_time"]) == told["profile"]["statements"]
    said = client.get(f"/api/sources/{loach}/statements").json()["items"]
    assert len(said) == told["profile"]["statements"]
    assert [one["published"] for one in said] == sorted(
        (one["published"] for one in said), reverse=True
    )
    about = client.get(f"/api/sources/{loach}/statements?q=divers").json()["items"]
    assert 0 < len(about) < len(said)
    page = client.get(f"/sources/{loach}?q=divers").text
    assert page.count('class="found"') == len(about)
    assert "<mark>divers</mark>" in page
    chart = client.get(f"/sources/{loach}/chart.svg")
    assert chart.headers["content-type"] == "image/svg+xml"
    assert "attachment" in chart.headers["content-disposition"]


def test_search_marks_what_it_found_and_leads_to_its_words(client: TestClient, ferry: int) -> None:
    page = client.get("/search?q=knots").text
    assert "<mark>knots</mark>" in page
    assert re.search(rf'href="/pages/{ferry}#Q\d+"', page)
    pages = client.get("/search?q=bridge&kind=pages").text
    assert "<mark>bridge</mark>" in pages or "<mark>Bridge</mark>" in pages
    nothing = client.get("/search?q=zebra").text
    assert "Nothing was found." in nothing
    assert "kind=pages" in nothing


def test_filters_of_a_search_may_be_empty_as_forms_send_them(client: TestClient) -> None:
    page = client.get(
        "/search?q=bridge&kind=statements&source=&outlet=&since=&until=&form=&naming=&order=best"
    )
    assert page.status_code == 200
    assert page.text.count('class="found"') > 3
    narrowed = client.get("/search?q=bridge&outlet=meridian wire&form=indirect").text
    assert 0 < narrowed.count('class="found"') < page.text.count('class="found"')


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("since=yesterday", "is no date for"),
        ("outlet=Nobody%27s+Paper&q=a", "has no page of an outlet"),
        ("form=shouted", None),
    ],
)
def test_a_search_that_makes_no_sense_says_so(
    client: TestClient, query: str, says: str | None
) -> None:
    answer = client.get(f"/api/statements?{query}")
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    if says:
        assert says in answer.json()["detail"]
        assert says in client.get(f"/search?{query}").text.replace("&#39;", "'")


def test_a_page_has_its_versions_and_what_changed(client: TestClient, ferry: int) -> None:
    page = client.get(f"/pages/{ferry}").text
    assert "2 versions of this page" in page
    assert "16 knots" in page
    old = client.get(f"/pages/{ferry}?version=1").text
    assert "14 knots" in old
    assert "This is version 1 of 2" in old
    changes = client.get(f"/pages/{ferry}/changes").text
    assert "16 knots" in changes
    assert "<del>" in changes
    told = client.get(f"/api/pages/{ferry}/changes?from=1&to=2").json()
    assert told["before"]["number"] == 1
    assert told["changes"]["changed"]
    assert len(client.get(f"/api/pages/{ferry}/versions").json()) == 2
    reading = Reading.from_json(client.get(f"/api/pages/{ferry}?version=1").content)
    assert "14 knots" in reading.page.text
    address = "https://courier.example/news/2026/03/12/marguerite-emails"
    assert len(client.get("/api/pages", params={"name": address}).json()) == 2


def test_a_statement_leads_to_its_source_and_that_to_the_story(
    client: TestClient, happenings: Path
) -> None:
    lines = client.get("/api/stories").json()["items"]
    varn = next(line for line in lines if "Lorne Valley Echo" in line["outlets"])
    page = client.get(f"/pages/{varn['page_id']}").text
    assert f'href="/stories/{varn["story_id"]}"' in page
    sources = ids(page, "sources")
    assert sources
    assert varn["page_id"] in ids(client.get(f"/sources/{sources[0]}").text, "pages")


@pytest.mark.parametrize(
    "path",
    [
        "/pages/9999",
        "/pages/1?version=9",
        "/pages/9999/changes",
        "/sources/9999",
        "/sources/9999/chart.svg",
        "/stories/9999",
        "/stories/9999/claims",
        "/pages/x",
        f"/pages/{2**70}",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    for address in (path, f"/api{path}"):
        answer = client.get(address)
        assert answer.status_code in (404, 422), address


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    for path in ("/", "/api/stories", "/search?q=bridge", "/static/room.css"):
        first = client.get(path)
        tag = first.headers["etag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
        head = client.head(path)
        assert head.status_code == 200
        assert head.content == b""


def test_a_page_can_be_kept_by_who_has_the_token(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with room(path, token=TOKEN) as client:
        job = str(client.post("/read", data={"text": TEXT, "outlet": "The Echo"}).url).rsplit("/")[
            -1
        ]
        refused = client.post("/pages", data={"job": job})
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        kept = client.post("/pages", data={"job": job}, headers=bearer)
        assert kept.status_code == 200
        assert str(kept.url) == "http://localhost/pages/1"
        assert "The Echo" in client.get("/").text
        by_api = client.post(
            "/api/pages", json={"text": TEXT + " Again.", "outlet": "B"}, headers=bearer
        )
        assert by_api.status_code == 201
        assert by_api.json() == {"page_id": 2, "outcome": "new"}
        assert by_api.headers["location"] == "/api/pages/2"
        assert client.post("/api/pages", json={"text": TEXT}).status_code == 401


def test_nobody_writes_to_a_room_that_is_read_only(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    Archive(path, create=True).close()
    with room(path, token=TOKEN, read_only=True) as client:
        answer = client.post(
            "/api/pages", json={"text": TEXT}, headers={"Authorization": f"Bearer {TOKEN}"}
        )
    assert answer.status_code == 403
    assert answer.json()["what"] == "this room is open for reading only"


def test_what_comes_in_is_seen_at_once(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with room(path, token=TOKEN) as client:
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        assert client.get("/api/stories").status_code == 404
        for number in (1, 2, 3):
            client.post("/api/pages", json={"text": f"{number} {TEXT}"}, headers=bearer)
            assert len(client.get("/api/search?q=pay").json()["items"]) == number


def test_an_archive_that_cannot_be_used_tells_strangers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "secret-name.db"
    Archive(path, create=True).close()
    with room(path) as client:
        path.write_bytes(b"no archive at all" * 1000)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        answer = client.get("/api/stories")
        assert answer.status_code == 503
        assert "secret-name" not in answer.text
        assert answer.json()["what"] == "the archive cannot be used"


def test_a_question_that_takes_too_long_is_given_up(happenings: Path) -> None:
    from sayso.web.problems import RoomError
    from sayso.web.shelf import Shelf

    shelf = Shelf(happenings, seconds=0.2, read_only=True)
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    )
    with pytest.raises(RoomError, match="took longer than"), shelf.reading() as connection:
        connection.execute(endless).fetchone()
    with shelf.reading() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    shelf.close()


def test_every_address_of_the_api_is_one_that_the_room_shows(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths) >= {
        "/api/read",
        "/api/outlets",
        "/api/pages",
        "/api/pages/{page_id}",
        "/api/pages/{page_id}/changes",
        "/api/pages/{page_id}/versions",
        "/api/search",
        "/api/sources",
        "/api/sources/{profile_id}",
        "/api/sources/{profile_id}/statements",
        "/api/statements",
        "/api/stories",
        "/api/stories/{story_id}",
        "/api/stories/{story_id}/claims",
    }


def test_a_number_that_no_page_can_have_is_not_found(client: TestClient) -> None:
    for name in ("9" * 30, "9" * 19, "123456"):
        assert client.get("/api/pages", params={"name": name}).status_code == 404
