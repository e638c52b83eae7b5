"""The processes that read and compare: they do as told, die, and are followed by others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from sayso.web.problems import RoomError
from sayso.web.workers import Worker


def test_what_a_worker_gives_comes_back_and_what_it_raises_too() -> None:
    worker = Worker()
    assert worker.call(divmod, 7, 2) == (3, 1)
    assert worker.call(os.getpid) != os.getpid()
    with pytest.raises(ZeroDivisionError):
        worker.call(divmod, 7, 0)
    worker.close()


def test_a_worker_that_dies_is_followed_by_another() -> None:
    worker = Worker()
    first = worker.call(os.getpid)
    with pytest.raises(RoomError, match="The process that does this has ended"):
        worker.call(os._exit, 1)
    assert worker.call(os.getpid) != first
    worker.close()


ROOM = """
import os, time
from sayso.web.workers import Worker
if __name__ == "__main__":
    worker = Worker()
    print(worker.call(os.getpid), flush=True)
    worker.call(time.sleep, 60)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_room(number: int, tmp_path: Path) -> None:
    script = tmp_path / "room.py"
    script.write_text(ROOM)
    room = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert room.stdout is not None
    worker = int(room.stdout.readline())
    assert psutil.pid_exists(worker)
    room.send_signal(number)
    room.wait(10)
    until = time.monotonic() + 10
    while psutil.pid_exists(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not psutil.pid_exists(worker)
