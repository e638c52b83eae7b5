"""What other programs get of an archive: tables, Readings and annotations, whole or not at all."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings

from sayso import export as export_module
from sayso.archive import Archive
from sayso.archive.stored import reading_of
from sayso.export import TABLES, ExportFormat, FolderError, export
from sayso.export.annotations import annotations_of
from sayso.extras import MissingExtraError
from sayso.reading import Entity, Page, Reading, Span, Statement
from tests.archive.filled import Line, keep_page
from tests.archive.filled import reading_of as made
from tests.strategies import readings

HOSTILE = '=HYPERLINK("http://x") \x1b[31m “quoted”, with\nline'


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "sayso.db", create=True) as filled:
        keep_page(
            filled,
            Line(content="“It is safe,”", form="direct", source="Dana Whitlock", role="mayor"),
            Line(content="nobody knew", source="officials", naming="unnamed"),
            Line(content="who would pay", source=None, cue="Asked"),
            title="The bridge 🌉",
            outlet="The Courier",
            published="2026-03-12T08:00:00Z",
            url="https://courier.example/bridge",
            text="The council met on Thursday.",
            events=("met",),
        )
        keep_page(
            filled,
            Line(content=HOSTILE, source="@risk"),
            title="+1",
            outlet=None,
            published=None,
        )
        yield filled


def csv_rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("sayso.db"))


class TestParquet:
    def test_tables_with_their_rows_and_meanings(self, archive: Archive, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        done = export(archive.connection, tmp_path / "out", "parquet")
        assert done.rows == {
            "pages": 2, "profiles": 2, "entities": 3, "statements": 4, "events": 1,
        }  # fmt: skip
        for table in TABLES:
            found = parquet.read_table(tmp_path / "out" / f"{table.name}.parquet")
            assert found.num_rows == done.rows[table.name]
            assert found.column_names == [column.name for column in table.columns]
            for column, field in zip(table.columns, found.schema, strict=True):
                assert field.metadata[b"meaning"].decode() == column.meaning
                assert field.nullable != column.required
        pages = parquet.read_table(tmp_path / "out/pages.parquet").to_pylist()
        assert str(pages[0]["published_on"]) == "2026-03-12"
        assert pages[1]["published_on"] is None
        assert pages[0]["text"] == reading_of(archive.connection, 1).page.text
        first, second, third, _ = parquet.read_table(
            tmp_path / "out/statements.parquet"
        ).to_pylist()
        assert (first["source"], first["source_id"], first["form"]) == (
            "Dana Whitlock", "N1", "direct",
        )  # fmt: skip
        assert first["profile_id"] is not None
        assert second["profile_id"] is None
        assert (third["source"], third["naming"]) == (None, None)
        text = pages[0]["text"]
        assert text[first["start"] :].startswith(first["content"])

    def test_an_empty_archive_makes_empty_tables(self, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        with Archive(tmp_path / "empty.db", create=True) as empty:
            export(empty.connection, tmp_path / "out", "parquet")
        assert parquet.read_table(tmp_path / "out/statements.parquet").num_rows == 0

    def test_without_pyarrow_it_says_what_to_install_and_leaves_nothing(
        self, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(MissingExtraError, match=r"pip install 'sayso\[parquet\]'"):
            export(archive.connection, tmp_path / "out", "parquet")
        assert left_over(tmp_path) == []


class TestCsv:
    def test_no_cell_is_a_formula_or_acts_on_a_terminal(
        self, archive: Archive, tmp_path: Path
    ) -> None:
        export(archive.connection, tmp_path / "out", "csv")
        said = csv_rows(tmp_path / "out", "statements")[3]
        assert said["content"] == '\'=HYPERLINK("http://x") ␛[31m “quoted”, with line'
        assert said["source"] == "'@risk"
        assert csv_rows(tmp_path / "out", "pages")[1]["title"] == "'+1"
        for path in (tmp_path / "out").iterdir():
            assert "\x1b" not in path.read_text(encoding="utf-8")

    def test_texts_are_left_to_the_other_formats(self, archive: Archive, tmp_path: Path) -> None:
        export(archive.connection, tmp_path / "out", "csv")
        page = csv_rows(tmp_path / "out", "pages")[0]
        assert "text" not in page
        assert (page["outlet"], page["published_on"]) == ("The Courier", "2026-03-12")
        (event,) = csv_rows(tmp_path / "out", "events")
        assert (event["trigger"], event["settled"], event["place"]) == ("met", "happened", "")


class TestJsonLines:
    def test_readings_come_back_as_they_were_kept(self, archive: Archive, tmp_path: Path) -> None:
        done = export(archive.connection, tmp_path / "all.jsonl", "jsonl")
        assert done.rows == {"readings": 2}
        lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
        assert [Reading.from_json(line) for line in lines] == [
            reading_of(archive.connection, page_id) for page_id in (1, 2)
        ]


class TestAnnotations:
    def test_the_document_is_what_the_model_has(self, archive: Archive, tmp_path: Path) -> None:
        export(archive.connection, tmp_path / "all.jsonld", "annotations")
        document = json.loads((tmp_path / "all.jsonld").read_text(encoding="utf-8"))
        assert document["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert document["type"] == "AnnotationCollection"
        assert document["first"]["type"] == "AnnotationPage"
        items = document["first"]["items"]
        assert document["total"] == len(items) == 4
        assert len({item["id"] for item in items}) == 4
        for item in items:
            check_annotation(item)

    def test_a_statement_on_a_page_with_an_address(self) -> None:
        reading = made(
            [Line(content="the bridge is safe", source="Dana Whitlock")],
            title="🌉🌉",
            url="https://courier.example/bridge",
        )
        (annotation,) = annotations_of(reading)
        target = annotation["target"]
        assert target["source"] == "https://courier.example/bridge"
        position, quote = target["selector"]
        # Code points, of which a picture is one: UTF-16 would have two more here.
        assert position == {"type": "TextPositionSelector", "start": 4, "end": 22}
        assert quote == {
            "type": "TextQuoteSelector",
            "exact": "the bridge is safe",
            "prefix": "🌉🌉\n\n",
            "suffix": " said Dana Whitlock\n\n",
        }
        words, record = annotation["body"]
        assert words["value"] == "Dana Whitlock “said”: indirect, speech, asserts"
        assert record["type"] == "sayso:Statement"
        assert (record["sayso:source"], record["sayso:cue"], record["sayso:confidence"]) == (
            "Dana Whitlock", "said", 0.9,
        )  # fmt: skip

    @pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://x.example/a b"])
    def test_a_page_without_an_address_is_its_bytes(self, url: str | None) -> None:
        reading = made([Line(content="it is")], url=url)
        (annotation,) = annotations_of(reading)
        assert annotation["target"]["source"] == f"urn:sha256:{reading.page.id}"

    def test_an_interrupted_content_has_a_target_for_each_piece(self) -> None:
        reading = Reading(
            page=Page(id="0" * 64, origin="-", text="“One,” she said, “two.”"),
            entities=(Entity(id="N1", name="she", naming="unnamed"),),
            statements=(
                Statement(
                    id="Q1",
                    form="direct",
                    mode="speech",
                    source="N1",
                    cue_spans=(Span(11, 15),),
                    content_spans=(Span(0, 6), Span(17, 23)),
                    confidence=0.5,
                ),
            ),
        )
        (annotation,) = annotations_of(reading)
        quotes = [target["selector"][1]["exact"] for target in annotation["target"]]
        assert quotes == ["“One,”", "“two.”"]

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(readings())
    def test_any_reading_makes_annotations_that_find_its_words(self, reading: Reading) -> None:
        found = list(annotations_of(reading))
        assert len(found) == len(reading.statements)
        for annotation in json.loads(json.dumps(found)):
            check_annotation(annotation)
            for target in as_list(annotation["target"]):
                if isinstance(target, str):
                    continue
                position, quote = target["selector"]
                text = reading.page.text
                start, end = position["start"], position["end"]
                assert text[start:end] == quote["exact"]
                assert text[:start].endswith(quote.get("prefix", ""))
                assert text[end:].startswith(quote.get("suffix", ""))


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def check_annotation(annotation: dict[str, Any]) -> None:
    """What https://www.w3.org/TR/annotation-model/ demands of what is used of it."""
    # 3.1: exactly one id, an IRI; one type at least, of which one is Annotation; a target at least.
    assert urlsplit(annotation["id"]).scheme == "urn"
    assert "Annotation" in as_list(annotation["type"])
    assert as_list(annotation["target"])
    # 3.3.5: motivations are of the specification's, or IRIs.
    assert annotation["motivation"] == "describing"
    for body in as_list(annotation["body"]):
        if body["type"] == "TextualBody":
            # 3.2.4: exactly one value; at most one format and language.
            assert isinstance(body["value"], str)
            assert (body["format"], body["language"]) == ("text/plain", "en")
        else:
            # Terms of others have a prefix that the context explains.
            assert body["type"] == "sayso:Statement"
            assert all(key == "type" or key.startswith("sayso:") for key in body)
    for target in as_list(annotation["target"]):
        source = target if isinstance(target, str) else target["source"]
        assert urlsplit(source).scheme in ("http", "https", "urn")
        assert not set(source) & set(' <>"{}|\\^`')
        if isinstance(target, str):
            continue
        # 4: a specific resource has exactly one source.
        assert target["type"] == "SpecificResource"
        position, quote = target["selector"]
        # 4.2.5: start and end, whole numbers, not below 0.
        assert position["type"] == "TextPositionSelector"
        assert 0 <= position["start"] < position["end"]
        # 4.2.4: exactly one exact; at most one prefix and suffix.
        assert quote["type"] == "TextQuoteSelector"
        assert isinstance(quote["exact"], str)
        assert set(quote) <= {"type", "exact", "prefix", "suffix"}


class TestWholeOrNotAtAll:
    @pytest.mark.parametrize("format_", ["parquet", "csv", "jsonl", "annotations"])
    def test_when_it_fails_midway_nothing_is_left(
        self,
        archive: Archive,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        format_: ExportFormat,
    ) -> None:
        def fail(*_: object) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(export_module, f"write_{format_}", fail, raising=False)
        monkeypatch.setattr(export_module, "reading_of", fail)
        with pytest.raises(KeyboardInterrupt):
            export(archive.connection, tmp_path / "out", format_)
        assert left_over(tmp_path) == []

    def test_what_an_earlier_run_wrote_is_replaced(self, archive: Archive, tmp_path: Path) -> None:
        export(archive.connection, tmp_path / "out", "csv")
        keep_page(archive, "one more", title="Third")
        export(archive.connection, tmp_path / "out", "csv")
        assert len(csv_rows(tmp_path / "out", "pages")) == 3
        assert left_over(tmp_path) == ["out"]

    def test_what_somebody_else_wrote_is_left_alone(self, archive: Archive, tmp_path: Path) -> None:
        folder = tmp_path / "mine"
        folder.mkdir()
        (folder / "thesis.docx").write_text("years of work")
        with pytest.raises(FolderError, match=r"holds other files, such as 'thesis\.docx'"):
            export(archive.connection, folder, "csv")
        assert left_over(folder) == ["thesis.docx"]
        with pytest.raises(FolderError, match="is no folder"):
            export(archive.connection, folder / "thesis.docx", "csv")

    def test_an_empty_folder_will_do(self, archive: Archive, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        export(archive.connection, tmp_path / "out", "csv")
        assert len(left_over(tmp_path / "out")) == len(TABLES)


def test_every_column_is_one_of_the_archive(archive: Archive) -> None:
    for table in TABLES:
        for row in table.rows(archive.connection, table.columns):
            for column, value in zip(table.columns, row, strict=True):
                if column.required:
                    assert value is not None, (table.name, column.name)


def test_only_what_stands_now_is_exported(archive: Archive, tmp_path: Path) -> None:
    keep_page(archive, "a new line", title="New", url="https://courier.example/bridge")
    export(archive.connection, tmp_path / "out", "csv")
    assert [row["title"] for row in csv_rows(tmp_path / "out", "pages")] == ["New", "'+1"]
    assert isinstance(archive.connection, sqlite3.Connection)
