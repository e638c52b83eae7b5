"""Slices of files: together they give what the whole file gives, in its order and by its names."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.warcwriter import WARCWriter

from sayso.batch import Finished, Planned, open_dataset
from sayso.batch import plan as planning
from sayso.batch.plan import Shard, Unit, plan
from sayso.batch.slices import open_unit
from sayso.pages import FieldNames, Known, Opened, PageOptions, Problem, open_originals
from tests.batch.conftest import row_of, rows_in, run_batch, text_of

Write = Callable[..., Path]


def units_of(
    path: Path | str, *, pages: int = 10, options: PageOptions | None = None
) -> list[Unit]:
    found = plan([path], options=options or PageOptions(), made_by="test", shard_pages=pages)
    return [unit for shard in found if isinstance(shard, Shard) for unit in shard.units]


def problems_of(path: Path | str, **options: object) -> list[Problem]:
    found = plan([path], options=PageOptions(**options), made_by="test")  # type: ignore[arg-type]
    return [item for item in found if isinstance(item, Problem)]


def items_of(
    path: Path | str, *, pages: int = 10, options: PageOptions | None = None
) -> list[Opened | Known | Problem]:
    return [
        item
        for unit in units_of(path, pages=pages, options=options)
        for item in open_unit(unit, options=options or PageOptions())
    ]


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices of WARC files of some kilobytes."""
    monkeypatch.setattr(planning, "WARC_PAGE", 300)


def warc_of(count: int, *, packed: bool = True) -> bytes:
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=packed)
    for number in range(count):
        html = "".join(f"<p>{line}</p>" for line in text_of(number).split("\n\n"))
        body = f"<html><title>{number}</title><body><article>{html}</article></body></html>"
        record = writer.create_warc_record(
            f"https://news.example/{number}",
            "response",
            payload=io.BytesIO(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
            ),
            length=None,
        )
        writer.write_record(record)
        request = writer.create_warc_record(
            f"https://news.example/{number}", "request", payload=io.BytesIO(b"GET / HTTP/1.1\r\n")
        )
        writer.write_record(request)
    return sink.getvalue()


def plain_dates(items: list[Opened | Known | Problem]) -> list[object]:
    return [
        (item.page, item.original, item.options) if isinstance(item, Opened) else item
        for item in items
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_slices_of_rows_are_the_file(write_rows: Write, packed: bool) -> None:
    path = write_rows(123)
    if packed:
        data = path.read_bytes()
        path = path.with_suffix(".jsonl.gz")
        path.write_bytes(gzip.compress(data))
    assert len(units_of(path)) == 13
    assert items_of(path) == list(open_originals([path]))
    assert items_of(path, pages=1000) == list(open_originals([path]))


def test_bad_rows_are_the_same_problems(write_rows: Write) -> None:
    path = write_rows(30)
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[3], lines[14], lines[-2] = "{", '{"title": "no text"}', "\x00"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = items_of(path)
    assert found == list(open_originals([path]))
    assert sum(isinstance(item, Problem) for item in found) == 3


@pytest.mark.usefixtures("small_slices")
def test_slices_of_a_warc_file_are_the_file(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc_of(60))
    units = units_of(path)
    assert len(units) > 8
    found = items_of(path)
    assert found == list(open_originals([path]))
    assert len([item for item in found if isinstance(item, Opened)]) == 60


@pytest.mark.usefixtures("small_slices")
@pytest.mark.parametrize("form", ["unpacked", "packed as one"])
def test_warc_files_that_cannot_be_sliced_are_read_whole(tmp_path: Path, form: str) -> None:
    data = warc_of(20, packed=False)
    path = tmp_path / ("crawl.warc" if form == "unpacked" else "crawl.warc.gz")
    path.write_bytes(data if form == "unpacked" else gzip.compress(data, mtime=0))
    assert items_of(path) == list(open_originals([path]))


@pytest.mark.usefixtures("small_slices")
@pytest.mark.parametrize("at", [3, 777, 5_000, -1, -40])
def test_a_truncated_warc_file_gives_what_is_whole_and_says_so(tmp_path: Path, at: int) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc_of(60)[:at])
    found = items_of(path)
    whole = [item for item in open_originals([path]) if isinstance(item, Opened)]
    assert [item for item in found if isinstance(item, Opened)] == whole
    problems = [item.cause for item in found if isinstance(item, Problem)]
    assert any("broken or cut off" in cause or "WARC" in cause for cause in problems)


def test_a_file_that_is_not_what_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(text_of(1).encode()))
    (tmp_path / "b.parquet").write_bytes(text_of(1).encode())
    (tmp_path / "c.jsonl").write_bytes(text_of(1).encode())
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 9)[:-9])
    (tmp_path / "e.warc.gz").write_bytes(b"")
    (problem,) = items_of(tmp_path / "a.warc.gz")
    assert isinstance(problem, Problem)
    assert "no record of a WARC file" in problem.cause
    (problem,) = problems_of(tmp_path / "b.parquet")
    assert problem.cause.startswith("It is no Parquet file, or broken (")
    assert all(isinstance(item, Problem) for item in items_of(tmp_path / "c.jsonl"))
    *_, problem = items_of(tmp_path / "d.jsonl.gz")
    assert isinstance(problem, Problem)
    assert "The gzip data is broken" in problem.cause
    (problem,) = items_of(tmp_path / "e.warc.gz")
    assert isinstance(problem, Problem)
    assert problem.cause == "The WARC file is empty."
    # Not as many failed rows as it has lines.
    table = parquet(tmp_path / "t.parquet", [{"text": text_of(1)}])
    for data, form in ((warc_of(9), "WARC"), (table.read_bytes(), "Parquet")):
        (tmp_path / "f.jsonl").write_bytes(data)
        (problem,) = problems_of(tmp_path / "f.jsonl")
        assert problem.cause == f"It is a {form} file, and its name says JSON Lines. Rename it."
        assert not units_of(tmp_path / "f.jsonl")


def parquet(path: Path, rows: list[dict[str, object]], **options: object) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, **options)
    return path


def test_rows_of_parquet_are_read_as_rows_of_json(tmp_path: Path) -> None:
    rows = [
        {"id": None, "published": None, **row_of(number), "day": date(2026, 3, 1 + number)}
        for number in range(25)
    ]
    path = parquet(tmp_path / "pages.parquet", rows, row_group_size=7)
    assert len(units_of(path)) == 3
    found = items_of(path)
    lines = tmp_path / "pages.jsonl"
    kept = ("text", "outlet", "published", "id")
    lines.write_text(
        "".join(
            json.dumps({key: row[key] for key in kept if row.get(key) is not None}) + "\n"
            for row in rows
        )
    )
    same = [item for item in open_originals([lines]) if isinstance(item, Opened)]
    opened = [item for item in found if isinstance(item, Opened)]
    assert [item.page.text for item in opened] == [item.page.text for item in same]
    assert [item.page.origin for item in opened] == [
        item.page.origin.replace(".jsonl", ".parquet") for item in same
    ]
    assert [item.page.published for item in opened] == [item.page.published for item in same]


def test_columns_of_parquet_may_have_other_names(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"body": text_of(1), "day": date(2026, 3, 1), "n": [1]}]
    path = parquet(tmp_path / "pages.parquet", rows)
    (problem,) = problems_of(path)
    assert problem.cause == (
        "It has no column `text` or `html` (its columns: `body`, `day`, `n`). "
        "Say how yours are called (--field text=NAME)."
    )
    options = PageOptions(fields=FieldNames(text="body", html=None, published="day"))
    (opened,) = items_of(path, options=options)
    assert isinstance(opened, Opened)
    assert opened.page.published.value == "2026-03-01"


def test_a_broken_parquet_file_is_a_problem(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"text": text_of(number)} for number in range(50)]
    path = parquet(tmp_path / "pages.parquet", rows, compression="none")
    data = bytearray(path.read_bytes())
    data[10:2000] = bytes(1990)
    path.write_bytes(data)
    found = items_of(path, pages=100)
    assert isinstance(found[-1], Problem)
    assert "The Parquet file is broken" in found[-1].cause


@pytest.fixture
def bucket() -> Iterator[fsspec.AbstractFileSystem]:
    store = fsspec.filesystem("memory")
    yield store
    store.store.clear()
    store.pseudo_dirs[:] = [""]


@pytest.mark.usefixtures("small_slices")
def test_pages_are_read_from_a_store(
    bucket: fsspec.AbstractFileSystem, tmp_path: Path, write_rows: Write
) -> None:
    rows = write_rows(30)
    bucket.pipe_file("/news/a/rows.jsonl", rows.read_bytes())
    bucket.pipe_file("/news/a/crawl.warc.gz", warc_of(10))
    bucket.pipe_file("/news/a/page.txt", text_of(3).encode())
    bucket.pipe_file("/news/a/picture.png", b"\x89PNG")
    parquet(tmp_path / "t.parquet", [{"text": text_of(77)}])
    bucket.pipe_file("/news/b.parquet", (tmp_path / "t.parquet").read_bytes())
    found = items_of("memory://news")
    opened = [item for item in found if isinstance(item, Opened)]
    assert len(opened) == len(found) == 42
    assert {item.page.origin.partition("#")[0] for item in opened} == {
        "memory://news/a/rows.jsonl",
        "memory://news/a/crawl.warc.gz",
        "memory://news/a/page.txt",
        "memory://news/b.parquet",
    }
    assert len(items_of("memory://news/a/*.txt")) == 1


def test_files_on_disk_have_addresses_too(tmp_path: Path, write_rows: Write) -> None:
    write_rows(3)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "page.txt").write_text(text_of(3))
    for address in (f"file://{tmp_path}", f"file://{tmp_path}/", f"file://{tmp_path}/*"):
        found = items_of(address)
        assert {
            item.page.origin.partition("#")[0] for item in found if isinstance(item, Opened)
        } == {
            f"file://{tmp_path}/rows.jsonl",
            f"file://{tmp_path}/sub/page.txt",
        }
        assert len(found) == 4


def test_folders_that_a_pattern_names_are_gone_through(
    bucket: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    folder = tmp_path / "2026-01" / "part.parquet"
    folder.mkdir(parents=True)
    parquet(folder / "0.parquet", [{"text": text_of(1)}])
    (folder / "1.txt").write_text(text_of(2))
    for name in ("0.parquet", "1.txt"):
        bucket.pipe_file(f"/news/2026-01/{name}", (folder / name).read_bytes())
    for pattern in (str(tmp_path / "2026-*"), str(tmp_path / "**"), "memory://news/2026-*"):
        assert [type(item) for item in items_of(pattern)] == [Opened, Opened], pattern


def test_what_is_hidden_is_passed_over_in_a_store(bucket: fsspec.AbstractFileSystem) -> None:
    for name in ("page.txt", ".trash/old.txt", ".page.txt", "a/.git/x.txt", "a/page.txt"):
        bucket.pipe_file(f"/news/{name}", text_of(1).encode())
    seen = {"memory://news/page.txt", "memory://news/a/page.txt"}
    for address in ("memory://news", "memory://news/*", "memory://news/**"):
        origins = [item.page.origin for item in items_of(address) if isinstance(item, Opened)]
        assert sorted(origins) == sorted(seen), address
    assert len(items_of("memory://news/.trash/*")) == 1


@pytest.mark.parametrize("place", ["disk", "store"])
def test_datasets_among_the_inputs_are_passed_over(
    bucket: fsspec.AbstractFileSystem, tmp_path: Path, place: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "page.txt").write_text(text_of(1))
    run_batch([folder], tmp_path / "readings")
    (tmp_path / "readings").rename(folder / "readings")
    start = str(folder)
    if place == "store":
        bucket.put(str(folder), "/news", recursive=True)
        start = "memory://news"
    for name in (start, f"{start}/*", f"{start}/**"):
        (told,) = problems_of(name)
        assert (told.origin, told.kind) == (f"{start}/readings", "skipped"), name
        (page,) = items_of(name)
        assert isinstance(page, Opened)
        assert page.page.origin == f"{start}/page.txt"
    (told,) = problems_of(f"{start}/readings")
    assert told.kind == "failed"
    assert "It is a dataset that a batch wrote" in told.cause
    (again,) = items_of(f"{start}/readings/pages")
    assert isinstance(again, Opened)


def test_a_missing_bucket_is_told(bucket: fsspec.AbstractFileSystem) -> None:
    (problem,) = problems_of("memory://nowhere/pages")
    assert problem.cause == (
        "It could not be found in its store (FileNotFoundError: memory://nowhere/pages). "
        "Check the bucket's name, the path, and that you may read it."
    )
    (problem,) = problems_of("zz://bucket/pages")
    assert "There is no kind of store for 'zz://bucket/pages'" in problem.cause


def test_a_library_that_a_store_needs_is_named() -> None:
    try:
        import s3fs  # noqa: F401
    except ImportError:
        (problem,) = problems_of("s3://bucket/pages")
        assert "Install it: pip install s3fs" in problem.cause
    else:
        pytest.skip("s3fs is installed")


def test_a_folder_gives_parquet_besides_what_read_takes(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / ".hidden").mkdir(parents=True)
    parquet(folder / "t.parquet", [{"text": text_of(1)}])
    parquet(folder / ".hidden" / "t.parquet", [{"text": text_of(2)}])
    parquet(folder / "other.parquet", [{"price": 3}])
    (problem,) = problems_of(folder)
    assert problem.kind == "skipped"
    assert len(units_of(folder)) == 1
    (folder / "p.txt").write_text(text_of(3))
    assert len(units_of(folder)) == 2


@pytest.mark.parametrize("name", ["-", "https://news.example/1"])
def test_what_cannot_be_read_again_is_refused(name: str) -> None:
    (problem,) = problems_of(name)
    assert "A batch reads files" in problem.cause


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rows.jsonl")
    (problem,) = problems_of(tmp_path / "rows.jsonl")
    assert "it is a pipe or a device" in problem.cause


def test_a_file_that_is_named_twice_is_read_once(
    tmp_path: Path, write_rows: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_rows(60)
    monkeypatch.chdir(tmp_path)
    found = run_batch([path, tmp_path, Path("rows.jsonl")], tmp_path.parent / "twice")
    (planned,) = [item for item in found if isinstance(item, Planned)]
    assert planned.shards == sum(isinstance(item, Finished) for item in found) == 3
    assert len(list(open_dataset(tmp_path.parent / "twice"))) == 60


def test_parquet_without_rows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none.parquet"
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), path)
    (problem,) = problems_of(path)
    assert problem.cause == "The Parquet file has no rows."


def test_names_of_parquet_need_not_be_text(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    path = parquet(tmp_path / "t.parquet", [{"text": text_of(1)}])
    path.rename(os.fsdecode(bytes(folder) + b"/bad\xff.parquet"))
    run_batch([folder], tmp_path / "out")
    ((opened, _),) = open_dataset(tmp_path / "out")
    assert opened.page.origin.endswith("bad\\xff.parquet#1")


def test_an_input_that_goes_away_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text_of(1))
    (unit,) = units_of(path)
    path.unlink()
    (problem,) = open_unit(unit, options=PageOptions())
    assert isinstance(problem, Problem)
    assert "could not be read now: No such file" in problem.cause


def test_a_warc_file_becomes_a_dataset(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc_of(30)[:-50])
    out = tmp_path / "out"
    run_batch([path], out)
    # The request that is cut off takes no page with it.
    assert len(list(open_dataset(out))) == 30
    (error,) = rows_in(out, "errors")
    assert "broken or cut off" in error["cause"]
    assert all(row["retrieved"] for row in rows_in(out, "pages"))
