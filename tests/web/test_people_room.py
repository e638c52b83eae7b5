"""Who is who, put right in the room and by the API: made one, made two, taken back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient

from sayso.archive import Archive
from tests.web.rooms import TOKEN, room

pytestmark = pytest.mark.slow

BEARER: Final = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def client(happenings: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A room over an archive of the test's own."""
    path = tmp_path / "room.db"
    shutil.copy(happenings, path)
    with room(path, token=TOKEN) as found:
        yield found


def named(client: TestClient, name: str) -> dict[str, Any]:
    return dict(client.get("/api/sources", params={"q": name}).json()["items"][0])


def ids_of(client: TestClient, *names: str) -> tuple[int, ...]:
    return tuple(named(client, name)["profile_id"] for name in names)


def send(client: TestClient, path: str, **fields: Any) -> Any:
    return client.post(path, data=fields, headers=BEARER)


def test_two_are_made_one_and_two_again(client: TestClient) -> None:
    loach, other = ids_of(client, "Graham Loach", "Meridian")
    before = client.get(f"/api/sources/{loach}").json()["profile"]
    theirs = client.get(f"/api/sources/{other}").json()["profile"]
    page = client.get(f"/sources/{loach}/who", params={"q": theirs["name"]}, headers=BEARER).text
    assert f'name="other" value="{other}"' in page
    assert f'name="other" value="{loach}"' not in page
    done = send(client, f"/sources/{loach}/merge", other=other, why="one <desk>, see page 3")
    assert done.url.path == f"/sources/{loach}/who"
    change = int(done.url.params["done"])
    assert f"Done, change {change}." in done.text
    assert "by hand" in done.text
    assert "one &lt;desk&gt;, see page 3" in done.text
    one = client.get(f"/api/sources/{loach}").json()
    assert one["profile"]["statements"] == before["statements"] + theirs["statements"]
    assert one["explanation"]["changes"][-1]["why"] == "one <desk>, see page 3"
    # The other's address stays good, and is not taken for moved for good.
    moved = client.get(f"/sources/{other}", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (302, f"/sources/{loach}")
    back = send(client, f"/sources/{loach}/undo", change=change)
    assert "are as they were before" in back.text
    assert client.get(f"/api/sources/{loach}").json()["profile"] == before
    assert client.get(f"/api/sources/{other}").json()["profile"] == theirs
    again = send(client, f"/sources/{loach}/undo", change=change)
    assert again.status_code == 409
    assert "has been taken back already" in again.text


def test_some_pages_are_split_off(client: TestClient) -> None:
    (loach,) = ids_of(client, "Graham Loach")
    page = client.get(f"/sources/{loach}", headers=BEARER).text
    entities = re.findall(r'name="entity" value="(\d+)"', page)
    assert len(entities) > 1
    done = send(client, f"/sources/{loach}/split", entity=entities[:1], why="another of that name")
    change = client.get(f"/api/sources/{loach}").json()["explanation"]["changes"][-1]
    assert change["kind"] == "split"
    assert change["entities"] == 1
    assert f"<bdi>Graham Loach</bdi> ({change['other']})</a> was split off from" in done.text
    new = client.get(f"/api/sources/{change['other']}/decisions").json()["items"]
    assert [str(one["entity_key"]) for one in new] == entities[:1]
    send(client, f"/sources/{loach}/undo", change=change["change_id"])
    decisions = client.get(f"/api/sources/{loach}/decisions").json()["items"]
    assert {str(one["entity_key"]) for one in decisions} == set(entities)


@pytest.mark.parametrize(
    ("path", "fields", "status", "says"),
    [
        ("merge", {"why": "so"}, 422, "It is not said who is the same"),
        ("merge", {"other": "SELF", "why": "so"}, 409, "is one already"),
        ("merge", {"other": "99999", "why": "so"}, 404, "has no profile 99999"),
        ("merge", {"other": "3", "why": "  "}, 422, "It is not said why"),
        ("split", {"why": "so"}, 409, "nothing says what of profile"),
        ("split", {"why": "so", "outlet": "Nobody's Paper"}, 409, "none of the"),
        ("split", {"entity": ["1", "x"]}, 422, "It is not said why"),
        ("undo", {"change": "x"}, 422, "It is not said which change"),
        ("undo", {"change": "99"}, 409, "has no change 99"),
    ],
)
def test_what_cannot_be_done_says_why_and_loses_nothing(
    client: TestClient, path: str, fields: dict[str, Any], status: int, says: str
) -> None:
    (loach,) = ids_of(client, "Graham Loach")
    fields = {name: str(loach) if value == "SELF" else value for name, value in fields.items()}
    answer = send(client, f"/sources/{loach}/{path}", **fields)
    assert answer.status_code == status
    assert says.lower() in answer.text.replace("&#39;", "'").lower()
    assert 'role="alert"' in answer.text
    assert client.get(f"/api/sources/{loach}").json()["explanation"]["changes"] == []
    if "why" in fields and fields["why"].strip() and path != "undo":
        assert f'value="{fields["why"]}"' in answer.text


def test_by_the_api_too(client: TestClient) -> None:
    loach, other = ids_of(client, "Graham Loach", "Meridian")
    answer = client.post(
        f"/api/sources/{loach}/merge", json={"other": other, "why": "one"}, headers=BEARER
    )
    assert answer.status_code == 200
    change = answer.json()
    assert (change["kind"], change["kept"], change["other"]) == ("merge", loach, other)
    undone = client.post(f"/api/changes/{change['change_id']}/undo", headers=BEARER).json()
    assert undone["kind"] == "undo"
    pages = [
        one["page_id"] for one in client.get(f"/api/sources/{loach}/decisions").json()["items"]
    ]
    answer = client.post(
        f"/api/sources/{loach}/split", json={"pages": pages[:1], "why": "two"}, headers=BEARER
    )
    assert answer.json()["kind"] == "split"
    for wrong in ({"other": other}, {"other": other, "why": " "}, {"other": 0, "why": "a"}):
        answer = client.post(f"/api/sources/{loach}/merge", json=wrong, headers=BEARER)
        assert answer.status_code == 422
    answer = client.post(
        f"/api/sources/{loach}/merge", json={"other": 99999, "why": "a"}, headers=BEARER
    )
    assert answer.status_code == 404
    listed = client.get(f"/api/sources/{loach}/decisions?limit=1").json()
    assert len(listed["items"]) == 1


FORMS: Final = ["/sources/1/merge", "/sources/1/split", "/sources/1/undo"]
ENDPOINTS: Final = [
    ("/api/sources/1/merge", {"other": 2, "why": "a"}),
    ("/api/sources/1/split", {"why": "a", "pages": [1]}),
    ("/api/changes/1/undo", None),
]


def test_nobody_changes_anything_without_the_token(client: TestClient) -> None:
    for path in FORMS:
        assert client.post(path, data={"other": "2", "why": "a"}).status_code == 401
    for path, body in ENDPOINTS:
        answer = client.post(path, json=body)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    (loach,) = ids_of(client, "Graham Loach")
    for path in (f"/sources/{loach}", f"/sources/{loach}/who"):
        page = client.get(path).text
        assert 'method="post"' not in page
        assert 'method="post"' in client.get(path, headers=BEARER).text


def test_nor_from_another_site_nor_in_a_room_for_reading(
    client: TestClient, happenings: Path
) -> None:
    for path in FORMS:
        for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            answer = client.post(
                path, data={"other": "2", "why": "a"}, headers={**BEARER, **foreign}
            )
            assert answer.status_code == 403
    with room(happenings, token=TOKEN, read_only=True) as reading:
        (loach,) = ids_of(reading, "Graham Loach")
        page = reading.get(f"/sources/{loach}/who", headers=BEARER).text
        assert 'method="post"' not in page
        assert "the token of this room" not in page
        for path in FORMS:
            assert reading.post(path, data={"why": "a"}, headers=BEARER).status_code == 403
        for path, body in ENDPOINTS:
            assert reading.post(path, json=body, headers=BEARER).status_code == 403


def test_no_archive_is_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    with room(path, token=TOKEN) as client:
        answer = client.post("/api/sources/1/merge", json={"other": 2, "why": "a"}, headers=BEARER)
        assert answer.status_code == 404
    assert not path.exists()


def test_all_decisions_are_listed_page_by_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.people_room.PER_PAGE", 1)
    (loach,) = ids_of(client, "Graham Loach")
    pages = client.get(f"/api/sources/{loach}").json()["profile"]["pages"]
    seen, address = set(), f"/sources/{loach}/who"
    while address:
        page = client.get(address).text
        listed = page.split('id="why"')[1]
        seen |= set(re.findall(r'<li>\s*<a href="/pages/(\d+)"', listed))
        further = re.search(r'<a href="([^"]+)" rel="next">', page)
        address = further[1] if further else ""
    assert len(seen) == pages > 1


def test_what_is_done_by_hand_stands_in_the_archive(client: TestClient, tmp_path: Path) -> None:
    from sayso.archive.profiles import explain

    loach, other = ids_of(client, "Graham Loach", "Meridian")
    address = f"http://localhost/sources/{other}"
    send(client, f"/sources/{loach}/merge", number=address, why="one")
    with Archive(tmp_path / "room.db", readonly=True) as archive, archive.reading() as connection:
        (change,) = explain(connection, other).changes
    assert change.by_hand
    assert change.why == "one"
