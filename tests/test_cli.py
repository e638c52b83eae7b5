"""The command line: what goes where, how it ends, and that nothing is half done."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from jsonschema import Draft202012Validator

from sayso.reading import Reading, json_schema
from tests.commands import GERMAN, STORY, Ran
from tests.fakes import FakeReader


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def rows(path: Path, number: int) -> Path:
    path.write_text(
        "".join(json.dumps({"id": str(n), "text": STORY}) + "\n" for n in range(number)),
        encoding="utf-8",
    )
    return path


def test_a_page_is_shown(run: Callable[..., Ran], story: Path) -> None:
    ran = run("read", story)
    assert ran.code == 0
    assert "  1 ◆ Whitlock · said" in ran.out
    assert "     “I would not drive over it,”" in ran.out
    assert "\x1b" not in ran.out
    assert ran.err == "1 page read, 0 skipped, 0 failed.\n"


def test_a_page_is_shown_by_source(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    ran = run("read", "--by", "source", story)
    assert ran.code == 0
    assert re.search(r"(?m)^◆ Whitlock +1 statement$", ran.out)
    assert "  1 said" in ran.out
    page = tmp_path / "page.html"
    run("read", "--by", "source", "--html", page, story)
    assert 'class="by-source" checked>' in page.read_text("utf-8")
    assert run("read", "--by", "text", story).out == run("read", story).out


def test_json_is_a_reading_a_line_and_validates(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run("read", "--json", rows(tmp_path / "pages.jsonl", 5))
    assert ran.code == 0
    assert [r.page.origin for r in ran.readings] == [
        f"{tmp_path}/pages.jsonl#{n}" for n in range(5)
    ]
    validator = Draft202012Validator(json_schema())
    for line in ran.out.splitlines():
        validator.validate(json.loads(line))


def test_what_is_known_of_the_page_is_passed_on(
    run: Callable[..., Ran], readers: list[FakeReader], story: Path
) -> None:
    ran = run(
        "read", "--json", "--published", "2025-09-05", "--outlet", "The Courier",
        "--url", "https://example.test/a", "--jobs", "3", story,
    )  # fmt: skip
    page = ran.readings[0].page
    assert (page.published.value, page.published.basis) == ("2025-09-05", "given")
    assert (page.outlet, page.url) == ("The Courier", "https://example.test/a")
    assert [reader.threads for reader in readers] == [3]
    assert readers[0].closed


def test_one_bad_input_does_not_keep_the_others_from_being_read(
    run: Callable[..., Ran], story: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    ran = run("read", "--json", tmp_path / "gone.txt", story, empty, story)
    assert ran.code == 1
    assert len(ran.readings) == 2
    assert f"{tmp_path}/gone.txt: failed: " in ran.err
    assert f"{empty}: failed: " in ran.err
    assert ran.err.endswith("\n2 pages read, 0 skipped, 2 failed.\n")


def test_a_page_in_another_language_is_skipped_and_that_is_said(
    run: Callable[..., Ran], story: Path, tmp_path: Path
) -> None:
    german = tmp_path / "german.txt"
    german.write_text(GERMAN, encoding="utf-8")
    ran = run("read", "--json", german, story)
    assert ran.code == 0
    assert [r.page.origin for r in ran.readings] == [str(story)]
    assert f"{german}: skipped: " in ran.err
    assert ran.err.endswith("\n1 page read, 1 skipped, 0 failed.\n")
    forced = run("read", "--json", "--force", german)
    assert (forced.code, forced.readings[0].page.language) == (0, "de")


def test_quiet_still_names_what_failed(
    run: Callable[..., Ran], story: Path, tmp_path: Path
) -> None:
    assert run("read", "-q", story).err == ""
    ran = run("read", "--quiet", story, tmp_path / "gone.txt")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith(f"{tmp_path}/gone.txt: failed: ")


def test_the_model_is_not_loaded_when_there_is_nothing_to_read(
    run: Callable[..., Ran], readers: list[FakeReader], tmp_path: Path
) -> None:
    assert run("read", tmp_path / "gone.txt").code == 1
    assert readers == []


def test_standard_input(run: Callable[..., Ran]) -> None:
    ran = run("read", "--json", "-", stdin=STORY.encode())
    assert [r.page.origin for r in ran.readings] == ["-"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "Missing argument"),
        (["red"], "No such command 'red'"),
        (["read", "--jobs", "0", "x"], "--jobs"),
        (["read", "--jsno", "x"], "--jsno"),
        (["read", "--published", "last week", "x"], "'last week' is no ISO 8601 date"),
        (["read", "--html", "-", "--json", "x"], "both would go to stdout"),
        (["read", "--html", "a.html", "-o", "./a.html", "x"], "--html and --output would both"),
        (["read", "-o", "no/such/folder/a.json", "x"], "'no/such/folder/a.json' cannot be written"),
        (["read", "--html", ".", "x"], "'.' cannot be written"),
        (["read", "--by", "size", "x"], "'size' is not one of"),
        (["label", "--csv", "--json", "x"], "give --csv or --json"),
        (["label", "--published", "last week", "x"], "'last week' is no ISO 8601 date"),
        (["label", "-o", ".", "x"], "'.' cannot be written"),
        (["events"], "Missing argument"),
        (["events", "--csv", "x"], "--csv"),
        (["events", "--published", "last week", "x"], "'last week' is no ISO 8601 date"),
        (["events", "-o", ".", "x"], "'.' cannot be written"),
    ],
)
def test_wrong_usage_is_2_and_says_what_is_wrong(
    run: Callable[..., Ran], arguments: list[str], says: str
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert says in " ".join(ran.err.split())
    assert ran.out == ""


def test_output_to_a_file(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    ran = run("read", "--json", story, "-o", target)
    assert (ran.code, ran.out) == (0, "")
    assert target.read_text("utf-8") == run("read", "--json", story).out
    plain = tmp_path / "out.txt"
    run("read", story, "--output", plain)
    assert plain.read_text("utf-8") == run("read", story).out
    assert target.stat().st_mode == plain.stat().st_mode == story.stat().st_mode


def test_a_page_of_all_pages_and_json_in_one_run(
    run: Callable[..., Ran], story: Path, tmp_path: Path
) -> None:
    target = tmp_path / "page.html"
    ran = run("read", "--html", target, story, tmp_path / "gone.txt", story)
    assert (ran.code, ran.out) == (1, "")
    assert target.read_text("utf-8").count("<article") == 2
    both = run("read", "--json", "--html", target, story)
    assert len(both.readings) == 1
    assert target.read_text("utf-8").count("<article") == 1
    assert run("read", "--html", "-", story).out == target.read_text("utf-8")


def test_a_file_is_written_whole_or_not_at_all(
    run: Callable[..., Ran], story: Path, tmp_path: Path
) -> None:
    crash = tmp_path / "crash.txt"
    crash.write_text(STORY + "CRASH", encoding="utf-8")
    target = tmp_path / "out.jsonl"
    target.write_text("of an earlier run")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ZeroDivisionError):
        run("read", "--json", story, story, story, crash, "-o", target)
    assert target.read_text() == "of an earlier run"
    assert sorted(tmp_path.iterdir()) == before
    ran = run(
        "read", "--json", tmp_path / "gone.txt", "-o", target, "--html", tmp_path / "new.html"
    )
    assert ran.code == 1
    assert target.read_text() == "of an earlier run"
    assert sorted(tmp_path.iterdir()) == before


def test_an_input_is_never_overwritten(
    run: Callable[..., Ran], story: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(story)
    for option, target in (("-o", story), ("--html", link)):
        ran = run("read", story, option, target)
        assert ran.code == 2
        assert "is an input too" in ran.err
    ran = run("read", tmp_path, "--json", "-o", story)
    assert (ran.code, "is an input too" in ran.err) == (2, True)
    assert story.read_text("utf-8") == STORY
    assert run("read", tmp_path, "--json", "-o", tmp_path / "new.jsonl").code == 0


def test_a_device_is_written_and_not_replaced(run: Callable[..., Ran], story: Path) -> None:
    assert run("read", story, "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_labels_are_a_table(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    ran = run("label", story, tmp_path / "gone.txt", story)
    assert ran.code == 1
    assert re.search(r"(?m)^All 2 pages +4 +4 +0 +0 +4 +0 +0 \(0%\)$", ran.out)
    assert "\x1b" not in ran.out
    assert f"{tmp_path}/gone.txt: failed: " in ran.err
    assert ran.err.endswith("\n2 pages read, 0 skipped, 1 failed.\n")
    assert "All" not in run("label", "-q", story).out


def test_labels_are_csv(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    target = tmp_path / "labels.csv"
    ran = run("label", "--csv", "--outlet", "=cmd|' /C calc'!A0", story, story, "-o", target)
    assert (ran.code, ran.out) == (0, "")
    written = target.read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n") == 3
    head, row, _ = csv.reader(written.decode().splitlines())
    assert head[0] == "origin"
    assert row[:2] == [str(story), "'=cmd|' /C calc'!A0"]
    again = run("label", "--csv", "-q", "--outlet", "=cmd|' /C calc'!A0", story, story)
    assert again.out.splitlines() == written.decode().splitlines()


def test_labels_are_json(run: Callable[..., Ran], story: Path) -> None:
    ran = run("label", "--json", "--published", "2025-09-05", story)
    (line,) = ran.out.splitlines()
    (reading,) = run("read", "--json", story).readings
    assert json.loads(line) == {
        "origin": str(story),
        "title": reading.page.title,
        "outlet": None,
        "published": {"value": "2025-09-05", "basis": "given"},
        "label": json.loads(reading.to_json())["label"],
        "credits": [],
    }


def test_labels_of_nothing_leave_a_file_as_it_was(run: Callable[..., Ran], tmp_path: Path) -> None:
    target = tmp_path / "labels.csv"
    target.write_text("of an earlier run")
    assert run("label", "--csv", tmp_path / "gone.txt", "-o", target).code == 1
    assert target.read_text() == "of an earlier run"
    assert run("label", "--csv", tmp_path / "gone.txt").out == ""


def test_events_are_csv(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    ran = run("events", "--outlet", "=1+1", story, tmp_path / "gone.txt", story, "-o", target)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("\n2 pages read, 0 skipped, 1 failed.\n")
    written = target.read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n") == 3
    first, second = csv.DictReader(written.decode().splitlines())
    assert first == second
    assert (first["origin"], first["outlet"]) == (str(story), "'=1+1")
    assert (first["event_id"], first["trigger"], first["settled"]) == ("V1", "met", "happened")
    assert STORY[int(first["trigger_start"]) : int(first["trigger_end"])] == "met"
    assert first["sentence"] == "The council met on Thursday and voted for it."
    again = run("events", "-q", "--outlet", "=1+1", story, story)
    assert (again.code, again.err) == (0, "")
    assert again.out.splitlines() == written.decode().splitlines()


def test_events_are_json(run: Callable[..., Ran], story: Path) -> None:
    ran = run("events", "--json", "--published", "2025-09-05", story)
    (line,) = ran.out.splitlines()
    row = json.loads(line)
    assert (row["event_id"], row["published"], row["factuality"]) == ("V1", "2025-09-05", 2.5)
    assert (row["actor_name"], row["event_type"]) == ([], None)


def test_pages_without_events_make_a_table_without_rows(
    run: Callable[..., Ran], story: Path
) -> None:
    story.write_text(STORY.replace("met", "sat"), encoding="utf-8")
    ran = run("events", story)
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert ran.out.startswith("page_id,origin,")
    assert run("events", "--json", story).out == ""


def test_events_of_nothing_leave_a_file_as_it_was(run: Callable[..., Ran], tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    target.write_text("of an earlier run")
    assert run("events", tmp_path / "gone.txt", "-o", target).code == 1
    assert target.read_text() == "of an earlier run"
    assert run("events", tmp_path / "gone.txt").out == ""
    ran = run("events", target, "-o", target)
    assert (ran.code, "is an input too" in ran.err) == (2, True)


def test_a_page_is_shown_with_its_events(run: Callable[..., Ran], story: Path) -> None:
    ran = run("read", "--events", story)
    assert ran.code == 0
    assert re.search(r"(?m)^  1 ● “met” +happened$", ran.out)
    assert "     The council met on Thursday and voted for it.\n" in ran.out
    plain = run("read", story).out
    assert "“met”" not in plain
    assert "█ 1 happened" in plain
    by_source = run("read", "--events", "--by", "source", story).out
    assert re.search(r"(?m)^The page's own words +1 event$", by_source)


def test_the_schema_is_printed(run: Callable[..., Ran]) -> None:
    ran = run("schema")
    assert ran.code == 0
    assert json.loads(ran.out) == json.loads(json.dumps(json_schema()))
    Draft202012Validator.check_schema(json.loads(ran.out))


def test_the_version(run: Callable[..., Ran]) -> None:
    assert re.fullmatch(r"sayso \d+\.\d+\.\d+\S*\n", run("--version").out)


def test_help_teaches(run: Callable[..., Ran]) -> None:
    for arguments in (["--help"], ["-h"]):
        assert "sayso read story.html" in run(*arguments).out
    help_of_read = run("read", "--help").out
    assert "Examples:" in help_of_read
    assert "Exit status:" in help_of_read
    assert "sayso events pages/ -o events.csv" in run("events", "--help").out


def test_help_imports_nothing_that_is_slow() -> None:
    # Not pydantic: typer itself imports it.
    slow = ["httpx", "numpy", "openvino", "rich", "tokenizers", "trafilatura"]
    code = (
        "import sys, sayso\n"
        "from sayso.cli import app\n"
        "app(['read', '--help'], standalone_mode=False)\n"
        f"print([name for name in {slow} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr == "[]\n"


@pytest.mark.parametrize(
    "form",
    [
        ["read", "--json"],
        ["read"],
        ["read", "--html", "-"],
        ["label", "--csv"],
        ["label", "--json"],
        ["events"],
        ["events", "--json"],
    ],
)
def test_a_closed_pipe_ends_it_without_a_word(
    process: Callable[..., subprocess.Popen[bytes]], tmp_path: Path, form: list[str]
) -> None:
    # More than a pipe holds.
    running = process(*form, rows(tmp_path / "pages.jsonl", 400))
    assert running.stdout
    assert running.stderr
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(30) == 141


@pytest.mark.parametrize(
    ("sign", "code", "says"),
    [(signal.SIGINT, 130, b"Interrupted.\n"), (signal.SIGTERM, 143, b"")],
)
def test_interrupted_it_ends_cleanly(
    process: Callable[..., subprocess.Popen[bytes]],
    tmp_path: Path,
    sign: signal.Signals,
    code: int,
    says: bytes,
) -> None:
    source = rows(tmp_path / "pages.jsonl", 2000)
    running = process(
        "read", "--json", source, "--html", tmp_path / "page.html", "-o", tmp_path / "o.jsonl",
        seconds=0.05,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while (
        not any(path.stat().st_size for path in tmp_path.glob(".o.jsonl.*.part"))
        and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    running.send_signal(sign)
    _, err = running.communicate(timeout=30)
    assert (running.returncode, err) == (code, says)
    assert list(tmp_path.iterdir()) == [source]


def test_many_pages_have_a_progress_bar_on_a_terminal(
    process: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    pty = pytest.importorskip("pty")

    def told(*arguments: object) -> tuple[str, str]:
        terminal, slave = pty.openpty()
        err = bytearray()

        def listen() -> None:
            # At the other end's close Linux raises, others read nothing.
            with suppress(OSError):
                while chunk := os.read(terminal, 65536):
                    err.extend(chunk)

        running = process("read", "--json", *arguments, seconds=0.02, stderr=slave)
        os.close(slave)
        listener = Thread(target=listen)
        listener.start()
        out, _ = running.communicate(timeout=30)
        listener.join(30)
        os.close(terminal)
        return out.decode(), err.decode()

    source = rows(tmp_path / "pages.jsonl", 20)
    out, err = told(source, tmp_path / "gone.txt")
    assert len(out.splitlines()) == 20
    assert "/21" in err
    assert "gone.txt: failed: " in err
    assert err.rstrip().endswith("20 pages read, 0 skipped, 1 failed.")
    assert "/20" not in told("--quiet", source)[1]


def test_results_that_cannot_be_written_are_no_traceback(
    process: Callable[..., subprocess.Popen[bytes]], story: Path
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        running = process("read", "--json", story, stdout=full)
        _, err = running.communicate(timeout=30)
    assert running.returncode == 1
    assert err == b"The results could not be written: No space left on device.\n"


def test_a_terminal_that_knows_few_characters_gets_question_marks(
    process: Callable[..., subprocess.Popen[bytes]],
    story: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    out, _ = process("read", story).communicate(timeout=30)
    assert b"  1 ? Whitlock ? said" in out
    out, _ = process("read", "--json", story).communicate(timeout=30)
    assert "“It is not safe,”" in Reading.from_json(out).page.text


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        (["read", "--json"], [b'{"schema":"sayso/1"']),
        (["label", "--json"], [b'{"origin":']),
        (["label", "--csv"], [b"origin,outlet,", b"/"]),
        (["events"], [b"page_id,origin,"]),
        (["events", "--json"], [b'{"page_id":']),
    ],
)
def test_lines_are_there_as_soon_as_they_are_read(
    process: Callable[..., subprocess.Popen[bytes]],
    tmp_path: Path,
    form: list[str],
    lines: list[bytes],
) -> None:
    running = process(*form, rows(tmp_path / "pages.jsonl", 50), seconds=0.2)
    assert running.stdout
    for line in lines:
        assert running.stdout.readline().startswith(line)
    assert running.poll() is None
    running.kill()
    running.communicate()


def test_the_module_is_the_command(root: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "sayso", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("sayso ")


def test_the_shipped_model_reads_a_page_alike_alone_and_among_others(examples: Path) -> None:
    def read(*arguments: str) -> list[bytes]:
        command = [sys.executable, "-m", "sayso", "read", "--json", *arguments]
        ran = subprocess.run(command, capture_output=True, check=True, timeout=100)
        return ran.stdout.splitlines()

    def without_confidence(line: bytes) -> dict[str, object]:
        # Its last digits depend on what is decoded together.
        record = json.loads(line)
        for statement in record["statements"]:
            del statement["confidence"]
        return dict(record)

    pages = [str(examples / name) for name in ("dam.txt", "desk.jsonl", "ferry.html")]
    together = read(*pages)
    assert read(*pages) == together
    alone = [line for page in pages for line in read("--jobs", "1", page)]
    assert list(map(without_confidence, together)) == list(map(without_confidence, alone))
    validator = Draft202012Validator(json_schema())
    for line in together:
        validator.validate(json.loads(line))
        assert Reading.from_json(line).statements
