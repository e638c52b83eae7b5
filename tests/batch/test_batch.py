"""A batch on local processes: the same as `read`, once each, whatever happens."""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

import sayso
from sayso.batch import BatchError, DatasetError, Finished, Planned, batch, open_dataset
from sayso.batch.dataset import HEADER
from sayso.batch.plan import Shard, plan
from sayso.errors import OptionError
from sayso.pages import Opened, PageOptions, Problem, open_originals, page_of
from tests.batch.conftest import Found, digest_of, row_of, rows_in, run_batch, text_of
from tests.batch.readers import READER, SECONDS, UnrulyReader

Write = Callable[..., Path]

KILLS = 6


def only(found: Found, kind: type) -> list:  # type: ignore[type-arg]
    return [item for item in found if isinstance(item, kind)]


def hands(of: psutil.Process | None = None) -> list[psutil.Process]:
    """The processes that read for this one."""
    found = []
    for child in (of or psutil.Process()).children(recursive=True):
        with suppress(psutil.Error):
            if any("sayso.batch.hand" in part for part in child.cmdline()):
                found.append(child)
    return found


@contextmanager
def killing(seconds: float) -> Iterator[list[int]]:
    """Kills the first processes that read when they are so many seconds old.

    Not all of them: on a busy machine they may take longer than that to start.
    """
    killed: list[int] = []
    stop = threading.Event()

    def kill() -> None:
        while not stop.wait(0.1):
            for process in hands():
                with suppress(psutil.Error):
                    old = time.time() - process.create_time() > seconds
                    if old and len(killed) < KILLS:
                        process.kill()
                        killed.append(process.pid)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join()


def expected(inputs: list[Path]) -> dict[str, str]:
    """What reading without a batch gives, by origin."""
    reader = UnrulyReader()
    return {
        item.page.origin: reader.read(item.page).to_json()
        for item in open_originals(inputs)
        if isinstance(item, Opened)
    }


def test_pages_are_as_they_are_read_without_a_batch(write_rows: Write, tmp_path: Path) -> None:
    path = write_rows(90)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02d}.txt").write_text(text_of(1000 + number), encoding="utf-8")
    (folder / "packed.html.gz").write_bytes(
        gzip.compress(f"<html><body><p>{text_of(7)}</p></body></html>".encode())
    )
    (folder / "none.txt").write_bytes(b"\0\1")
    out = tmp_path / "out"
    found = run_batch([path, folder], out)
    read = {opened.page.origin: reading.to_json() for opened, reading in open_dataset(out)}
    assert read == expected([path, folder])
    assert len(read) == 131
    (planned,) = only(found, Planned)
    assert planned.shards == len(only(found, Finished)) == 6
    (error,) = rows_in(out, "errors")
    assert error["origin"].endswith("none.txt")
    assert error["kind"] == "failed"


def test_a_page_comes_out_of_a_dataset_as_it_went_in(write_rows: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = PageOptions(outlet="The Harbour Post")
    run_batch([write_rows(5)], out, options=options)
    for opened, reading in open_dataset(out):
        assert opened.options == options
        assert reading.page == opened.page
        assert opened.page == page_of(
            opened.original, origin=opened.page.origin, options=opened.options
        )


def test_the_tables_say_what_the_readings_say(write_rows: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch([write_rows(60)], out)
    readings = [reading for _, reading in open_dataset(out)]
    pages = rows_in(out, "pages")
    statements = rows_in(out, "statements")
    assert len({row["page"] for row in pages}) == len(pages) == len(readings) == 60
    assert len(statements) == sum(len(reading.statements) for reading in readings) > 60
    assert len(rows_in(out, "events")) == sum(len(reading.events) for reading in readings) > 0
    assert len(rows_in(out, "entities")) == sum(len(reading.entities) for reading in readings)
    texts = {row["page"]: row["text"] for row in pages}
    for row in statements:
        (span,) = row["content_spans"]
        assert texts[row["page"]][span["start"] : span["end"]] == row["content"]
    for row in rows_in(out, "events"):
        span = row["trigger_span"]
        assert texts[row["page"]][span["start"] : span["end"]] == row["trigger"] == "met"


def test_months_are_folders_and_a_shard_one_row_group(write_rows: Write, tmp_path: Path) -> None:
    from pyarrow import parquet

    out = tmp_path / "out"
    run_batch([write_rows(50)], out)
    months = {path.name for path in (out / "pages").iterdir()}
    assert months == {f"month={m}" for m in ("2026-01", "2026-02", "2026-03", "2026-04", "unknown")}
    for path in out.rglob("*.parquet"):
        assert parquet.ParquetFile(path).num_row_groups == 1
    for row in rows_in(out, "statements"):
        assert row["published"] is None or re.fullmatch(r"2026-0[1-4]-\d\d", row["published"])


def test_duckdb_reads_the_tables_as_they_are(write_rows: Write, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    out = tmp_path / "out"
    run_batch([write_rows(50)], out)
    # Without a question about it: it sees the months in the names of the folders.
    (row,) = duckdb.sql(
        f"SELECT count(*), count(DISTINCT p.page), count(DISTINCT p.month)"
        f" FROM '{out}/statements/*/*.parquet' AS s JOIN '{out}/pages/*/*.parquet' AS p"
        " USING (page)"
    ).fetchall()
    assert row == (len(rows_in(out, "statements")), 50, 5)


def test_the_number_of_workers_changes_nothing(write_rows: Write, tmp_path: Path) -> None:
    path = write_rows(200)
    run_batch([path], tmp_path / "one", workers=1)
    run_batch([path], tmp_path / "three", workers=3)
    assert digest_of(tmp_path / "one") == digest_of(tmp_path / "three")


def test_pages_that_crash_and_hang_are_errors_and_stop_nothing(
    write_rows: Write, tmp_path: Path
) -> None:
    path = write_rows(80, extra={11: "@CRASH@", 12: "@SEGV@", 40: "@HANG@"})
    out = tmp_path / "out"
    run_batch([path], out, page_seconds=2)
    errors = {row["origin"]: row for row in rows_in(out, "errors")}
    assert {origin.rpartition("#")[2]: row["kind"] for origin, row in errors.items()} == {
        "n11": "crashed",
        "14": "crashed",  # the thirteenth page; one blank row is before it
        "n40": "hung",
    }
    causes = {origin.rpartition("#")[2]: row["cause"] for origin, row in errors.items()}
    assert "ZeroDivisionError: @CRASH@" in causes["n11"]
    assert "(SIGSEGV 2 times, when nothing else was being read)" in causes["14"]
    assert causes["n40"].startswith("It was not read within 2 seconds. Give more (--page-seconds)")
    pages = {row["origin"].rpartition("#")[2] for row in rows_in(out, "pages")}
    assert len(pages) == 77
    assert not pages & {"n11", "14", "n40"}


def test_killed_workers_lose_and_double_nothing(
    write_rows: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_rows(400)
    run_batch([path], tmp_path / "calm")
    monkeypatch.setenv(SECONDS, "0.05")
    with killing(2.5) as killed:
        run_batch([path], tmp_path / "killed")
    assert len(killed) > KILLS / 2
    assert digest_of(tmp_path / "killed") == digest_of(tmp_path / "calm")
    assert not rows_in(tmp_path / "killed", "errors")


def test_a_run_that_is_killed_goes_on_from_what_is_finished(
    write_rows: Write, tmp_path: Path, root: Path
) -> None:
    path = write_rows(500)
    calm, out = tmp_path / "calm", tmp_path / "out"
    run_batch([path], calm)
    command = [sys.executable, "-m", "tests.batch.driver", "local", "2", str(out), str(path)]
    environment = {**os.environ, SECONDS: "0.03", "PYTHONPATH": os.pathsep.join(sys.path)}
    finished: list[int] = []
    for _ in range(5):
        process = subprocess.Popen(command, cwd=root, env=environment)
        before = len(list((out / "_shards").glob("*.json")))
        while len(list((out / "_shards").glob("*.json"))) == before:
            assert process.poll() is None
            time.sleep(0.05)
        orphans = hands(psutil.Process(process.pid))
        process.send_signal(signal.SIGKILL)
        process.wait()
        _, alive = psutil.wait_procs(orphans, timeout=20)
        assert not alive
        finished.append(len(list((out / "_shards").glob("*.json"))))
    assert finished == sorted(finished)
    found = run_batch([path], out)
    (planned,) = only(found, Planned)
    assert len(planned.finished) == finished[-1] > 0
    assert len(only(found, Finished)) == planned.shards - finished[-1]
    assert digest_of(out) == digest_of(calm)


def test_what_is_finished_is_not_read_again(write_rows: Write, tmp_path: Path) -> None:
    path, out = write_rows(60), tmp_path / "out"
    run_batch([path], out)
    before = {file: file.stat().st_mtime_ns for file in out.rglob("*.parquet")}
    found = run_batch([path], out)
    assert [type(item) for item in found] == [Planned]
    assert len(found[0].finished) == 3  # type: ignore[union-attr]
    assert {file: file.stat().st_mtime_ns for file in out.rglob("*.parquet")} == before


def test_a_shard_whose_manifest_is_missing_does_not_count(
    write_rows: Write, tmp_path: Path
) -> None:
    path, out = write_rows(60), tmp_path / "out"
    run_batch([path], out)
    whole = digest_of(out)
    (manifest, *_) = sorted((out / "_shards").glob("*.json"))
    manifest.unlink()
    (half, *others) = sorted(out.rglob(f"{manifest.stem}.parquet"))
    half.unlink()
    (out / "pages" / f".{others[0].name}.abc.part").write_bytes(b"half")
    assert len(list(open_dataset(out))) < 60
    run_batch([path], out)
    assert digest_of(out) == whole


def test_a_shard_of_which_a_file_is_missing_is_made_anew(write_rows: Write, tmp_path: Path) -> None:
    path, out = write_rows(60), tmp_path / "out"
    run_batch([path], out)
    whole = digest_of(out)
    (file, *_) = sorted((out / "pages").rglob("*.parquet"))
    file.unlink()
    planned, *_ = run_batch([path], out)
    assert isinstance(planned, Planned)
    assert len(planned.finished) == 2
    assert digest_of(out) == whole


def test_a_file_that_is_missing_is_named(write_rows: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch([write_rows(5)], out)
    (file, *_) = sorted((out / "pages").rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(DatasetError, match=r"is not whole: 'pages/.*' cannot be read"):
        list(open_dataset(out))
    file.unlink()
    with pytest.raises(DatasetError, match=r"is not there. Run the batch again"):
        list(open_dataset(out))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"options": PageOptions(outlet="X")}, "was read with the options {}, and this run has"),
        ({"shard_pages": 7}, "cut into shards of so many pages: 25, and this run has 7"),
        (
            {"reader": "tests.batch.readers:make_none"},
            "was read by tests.batch.readers:make, and this run has .*make_none",
        ),
    ],
)
def test_a_dataset_of_another_making_is_refused(
    write_rows: Write, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    path, out = write_rows(5), tmp_path / "out"
    run_batch([path], out)
    with pytest.raises(DatasetError, match=message):
        run_batch([path], out, **change)


def test_a_dataset_of_another_version_is_refused(write_rows: Write, tmp_path: Path) -> None:
    path, out = write_rows(5), tmp_path / "out"
    run_batch([path], out)
    header = json.loads((out / HEADER).read_text())
    (out / HEADER).write_text(json.dumps({**header, "schema": 99}))
    for act in (lambda: run_batch([path], out), lambda: list(open_dataset(out))):
        with pytest.raises(DatasetError, match=r"version 99 of the tables\. This sayso reads"):
            act()
    (out / HEADER).write_text("{")
    with pytest.raises(DatasetError, match=r"no dataset that can be read"):
        run_batch([path], out)


def test_a_folder_of_something_else_is_refused_and_left_alone(
    write_rows: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    with pytest.raises(DatasetError, match=r"holds other files, such as 'thesis\.txt'"):
        run_batch([write_rows(5)], out)
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]
    with pytest.raises(DatasetError, match=r"is no dataset: it has no _sayso\.json"):
        open_dataset(out)


def test_an_output_among_the_inputs_is_refused(write_rows: Write, tmp_path: Path) -> None:
    write_rows(5)
    with pytest.raises(DatasetError, match=r"lies in .*, which is to be read"):
        run_batch([tmp_path], tmp_path / "out")
    with pytest.raises(DatasetError, match=r"lies in .*, which is to be read"):
        run_batch([tmp_path], f"file://{tmp_path}/out")  # type: ignore[arg-type]
    with pytest.raises(DatasetError, match=r"lies in 'memory://bucket', which is to be read"):
        run_batch(["memory://bucket"], "memory://bucket/out")  # type: ignore[list-item, arg-type]


def test_a_dataset_on_disk_has_an_address_too(write_rows: Write, tmp_path: Path) -> None:
    path = write_rows(30)
    run_batch([path], tmp_path / "a")
    run_batch([path], f"file://{tmp_path}/b")  # type: ignore[arg-type]
    assert digest_of(tmp_path / "a") == digest_of(tmp_path / "b")


def test_shards_of_changed_inputs_are_refused_or_replaced(
    write_rows: Write, tmp_path: Path
) -> None:
    path, out = write_rows(60), tmp_path / "out"
    run_batch([path], out)
    path = write_rows(70, extra={69: "New."})
    with pytest.raises(DatasetError, match=r"has 3 shards of inputs that have changed.*--replace"):
        run_batch([path], out)
    run_batch([path], out, replace=True)
    run_batch([path], tmp_path / "fresh")
    assert digest_of(out) == digest_of(tmp_path / "fresh")


def test_a_full_disk_is_told_and_what_is_finished_stays(
    write_rows: Write, tmp_path: Path, root: Path
) -> None:
    path, out = write_rows(100), tmp_path / "out"
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from tests.batch.conftest import run_batch; from pathlib import Path;"
        "run_batch([Path(sys.argv[1])], Path(sys.argv[2]), workers=1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path, out],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.returncode == 1
    assert "File too large" in done.stderr.splitlines()[-1]
    assert not list(out.rglob("*.part"))
    run_batch([path], out)
    run_batch([path], tmp_path / "fresh")
    assert digest_of(out) == digest_of(tmp_path / "fresh")


def test_a_full_folder_for_temporary_files_is_named(
    write_rows: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    path = write_rows(30)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
    try:
        with pytest.raises(BatchError, match=r"File too large.*'/.*/temporary' on .*TMPDIR"):
            run_batch([path], tmp_path / "out", workers=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_worker_that_never_starts_ends_the_run(write_rows: Write, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"5 times before it had loaded the model.*no model here"):
        run_batch([write_rows(5)], tmp_path / "out", reader="tests.batch.readers:make_none")
    assert not hands()


def test_a_run_that_is_left_ends_its_workers(
    write_rows: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECONDS, "0.05")
    run = batch([write_rows(200)], tmp_path / "out", reader=READER, workers=2, shard_pages=25)
    for item in run:
        if not isinstance(item, Planned | Problem):
            break
    run.close()  # type: ignore[attr-defined]
    assert not hands()


def test_nothing_to_read_makes_no_dataset(tmp_path: Path) -> None:
    found = run_batch([tmp_path / "none.jsonl", Path("https://example.com/a")], tmp_path / "out")
    assert [type(item) for item in found] == [Problem, Problem]
    assert "There is no such file" in found[0].cause  # type: ignore[union-attr]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"engine": "spark"}, "there is no engine 'spark'. Valid are 'local' and 'ray'"),
        ({"workers": 0}, "0 workers read nothing"),
        ({"shard_pages": 0}, "shards of 0 pages"),
        ({"page_seconds": 0}, "0 seconds a page"),
    ],
)
def test_wrong_usage_is_told(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=re.compile(message, re.IGNORECASE)):
        run_batch([], tmp_path / "out", **change)


def test_what_decides_the_rows_decides_the_digest(write_rows: Write) -> None:
    path = write_rows(60)

    def digests(**change: object) -> list[str]:
        said = {"options": PageOptions(), "made_by": "one", "shard_pages": 25, **change}
        shards = plan([path], **said)  # type: ignore[arg-type]
        return [shard.digest for shard in shards if isinstance(shard, Shard)]

    before = digests()
    assert before == digests()
    assert len(set(before)) == 3
    for change in ({"made_by": "two"}, {"options": PageOptions(outlet="X")}):
        assert not set(before) & set(digests(**change))
    os.utime(path, (1, 1))
    assert not set(before) & set(digests())


@pytest.mark.slow
def test_the_real_reader_gives_what_read_gives(examples: Path, tmp_path: Path) -> None:
    inputs = [examples / "happenings" / "01-varn-footbridge", examples / "ferry.html"]
    out = tmp_path / "out"
    found = list(batch(inputs, out, workers=1, shard_pages=4))
    assert sum(m.manifest.rows["pages"] for m in found if isinstance(m, Finished)) >= 5
    read = Counter(reading.to_json() for _, reading in open_dataset(out))
    assert read == Counter(
        item.to_json() for item in sayso.read_all(inputs) if isinstance(item, sayso.Reading)
    )


def test_rows_are_the_pages_own(write_rows: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch([write_rows(30)], out)
    (row,) = (row for row in rows_in(out, "pages") if row["origin"].endswith("#n4"))
    assert row["outlet"] == row_of(4)["outlet"]
    assert row["published"] == row_of(4)["published"]
    assert row["published_basis"] == "given" or row["published_basis"] == "metadata"
