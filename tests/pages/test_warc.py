"""WARC files: the pages that a crawl kept, whole or broken off anywhere."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.pages import Known, Opened, PageOptions, Problem, count_pages, open_originals, page_of
from sayso.pages.limits import MAX_PAGE_BYTES
from sayso.pages.unzip import Unzipped
from sayso.pages.warc import read_warc
from tests.pages.samples import LEAD, SECOND, read_text

HTML = f"<!DOCTYPE html><html><body><p>{LEAD}</p><p>{SECOND}</p></body></html>"
URL = "https://courier.test/ferry"
DATE = "2025-09-05T10:30:00Z"
TYPE = "text/html; charset=utf-8"


class Crawl:
    """A WARC file in the making."""

    def __init__(self, *, packed: bool = False) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=packed)
        self.ends: list[int] = []

    def add(
        self,
        body: bytes,
        *,
        url: str = URL,
        kind: str = "response",
        type: str | None = TYPE,  # noqa: A002
        status: str = "200 OK",
        **headers: str,
    ) -> None:
        http = None
        given = [(name.replace("_", "-"), value) for name, value in headers.items()]
        if type is not None:
            given.insert(0, ("Content-Type", type))
        if kind in ("response", "revisit"):
            http = StatusAndHeaders(status, given, protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_content_type=type or "" if http is None else "",
            warc_headers_dict={"WARC-Date": DATE},
        )
        self.writer.write_record(record)
        self.ends.append(self.stream.tell())

    @property
    def data(self) -> bytes:
        return self.stream.getvalue()

    def results(self, **options: str) -> list[Opened | Known | Problem]:
        return results(self.data, **options)


def results(data: bytes, *, listed: bool = False, **options: str) -> list[Opened | Known | Problem]:
    stream = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
    return list(read_warc(stream, origin="a.warc", options=PageOptions(**options), listed=listed))


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def story(number: int) -> bytes:
    return HTML.replace("ferry", f"ferry number {number}").encode()


def only(crawl: Crawl) -> Opened:
    (result,) = crawl.results()
    assert isinstance(result, Opened), result
    return result


def only_problem(crawl: Crawl) -> Problem:
    (problem,) = crawl.results()
    assert isinstance(problem, Problem)
    return problem


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "crawl"])
def test_file(tmp_path: Path, name: str) -> None:
    crawl = Crawl(packed=name.endswith(".gz"))
    crawl.add(HTML.encode())
    crawl.add(LEAD.encode(), url="https://courier.test/note", type="text/plain")
    file = tmp_path / name
    file.write_bytes(crawl.data)
    first, second = open_originals([file])
    assert isinstance(first, Opened)
    assert first.page.origin == f"{file}#{URL}"
    assert first.page.url == URL
    assert first.retrieved == DATE
    assert read_text(first.page) == f"{LEAD} {SECOND}"
    assert first.original.data == HTML.encode()
    assert first.page.id == hashlib.sha256(HTML.encode()).hexdigest()
    assert page_of(first.original, origin=first.page.origin, options=first.options) == first.page
    assert isinstance(second, Opened)
    assert second.page.text == LEAD
    assert name == "crawl" or count_pages([file]) == 2


def test_file_that_is_one_gzip_of_many_records(tmp_path: Path) -> None:
    crawl = Crawl()
    for number in range(3):
        crawl.add(story(number))
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(crawl.data))
    found = list(open_originals([tmp_path]))
    assert [type(result) for result in found] == [Opened] * 3


def test_known_pages_are_passed_over() -> None:
    crawl = Crawl()
    crawl.add(chunked(HTML.encode()), Transfer_Encoding="chunked")
    stream = io.BufferedReader(io.BytesIO(crawl.data))  # type: ignore[arg-type]
    (result,) = read_warc(stream, origin="a", options=PageOptions(), known=lambda digest: True)
    digest = hashlib.sha256(HTML.encode()).hexdigest()
    assert result == Known(origin=f"a#{URL}", digest=digest, url=URL)


def test_resource_record() -> None:
    crawl = Crawl()
    crawl.add(HTML.encode(), kind="resource", url="file:///story.html")
    item = only(crawl)
    assert read_text(item.page) == f"{LEAD} {SECOND}"
    assert item.page.url is None


def test_other_records_are_passed_over_in_silence() -> None:
    crawl = Crawl()
    crawl.writer.write_record(crawl.writer.create_warcinfo_record("a.warc", {"software": "test"}))
    crawl.add(b"\x89PNG", type="image/png")
    crawl.add(b"<p>gone</p>", status="404 Not Found")
    crawl.add(b"", status="302 Found", Location="/")
    crawl.add(b"", kind="revisit")
    crawl.add(b"User-agent: *", url="https://courier.test/robots.txt", type="text/plain")
    crawl.add(b"GET / HTTP/1.1\r\n\r\n", kind="request", type="application/http;msgtype=request")
    crawl.add(b"20250905103000\n1.2.3.4", url="dns:courier.test", kind="resource", type="text/dns")
    crawl.add(b"body {}", type=None)
    crawl.add(HTML.encode())
    assert only(crawl).page.url == URL


def test_page_of_no_declared_type_is_known_by_its_start() -> None:
    crawl = Crawl()
    crawl.add(HTML.encode(), type=None)
    assert only(crawl).page.url == URL


def test_file_without_pages() -> None:
    crawl = Crawl()
    for _ in range(2):
        crawl.add(b"\x89PNG", type="image/png")
    crawl.add(b"<p>gone</p>", status="404 Not Found")
    problem = only_problem(crawl)
    assert problem.kind == "failed"
    assert "no pages: none of its 3 records" in problem.cause
    assert "(2 of type image/png, 1 answers without status 200)" in problem.cause
    (listed,) = results(crawl.data, listed=True)
    assert isinstance(listed, Problem)
    assert listed.kind == "skipped"
    assert results(b"") == [Problem(origin="a.warc", cause="The WARC file is empty.")]


PACKINGS: dict[str, tuple[bytes, dict[str, str]]] = {
    "chunked": (chunked(HTML.encode()), {"Transfer_Encoding": "chunked"}),
    "gzip": (gzip.compress(HTML.encode()), {"Content_Encoding": "gzip"}),
    "both": (
        chunked(gzip.compress(HTML.encode())),
        {"Transfer_Encoding": "Chunked", "Content_Encoding": "GZIP"},
    ),
    "deflate": (zlib.compress(HTML.encode()), {"Content_Encoding": "deflate"}),
    "raw deflate": (zlib.compress(HTML.encode(), wbits=-15), {"Content_Encoding": "deflate"}),
    "said to be gzip": (HTML.encode(), {"Content_Encoding": "gzip"}),
    "said to be chunked": (HTML.encode(), {"Transfer_Encoding": "chunked"}),
    "said to be chunked and cut": (
        chunked(HTML.encode(), 10_000)[:-7],
        {"Transfer_Encoding": "chunked"},
    ),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_packed_answers(packing: str) -> None:
    body, headers = PACKINGS[packing]
    crawl = Crawl()
    crawl.add(body, **headers)
    assert only(crawl).original.data == HTML.encode()


def test_charset_of_the_server() -> None:
    crawl = Crawl()
    text = LEAD.replace("harbour", "harboür")
    crawl.add(text.encode("iso8859-2"), type='text/plain; charset="ISO-8859-2"')
    assert only(crawl).page.text == text


def bomb() -> bytes:
    return gzip.compress(b"<p>" + b"a" * 60_000_000, compresslevel=1)


@pytest.mark.parametrize(
    ("body", "headers", "cause"),
    [
        (bomb, {"Content_Encoding": "gzip"}, "The page is too large: more than 16,777,216 bytes"),
        (bomb, {}, "The page is too large: more than 16,777,216 bytes"),
        (lambda: gzip.compress(bomb()), {"Content_Encoding": "gzip"}, "The page is too large"),
        (lambda: chunked(bomb(), 500_000), {"Transfer_Encoding": "chunked",
          "Content_Encoding": "gzip"}, "The page is too large"),
        (lambda: b"a" * (MAX_PAGE_BYTES + 1), {}, "The page is too large"),
        (lambda: b"a" * 2 * MAX_PAGE_BYTES, {}, "The page is too large"),
        (lambda: gzip.compress(HTML.encode())[:-20], {"Content_Encoding": "gzip"}, "kept broken"),
        (lambda: b"abc", {"Content_Encoding": "br"}, "The page is packed as 'br'. Gzip and"),
        (lambda: b"a\0b", {}, "NUL byte"),
        (lambda: b"", {}, "The page is empty"),
    ],
)  # fmt: skip
def test_bad_page_is_skipped_and_the_rest_is_read(
    body: Callable[[], bytes], headers: dict[str, str], cause: str
) -> None:
    crawl = Crawl()
    crawl.add(story(1))
    crawl.add(body(), **headers)
    crawl.add(story(2))
    first, problem, last = crawl.results()
    assert isinstance(first, Opened)
    assert isinstance(last, Opened)
    assert isinstance(problem, Problem)
    assert problem.origin == f"a.warc#{URL}"
    assert problem.kind == "skipped"
    assert cause in problem.cause


def cuts(data: bytes, ends: Iterable[int]) -> list[int]:
    near = {end + step for end in ends for step in range(-12, 13)}
    return sorted(cut for cut in near | set(range(1, len(data), 37)) if 0 < cut < len(data))


@pytest.mark.parametrize("packed", [False, True])
def test_file_cut_off_anywhere(packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    crawl = Crawl(packed=packed)
    for number in range(3):
        crawl.add(story(number))
        crawl.add(b"\x89PNG" * 20, type="image/png")
    # What is read of a page is not the question here, and slow.
    monkeypatch.setattr("sayso.pages.original.page_of", lambda original, **_: original)
    for cut in cuts(crawl.data, crawl.ends):
        raw = io.BytesIO(crawl.data[:cut])
        stream = Unzipped(raw) if packed else raw
        found = list(
            read_warc(
                io.BufferedReader(stream),  # type: ignore[arg-type]
                origin="a.warc",
                options=PageOptions(),
            )
        )
        # The last four bytes are but the blank lines after a record.
        slack = 0 if packed else 4
        whole = [number for number in range(3) if crawl.ends[2 * number] - slack <= cut]
        pages = [result for result in found if isinstance(result, Opened)]
        assert len(pages) == len(whole), cut
        assert [page.original.data for page in pages] == [story(n) for n in range(len(pages))]
        between = any(end - slack <= cut <= end for end in crawl.ends)
        problems = found[len(pages) :]
        assert len(problems) == (0 if between and pages else 1), cut
        if problems and not between:
            (problem,) = problems
            assert isinstance(problem, Problem)
            assert problem.kind == "failed"
            assert problem.origin == "a.warc"
            starts = [0, *crawl.ends]
            start = max(at for at in starts if at <= cut)
            if not packed:
                assert f"in the record at byte {start:,} (" in problem.cause
            assert f"{len(pages):,} pages before it were read" in problem.cause


@pytest.mark.parametrize("filling", [0, 20_000])
def test_damaged_record_is_not_given(filling: int, monkeypatch: pytest.MonkeyPatch) -> None:
    crawl = Crawl(packed=True)
    noise = random.Random(1)
    stories = [story(n) + noise.randbytes(filling).hex().encode() for n in range(3)]
    for body in stories:
        crawl.add(body)
    monkeypatch.setattr("sayso.pages.original.page_of", lambda original, **_: original)
    near = {end + step for end in crawl.ends for step in range(-12, 0)}
    for at in sorted(near | set(range(0, len(crawl.data), 7 + filling // 20))):
        damaged = bytearray(crawl.data)
        damaged[at] ^= 0x11
        stream = io.BufferedReader(Unzipped(io.BytesIO(damaged)))
        *pages, last = read_warc(stream, origin="a.warc", options=PageOptions())
        if isinstance(last, Opened):  # the byte says nothing of what was packed
            pages.append(last)
        else:
            assert f"{len(pages)} pages before it were read" in last.cause
            assert len(pages) == sum(end <= at for end in crawl.ends), at
        assert [page.original.data for page in pages] == stories[: len(pages)], at


def test_message_of_a_file_that_is_cut_off(tmp_path: Path) -> None:
    crawl = Crawl(packed=True)
    crawl.add(story(1))
    crawl.add(json.dumps(list(range(9_000))).encode(), type="text/plain")
    file = tmp_path / "a.warc.gz"
    file.write_bytes(crawl.data[:-2_000])
    _, problem = open_originals([file])
    assert isinstance(problem, Problem)
    assert problem.origin == str(file)
    assert problem.cause == (
        "The file is broken or cut off in the record at byte 795 of what it unpacks to (the gzip "
        "data is broken: Compressed file ended before the end-of-stream marker was reached). "
        "1 pages before it were read. Copy it again."
    )
    assert count_pages([file]) == 2


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\nabc", "it has no valid Content-Length"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\nabc", "it has no valid Content-Length"),
        (b"WARC/1.0\r\nContent-Length: \xb2\r\n\r\nabc", "it has no valid Content-Length"),
        (b"WARC/1.0\r\nContent-Length: 9\r\n\r\nabc", "6 of its 9 bytes are missing"),
        (b"<html>no</html>", "what is there is no record of a WARC file"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 99_999, "its header is longer than 256 KiB"),
        (b"WARC/1.0" + b"a" * 999_999, "its header is longer than 256 KiB"),
    ],
)
def test_broken_record_ends_the_file(data: bytes, cause: str) -> None:
    crawl = Crawl()
    crawl.add(story(1))
    page, problem = results(crawl.data + data)
    assert isinstance(page, Opened)
    assert isinstance(problem, Problem)
    assert f"in the record at byte {len(crawl.data):,} ({cause})" in problem.cause


def test_nothing_is_written_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    crawl = Crawl()
    crawl.add(story(1), url="https://courier.test/a b")
    results(crawl.data + b"nonsense\r\n\r\n")
    assert capfd.readouterr() == ("", "")


@given(st.binary(max_size=300), st.integers(0, 600))
def test_any_bytes_give_results_and_no_error(noise: bytes, at: int) -> None:
    crawl = Crawl()
    crawl.add(LEAD.encode(), type="text/plain")
    found = results(crawl.data[:at] + noise + crawl.data[at:])
    assert found
    assert all(isinstance(result, Opened | Problem) for result in found)
