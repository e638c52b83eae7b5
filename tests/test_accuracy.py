"""The shipped model on PolNeAR dev: nothing falls under what was reached, and what is aimed at.

`REACHED` is a little under the measured figures: one relation more or less moves F1 by about 0.05,
and other processors round int8 differently. Raise it with the model; lowering it needs a reason in
the changelog.
"""

from pathlib import Path

import pytest

from benchmarks.attribution import FLOORS, Figures, measure, read_gold
from sayso.pages import page_from_text
from sayso.reader.reader import Reader

REACHED = {"cue": 75.0, "source": 80.7, "content": 66.4, "relation": 59.0}
WORST_CALIBRATION = 0.05

pytestmark = [pytest.mark.corpora, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def figures(corpora: Path) -> Figures:
    articles = read_gold(corpora / "polnear" / "dev.jsonl.gz")
    found = list(Reader().read_many([page_from_text(text) for text, _ in articles]))
    return measure(articles, found)


@pytest.mark.parametrize("role", REACHED)
def test_no_role_is_found_worse_than_before(figures: Figures, role: str) -> None:
    assert figures.exact[role]["f1"] >= REACHED[role]


@pytest.mark.parametrize(
    "role",
    [
        "cue",
        "source",
        pytest.param("content", marks=pytest.mark.xfail(reason="66.8 so far, 67.5 is the floor")),
        "relation",
    ],
)
def test_every_role_reaches_its_floor(figures: Figures, role: str) -> None:
    assert figures.exact[role]["f1"] >= FLOORS[role]


def test_confidence_is_calibrated(figures: Figures) -> None:
    assert figures.calibration_error <= WORST_CALIBRATION
