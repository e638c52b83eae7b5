"""The room on a port: opened, told of, closed."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from sayso.web import Settings
from sayso.web.serve import address_of, hosts_of, is_loopback, serve

ROOM = """
import sys
from sayso.web.serve import serve

if __name__ == "__main__":
    serve(None, port=0, opened=lambda address: print(address, flush=True))
"""


def test_a_room_says_where_it_is_and_closes_when_it_is_told_to(tmp_path: Path) -> None:
    script = tmp_path / "room.py"
    script.write_text(ROOM)
    room = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert room.stdout is not None
    address = room.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
        assert answer.headers["server"] is None
        assert b"sayso add pages/" in answer.read()
    room.terminate()
    _, complaints = room.communicate(timeout=20)
    assert "Traceback" not in complaints


def test_a_port_that_is_taken_is_an_error_of_the_system() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve(None, port=taken.getsockname()[1], settings=Settings())


def test_a_room_is_called_by_its_names() -> None:
    assert hosts_of("127.0.0.1") == ("127.0.0.1", "localhost", "[::1]")
    assert hosts_of("0.0.0.0", ["News.example."])[-1] == "news.example"
    assert hosts_of("desk.local")[-1] == "desk.local"
    assert is_loopback("127.0.0.1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert address_of("0.0.0.0", 80) == "http://127.0.0.1:80/"
    assert address_of("::1", 80) == "http://[::1]:80/"
