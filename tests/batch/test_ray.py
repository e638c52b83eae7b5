"""A batch on a Ray cluster of several nodes, each a set of processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from sayso.batch import BatchError, Finished, Planned, batch
from sayso.batch.engines import engine_of
from sayso.batch.grouping import group_dataset
from sayso.extras import MissingExtraError
from tests.batch.conftest import digest_of, rows_in, run_batch
from tests.batch.readers import READER, SECONDS

Write = Callable[..., Path]

NODES = 2
MEMORY = 80_000_000


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of a core each beside a head that has none, so that one may be lost."""
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'sayso[ray]'")
    from ray.cluster_utils import Cluster

    before = dict(os.environ)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    os.environ[SECONDS] = "0.01"
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    made = Cluster(
        initialize_head=True,
        head_node_args={
            "num_cpus": 0,
            "object_store_memory": MEMORY,
            "include_dashboard": False,
        },
    )
    try:
        for _ in range(NODES):
            made.add_node(num_cpus=1, object_store_memory=MEMORY)
        yield made
    finally:
        made.shutdown()
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def connected(cluster: Any) -> Iterator[Any]:
    import ray

    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    yield cluster
    ray.shutdown()


def actors_of_ray() -> list[psutil.Process]:
    """The processes of this machine's Ray that are workers of a batch."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if process.name().startswith("ray::_Actor"):
                found.append(process)
    return found


def folders_of_hands() -> set[str]:
    """The folders of all processes that read."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            found |= {word for word in process.cmdline() if "sayso-batch-" in word}
    return found


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("connected")
def test_on_ray_it_is_the_same(write_rows: Write, tmp_path: Path) -> None:
    path = write_rows(120, extra={30: "@CRASH@"})
    run_batch([path], tmp_path / "local")
    found = run_batch([path], tmp_path / "ray", engine="ray", workers=2)
    assert sum(isinstance(item, Finished) for item in found) == 5
    assert digest_of(tmp_path / "ray") == digest_of(tmp_path / "local")
    (error,) = rows_in(tmp_path / "ray", "errors")
    assert error["kind"] == "crashed"


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("connected")
def test_stories_found_on_ray_are_the_same(write_rows: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch([write_rows(60)], out)
    tables = ("stories", "copies")
    group_dataset(out)
    before = [
        sorted(path.read_bytes() for path in (out / t).rglob("*") if path.is_file()) for t in tables
    ]
    assert before[0]
    group_dataset(out, engine="ray")
    after = [
        sorted(path.read_bytes() for path in (out / t).rglob("*") if path.is_file()) for t in tables
    ]
    assert after == before


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("connected")
def test_killed_actors_do_their_shards_again(write_rows: Write, tmp_path: Path) -> None:
    path = write_rows(400)
    run_batch([path], tmp_path / "local")
    killed: list[int] = []
    stop = threading.Event()

    def kill() -> None:
        done = 0
        while not stop.wait(0.02) and len(killed) < 6:
            finished = len(list((tmp_path / "ray" / "pages").rglob("*.parquet")))
            if finished <= done:
                continue
            done = finished
            for process in actors_of_ray():
                with suppress(psutil.Error):
                    process.kill()
                    killed.append(process.pid)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        run_batch([path], tmp_path / "ray", engine="ray", workers=2)
    finally:
        stop.set()
        thread.join()
    assert killed
    assert digest_of(tmp_path / "ray") == digest_of(tmp_path / "local")
    assert len(rows_in(tmp_path / "ray", "pages")) == 400


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("connected")
def test_actors_take_their_folders_away(write_rows: Write, tmp_path: Path) -> None:
    run = batch(
        [write_rows(200)],
        tmp_path / "out",
        engine="ray",
        workers=2,
        shard_pages=25,
        reader=READER,
    )
    folders: set[str] = set()
    for item in run:
        if isinstance(item, Finished):
            folders = folders_of_hands()
            break
    run.close()  # type: ignore[attr-defined]
    assert folders
    assert not [folder for folder in folders if Path(folder).exists()]


@pytest.mark.timeout(180)
def test_a_node_that_is_lost_and_a_driver_that_is_killed(
    cluster: Any, write_rows: Write, tmp_path: Path, root: Path
) -> None:
    path, out = write_rows(300), tmp_path / "ray"
    run_batch([path], tmp_path / "local")
    extra = cluster.add_node(num_cpus=1, object_store_memory=MEMORY)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.batch.driver", "ray", "2", str(out), str(path)],
        cwd=root,
        env={**os.environ, "RAY_ADDRESS": cluster.address, SECONDS: "0.01"},
    )
    shards = out / "_shards"
    while not (shards.is_dir() and any(shards.glob("*.json"))):
        assert process.poll() is None
        time.sleep(0.1)
    cluster.remove_node(extra)
    process.send_signal(signal.SIGKILL)
    process.wait()
    import ray

    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    try:
        found = run_batch([path], out, engine="ray", workers=2)
    finally:
        ray.shutdown()
    (planned,) = [item for item in found if isinstance(item, Planned)]
    assert planned.finished
    assert digest_of(out) == digest_of(tmp_path / "local")


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("connected")
def test_what_a_worker_says_comes_through(write_rows: Write, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"5 times before it had loaded the model .*no model here"):
        run_batch(
            [write_rows(5)],
            tmp_path / "out",
            engine="ray",
            workers=1,
            reader="tests.batch.readers:make_none",
        )


def test_without_ray_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'sayso\[ray\]'.*engine 'local'"):
        engine_of("ray")


def test_a_cluster_that_is_not_there_is_told(write_rows: Write, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'sayso[ray]'")
    with pytest.raises(BatchError, match=r"no Ray cluster at '127.0.0.1:1'"):
        run_batch([write_rows(5)], tmp_path / "out", engine="ray", address="127.0.0.1:1")
    with pytest.raises(BatchError, match=r"no Ray cluster at 'nonsense'"):
        run_batch([write_rows(5)], tmp_path / "out", engine="ray", address="nonsense")
    run_batch([write_rows(5)], tmp_path / "out")
    with pytest.raises(BatchError, match=r"no Ray cluster at '127.0.0.1:1'"):
        group_dataset(tmp_path / "out", engine="ray", ray_address="127.0.0.1:1")
