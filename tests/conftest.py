"""What tests of several parts share."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from typer.testing import CliRunner

import sayso.api
from sayso.cli import app
from tests.commands import Ran
from tests.fakes import FakeReader

# A shell that starts the tests in the background has them ignore Ctrl-C, and so would every process
# that they start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Machines are busy and cold caches slow: how long one case takes says nothing here.
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Has slow tests begin first, or one process would be at them alone in the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def examples(root: Path) -> Path:
    """The folder of the pages written for this repository."""
    return root / "examples"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of the public corpora, which never are part of the repository."""
    return _folder_of("SAYSO_CORPORA", "the public corpora")


def _folder_of(variable: str, what: str) -> Path:
    named = os.environ.get(variable)
    if not named:
        pytest.skip(f"{variable} names no folder of {what}")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"{variable}: there is no folder {named}")
    return folder


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[FakeReader]:
    made: list[FakeReader] = []

    def make(threads: int | None = None) -> FakeReader:
        made.append(FakeReader(threads))
        return made[-1]

    monkeypatch.setattr(sayso.api, "make_reader", make)
    return made


@pytest.fixture
def run(readers: list[FakeReader]) -> Callable[..., Ran]:
    def run(*arguments: object, stdin: bytes | None = None) -> Ran:
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def process(root: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Starts the command with a Reader that takes `seconds` a page."""

    def start(*arguments: object, seconds: float = 0, **options: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.fake_sayso", *map(str, arguments)],
            cwd=root,
            env={**os.environ, "SAYSO_TEST_SECONDS": str(seconds)},
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},  # type: ignore[call-overload]
        )

    return start
