"""Bytes → text: encodings found, and what is no text."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import (
    EmptyPageError,
    EncodingError,
    NotTextError,
    PageError,
    PageTooLargeError,
)
from sayso.pages.decode import decode
from sayso.pages.unzip import gunzip, read_capped

WORDS = "“Größe,” said Zoë — it’s £5."


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8", "cp1252"]
)
def test_encodings_of_plain_text(encoding: str) -> None:
    assert decode((WORDS * 3).encode(encoding)) == WORDS * 3


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Министр заявил во вторник, что план будет принят, сообщили два чиновника. "),
        (
            "shift_jis",
            "首相は火曜日に記者団に対し、計画は進むと述べた。市は費用を明らかにしていない。",
        ),
        ("iso8859-2", "Ministr v úterý řekl, že plán bude přijat, uvedli dva úředníci města. "),
    ],
)
def test_encodings_that_html_declares(encoding: str, words: str) -> None:
    head = f'<html><head><meta charset="{encoding}"></head><body>'
    assert words in decode((head + words).encode(encoding), html=True)


def test_other_ways_to_declare() -> None:
    old = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Привет'
    assert "Привет" in decode(old.encode("cp1251"), html=True)
    assert decode("Привет".encode("koi8-r"), declared="koi8-r") == "Привет"


def test_encoding_recognised_without_declaration() -> None:
    words = "Министр заявил во вторник, что план будет принят, сообщили два чиновника города. " * 4
    assert decode(words.encode("cp1251")) == words


def test_utf8_beats_a_wrong_declaration() -> None:
    html = f'<meta charset="iso-8859-1">{WORDS}'
    assert decode(html.encode(), html=True) == html


def test_unknown_declaration_is_no_matter() -> None:
    html = f'<meta charset="x-nonsense">{WORDS}'
    assert decode(html.encode(), html=True, declared="base64") == html


def test_declared_latin1_is_windows_1252() -> None:
    html = f'<meta charset="iso-8859-1">{WORDS}'
    assert decode(html.encode("cp1252"), html=True) == html


def test_utf7_is_not_believed() -> None:
    data = b'<meta charset="utf-7">+ADw-script+AD4-'
    assert decode(data, html=True) == data.decode()


def test_a_few_broken_characters_of_utf8() -> None:
    data = (WORDS * 20).encode()
    broken = data[:-2] + b"\xff" + data[-2:]
    text = decode(broken)
    assert text.count("\ufffd") == 1
    assert text.replace("\ufffd", "") == WORDS * 20


def test_cut_in_the_middle_of_a_character() -> None:
    data = (WORDS * 20).encode() + "“".encode()[:2]
    assert decode(data) == WORDS * 20 + "\ufffd"


def test_newlines() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u2003\n".encode()])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyPageError):
        decode(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"abc\0def", "NUL byte at offset 3"),
        (bytes(range(256)) * 10, "NUL byte"),
        (bytes(range(1, 256)) * 10, "too many control characters"),
    ],
)
def test_binary(data: bytes, what: str) -> None:
    with pytest.raises(NotTextError, match=what) as caught:
        decode(data)
    assert "pages are plain text or HTML" in str(caught.value).lower() or caught.value.choices


def test_nul_in_utf16() -> None:
    with pytest.raises(NotTextError, match="NUL character"):
        decode("a\0b".encode("utf-16"))


def test_a_mark_that_lies() -> None:
    with pytest.raises(EncodingError, match=r"byte order mark this is utf-8.*byte 4"):
        decode(b"\xef\xbb\xbfabcd\xff")


def test_text_about_pdf_is_text() -> None:
    assert decode(b"%PDF- is how such files begin.") == "%PDF- is how such files begin."


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    for html in (False, True):
        try:
            text = decode(data, html=html)
        except PageError:
            continue
        assert text.strip()
        assert "\r" not in text
        text.encode()


def test_gzip_bomb() -> None:
    bomb = gzip.compress(b"a" * 3_000_000)
    with pytest.raises(PageTooLargeError, match="more than 1,000,000 bytes"):
        gunzip(bomb, limit=1_000_000)


def test_gzip_that_is_broken() -> None:
    whole = gzip.compress(b"The board met. " * 100)
    for data in (whole[:-9], whole[:30] + b"xxxx" + whole[34:]):
        with pytest.raises(NotTextError, match="gzip data is broken"):
            gunzip(data)


def test_capped_reading_stops() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += 1
            return b"a" * max(size, 1)

    endless = Endless()
    with pytest.raises(PageTooLargeError):
        read_capped(endless)
    assert endless.given < 20
