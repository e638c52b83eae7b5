"""Reading a page in the room: pasted, dropped, pointed to; and the same by the API."""

from __future__ import annotations

import gzip
import json
import re
import time
from pathlib import Path

import pytest

from sayso.pages.fetch import Fetched
from sayso.reading import Reading, json_schema
from tests.web.rooms import TEXT, room

HOSTILE = """<!doctype html><title>&lt;script&gt;alert(1)&lt;/script&gt;</title>
<h1>&lt;img src=x onerror=alert(1)&gt;</h1>
<p>“&lt;script&gt;alert(document.cookie)&lt;/script&gt; and more of it is here,” Smith said.</p>
<p>&lt;/article&gt;&lt;section class="events"&gt;&lt;a href="javascript:alert(1)"&gt;x&lt;/a&gt; met
nobody here.</p>
"""


def test_a_pasted_text_is_shown_with_its_statements() -> None:
    with room() as client:
        page = client.post("/read", data={"text": TEXT})
        assert page.status_code == 200
        assert re.fullmatch(r"http://localhost/read/[\w-]{16}", str(page.url))
        assert page.text.count('data-row="') == 2
        assert 'id="Q1"' in page.text
        assert 'id="V1"' in page.text
        assert "90 %" in page.text
        # The address works for whoever it is sent to.
        assert client.get(page.url.path).text == page.text


@pytest.mark.parametrize("name", ["page.html", "C:\\news\\page.html", "../../page.html.gz"])
def test_a_dropped_file_is_read_and_called_by_its_name(name: str) -> None:
    data = b"<!doctype html><html><h1>Pay</h1><p>\xe2\x80\x9cWe will pay,\xe2\x80\x9d Smith said."
    if name.endswith(".gz"):
        data = gzip.compress(data)
    with room() as client:
        page = client.post("/read", files={"file": (name, data)})
    assert page.status_code == 200
    assert "Smith" in page.text
    assert "news" not in page.text.split('<p class="facts">')[1].split("</p>")[0]
    assert ".." not in page.text.split('<p class="facts">')[1].split("</p>")[0]


def test_a_page_at_an_address_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(url: str, *, options: object) -> Fetched:
        assert not options.allow_private  # type: ignore[attr-defined]
        return Fetched(data=TEXT.encode(), url="https://news.example/moved")

    monkeypatch.setattr("sayso.pages.fetch.fetch", fetched)
    with room() as client:
        page = client.post("/read", data={"url": " https://news.example/a "})
        assert 'href="https://news.example/moved"' in page.text
        answer = client.post("/api/read", json={"url": "https://news.example/a"})
    assert answer.json()["page"]["url"] == "https://news.example/moved"


def test_what_is_known_of_a_page_is_heeded() -> None:
    with room() as client:
        page = client.post(
            "/read", data={"text": TEXT, "outlet": "The Echo", "published": "2026-03-12"}
        )
        assert "The Echo" in page.text
        assert "12 March 2026" in page.text
        wrong = client.post("/read", data={"text": TEXT, "published": "Tuesday"})
    assert wrong.status_code == 422
    assert "is no ISO 8601 date" in wrong.text
    # Nothing that was typed is lost.
    assert "“We will pay,” Smith said." in wrong.text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "There is nothing to read yet"),
        ({"text": " \n "}, "There is nothing to read yet"),
        ({"url": "news.example"}, "is no address of a web page"),
        ({"text": "Der Minister sagte, er wolle das Gesetz nicht ändern. " * 9}, "language"),
    ],
)
def test_what_cannot_be_read_says_why(sent: dict[str, str], says: str) -> None:
    with room() as client:
        page = client.post("/read", data=sent)
    assert page.status_code in (422, 502)
    assert says in page.text
    assert 'role="alert"' in page.text


def test_several_pages_at_once_are_not_guessed_between() -> None:
    with room() as client:
        page = client.post("/read", data={"text": TEXT}, files={"file": ("a.txt", b"text")})
    assert "There is more than one page: text, file" in page.text


def test_a_long_reading_is_waited_for_on_a_page_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sayso.web.read_room.SOON", 0.05)
    with room(seconds=0.4) as client:
        first = client.post("/read", data={"text": TEXT})
        second = client.post("/read", data={"text": TEXT + " Again."})
        assert "Reading 12 words" in first.text
        assert 'http-equiv="refresh"' in first.text
        state = client.get(f"{second.url.path}/state").json()
        assert state["state"] == "waiting"
        assert state["before"] == 1
        assert state["says"] == "Waiting: 1 page is read before it"
        time.sleep(1.2)
        assert client.get(f"{second.url.path}/state").json()["state"] == "done"
        assert 'data-row="2"' in client.get(second.url.path).text


def test_pages_that_wait_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.read_room.SOON", 0.01)
    with room(seconds=0.5, waiting_limit=2) as client:
        for _ in range(2):
            client.post("/read", data={"text": TEXT})
        refused = client.post("/read", data={"text": TEXT})
    assert refused.status_code == 503
    assert "2 pages are waiting to be read, which is as many as may" in refused.text


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    with room(seconds=2.5) as client:
        client.app.state.settings = type(client.app.state.settings)(seconds=1)  # type: ignore[attr-defined]
        answer = client.post("/api/read", json={"text": TEXT})
    assert answer.status_code == 503
    assert answer.json()["what"] == "the page was not read within 1 seconds"


def test_readings_are_forgotten_the_oldest_first() -> None:
    with room(held_limit=2) as client:
        pages = [client.post("/read", data={"text": f"{TEXT} {n}"}).url.path for n in range(4)]
        found = [client.get(page).status_code for page in pages]
        assert found[0] == 404
        assert found[-1] == 200
        assert "this reading is not held any more" in client.get(pages[0]).text.lower()


def test_readings_are_forgotten_when_they_are_too_long_together() -> None:
    with room(held_characters=3 * len(TEXT)) as client:
        pages = [client.post("/read", data={"text": f"{TEXT} {n}"}).url.path for n in range(5)]
        found = [client.get(page).status_code for page in pages]
    assert found == [404, 404, 404, 200, 200]


def test_a_page_that_is_too_long_is_refused() -> None:
    with room(text_limit=100) as client:
        answer = client.post("/api/read", json={"text": "“We will pay,” Smith said. " * 9})
    assert answer.status_code == 413
    assert "At most 100 are read here" in answer.json()["detail"]


def test_a_text_that_is_far_too_long_is_refused_as_such() -> None:
    with room() as client:
        page = client.post("/read", data={"text": "“We will pay,” Smith said. " * 50_000})
    assert page.status_code == 413
    assert "characters. At most 200,000 are read here" in " ".join(page.text.split()).replace(
        "</strong>", ""
    )


def test_the_api_gives_the_record() -> None:
    import jsonschema

    with room() as client:
        answer = client.post("/api/read", json={"text": TEXT, "outlet": "The Echo"})
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), json_schema())
    reading = Reading.from_json(answer.content)
    assert reading.page.outlet == "The Echo"
    assert reading.page.text == TEXT


def test_what_the_api_has_given_is_not_held() -> None:
    with room() as client:
        client.post("/api/read", json={"text": TEXT})
        client.post("/api/read", json={"text": "CRASH"})
        desk = client.app.state.desk  # type: ignore[attr-defined]
        assert not desk._jobs
        client.post("/read", data={"text": TEXT})
        assert len(desk._jobs) == 1


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({}, 422, "there is nothing to read"),
        ({"text": "a", "html": "<p>a"}, 422, "there is more than one page"),
        ({"text": 7}, 422, None),
        ({"txt": "a"}, 422, None),
        ({"text": "a", "published": "x"}, 422, "the publication date 'x' is no ISO 8601 date"),
        ([], 422, None),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(body: object, status: int, says: str | None) -> None:
    with room() as client:
        answer = client.post("/api/read", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert {"title", "detail"} <= problem.keys()
    if says:
        assert problem["what"] == says
    else:
        assert problem["errors"]


def test_text_of_a_page_is_never_markup() -> None:
    with room() as client:
        page = client.post("/read", files={"file": ("<b>x.html", HOSTILE.encode())})
    assert page.status_code == 200
    assert page.text.count("<script") == 1
    assert "<img" not in page.text
    assert "&lt;script&gt;alert(document.cookie)" in page.text
    assert 'href="javascript' not in page.text
    assert page.text.count('<section class="events"') <= 1
    assert "<b>x" not in page.text


def test_the_api_says_what_it_offers(examples: Path) -> None:
    with room() as client:
        schema = client.get("/api/openapi.json").json()
        page = client.get("/api").text
    assert schema["openapi"].startswith("3.1")
    assert "/api/read" in schema["paths"]
    json.dumps(schema)
    for path, methods in schema["paths"].items():
        assert path in page
        for operation in methods.values():
            assert operation["summary"] in page
            assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_without_events_or_statements_a_page_is_shown_too() -> None:
    with room() as client:
        page = client.post("/read", data={"text": "The bridge is long."})
    assert "No statements" in page.text
    assert "data-filters" not in page.text
    assert "On a time line" not in page.text
