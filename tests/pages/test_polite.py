"""Fetching as a guest: robots.txt, pauses, back-off, conditional requests."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BusyError, FetchError, PrivateAddressError, RobotsError
from sayso.pages import PageOptions, guard
from sayso.pages.fetch import Fetched, Validators
from sayso.pages.polite import Guest, SystemClock, Unchanged, host_of
from tests.pages.site import Answer, FakeClock, Site, answer, serving

PAGE = answer("<p>A page.</p>")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        served.answers["/page"] = PAGE
        yield served


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def guest(clock: FakeClock) -> Guest:
    return Guest(options=PageOptions(allow_private=True, timeout=2), delay=2, clock=clock)


def robots(*lines: str) -> Answer:
    return answer("\n".join(lines), kind="text/plain")


def test_page(site: Site, guest: Guest) -> None:
    found = guest.fetch(site.url + "/page")
    assert isinstance(found, Fetched)
    assert found.data == b"<p>A page.</p>"
    assert site.asked == ["/robots.txt", "/page"]


def test_robots_are_read_once_a_day(site: Site, guest: Guest, clock: FakeClock) -> None:
    guest.fetch(site.url + "/page")
    guest.fetch(site.url + "/page")
    assert site.asked == ["/robots.txt", "/page", "/page"]
    clock.time += 86_500
    guest.fetch(site.url + "/page")
    assert site.asked[3:] == ["/robots.txt", "/page"]


def test_page_that_robots_disallow_is_not_asked_for(site: Site, guest: Guest) -> None:
    site.answers["/robots.txt"] = robots("User-agent: *", "Disallow: /page", "Allow: /page2")
    site.answers["/page2"] = PAGE
    with pytest.raises(RobotsError, match=r"The robots\.txt of 127\.0\.0\.1 asks programs not to"):
        guest.fetch(site.url + "/page")
    assert site.asked == ["/robots.txt"]
    assert isinstance(guest.fetch(site.url + "/page2"), Fetched)


def test_what_is_asked_of_sayso_by_name(site: Site, guest: Guest) -> None:
    site.answers["/robots.txt"] = robots(
        "User-agent: *", "Disallow:", "", "User-agent: Sayso", "Disallow: /"
    )
    with pytest.raises(RobotsError):
        guest.fetch(site.url + "/page")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_site_without_robots(site: Site, guest: Guest, status: int) -> None:
    site.answers["/robots.txt"] = answer("User-agent: *\nDisallow: /", status=status)
    assert isinstance(guest.fetch(site.url + "/page"), Fetched)


@pytest.mark.parametrize("kind", ["image/png", "text/html"])
def test_robots_that_are_none(site: Site, guest: Guest, kind: str) -> None:
    site.answers["/robots.txt"] = answer("<p>Not found</p>", kind=kind)
    assert isinstance(guest.fetch(site.url + "/page"), Fetched)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_site_whose_robots_cannot_be_read_is_left_alone(
    site: Site, guest: Guest, status: int, clock: FakeClock
) -> None:
    site.answers["/robots.txt"] = answer(status=status)
    with pytest.raises(BusyError, match=r"robots\.txt of 127\.0\.0\.1 could not be read") as caught:
        guest.fetch(site.url + "/page")
    assert caught.value.retry_after == 30
    assert site.asked == ["/robots.txt"]
    clock.time += 31
    del site.answers["/robots.txt"]
    assert isinstance(guest.fetch(site.url + "/page"), Fetched)


def test_redirected_robots(site: Site, guest: Guest) -> None:
    site.answers["/robots.txt"] = answer(status=301, Location="/real.txt")
    site.answers["/real.txt"] = robots("User-agent: *", "Disallow: /page")
    with pytest.raises(RobotsError):
        guest.fetch(site.url + "/page")
    assert site.asked == ["/robots.txt", "/real.txt"]


def test_robots_redirected_in_a_ring_are_none(site: Site, guest: Guest) -> None:
    site.answers["/robots.txt"] = answer(status=301, Location="/robots.txt")
    assert isinstance(guest.fetch(site.url + "/page"), Fetched)
    assert len(site.asked) == 7


def test_pause_between_requests(site: Site, guest: Guest, clock: FakeClock) -> None:
    for _ in range(3):
        guest.fetch(site.url + "/page")
    assert clock.slept == [2, 2, 2]
    clock.time += 1.5
    assert guest.ready_at(host_of(site.url + "/other")) == clock.time + 0.5
    assert guest.ready_at(host_of("https://elsewhere.test/")) == 0
    assert guest.ready_at(host_of("nonsense")) == 0


@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        ("Crawl-delay: 7.5", 7.5),
        ("Crawl-delay: 1", 2),
        ("Crawl-delay: -1", 2),
        ("Crawl-delay: inf", 2),
        ("Request-rate: 1/10", 10),
        ("Request-rate: 4/1m", 15),
    ],
)
def test_pause_that_robots_ask_for(
    site: Site, guest: Guest, clock: FakeClock, asked: str, pause: float
) -> None:
    site.answers["/robots.txt"] = robots("User-agent: *", asked)
    guest.fetch(site.url + "/page")
    guest.fetch(site.url + "/page")
    assert clock.slept == [pause, pause]


def test_longer_pause_than_the_patience(site: Site, guest: Guest, clock: FakeClock) -> None:
    site.answers["/robots.txt"] = robots("User-agent: *", "Crawl-delay: 600")
    with pytest.raises(BusyError, match=r"127\.0\.0\.1 is to be left alone for 600 seconds more"):
        guest.fetch(site.url + "/page")
    assert site.asked == ["/robots.txt"]
    clock.time = guest.ready_at(host_of(site.url + "/page"))
    assert isinstance(guest.fetch(site.url + "/page"), Fetched)
    assert clock.slept == []


def busy(site: Site, guest: Guest) -> float:
    with pytest.raises(BusyError) as caught:
        guest.fetch(site.url + "/page")
    assert caught.value.retry_after is not None
    return caught.value.retry_after


def test_back_off_doubles_and_ends(site: Site, guest: Guest, clock: FakeClock) -> None:
    site.answers["/page"] = answer(status=503)
    pauses = []
    for _ in range(10):
        pauses.append(busy(site, guest))
        clock.time += pauses[-1]
    assert pauses == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    site.answers["/page"] = PAGE
    guest.fetch(site.url + "/page")
    site.answers["/page"] = answer(status=503)
    clock.time += 10
    assert busy(site, guest) == 30


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        ("120", 120),
        ("5", 30),
        ("99999999999", 86_400),
        ("soon", 30),
        ("-4", 30),
        ("Fri, 05 Sep 2025 10:00:00 GMT", 30),
        ("Mon, 01 Jan 0001 00:00:00 +2359", 30),
    ],
)
def test_retry_after(site: Site, guest: Guest, value: str, pause: float) -> None:
    site.answers["/page"] = answer(status=429, Retry_After=value)
    assert busy(site, guest) == pause
    # Asked again too early, it does not ask the host.
    assert busy(site, guest) == pause or pause <= 60
    assert site.asked == ["/robots.txt", "/page"] or pause <= 60


def test_retry_after_a_date(site: Site, guest: Guest) -> None:
    date = formatdate(time.time() + 100, usegmt=True)
    site.answers["/page"] = answer(status=429, Retry_After=date)
    assert 95 < busy(site, guest) <= 100


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def test_timeouts_and_refusals_are_backed_off_from(site: Site, clock: FakeClock) -> None:
    guest = Guest(options=PageOptions(allow_private=True, timeout=0.2), clock=clock)
    site.answers["/page"] = silent
    assert busy(site, guest) == 30
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    clock.time += 30
    with pytest.raises(BusyError, match="no connection could be made"):
        guest.fetch(f"http://127.0.0.1:{port}/")


def test_page_that_is_gone_is_no_reason_to_back_off(site: Site, guest: Guest) -> None:
    with pytest.raises(FetchError, match="The server answered 404 Not Found") as caught:
        guest.fetch(site.url + "/gone")
    assert not isinstance(caught.value, BusyError)
    assert isinstance(guest.fetch(site.url + "/page"), Fetched)


def test_validators(site: Site, guest: Guest) -> None:
    date = "Fri, 05 Sep 2025 10:00:00 GMT"
    site.answers["/page"] = answer("<p>A page.</p>", ETag='"a"', Last_Modified=date)
    found = guest.fetch(site.url + "/page")
    assert isinstance(found, Fetched)
    assert found.validators == Validators(etag='"a"', last_modified=date)
    site.answers["/page"] = answer(status=304)
    again = guest.fetch(site.url + "/page", validators=found.validators)
    assert again == Unchanged(url=site.url + "/page")
    assert site.headers[-1]["if-none-match"] == '"a"'
    assert site.headers[-1]["if-modified-since"] == date
    assert "if-none-match" not in site.headers[0]


def test_unchanged_that_was_not_asked_for(site: Site, guest: Guest) -> None:
    site.answers["/page"] = answer(status=304)
    with pytest.raises(FetchError, match="answered 304 Not Modified"):
        guest.fetch(site.url + "/page")


def test_redirect_to_another_host_obeys_its_robots(site: Site, guest: Guest) -> None:
    with serving() as other:
        other.answers["/robots.txt"] = robots("User-agent: *", "Disallow: /")
        site.answers["/page"] = answer(status=302, Location=other.url + "/there")
        with pytest.raises(RobotsError):
            guest.fetch(site.url + "/page")
        assert other.asked == ["/robots.txt"]
        del other.answers["/robots.txt"]
        other.answers["/there"] = PAGE
        fresh = Guest(options=PageOptions(allow_private=True), clock=FakeClock())
        found = fresh.fetch(site.url + "/page")
        assert isinstance(found, Fetched)
        assert found.url == other.url + "/there"


def test_endless_redirects(site: Site, guest: Guest) -> None:
    site.answers["/page"] = answer(status=302, Location="/page")
    with pytest.raises(FetchError, match="redirected more than 8 times"):
        guest.fetch(site.url + "/page")


def test_redirect_to_a_private_address_is_refused(
    site: Site, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network has two names: one of a public address, which is this site, one of a private."""
    tried: list[str] = []
    connect = httpcore.SyncBackend.connect_tcp
    port = int(site.url.rpartition(":")[2])

    def connect_tcp(
        backend: httpcore.SyncBackend, host: str, _port: int, **rest: object
    ) -> httpcore.NetworkStream:
        tried.append(host)
        return connect(backend, "127.0.0.1", port, timeout=5)

    names = {"outer.test": "93.184.215.14", "inner.test": "10.1.2.3"}
    monkeypatch.setattr(guard, "resolve", lambda name, _: [ipaddress.ip_address(names[name])])
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect_tcp)
    site.answers["/page"] = answer(status=302, Location="http://inner.test/")
    guest = Guest(options=PageOptions(), clock=clock)
    with pytest.raises(PrivateAddressError, match=r"The host inner\.test is 10\.1\.2\.3"):
        guest.fetch("http://outer.test/page")
    assert set(tried) == {"93.184.215.14"}
    assert site.asked == ["/robots.txt", "/page"]


def test_waiting_ends_when_stopped(site: Site, guest: Guest, clock: FakeClock) -> None:
    guest.fetch(site.url + "/page")
    clock.on_sleep = lambda: False
    with pytest.raises(BusyError, match="It was stopped while it waited for"):
        guest.fetch(site.url + "/page")
    assert site.asked == ["/robots.txt", "/page"]


def test_system_clock() -> None:
    import threading

    stop = threading.Event()
    clock = SystemClock(stop)
    assert abs(clock.now() - time.time()) < 1
    assert clock.sleep(0.001)
    stop.set()
    started = time.monotonic()
    assert not clock.sleep(60)
    assert time.monotonic() - started < 1


LINES = ["User-agent: *", "Disallow: /", "Crawl-delay: 9e999", "Request-rate: 1/" + "9" * 400,
         "Request-rate: 0/0", "Allow: /*$", "Sitemap:", "\ufeff", "\0", "#"]  # fmt: skip


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=8))
def test_any_robots_can_be_obeyed(lines: list[str]) -> None:
    from protego import Protego

    from sayso.pages.polite import _asked_delay

    rules = Protego.parse("\n".join(lines))
    assert 0 <= _asked_delay(rules) <= 86_400
    rules.can_fetch("https://a.test/page", "sayso")
