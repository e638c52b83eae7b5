"""Feeds watched: each page once, whatever breaks, and nothing lost when it ends anywhere."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.pages import Known, Opened, PageOptions, Problem, page_of
from sayso.pages.fetch import Validators
from sayso.pages.polite import Guest
from sayso.pages.watch import FeedRead, Found, Waiting, watch
from sayso.pages.watch_store import FeedState, MemoryStore
from sayso.reading import Published
from tests.pages.samples import LEAD, SECOND, read_text
from tests.pages.site import Answer, FakeClock, Site, answer, serving

OPTIONS = PageOptions(allow_private=True, timeout=2)


def page(number: int) -> Answer:
    return answer(f"<html><body><p>{LEAD}</p><p>{SECOND} It was page {number}.</p></body></html>")


def feed(*paths: str, title: str = "The Courier", **headers: str) -> Answer:
    """A feed with these entries, the newest first."""
    items = "".join(
        f"<item><link>{path}</link><pubDate>Fri, 05 Sep 2025 10:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return answer(
        f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>",
        kind="application/rss+xml",
        **headers,
    )


class Watching:
    """A watch whose pages are kept as they come, and what it gave."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.clock = FakeClock()
        self.store = MemoryStore()
        self.found: list[Found] = []
        self.keeps = True

    def run(
        self,
        *feeds: str | Path,
        until: Callable[[Found], bool] = lambda found: False,
        once: bool = True,
        known: Callable[[str], bool] | None = None,
        interval: float = 900.0,
        options: PageOptions = OPTIONS,
    ) -> list[Found]:
        """What comes, until something does; a new process each time, as it were."""
        guest = Guest(options=options, delay=1, clock=self.clock)
        self.found = []
        for found in watch(
            [name if isinstance(name, Path) else self.site.url + name for name in feeds],
            store=self.store,
            options=options,
            known=known,
            once=once,
            guest=guest,
            clock=self.clock,
            interval=interval,
        ):
            self.found.append(found)
            if isinstance(found, Opened) and self.keeps:
                self.store.seen.add(found.page.origin)
            if until(found):
                break
        return self.found

    @property
    def opened(self) -> list[str]:
        return [
            found.page.origin.removeprefix(self.site.url)
            for found in self.found
            if isinstance(found, Opened)
        ]

    @property
    def problems(self) -> list[Problem]:
        return [found for found in self.found if isinstance(found, Problem)]

    @property
    def read(self) -> list[FeedRead]:
        return [found for found in self.found if isinstance(found, FeedRead)]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        for number in range(1, 6):
            served.answers[f"/{number}"] = page(number)
        served.answers["/feed"] = feed("/2", "/1")
        yield served


@pytest.fixture
def watching(site: Site) -> Watching:
    return Watching(site)


def test_round(watching: Watching) -> None:
    found = watching.run("/feed")
    assert found[0] == FeedRead(
        url=watching.site.url + "/feed",
        title="The Courier",
        entries=2,
        new=2,
        next_due=found[0].next_due if isinstance(found[0], FeedRead) else 0,
    )
    assert watching.opened == ["/1", "/2"]
    assert watching.problems == []
    opened = next(item for item in found if isinstance(item, Opened))
    assert opened.page.url == watching.site.url + "/1"
    assert opened.retrieved is not None
    assert page_of(opened.original, origin=opened.page.origin, options=opened.options) == (
        opened.page
    )


def test_date_of_the_feed_where_the_page_has_none(watching: Watching) -> None:
    dated = f"<html><head><meta property='article:published_time' content='2025-09-01'></head><body><p>{LEAD}</p><p>{SECOND}</p></body></html>"  # noqa: E501
    watching.site.answers["/2"] = answer(dated)
    pages = [item.page for item in watching.run("/feed") if isinstance(item, Opened)]
    assert pages[0].published == Published(value="2025-09-05T10:00:00Z", basis="given")
    assert pages[1].published == Published(value="2025-09-01", basis="metadata")


def test_next_round_fetches_only_what_is_new(watching: Watching) -> None:
    watching.run("/feed")
    watching.site.asked.clear()
    watching.site.answers["/feed"] = feed("/3", "/2", "/1")
    watching.run("/feed")
    assert watching.opened == ["/3"]
    assert watching.site.pages_asked() == ["/feed", "/3"]
    assert [(read.entries, read.new) for read in watching.read] == [(3, 1)]


def test_feed_that_has_not_changed(watching: Watching) -> None:
    watching.site.answers["/feed"] = feed("/2", "/1", ETag='"a"')
    watching.run("/feed")
    watching.site.answers["/feed"] = answer(status=304)
    (read,) = watching.run("/feed")
    assert isinstance(read, FeedRead)
    assert not read.changed
    assert watching.site.headers[-1]["if-none-match"] == '"a"'


def test_validators_are_kept_when_all_pages_are(watching: Watching) -> None:
    """Else a feed that has not changed would not name again what a kill lost."""
    watching.site.answers["/feed"] = feed("/3", "/2", "/1", ETag='"a"')
    name = watching.site.url + "/feed"
    watching.run("/feed", until=lambda found: isinstance(found, Opened))  # killed after the first
    assert watching.store.feeds[name].validators == Validators()
    watching.run("/feed")
    assert watching.opened == ["/2", "/3"]
    assert watching.store.feeds[name].validators == Validators(etag='"a"')


def test_pages_that_were_given_but_not_kept_are_given_again(watching: Watching) -> None:
    watching.site.answers["/feed"] = feed("/2", "/1", ETag='"a"')
    watching.keeps = False
    watching.run("/feed")
    watching.run("/feed")
    assert watching.opened == ["/1", "/2"]
    assert "if-none-match" not in watching.site.headers[-3]


def test_page_that_is_none_is_a_problem_once(watching: Watching) -> None:
    watching.site.answers["/feed"] = feed("/gone", "/1", "/image", "/empty", ETag='"a"')
    watching.site.answers["/image"] = answer(b"\x89PNG", kind="image/png")
    watching.site.answers["/empty"] = answer("<html></html>")
    watching.run("/feed")
    assert watching.opened == ["/1"]
    assert [problem.origin.rpartition("/")[2] for problem in watching.problems] == [
        "empty",
        "image",
        "gone",
    ]
    watching.run("/feed")
    assert watching.problems == []
    assert watching.store.feeds[watching.site.url + "/feed"].validators.etag == '"a"'


def test_known_page_is_not_read(watching: Watching) -> None:
    found = watching.run("/feed", known=lambda digest: True)
    assert [type(item) for item in found if not isinstance(item, Waiting)] == [
        FeedRead,
        Known,
        Known,
    ]


def test_page_that_robots_disallow_is_skipped(watching: Watching) -> None:
    watching.site.answers["/robots.txt"] = answer("User-agent: *\nDisallow: /2", kind="text/plain")
    watching.run("/feed")
    assert watching.opened == ["/1"]
    (problem,) = watching.problems
    assert problem.kind == "skipped"
    assert "asks programs not to fetch this page" in problem.cause


def test_broken_feed_stops_no_other(watching: Watching) -> None:
    watching.site.answers["/bad"] = answer("<html><head></head><body>Hello</body></html>")
    watching.run("/bad", "/feed", "/gone")
    assert watching.opened == ["/1", "/2"]
    causes = [problem.cause for problem in watching.problems]
    assert "This is a web page (HTML), not a feed." in causes[0]
    assert causes[0].endswith("The feed is not tried again for 15 minutes.")
    assert causes[1].startswith("The server answered 404 Not Found.")


def test_failing_feed_is_left_alone_longer_each_time(watching: Watching) -> None:
    watching.site.answers["/feed"] = answer("nonsense")
    name = watching.site.url + "/feed"
    start = watching.clock.now()
    watching.run("/feed", once=False, until=lambda _: len(watching.problems) == 10)
    times = [cause.rpartition("for ")[2] for cause in (p.cause for p in watching.problems)]
    assert times[:4] == ["15 minutes.", "30 minutes.", "60 minutes.", "2 hours."]
    assert times[-1] == "24 hours."
    assert watching.store.feeds[name].failures == 10
    assert watching.clock.now() - start > 3 * 86_400
    watching.site.answers["/feed"] = feed("/1")
    watching.run("/feed", once=False, until=lambda found: isinstance(found, Opened))
    assert watching.store.feeds[name].failures == 0


def test_round_leaves_a_failing_feed_alone(watching: Watching) -> None:
    name = watching.site.url + "/feed"
    state = FeedState(failures=3, next_due=watching.clock.now() + 3_000)
    watching.store.feeds[name] = state
    (problem,) = watching.run("/feed")
    assert problem == Problem(
        origin=name,
        cause="It is put off until feeds are watched again: it could not be read when it was last "
        "asked.",
    )
    assert watching.site.asked == []
    watching.clock.time += 3_001
    watching.run("/feed")
    assert watching.opened == ["/1", "/2"]


def test_feed_at_a_private_address_has_not_failed(watching: Watching) -> None:
    watching.run("/feed", options=PageOptions(timeout=2))
    (problem,) = watching.problems
    assert problem.cause.startswith("127.0.0.1 is not a public address.")
    assert problem.cause.endswith("or save the page and read the file.")
    assert watching.site.asked == []
    # Who follows the advice need not wait.
    watching.run("/feed")
    assert watching.opened == ["/1", "/2"]


def test_feed_at_a_private_address_is_looked_at_again(watching: Watching) -> None:
    start = watching.clock.now()
    watching.run(
        "/feed",
        once=False,
        until=lambda _: len(watching.problems) == 3,
        options=PageOptions(timeout=2),
    )
    assert watching.clock.now() - start == pytest.approx(1_800, abs=30)


def test_feeds_are_looked_at_again_and_again(watching: Watching) -> None:
    start = watching.clock.now()

    def until(found: Found) -> bool:
        watching.site.answers["/feed"] = feed(*(f"/{n}" for n in range(len(watching.read), 0, -1)))
        return len(watching.opened) == 5

    watching.site.answers["/feed"] = feed()
    watching.run("/feed", once=False, until=until, interval=600)
    assert watching.opened == ["/1", "/2", "/3", "/4", "/5"]
    assert 5 * 600 <= watching.clock.now() - start <= 6 * 601 + 30
    waiting = [found for found in watching.found if isinstance(found, Waiting)]
    assert {wait.pages for wait in waiting} == {0}


def test_watch_carries_on_when_it_is_due(watching: Watching) -> None:
    name = watching.site.url + "/feed"
    due = watching.clock.now() + 500
    watching.store.feeds[name] = FeedState(next_due=due)
    first, *_ = watching.run("/feed", once=False, until=lambda found: isinstance(found, FeedRead))
    assert first == Waiting(until=due, pages=0)


def test_busy_server_is_asked_again(watching: Watching) -> None:
    busy, times = answer(status=503), 0

    def moody(handler: object) -> None:
        nonlocal times
        times += 1
        (busy if times < 3 else page(1))(handler)  # type: ignore[arg-type]

    watching.site.answers["/1"] = moody
    watching.run("/feed", once=False, until=lambda _: len(watching.opened) == 2)
    assert sorted(watching.opened) == ["/1", "/2"]
    assert watching.problems == []


def test_busy_server_is_given_up_for_now(watching: Watching) -> None:
    watching.site.answers["/feed"] = feed("/2", "/1", ETag='"a"')
    watching.site.answers["/1"] = answer(status=429, Retry_After="100")
    watching.run("/feed")
    assert watching.opened == []
    assert [problem.cause for problem in watching.problems] == [
        "It is put off until its feed is read again: its server was busy when it was last asked."
    ] * 2
    watching.clock.time += 101
    watching.site.answers["/1"] = page(1)
    watching.run("/feed")
    assert watching.opened == ["/1", "/2"]


def test_page_that_is_never_given_is_put_off(watching: Watching) -> None:
    watching.site.answers["/feed"] = feed("/1", ETag='"a"')
    watching.site.answers["/1"] = answer(status=500)
    watching.run("/feed", once=False, until=lambda found: isinstance(found, Problem))
    (problem,) = watching.problems
    assert problem.cause == (
        "It is put off until its feed is read again: the server answered 500 Internal Server Error."
    )
    assert watching.site.asked.count("/1") == 8


def test_slow_host_holds_up_no_other(watching: Watching) -> None:
    with serving() as other:
        other.answers["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 50", kind="text/plain")
        for number in range(1, 4):
            other.answers[f"/{number}"] = page(number)
        paths = [f"{other.url}/{n}" for n in range(1, 4)]
        watching.site.answers["/feed"] = feed("/2", paths[2], "/1", paths[1], paths[0])
        # Both are 127.0.0.1, so give one another name.
        watching.site.url = watching.site.url.replace("127.0.0.1", "localhost")
        watching.run("/feed")
        assert watching.opened == [paths[0], "/1", "/2", paths[1], paths[2]]


def test_round_waits_its_turn_however_long_that_is(watching: Watching) -> None:
    watching.site.answers["/robots.txt"] = answer(
        "User-agent: *\nCrawl-delay: 300", kind="text/plain"
    )
    watching.run("/feed")
    assert watching.opened == ["/1", "/2"]
    assert watching.problems == []
    assert watching.site.asked == ["/robots.txt", "/feed", "/1", "/2"]


def test_redirect_to_a_host_whose_turn_is_not_yet(watching: Watching) -> None:
    with serving() as other:
        other.answers["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 300", kind="text/plain")
        other.answers["/1"] = page(1)
        watching.site.answers["/1"] = answer(status=302, Location=other.url + "/1")
        watching.site.url = watching.site.url.replace("127.0.0.1", "localhost")
        watching.run("/feed")
        assert watching.opened == ["/2", "/1"]
        assert watching.site.asked.count("/1") == 2


def test_redirect_to_a_host_that_is_busy(watching: Watching) -> None:
    with serving() as other:
        other.answers["/1"] = answer(status=503)
        watching.site.answers["/1"] = answer(status=302, Location=other.url + "/1")
        watching.site.url = watching.site.url.replace("127.0.0.1", "localhost")
        watching.run("/feed")
        assert watching.opened == ["/2"]
        (problem,) = watching.problems
        assert "its server was busy" in problem.cause
        assert watching.site.asked.count("/1") <= 3


def test_opml_at_an_address_and_in_a_file(watching: Watching, tmp_path: Path) -> None:
    watching.site.answers["/other"] = feed("/3")
    url = watching.site.url
    opml = (
        f"<opml><body><outline xmlUrl='{url}/feed'/><outline xmlUrl='{url}/other'/></body></opml>"
    )
    watching.site.answers["/feeds.opml"] = answer(opml, kind="text/xml")
    watching.run("/feeds.opml")
    assert sorted(watching.opened) == ["/1", "/2", "/3"]
    watching.store.seen.clear()
    file = tmp_path / "feeds.opml"
    file.write_text(opml)
    watching.run(file)
    assert sorted(watching.opened) == ["/1", "/2", "/3"]
    watching.store.seen.clear()
    file.write_text(f"# local\n{url}/feed\n\n{url}/other\n")
    watching.run(file)
    assert sorted(watching.opened) == ["/1", "/2", "/3"]


def test_saved_feed(watching: Watching, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(
        f"<rss><channel><item><link>{watching.site.url}/1</link></item></channel></rss>"
    )
    watching.run(file)
    assert watching.opened == ["/1"]


def test_files_that_are_none(watching: Watching, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html></html>")
    watching.run(tmp_path / "gone", tmp_path / "page.html", tmp_path)
    assert [problem.cause.partition(".")[0] for problem in watching.problems] == [
        "It could not be read: No such file or directory",
        "This is a web page (HTML), not a feed",
        "It could not be read: Is a directory",
    ]


def test_page_that_two_feeds_name_is_given_once(watching: Watching) -> None:
    watching.site.answers["/other"] = feed("/1", "/3")
    watching.run("/feed", "/other")
    assert sorted(watching.opened) == ["/1", "/2", "/3"]


def test_page_that_changes_its_encoding(watching: Watching) -> None:
    text = f"<html><body><p>{LEAD.replace('harbour', 'harboür')}</p><p>{SECOND}</p></body></html>"
    pages = []
    for charset in ("utf-8", "cp1252", "utf-16"):
        kind = f"text/html; charset={charset}"
        watching.site.answers["/1"] = answer(text.encode(charset), kind=kind)
        watching.store.seen.clear()
        watching.site.answers["/feed"] = feed("/1")
        pages += [item for item in watching.run("/feed") if isinstance(item, Opened)]
    assert len({item.page.id for item in pages}) == 3
    assert len({read_text(item.page) for item in pages}) == 1
    for item in pages:
        assert page_of(item.original, origin=item.page.origin, options=item.options) == item.page


def test_stop_ends_a_wait_at_once(site: Site) -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    started = time.monotonic()
    store = MemoryStore(feeds={site.url + "/feed": FeedState(next_due=time.time() + 600)})
    (found,) = watch([site.url + "/feed"], store=store, options=OPTIONS, stop=stop)
    assert isinstance(found, Waiting)
    assert time.monotonic() - started < 1.3


def test_stop_during_a_pause_is_no_failure(watching: Watching) -> None:
    watching.store.feeds[watching.site.url + "/feed"] = FeedState()
    watching.clock.on_sleep = lambda: False
    assert watching.run("/feed") == []
    assert watching.site.asked == ["/robots.txt"]
    assert watching.store.feeds[watching.site.url + "/feed"] == FeedState()


def test_stop_ends_before_the_next_page(watching: Watching) -> None:
    stop = threading.Event()
    found = []
    guest = Guest(options=OPTIONS, clock=watching.clock)
    for item in watch(
        [watching.site.url + "/feed"],
        store=watching.store,
        options=OPTIONS,
        guest=guest,
        clock=watching.clock,
        stop=stop,
    ):
        found.append(item)
        if isinstance(item, Opened):
            stop.set()
    assert isinstance(found[-1], Opened)
    assert watching.site.asked.count("/2") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("path", "last"), [("/feed", "Waiting"), ("/silent", "ready")])
def test_ctrl_c_ends_it_within_a_second(site: Site, path: str, last: str) -> None:
    site.answers["/silent"] = lambda handler: time.sleep(20)
    script = f"""
        from sayso.pages import PageOptions
        from sayso.pages.polite import Guest
        from sayso.pages.watch import watch
        from sayso.pages.watch_store import MemoryStore
        options = PageOptions(allow_private=True)
        guest = Guest(options=options, delay=0)
        print("ready", flush=True)
        try:
            for found in watch(
                ["{site.url}{path}"], store=MemoryStore(), options=options, guest=guest
            ):
                print(type(found).__name__, flush=True)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    # Not sooner: in the midst of an import Python may drop the signal.
    while not process.stdout.readline().startswith(last):
        pass
    while path not in site.asked:
        time.sleep(0.01)
    time.sleep(0.2)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=10)
    assert time.monotonic() - started < 1
    assert output.endswith("interrupted\n")
