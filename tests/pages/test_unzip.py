"""Gzip files that are read as streams: members, padding, breaks."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.pages.unzip import Unzipped


@given(
    st.lists(st.tuples(st.binary(max_size=99), st.integers(1, 500)), max_size=4),
    st.integers(0, 20_000),
    st.integers(1, 9_000),
)
def test_members_with_zeros_between(
    members: list[tuple[bytes, int]], zeros: int, size: int
) -> None:
    parts = [data * times for data, times in members]
    packed = b"".join(gzip.compress(part) + bytes(zeros) for part in parts)
    stream = Unzipped(io.BytesIO(packed))
    found = b""
    while data := stream.read(size):
        found += data
    assert found == b"".join(parts)
    assert stream.whole == len(found)


def read_into(found: list[bytes], stream: Unzipped) -> None:
    while data := stream.read(100):
        found.append(data)


@given(st.binary(max_size=9_000), st.data())
def test_all_before_a_cut_is_given(text: bytes, draw: st.DataObject) -> None:
    packed = gzip.compress(text * 3)
    cut = draw.draw(st.integers(1, len(packed) - 1))
    stream = Unzipped(io.BytesIO(packed[:cut]))
    found: list[bytes] = []
    with pytest.raises(EOFError, match="ended before the end-of-stream marker"):
        read_into(found, stream)
    assert b"".join(found) == zlib.decompressobj(31).decompress(packed[:cut])
    assert stream.whole == 0


def test_only_what_its_checksum_vouches_for_is_whole() -> None:
    first, second = gzip.compress(b"abc" * 99), bytearray(gzip.compress(b"def" * 99))
    second[-8] ^= 1
    stream = Unzipped(io.BytesIO(first + second))
    assert stream.read(9_999) == b"abc" * 99
    assert stream.read(290) == (b"def" * 99)[:290]
    with pytest.raises(zlib.error, match="incorrect data check"):
        stream.read(9_999)
    assert stream.whole == 297


@pytest.mark.parametrize("rest", [b"x", b"\0x", b"<html>"])
def test_what_follows_and_is_no_gzip_is_an_error(rest: bytes) -> None:
    stream = Unzipped(io.BytesIO(gzip.compress(b"abc") + rest))
    assert stream.read(9) == b"abc"
    with pytest.raises((zlib.error, EOFError)):
        stream.read(9)
