"""The shipped model on dev sets: nothing falls under what was reached, and what is aimed at.

`REACHED` is a little under the measured figures: one relation more or less moves F1 by about 0.05,
and other processors round int8 differently. Raise it with the model; lowering it needs a reason in
the changelog.
"""

from pathlib import Path

import pytest

from benchmarks import events, participants, sources
from benchmarks.attribution import FLOORS, Figures, Relation, measure, read_gold
from benchmarks.figures import Figure
from sayso.pages import page_from_text
from sayso.reader.reader import Reader
from sayso.reading import Reading
from training.words import read_corenlp

REACHED = {"cue": 75.4, "source": 81.8, "content": 67.4, "relation": 59.7}
WORST_CALIBRATION = 0.05

pytestmark = [pytest.mark.corpora, pytest.mark.timeout(300)]


Gold = list[tuple[str, list[Relation]]]


@pytest.fixture(scope="module")
def articles(corpora: Path) -> Gold:
    return read_gold(corpora / "polnear" / "dev.jsonl.gz")


@pytest.fixture(scope="module")
def readings(articles: Gold) -> dict[str, Reading]:
    """Of each text."""
    found = Reader().read_many([page_from_text(text) for text, _ in articles])
    return {reading.page.text: reading for reading in found}


@pytest.fixture(scope="module")
def figures(articles: Gold, readings: dict[str, Reading]) -> Figures:
    return measure(articles, [readings[text] for text, _ in articles])


@pytest.fixture(scope="module")
def source_figures(corpora: Path, readings: dict[str, Reading]) -> sources.Figures:
    known = sources.read_gold(corpora, "dev")
    grammar = read_corenlp(corpora, "dev")
    return sources.measure(
        known,
        [readings[article.text] for article in known],
        [sources.person_names(grammar[article.id].words, article.text) for article in known],
    )


@pytest.fixture(scope="module")
def event_figures(corpora: Path) -> dict[str, list[Figure]]:
    if absent := events.missing(corpora):
        pytest.skip(f"there is no file {absent[0]}")
    return events.groups(events.evaluate(events.read_gold(corpora), Reader()))


@pytest.mark.parametrize("role", REACHED)
def test_no_role_is_found_worse_than_before(figures: Figures, role: str) -> None:
    assert figures.exact[role]["f1"] >= REACHED[role]


@pytest.mark.parametrize(
    "role",
    [
        "cue",
        "source",
        "content",
        "relation",
    ],
)
def test_every_role_reaches_its_floor(figures: Figures, role: str) -> None:
    assert figures.exact[role]["f1"] >= FLOORS[role]


def test_confidence_is_calibrated(figures: Figures) -> None:
    assert figures.calibration_error <= WORST_CALIBRATION


@pytest.mark.parametrize(
    "name",
    [
        "identity",
        "identity_of_matched",
        "identity_of_pronouns",
        "naming",
        "unnamed_f1",
        "kind",
    ],
)
def test_sources_reach_their_floors(source_figures: sources.Figures, name: str) -> None:
    assert source_figures.percent(name) >= sources.FLOORS[name]


@pytest.mark.parametrize(
    ("way", "name"),
    [
        ("literal_words", "identity"),
        ("nearest_name", "identity"),
        ("nearest_name", "identity_of_pronouns"),
    ],
)
def test_sources_are_told_better_than_in_plain_ways(
    source_figures: sources.Figures, way: sources.Way, name: str
) -> None:
    assert source_figures.percent(name) > source_figures.percent(name, way)


@pytest.mark.parametrize(
    "title",
    [
        "Factuality at gold triggers, UDS-IH2 dev",
        "Called happened, UDS-IH2 dev",
        "Factuality at gold triggers, MEANTIME dev, as MEANTIME judges",
        "PLOVER types of sentences, PLOVER's gold records",
        "Times, TimeBank's kept half",
    ],
)
def test_events_reach_their_floors(event_figures: dict[str, list[Figure]], title: str) -> None:
    held = [figure for figure in event_figures[title] if figure.floor is not None]
    assert held
    assert [figure.name for figure in held if not figure.is_met] == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Triggers, TimeBank's kept half: EVENTs", "the head: F1, %"),
        ("Triggers, UDS-IH2 dev: annotated predicates, mostly verbs", "the head: F1, %"),
        ("PLOVER types of sentences, PLOVER's gold records", "right type, %"),
    ],
)
def test_events_are_told_better_than_in_plain_ways(
    event_figures: dict[str, list[Figure]], title: str, name: str
) -> None:
    (figure,) = [figure for figure in event_figures[title] if figure.name == name]
    assert figure.value is not None
    assert all(figure.value > other for other in figure.plain.values() if other is not None)


def test_factuality_is_nearer_than_the_same_for_all(
    event_figures: dict[str, list[Figure]],
) -> None:
    figures = event_figures["Factuality at gold triggers, UDS-IH2 dev"]
    (error,) = [figure for figure in figures if figure.name == "mean absolute error"]
    assert error.value is not None
    assert all(error.value < other for other in error.plain.values() if other is not None)


@pytest.fixture(scope="module")
def participant_records(corpora: Path) -> dict[str, participants.Record]:
    """Of the unseen half, by way."""
    records = participants.participants_table(corpora, Reader())
    return {record.way: record for record in records if record.half == "unseen"}


@pytest.mark.parametrize("role", participants.FLOORS)
def test_participants_reach_their_floors(
    participant_records: dict[str, participants.Record], role: str
) -> None:
    found = participant_records["sayso"].scores[role].f1
    assert 100 * found >= participants.FLOORS[role]
    assert found > participant_records["nearest"].scores[role].f1
