"""What tests of several parts share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Machines are busy and cold caches slow: how long one case takes says nothing here.
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")


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
