"""The benchmark of events, on sentences and scores made by hand."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from benchmarks import event_types, events, factuality, triggers
from benchmarks.event_types import Record, Told, read_records, tell
from benchmarks.events import (
    NEEDED,
    Gold,
    app,
    error_lines,
    evaluate,
    groups,
    participant_figures,
    read_gold,
)
from benchmarks.factuality import (
    SWEPT,
    agreement,
    agreement_figures,
    happened_errors,
    happened_figures,
    judge,
    sweep,
    sweep_lines,
)
from benchmarks.figures import Figure, Floor, as_dict, markdown, table
from benchmarks.metrics import Score, Share
from benchmarks.observed import observe, page_of
from benchmarks.sentences import Event, Sentence, read_sentences
from benchmarks.triggers import Case
from sayso.reader.events.factuality.settled import HAPPENED, settle
from sayso.reader.grammar.words import Words
from sayso.reader.scoring.event_scores import EventScores
from sayso.reading import Event as ReadEvent
from sayso.reading import Page, Reading, Span


@dataclass(frozen=True)
class Known:
    """What the made-up model says of a word."""

    tag: str = "NN"
    event: float = 0.0
    predicate: float = 0.0
    factuality: float = 0.0
    meantime: float = 3.0
    type: str = "none"


LEXICON = {
    "sank": Known("VBD", 0.9, 0.9, 2.5),
    "docked": Known("VBD", 0.9, 0.9, 1.2),
    "hoped": Known("VBD", 0.2, 0.8, 2.0),
    "sail": Known("VB", 0.7, 0.9, -2.0),
    "strike": Known("NN", 0.9, 0.1, 1.0, 3.0, "PROTEST"),
    "threatened": Known("VBD", 0.9, 0.9, 2.0, 3.0, "THREATEN"),
    "was": Known("VBD", 0.1, 0.3, 2.0),
}


class FakeReader:
    """Knows the words of `LEXICON`; lists those that are events by half a chance or more."""

    def __init__(self, model: Path | None = None) -> None:
        pass

    def read_many(self, pages: Iterable[Page]) -> Iterator[Reading]:
        for page in pages:
            found = [
                (Span(*match.span()), known)
                for match in re.finditer(r"\w+", page.text)
                if (known := LEXICON.get(match[0])) and known.event >= 0.5
            ]
            yield Reading(
                page=page,
                events=tuple(
                    ReadEvent(
                        id=f"V{number}",
                        trigger=span,
                        type=None if known.type == "none" else known.type,
                        factuality=known.factuality,
                        settled=settle(known.factuality),
                    )
                    for number, (span, known) in enumerate(found, 1)
                ),
            )

    def analyse(self, page: Page) -> Any:
        matches = list(re.finditer(r"\w+(?:['’]\w+)?|[^\w\s]", page.text))
        if not matches:
            return None
        known = [LEXICON.get(match[0], Known()) for match in matches]
        count = len(known)
        words = Words(
            page.text,
            [match.start() for match in matches],
            [match.end() for match in matches],
            [word.tag for word in known],
            ["O"] * count,
            ["none"] * count,
            list(range(count)),
            ["root"] * count,
            [0] * count,
        )
        scores = {
            name: np.array([getattr(word, name) for word in known], np.float32)
            for name in ("event", "predicate", "factuality", "meantime")
        }
        return SimpleNamespace(words=words, events=EventScores(**scores))


def sentence(text: str, **gold: float) -> Sentence:
    """With the factuality of some of its words."""
    return Sentence(
        "made 1",
        text,
        tuple(
            Event(Span(text.index(word), text.index(word) + len(word)), score)
            for word, score in gold.items()
        ),
    )


FERRY = sentence("They hoped it would sail, but it sank.", hoped=3.0, sail=-3.0, sank=3.0)


def test_sentences_are_read_with_the_places_of_their_events(tmp_path: Path) -> None:
    (tmp_path / "uds-ih2").mkdir()
    path = tmp_path / "uds-ih2" / "dev.jsonl.gz"
    rows = [
        {"tokens": ["Oh", "."], "events": []},
        {"tokens": ["It", "did", "n't", "sink", "."], "events": [[3, -2.5], [1, -1]]},
    ]
    write(path, rows)
    empty, second = read_sentences(path)
    assert (empty.text, empty.events) == ("Oh.", ())
    assert second.id == "uds-ih2 2"
    assert [(second.text[slice(*e.trigger)], e.factuality) for e in second.events] == [
        ("sink", -2.5),
        ("did", -1.0),
    ]


def test_pages_are_read_whole_and_paragraph_by_paragraph() -> None:
    text = "Sign up for our newsletter\n\nThe ferry sank."
    page = page_of(text)
    assert [text[slice(*block.span)] for block in page.blocks] == text.split("\n\n")
    assert {block.role for block in page.blocks} == {"paragraph"}


def test_a_text_that_cannot_be_scored_is_refused() -> None:
    with pytest.raises(ValueError, match="no words in '  '"):
        observe(FakeReader(), ["  "])
    (one,) = observe(FakeReader(), ["It sank ."])
    with pytest.raises(ValueError, match="no word at"):
        one.word_at(Span(7, 8))


def test_a_trigger_is_the_word_of_its_last_character() -> None:
    (one,) = observe(FakeReader(), ["It didn't sink."])
    words = one.analysis.words
    assert words.written[one.word_at(Span(3, 6))] == "didn't"
    assert words.written[one.word_at(Span(3, 14))] == "sink"


def test_factuality_is_taken_at_the_gold_triggers() -> None:
    judged = judge([FERRY], observe(FakeReader(), [FERRY.text]))
    assert [(one.gold, one.given, one.found) for one in judged] == [
        (3.0, 2.0, None),
        (-3.0, -2.0, "not_happened"),
        (3.0, 2.5, "happened"),
    ]


def test_each_corpus_is_judged_by_the_head_that_learned_from_it() -> None:
    judged = judge([FERRY], observe(FakeReader(), [FERRY.text]), "meantime")
    assert [one.given for one in judged] == [3.0, 3.0, 3.0]


def test_agreement() -> None:
    found = agreement([3.0, -3.0, 0.0, 1.0], [2.0, -1.0, 0.0, 2.0])
    assert found.of == 4
    assert found.pearson == pytest.approx(10.25 / math.sqrt(18.75 * 6.75))
    assert found.mae == 1.0
    # Off by the same everywhere: as correlated as can be, and still wrong.
    assert agreement([-1.0, 0.0, 1.0], [1.0, 2.0, 3.0]).pearson == pytest.approx(1.0)
    assert agreement([-1.0, 0.0, 1.0], [1.0, 2.0, 3.0]).mae == 2.0


@pytest.mark.parametrize("given", [[3.0, 3.0], [0.0, 0.0]])
def test_what_never_varies_has_no_correlation(given: list[float]) -> None:
    assert agreement([1.0, 2.0], given).pearson is None
    assert agreement(given, [1.0, 2.0]).pearson is None


@pytest.mark.parametrize(("gold", "given"), [([], []), ([1.0], [1.0, 2.0])])
def test_agreement_needs_pairs(gold: list[float], given: list[float]) -> None:
    with pytest.raises(ValueError, match=f"{len(gold)} gold scores and {len(given)} given"):
        agreement(gold, given)


def test_plain_ways_stand_beside_factuality() -> None:
    judged = judge([FERRY], observe(FakeReader(), [FERRY.text]))
    pearson, mae = agreement_figures(judged, [0.0, 1.0, 3.0])
    assert pearson.value is not None
    assert pearson.value > 0.9
    assert pearson.plain == {"all happened (3)": None, "training median (1)": None}
    assert mae.value == pytest.approx(2.5 / 3)
    assert mae.plain == {
        "all happened (3)": pytest.approx(2.0),
        "training median (1)": pytest.approx(8 / 3),
    }


def test_happened_errors() -> None:
    gold = [-1.0, -0.1, 0.0, 1.5, 1.6, 3.0, 3.0]
    found = happened_errors(
        gold,
        ["happened", "unsettled", "happened", "unsettled", "happened", "not_happened", None],
    )
    # 0.0 and 1.5 lie between what is held to have happened and what is not.
    assert found.wrongly == Share(1, 2)
    assert found.missed == Share(2, 3)
    assert happened_errors([], []).wrongly.percent == 0.0


def test_happened_figures_are_held_to_their_floors() -> None:
    judged = judge([FERRY], observe(FakeReader(), [FERRY.text]))
    wrongly, missed, own_wrongly, own_missed = happened_figures(judged)
    assert [one.value for one in (wrongly, missed, own_wrongly, own_missed)] == [0, 0, 0, 50]
    assert [one.plain["all happened"] for one in (wrongly, missed)] == [100, 0]
    assert (wrongly.floor, missed.floor) == (Floor(7, at_most=True), Floor(12, at_most=True))
    assert own_missed.floor is None


def test_sweep_trades_one_error_for_the_other() -> None:
    gold, given = [-1.0, -1.0, 2.0, 2.0], [1.5, 0.0, 2.0, 0.4]
    swept = sweep(gold, given)
    assert (min(swept), max(swept), len(swept)) == (0.0, 2.0, 21)
    assert (swept[0.0].wrongly.percent, swept[0.0].missed.percent) == (100, 0)
    assert (swept[0.4].wrongly.percent, swept[0.4].missed.percent) == (50, 0)
    assert (swept[0.5].wrongly.percent, swept[0.5].missed.percent) == (50, 50)
    assert (swept[1.6].wrongly.percent, swept[1.6].missed.percent) == (0, 50)


SCORES = st.floats(-3, 3)


@given(st.lists(st.tuples(SCORES, SCORES)))
def test_a_higher_threshold_calls_less_happened(pairs: list[tuple[float, float]]) -> None:
    swept = list(sweep([p[0] for p in pairs], [p[1] for p in pairs]).values())
    for lower, higher in pairwise(swept):
        assert lower.wrongly.right >= higher.wrongly.right
        assert lower.missed.right <= higher.missed.right


def test_the_sweep_is_printed_with_the_threshold_in_use() -> None:
    heading, *lines = sweep_lines(judge([FERRY], observe(FakeReader(), [FERRY.text])))
    assert "below 0" in heading
    assert len(lines) == len(SWEPT)
    assert [line.split()[0] for line in lines if "HAPPENED" in line] == [f"{HAPPENED:.1f}"]


def test_the_worst_errors_come_first() -> None:
    lines = list(factuality.errors(judge([FERRY], observe(FakeReader(), [FERRY.text]))))
    assert "gold -3.00, given -2.00" in lines[1]
    assert lines[2] == ("made 1: gold 3.00, given 2.50  They hoped it would sail, but it [sank].")


def cases(text: str, *gold: str) -> list[Case]:
    (one,) = observe(FakeReader(), [text])
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in gold]
    return [Case("made", spans, one)]


def test_triggers_are_counted_by_their_words() -> None:
    strike = cases("They hoped the strike was over.", "hoped", "strike")
    assert triggers.measure(strike, triggers.events) == Score(right=1, found=1, gold=2)
    assert triggers.measure(strike, triggers.predicates) == Score(right=1, found=1, gold=2)
    assert triggers.measure(strike, triggers.verbs) == Score(right=1, found=2, gold=2)
    assert triggers.measure(strike, triggers.listed) == Score(right=1, found=1, gold=2)
    assert triggers.measure(strike * 2, triggers.verbs) == Score(right=2, found=4, gold=4)


def test_an_event_is_matched_on_its_last_word() -> None:
    (case,) = cases("The general strike.", "general strike")
    assert triggers.measure([case], triggers.events) == Score(right=1, found=1, gold=1)
    (case,) = cases("The strike ended.", "strike ended")
    assert triggers.measure([case], triggers.events) == Score(right=0, found=1, gold=1)


def test_a_listed_event_of_several_words_is_its_likeliest_word() -> None:
    (one,) = observe(FakeReader(), ["The ferry sank down there."])
    (event,) = one.reading.events
    longer = replace(event, trigger=Span(10, 19))
    one = replace(one, reading=replace(one.reading, events=(longer,)))
    assert one.reading.page.text[slice(*longer.trigger)] == "sank down"
    sank = [Case("made", [event.trigger], one)]
    assert triggers.measure(sank, triggers.listed) == Score(right=1, found=1, gold=1)
    known = sentence(one.reading.page.text, sank=3.0, there=3.0)
    assert [judged.found for judged in judge([known], [one])] == ["happened", None]


def test_trigger_figures_stand_beside_every_verb() -> None:
    figures = triggers.figures(cases("They hoped the strike was over.", "strike"), triggers.events)
    assert [(one.name, one.value, one.plain["every verb"]) for one in figures] == [
        ("the head: precision, %", 100, 0),
        ("the head: recall, %", 100, 0),
        ("the head: F1, %", 100, 0),
        ("listed events: precision, %", 100, 0),
        ("listed events: recall, %", 100, 0),
        ("listed events: F1, %", 100, 0),
    ]


def test_trigger_errors_say_what_is_missed_and_made_up() -> None:
    strike = cases("They hoped the strike was over.", "hoped", "over")
    (line,) = triggers.errors(strike, triggers.events)
    assert "missed hoped@5, over@26; made up strike@15" in line
    assert list(triggers.errors(cases("It sank.", "sank"), triggers.events)) == []


def told(text: str, gold: str) -> Told:
    (one,) = tell([Record("made", text, gold)], observe(FakeReader(), [text]))
    return one


def test_the_likeliest_typed_event_gives_a_sentence_its_type() -> None:
    both = told("The union threatened a strike.", "THREATEN")
    assert (both.type, both.is_right) == ("THREATEN", True)
    assert told("The strike was over.", "THREATEN").type == "PROTEST"
    assert told("It sank.", "AID").type is None


def test_a_sentence_without_a_typed_event_is_wrong() -> None:
    some = [
        told("The strike was over.", "PROTEST"),
        told("It sank.", "AID"),
        told("It docked.", "AID"),
        told("The union threatened.", "AID"),
    ]
    right, of_typed = event_types.figures(some)
    assert (right.of, right.value, right.plain) == (4, 25, {"all AID": 75})
    assert (of_typed.of, of_typed.value) == (2, 50)
    assert list(event_types.confusions(some)) == ["  2 AID -> none", "  1 AID -> THREATEN"]
    assert [line.split("  ")[0] for line in event_types.errors(some)] == [
        "made: gold AID, given None",
        "made: gold AID, given None",
        "made: gold AID, given THREATEN",
    ]


def test_older_types_are_read_as_those_they_became(tmp_path: Path) -> None:
    (tmp_path / "plover").mkdir()
    old = ("DEMAND", "DISAPPROVE", "INVESTIGATE", "FIGHT", "AID")
    rows = [{"id": name, "text": "x", "event": name} for name in old]
    write(tmp_path / event_types.FILE, rows)
    types = [record.type for record in read_records(tmp_path)]
    assert types == ["REQUEST", "ACCUSE", "ACCUSE", "ASSAULT", "AID"]
    write(tmp_path / event_types.FILE, [{"id": "1", "text": "x", "event": "none"}])
    with pytest.raises(ValueError, match="types that are not PLOVER's: none"):
        read_records(tmp_path)


@pytest.mark.parametrize(
    ("floor", "value", "met"),
    [
        (Floor(7, at_most=True), 7.0, True),
        (Floor(7, at_most=True), 7.01, False),
        (Floor(80), 80.0, True),
        (Floor(80), 79.9, False),
        (Floor(80), None, False),
    ],
)
def test_floors(floor: Floor, value: float | None, met: bool) -> None:
    figure = Figure(name="x", of=1, value=value, floor=floor)
    assert figure.is_met is met
    shown = rendered([figure])
    assert ("✓ met" in shown, "✗ missed" in shown) == (met, not met)
    assert str(floor) in shown


def test_tables_say_what_is_undefined_and_nothing_of_floors_that_are_none() -> None:
    shown = rendered([Figure(name="r", of=3, value=0.5, plain={"all happened": None})])
    assert "all happened undefined" in shown
    assert "met" not in shown
    assert as_dict({"t": [Figure(name="r", of=3, value=None)]}) == {
        "t": [{"name": "r", "of": 3, "value": None, "plain": {}, "floor": None, "met": None}]
    }


def test_tables_for_the_documentation() -> None:
    figures = [
        Figure(name="a|b, %", of=3, value=7.5, plain={"all": 1.0}, floor=Floor(7, at_most=True)),
        Figure(name="r", of=3, value=None),
    ]
    assert markdown("Title", figures).splitlines() == [
        "**Title**",
        "",
        "| | of | sayso | plain ways | floor |",
        "|---|---|---|---|---|",
        r"| a\|b, % | 3 | 7.50 | all 1.00 | ≤ 7, missed |",
        "| r | 3 | undefined | | |",
    ]


def rendered(figures: list[Figure]) -> str:
    from rich.console import Console

    console = Console(width=160)
    with console.capture() as capture:
        console.print(table("Title", figures))
    return capture.get()


def test_participants_stand_beside_the_nearest_noun_phrase() -> None:
    def record(way: str, half: str, right: int) -> SimpleNamespace:
        return SimpleNamespace(way=way, half=half, scores={"actors": Score(right, 4, 4)})

    records = [
        record("sayso", "seen", 4),
        record("sayso", "unseen", 3),
        record("nearest", "unseen", 1),
    ]
    (figure,) = participant_figures(records, {"actors": 70.0})
    assert (figure.name, figure.of, figure.value) == ("actors F1, %", 4, 75)
    assert figure.plain == {"nearest": 25}
    assert figure.is_met
    (figure,) = participant_figures(records, {})
    assert figure.floor is None


# The command.

TIMEML = (
    '<?xml version="1.0" ?><TimeML><DOCID>{0}</DOCID><DCT><TIMEX3 tid="t0" type="DATE"'
    ' value="2025-09-05">09/05/2025</TIMEX3></DCT><TEXT>'
    'It <EVENT eid="e1">sank</EVENT> or docked on'
    ' <TIMEX3 tid="t1" type="DATE" value="2025-09-02">Tuesday</TIMEX3>.</TEXT></TimeML>'
)


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder of corpora."""
    for name in NEEDED:
        write(tmp_path / name, [])
    row = {"tokens": FERRY.text.replace(",", " ,").replace(".", " .").split()}
    judgements = [[1, 3.0], [4, -3.0], [8, 3.0]]
    for folder in ("uds-ih2", "meantime"):
        for part in ("train", "dev"):
            write(tmp_path / folder / f"{part}.jsonl.gz", [{**row, "events": judgements}])
    documents = [{"id": f"d{n}", "timeml": TIMEML.format(n)} for n in range(6)]
    write(tmp_path / "timebank" / "all.jsonl.gz", documents)
    record = {"id": "R1", "text": "The union threatened a strike.", "event": "DEMAND"}
    write(tmp_path / event_types.FILE, [record])
    return tmp_path


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "Reader", FakeReader)
    score = {"actors": Score(3, 4, 4)}
    record = SimpleNamespace(way="sayso", half="unseen", scores=score)
    monkeypatch.setattr(events, "read_participants", lambda corpora, reader: ([record], {}))


@pytest.mark.usefixtures("faked")
def test_the_command_prints_every_kind_of_figure(made: Path) -> None:
    result = CliRunner().invoke(app, [str(made), "--json"])
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    by_name = {
        (title.split(",")[0], row["name"]): row for title, rows in figures.items() for row in rows
    }
    assert by_name["PLOVER types of sentences", "right type, %"]["plain"] == {"all REQUEST": 100.0}
    assert by_name["Times", "value F1, %"]["floor"] == "≥ 74"
    assert by_name["Times", "value F1, %"]["met"] is True
    assert by_name["Called happened", "below 0, called happened (gold triggers), %"]["met"] is True
    assert by_name["Participants at gold triggers", "actors F1, %"]["value"] == 75.0
    result = CliRunner().invoke(app, [str(made)], env={"COLUMNS": "200"})
    for title in figures:
        assert title in result.stdout
    assert "✓ met" in result.stdout
    result = CliRunner().invoke(app, [str(made), "--markdown"])
    for title in figures:
        assert f"**{title}**" in result.stdout


@pytest.mark.usefixtures("faked")
def test_the_command_prints_errors_and_the_sweep(made: Path) -> None:
    result = CliRunner().invoke(app, [str(made), "--errors"], env={"COLUMNS": "200"})
    assert "They [hoped] it would sail" in result.stdout
    assert "  1 REQUEST -> THREATEN" in result.stdout
    result = CliRunner().invoke(app, [str(made), "--sweep"])
    assert len(result.stdout.splitlines()) == 1 + len(SWEPT)


def test_nothing_of_the_kept_half_is_printed_as_an_error(made: Path) -> None:
    gold = read_gold(made)
    assert gold.kept
    results = evaluate(gold, FakeReader())
    assert any("Tuesday" in line for line in triggers.errors(results.events, triggers.events))
    assert not any("Tuesday" in line for line in error_lines(results))
    assert any("TimeBank" in title for title in groups(results))


@pytest.mark.parametrize("name", NEEDED)
def test_a_corpus_that_is_not_there_is_named(made: Path, name: Path) -> None:
    (made / name).unlink()
    result = CliRunner().invoke(app, [str(made)])
    assert result.exit_code == 1
    assert f"there is no file {made / name}" in result.stderr
    assert result.stdout == ""


def test_only_the_kept_half_of_timebank_is_measured(made: Path) -> None:
    gold: Gold = read_gold(made)
    assert 0 < len(gold.kept) < 6
    assert {document.half for document in gold.kept} == {"unseen"}
