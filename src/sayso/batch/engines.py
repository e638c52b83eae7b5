"""Where workers run: in processes of this machine, or on Ray.

Behind both stands the same `Worker`, so the result is the same.
"""

from __future__ import annotations

import os
import queue
import socket
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, Literal, Protocol

from sayso.batch.dataset import Manifest
from sayso.batch.errors import BatchError
from sayso.batch.hand import Job
from sayso.batch.plan import Shard
from sayso.batch.worker import StoppedError, Worker
from sayso.errors import OptionError, SaysoError
from sayso.extras import MissingExtraError

EngineName = Literal["local", "ray"]
ENGINES: Final[tuple[EngineName, ...]] = ("local", "ray")
_CONNECTING: Final = 20.0
"""Seconds in which a cluster must answer."""
_ENDING: Final = 5.0
"""Seconds in which actors may end by themselves. One that waits for a core does not."""
_ENDS: Final = "ends"
"""What may run on an actor beside its work."""
_AHEAD: Final = 2
"""Shards that a worker on Ray has, the one in hand included: so it never waits for the next."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """So many more results of a shard that is not finished yet."""

    count: int


class Engine(Protocol):
    """Runs shards on workers."""

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[Manifest | Advanced]:
        """The manifest of each shard, as they are finished. Raises `BatchError`."""
        ...


def engine_of(
    name: str, *, workers: int | None = None, address: str | None = None
) -> LocalEngine | RayEngine:
    """The engine of that name. `workers` is by default one a processor core, of this machine or of
    the cluster. Raises `OptionError`, and without Ray `MissingExtraError`.
    """
    if workers is not None and workers < 1:
        raise OptionError(
            f"{workers} workers read nothing", step="give 1 or more, or leave it out for all cores"
        )
    if name == "local":
        return LocalEngine(workers)
    if name == "ray":
        return RayEngine(workers, address)
    raise OptionError(
        f"there is no engine {name!r}", choices=f"valid are {' and '.join(map(repr, ENGINES))}"
    )


class LocalEngine:
    """Workers on this machine."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or _cores()

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[Manifest | Advanced]:
        """See `Engine.run`."""
        waiting: queue.SimpleQueue[Shard | None] = queue.SimpleQueue()
        results: queue.SimpleQueue[Manifest | Advanced | BaseException] = queue.SimpleQueue()
        for shard in shards:
            waiting.put(shard)
        count = min(self.workers, len(shards))

        def serve(worker: Worker) -> None:
            try:
                with worker:
                    while (shard := waiting.get()) is not None:
                        results.put(worker.work(shard))
            except StoppedError:
                pass
            except BaseException as error:  # noqa: BLE001 - it is raised where the run waits
                results.put(error)

        workers = [Worker(job, told=lambda: results.put(Advanced(1))) for _ in range(count)]
        threads = [threading.Thread(target=serve, args=(w,), daemon=True) for w in workers]
        for thread in threads:
            waiting.put(None)
            thread.start()
        try:
            left = len(shards)
            while left:
                result = results.get()
                if isinstance(result, BaseException):
                    raise result
                left -= isinstance(result, Manifest)
                yield result
        finally:
            for worker in workers:
                worker.stop()
            for thread in threads:
                thread.join()


class RayEngine:
    """Workers on a Ray cluster: a pool of actors, each with a process that holds one session.

    `address` is as for `ray.init`: without one, and without RAY_ADDRESS, Ray is started on this
    machine for the run. A program that is connected to Ray already stays so.
    """

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        self._ray = ray_module()
        self._given = workers
        self._address = address

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[Manifest | Advanced]:
        """See `Engine.run`."""
        with connected(self._address):
            yield from self._run(job, shards)

    def _run(self, job: Job, shards: Sequence[Shard]) -> Iterator[Manifest]:
        cores = int(self._ray.cluster_resources().get("CPU", 1))
        actors = self.actors(job, min(self._given or max(cores, 1), len(shards)))
        try:
            yield from self.drive(actors, shards)
        finally:
            # Ray kills an actor together with its processes, and nobody would take its folder away.
            ends = [actor.end.options(concurrency_group=_ENDS).remote() for actor in actors]
            self._ray.wait(ends, num_returns=len(ends), timeout=_ENDING)
            for actor in actors:
                self._ray.kill(actor)

    def actors(self, job: Job, count: int) -> list[Any]:
        """So many workers. Where there is no core for one yet, it waits until there is."""
        # An actor that dies is started anew, on another node if need be, and does again what it
        # had in hand.
        remote = self._ray.remote(
            num_cpus=1, max_restarts=-1, max_task_retries=-1, concurrency_groups={_ENDS: 1}
        )(_Actor)
        return [remote.remote(job) for _ in range(count)]

    def drive(self, actors: Sequence[Any], shards: Iterable[Shard]) -> Iterator[Manifest]:
        """The manifest of each shard, as these workers finish them. Raises `BatchError`."""
        todo = iter(shards)
        running: dict[Any, Any] = {}

        def give(actor: Any) -> None:
            shard = next(todo, None)
            if shard is not None:
                running[actor.work.remote(shard)] = actor

        for _ in range(_AHEAD):
            for actor in actors:
                give(actor)
        while running:
            (done, *_), _ = self._ray.wait(list(running), num_returns=1)
            actor = running.pop(done)
            result = self._ray.get(done)
            if isinstance(result, str):
                raise BatchError(result.rstrip("."))
            give(actor)
            yield result


class _Actor:
    """A worker on Ray."""

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)
        self._working = threading.Lock()

    def work(self, shard: Shard) -> Manifest | str:
        """See `Worker.work`; what it raises in words, which travel better than exceptions."""
        try:
            with self._working:
                return self._worker.work(shard)
        except SaysoError as error:
            return str(error)
        except StoppedError:
            return "The worker was told to stop."

    def end(self) -> None:
        """Gives up what is in hand, and ends the process. Runs beside `work`."""
        self._worker.stop()
        with self._working:
            self._worker.close()

    def start(self) -> None:
        """See `Worker.start`."""
        self._worker.start()


@contextmanager
def connected(address: str | None) -> Iterator[Any]:
    """Ray, connected to `address` as `RayEngine` has it. Raises `BatchError`."""
    ray = ray_module()
    if ray.is_initialized():
        yield ray
        return
    try:
        _reach(address or os.environ.get("RAY_ADDRESS", ""))
        ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    except (OSError, RuntimeError, ValueError) as error:
        raise BatchError(
            f"there is no Ray cluster at {address or 'RAY_ADDRESS'!r} ({error})",
            step="start one (ray up cluster.yaml, or ray start --head), or leave the "
            "address out to run Ray on this machine",
        ) from None
    try:
        yield ray
    finally:
        ray.shutdown()


def _reach(address: str) -> None:
    """Raises `OSError` when nobody answers at `HOST:PORT`, which Ray takes minutes to find out."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if colon and port.isdigit():
        socket.create_connection((host, int(port)), timeout=_CONNECTING).close()


def ray_module() -> Any:
    """Ray. Raises `MissingExtraError`."""
    try:
        return import_module("ray")
    except ModuleNotFoundError as error:
        if error.name != "ray":
            raise
        raise MissingExtraError(
            "the engine 'ray' needs ray, which is not installed",
            step="install it: pip install 'sayso[ray]', or use the engine 'local'",
        ) from None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
