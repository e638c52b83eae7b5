"""Who may come into the room, how much they may bring, and what every answer carries."""

from __future__ import annotations

import logging
import socket

import pytest

from sayso.errors import OptionError
from sayso.web import Settings
from tests.web.rooms import TEXT, TOKEN, room, served

EVERY_ANSWER = ["/read", "/static/room.css", "/api/openapi.json", "/nothing", "/api/nothing"]


@pytest.mark.parametrize("path", EVERY_ANSWER)
def test_every_answer_forbids_inline_scripts_frames_and_guessing_types(path: str) -> None:
    with room() as client:
        headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/read", "/token", "/api", "/nothing"])
def test_pages_have_no_inline_script_or_style_and_load_nothing_from_elsewhere(path: str) -> None:
    with room() as client:
        html = client.get(path).text
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick" not in html
    assert html.count("<script") == html.count('<script src="/static/room.js?v=') == 1
    assert 'src="http' not in html
    assert 'rel="stylesheet" href="/static/room.css?v=' in html


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "localhost.evil.example"])
def test_a_name_that_is_not_the_rooms_is_refused(host: str) -> None:
    with room() as client:
        answer = client.get("/read", headers={"Host": host})
    assert answer.status_code == 421
    assert "This room is not called" in answer.text


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST", "192.168.1.7:80"]
)
def test_its_own_names_are_not(host: str) -> None:
    with room() as client:
        assert client.get("/read", headers={"Host": host}).status_code == 200


def test_other_names_can_be_given() -> None:
    with room(hosts=("*",)) as client:
        assert client.get("/read", headers={"Host": "news.example"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_sends_is_refused(headers: dict[str, str]) -> None:
    with room() as client:
        answer = client.post("/api/read", json={"text": TEXT}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["what"] == "this was sent from another site"


def test_what_the_room_itself_sends_is_not() -> None:
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    with room() as client:
        answer = client.post("/read", data={"text": TEXT}, headers=headers)
    assert answer.status_code == 200


def test_a_request_that_is_too_large_is_refused_before_it_is_taken() -> None:
    with room(body_limit=1000) as client:
        answer = client.post("/api/read", json={"text": "x" * 1000})
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["choices"] == "at most 1,000 bytes are taken"
        # One that does not say how long it is, too.
        parts = (b"x" * 100 for _ in range(50))
        answer = client.post("/api/read", content=parts)
        assert answer.status_code == 413


def test_a_request_that_does_not_come_in_is_given_up() -> None:
    with served(seconds=1) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as slow:
            slow.sendall(
                f"POST /api/read HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n"
                "Content-Type: application/json\r\n\r\n{".encode()
            )
            assert slow.recv(4096).startswith(b"HTTP/1.1 408 ")


def test_a_client_that_asks_too_often_is_told_when_to_come_back() -> None:
    with room(views_per_minute=3, reads_per_minute=2) as client:
        assert [client.get("/read").status_code for _ in range(4)] == [200, 200, 200, 429]
        answers = [client.post("/api/read", json={"text": TEXT}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert 0 < int(answers[-1].headers["retry-after"]) <= 60
        assert answers[-1].json()["detail"].startswith("There were more than 2 requests")
        # The style of the page that says so still comes.
        assert client.get("/static/room.css").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
    ],
)
def test_private_addresses_are_never_fetched(url: str) -> None:
    with room() as client:
        answer = client.post("/api/read", json={"url": url})
        assert answer.status_code == 422
        assert "not a public address" in answer.json()["detail"]
        assert "--allow-private" not in answer.text
        page = client.post("/read", data={"url": url})
        assert page.status_code == 422
        assert "not a public address" in page.text


def test_a_name_that_leads_home_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_up(host: str, port: int, **options: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.7", port))]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with room() as client:
        answer = client.post("/api/read", json={"url": "http://news.example/"})
    assert answer.status_code == 422
    assert "192.168.0.7, which is not a public address" in answer.json()["detail"]


@pytest.mark.parametrize("url", ["/etc/passwd", "file:///etc/passwd", "-", "ftp://a.example/", "*"])
def test_a_path_is_never_opened(url: str) -> None:
    with room() as client:
        answer = client.post("/api/read", json={"url": url})
    assert answer.status_code in (422, 502)
    assert "is no address of a web page" in answer.json()["detail"]


def test_the_token_lets_a_browser_write_by_a_cookie_that_is_not_the_token() -> None:
    with room(token=TOKEN) as client:
        assert "has the token" in client.get("/token").text
        wrong = client.post("/token", data={"token": "something else"})
        assert wrong.status_code == 403
        assert "This is not the token of this room" in wrong.text
        right = client.post("/token", data={"token": TOKEN}, follow_redirects=False)
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert TOKEN not in cookie
        assert "may write here" in client.get("/token").text
        client.post("/token", data={"leave": "yes"})
        assert "has the token" in client.get("/token").text


def test_a_room_without_a_token_or_read_only_is_not_written_to() -> None:
    for settings in ({}, {"token": TOKEN, "read_only": True}):
        with room(**settings) as client:
            assert "open for reading only" in client.get("/token").text
            assert client.post("/token", data={"token": TOKEN}).status_code == 403


def test_guesses_at_the_token_are_slowed_down() -> None:
    with room(token=TOKEN, reads_per_minute=3) as client:
        tries = [client.post("/token", data={"token": "x"}).status_code for _ in range(4)]
    assert tries == [403, 403, 403, 429]


def test_no_secret_is_logged_or_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with room(token=TOKEN) as client:
        client.post("/token", data={"token": TOKEN})
        client.get("/read", headers={"Authorization": f"Bearer {TOKEN}"})
        client.post("/api/read", json={"text": "CRASH. “A secret,” Smith said."})
    assert TOKEN not in caplog.text
    assert "A secret" not in caplog.text
    assert TOKEN not in repr(Settings(token=TOKEN))


def test_a_bug_is_told_of_without_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with room() as client:
        answer = client.post("/api/read", json={"text": "CRASH"})
    assert answer.status_code == 500
    assert "something is wrong in sayso itself" in answer.json()["detail"]
    assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_settings_that_cannot_be_are_refused() -> None:
    with pytest.raises(OptionError, match=r"The token has 3 characters\. At least 16\. Make one"):
        Settings(token="abc")
    with pytest.raises(OptionError, match=r"Body_limit is 0\. Numbers from 1 on"):
        Settings(body_limit=0)


def test_one_client_of_ipv6_is_a_network() -> None:
    from fastapi import Request

    from sayso.web.guard import client_key

    def key(host: str) -> str:
        return client_key(Request({"type": "http", "client": (host, 1)}))

    assert key("2001:db8:1:2::5") == key("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert key("2001:db8:1:3::5") != key("2001:db8:1:2::5")
    assert key("192.0.2.1") == "192.0.2.1"


def test_assets_are_kept_for_good_under_their_digest() -> None:
    with room() as client:
        page = client.get("/read").text
        address = page.split('rel="stylesheet" href="')[1].split('"')[0]
        answer = client.get(address)
        assert "immutable" in answer.headers["cache-control"]
        assert ".masthead" in answer.text
        assert ".sayso .said" in answer.text
        assert client.get("/static/room.css").headers["cache-control"] == "no-cache"
        assert client.get("/static/../settings.py").status_code == 404
