"""The commands that fill an archive and look after it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from sayso.archive import Archive
from sayso.archive.stored import page_ids, reading_of, versions
from tests.commands import GERMAN, STORY, Ran
from tests.fakes import FakeReader


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "sayso.db"
    monkeypatch.setenv("SAYSO_ARCHIVE", str(path))
    return path


def pages_of(archive: Path) -> list[str]:
    with Archive(archive, readonly=True) as kept:
        return [reading_of(kept.connection, page).page.origin for page in page_ids(kept.connection)]


def test_what_is_added_is_there_and_not_read_twice(
    run: Callable[..., Ran], readers: list[FakeReader], archive: Path, story: Path
) -> None:
    ran = run("add", story)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "1 page added, 0 changed, 0 there already, 0 skipped, 0 failed.\n"
    assert pages_of(archive) == [str(story)]
    again = run("add", story)
    assert again.err == "0 pages added, 0 changed, 1 there already, 0 skipped, 0 failed.\n"
    # The second time no model is loaded.
    assert len(readers) == 1


def test_a_bad_input_is_named_and_the_others_are_kept(
    run: Callable[..., Ran], archive: Path, story: Path, tmp_path: Path
) -> None:
    german = tmp_path / "german.txt"
    german.write_text(GERMAN, encoding="utf-8")
    ran = run("add", tmp_path / "none.txt", german, story)
    assert ran.code == 1
    assert f"{tmp_path}/none.txt: failed: There is no such file" in ran.err
    assert "german.txt: skipped: The page is in another language" in ran.err
    assert ran.err.endswith("1 page added, 0 changed, 0 there already, 1 skipped, 1 failed.\n")
    assert pages_of(archive) == [str(story)]


def test_what_is_no_archive_is_refused_before_anything_is_read(
    run: Callable[..., Ran], readers: list[FakeReader], story: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    other.write_text("no archive" * 100)
    ran = run("add", "--archive", other, story)
    assert ran.code == 1
    assert "is no archive of sayso's" in ran.err
    assert "Traceback" not in ran.err
    assert other.read_text() == "no archive" * 100
    assert readers == []


def test_asking_where_there_is_no_archive_says_how_to_make_one(
    run: Callable[..., Ran], archive: Path
) -> None:
    for command in (["changes", "1"], ["reread"]):
        ran = run(*command)
        assert ran.code == 1
        assert "Make one with sayso add" in ran.err
    assert not archive.exists()


def test_a_changed_page_shows_what_changed(
    run: Callable[..., Ran], archive: Path, story: Path
) -> None:
    url = "https://courier.example/bridge"
    run("add", "--url", url, story)
    story.write_text(STORY.replace("“It is not safe,”", "“It is not at all safe,”"))
    assert "0 pages added, 1 changed" in run("add", "--url", url, story).err
    ran = run("changes", url)
    assert ran.code == 0
    assert "~ Whitlock · said: “It is not safe,”" in ran.out
    assert "now: Whitlock · said: “It is not at all safe,”" in ran.out
    assert "Okoro" not in ran.out
    found = json.loads(run("changes", "1", "--json").out)
    assert found["before"]["number"] == 1
    assert [pair["after"]["content"] for pair in found["changes"]["changed"]] == [
        "“It is not at all safe,”"
    ]
    ran = run("changes", "1", "--from", "7")
    assert ran.code == 1
    assert "Page 1 has no version 7. It has 1, 2." in ran.err


def test_reading_again_is_for_what_another_version_has_read(
    run: Callable[..., Ran], archive: Path, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", story)
    assert run("reread").err == "0 pages read again, 0 failed.\n"
    monkeypatch.setattr("sayso.models.reader_version", lambda: "sayso 99")
    monkeypatch.setattr("sayso.collect.rereading.reader_version", lambda: "sayso 99")
    assert run("reread").err == "1 page read again, 0 failed.\n"
    assert run("reread").err == "0 pages read again, 0 failed.\n"
    assert run("reread", "--all").err == "1 page read again, 0 failed.\n"
    with Archive(archive, readonly=True) as kept:
        (version,) = versions(kept.connection, 1)
        assert version.origin == str(story)
        assert reading_of(kept.connection, 1).page.text == STORY


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_stopped_at_any_moment_the_same_command_goes_on(
    process: Callable[..., subprocess.Popen[bytes]],
    archive: Path,
    tmp_path: Path,
    number: signal.Signals,
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in range(40):
        (folder / f"{page:02}.txt").write_text(f"{STORY}\n\nPage {page} of the day.\n")
    codes = []
    for attempt in range(30):
        running = process("add", folder, seconds=0.02)
        try:
            running.wait(1.2 + 0.15 * attempt)
        except subprocess.TimeoutExpired:
            running.send_signal(number)
        codes.append(running.wait())
        if codes[-1] == 0:
            break
    # By the signal itself where it comes before Python has got so far as to handle it.
    assert set(codes) <= {128 + number, -number, 0}
    assert codes[-1] == 0
    assert sorted(Path(origin).name for origin in pages_of(archive)) == [
        f"{page:02}.txt" for page in range(40)
    ]


def test_help_teaches(run: Callable[..., Ran]) -> None:
    ran = run("add", "--help")
    assert re.search(r"Examples:\n\s+sayso add pages/", ran.out)
    assert "SAYSO_ARCHIVE" in ran.out
    assert "goes on from there" in " ".join(ran.out.split())


def test_two_that_add_at_once_both_get_through(
    process: Callable[..., subprocess.Popen[bytes]], archive: Path, tmp_path: Path
) -> None:
    folders = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        folders.append(folder)
        for page in range(15):
            (folder / f"{page}.txt").write_text(f"{STORY}\n\nPage {page} of {name}.\n")
    running = [process("add", folder, seconds=0.02) for folder in folders]
    assert [each.wait(60) for each in running] == [0, 0]
    assert len(pages_of(archive)) == 30


FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Courier</title><link>{base}/</link>
<item><title>Bridge</title><link>{base}/bridge.txt</link>
<pubDate>Thu, 12 Mar 2026 08:00:00 GMT</pubDate></item>
<item><title>Gone</title><link>{base}/gone.txt</link></item>
</channel></rss>"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A web server with a feed, as its address and its folder."""
    folder = tmp_path / "site"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    base = f"http://127.0.0.1:{server.server_port}"
    (folder / "feed.xml").write_text(FEED.format(base=base), encoding="utf-8")
    (folder / "bridge.txt").write_text(STORY, encoding="utf-8")
    Thread(target=server.serve_forever, daemon=True).start()
    yield base, folder
    server.shutdown()
    server.server_close()


def test_a_feed_is_followed_and_its_pages_are_kept_once(
    run: Callable[..., Ran], archive: Path, site: tuple[str, Path]
) -> None:
    base, _ = site
    command = ["watch", "--once", "--allow-private", f"{base}/feed.xml"]
    ran = run(*command)
    assert ran.code == 1
    assert "The Courier: 2 entries, 2 new" in ran.err
    assert f"{base}/bridge.txt: added" in ran.err
    assert f"{base}/gone.txt: failed: The server answered 404" in ran.err
    assert ran.err.endswith("1 page added, 0 changed, 0 there already, 0 skipped, 1 failed.\n")
    with Archive(archive, readonly=True) as kept:
        assert reading_of(kept.connection, 1).page.published.value == "2026-03-12T08:00:00Z"
    again = run(*command)
    # The server says that the feed is unchanged, and what gave no page is not asked for again.
    assert again.code == 0
    assert "The Courier" not in again.err or "0 new" in again.err
    assert again.err.endswith("0 pages added, 0 changed, 0 there already, 0 skipped, 0 failed.\n")


def test_a_watch_ends_cleanly_while_it_waits(
    process: Callable[..., subprocess.Popen[bytes]], archive: Path, site: tuple[str, Path]
) -> None:
    base, folder = site
    (folder / "feed.xml").write_text(FEED.format(base=base).replace("gone", "bridge"))
    running = process("watch", "--allow-private", f"{base}/feed.xml")
    assert running.stderr
    for line in running.stderr:
        if b"Waiting until" in line and b"to fetch" not in line:
            break
    running.send_signal(signal.SIGINT)
    began = time.monotonic()
    rest = running.stderr.read().decode()
    assert running.wait(10) == 0
    assert time.monotonic() - began < 3
    assert rest.endswith("1 page added, 0 changed, 0 there already, 0 skipped, 0 failed.\n")
    assert "Traceback" not in rest
    assert pages_of(archive) == [f"{base}/bridge.txt"]


def test_pages_of_one_happening_are_a_story(
    run: Callable[..., Ran], archive: Path, tmp_path: Path
) -> None:
    other = "“We shall see about the harbour bridge,” Whitlock said to the council of Alder Bay."
    for outlet, text in (("Courier", STORY), ("Echo", STORY), ("Bell", other)):
        page = tmp_path / f"{outlet}.txt"
        page.write_text(f"{text}\n\n{outlet}, with its own words at the end.\n", encoding="utf-8")
        run("add", "--outlet", outlet, "--published", "2026-03-12", page)
    (line, *others) = [json.loads(line) for line in run("stories", "--json").out.splitlines()]
    sizes = sorted(each["pages"] for each in (line, *others))
    assert sum(sizes) == 3
    assert sizes[-1] >= 2
    number = max((line, *others), key=lambda each: int(each["pages"]))["story_id"]
    told = run("story", number)
    assert told.code == 0
    assert "Who says what" in told.out
    assert "Courier" in told.out
    assert all(len(each) <= 80 for each in told.out.splitlines())
    found = json.loads(run("story", number, "--json").out)
    assert {page["outlet"] for page in found["pages"]} >= {"Courier", "Echo"}
    none = run("story", "999")
    assert none.code == 1
    assert "no story 999" in none.err
