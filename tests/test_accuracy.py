"""The shipped model on PolNeAR dev: no figure may fall under what was reached before.

Floors are a little under the measured figures: one relation more or less moves F1 by about 0.05,
and other processors round int8 differently. Raise them with the model; lowering one needs a reason
in the changelog.
"""

from pathlib import Path

import pytest

from benchmarks.attribution import measure, read_gold
from sayso.pages import page_from_text
from sayso.reader.reader import Reader

FLOORS = {"cue": 75.0, "source": 80.7, "content": 66.4, "relation": 59.0}
WORST_CALIBRATION = 0.05


@pytest.mark.corpora
@pytest.mark.timeout(300)
def test_attribution_on_polnear_dev(corpora: Path) -> None:
    articles = read_gold(corpora / "polnear" / "dev.jsonl.gz")
    found = list(Reader().read_many([page_from_text(text) for text, _ in articles]))
    figures = measure(articles, found)
    reached = {role: row["f1"] for role, row in figures.exact.items()}
    assert {role: f1 for role, f1 in reached.items() if f1 < FLOORS[role]} == {}
    assert figures.calibration_error <= WORST_CALIBRATION
