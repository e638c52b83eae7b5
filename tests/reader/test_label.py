from __future__ import annotations

import pytest
from hypothesis import given, settings

from sayso.reader.label import build_label
from sayso.reading import Entity, Event, EventCounts, Label, Reading, Statement
from tests.reader.marked import Built
from tests.strategies import readings


def test_counts_what_the_page_has() -> None:
    built = Built(
        "<1x>“Yes,”</> <1s>Ada Roe</> <1c>said</>. <2s>An official</> <2c>said</> <2x>no</>. "
        "<3s>an official</> <3c>said</> <3x>it “rains” now</>. <4c>Reportedly</> <4x>it ends</>. "
        "<5s>Reuters</> <5c>reported</> <5x>rain</>."
    )
    assert build_label(built.statements, built.entities) == Label(
        statements=5,
        direct=1,
        indirect=3,
        mixed=1,
        sources=3,
        named_sources=2,
        unnamed_sources=1,
        statements_by_unnamed=2,
        outlets_credited=("N3",),
    )
    own = build_label(built.statements, built.entities, outlet="reuters")
    assert own.outlets_credited == ()


def test_counts_relays_events_and_no_bystanders() -> None:
    entities = [
        Entity(id="N1", name="Reuters", kind="outlet", naming="named"),
        Entity(id="N2", name="Ada", kind="person", naming="named"),
        Entity(id="N3", name="Bo", kind="person", naming="named"),
    ]
    statement = Statement(
        id="Q1", form="direct", mode="speech", source="N2", via=("N1",), confidence=0.5
    )
    events = [
        Event(id="V1", trigger=(0, 1), factuality=3.0, settled="happened", according_to="Q1"),  # type: ignore[arg-type]
        Event(id="V2", trigger=(0, 1), factuality=0.0, settled="unsettled"),  # type: ignore[arg-type]
    ]
    label = build_label([statement], entities, events)
    assert label.outlets_credited == ("N1",)
    assert (label.sources, label.named_sources) == (1, 1)
    assert label.events == EventCounts(happened=1, unsettled=1)
    assert label.events_in_own_voice == 1


@pytest.mark.parametrize(
    ("outlet", "name", "credited"),
    [
        ("Harbour Gazette", "Gazette", False),
        ("Harbour Gazette", "the Gazette", False),
        ("Harbour Gazette", "The Harbour Gazette", False),
        ("The Atlas Post", "Atlas Post", False),
        ("KBX News", "KBX", False),
        ("·", "·", False),
        ("thecourier.example", "Courier", False),
        ("www.harbour-gazette.example", "harbour-gazette.example", False),
        ("Harbour Gazette", "Atlas Gazette", True),
        ("Gazette", "Harbour Gazette", True),
        ("Harbour Gazette", "Harbour Radio", True),
        ("thecourier.example", "Atlas Courier", True),
        ("world.kbx.co.example", "KBX", False),
        ("The", "Gazette", True),
        ("Harbour Gazette", "The", True),
    ],
)
def test_a_page_does_not_credit_its_own_outlet(outlet: str, name: str, credited: bool) -> None:
    entities = [Entity(id="N1", name=name, kind="outlet", naming="named")]
    statement = Statement(id="Q1", form="indirect", mode="speech", source="N1", confidence=0.5)
    label = build_label([statement], entities, outlet=outlet)
    assert label.outlets_credited == (("N1",) if credited else ())


def test_an_empty_page_has_an_empty_label() -> None:
    assert build_label((), ()) == Label()


@given(readings())
@settings(max_examples=50)
def test_counts_are_those_of_any_record(reading: Reading) -> None:
    label = build_label(
        reading.statements, reading.entities, reading.events, outlet=reading.page.outlet
    )
    assert label.statements == len(reading.statements)
    assert label.direct + label.indirect + label.mixed == label.statements
    for form in ("direct", "indirect", "mixed"):
        assert getattr(label, form) == len([s for s in reading.statements if s.form == form])

    said: dict[str, int] = {}
    for entity in reading.entities:
        of_it = [s for s in reading.statements if s.source == entity.id]
        if of_it:
            said[entity.id] = len(of_it)
    unnamed = {e.id for e in reading.entities if e.naming == "unnamed"} & set(said)
    assert label.sources == len(said) == label.named_sources + label.unnamed_sources
    assert label.unnamed_sources == len(unnamed)
    assert label.statements_by_unnamed == sum(said[identity] for identity in unnamed)

    outlets = {
        entity.id: entity.name.casefold()
        for entity in reading.entities
        if entity.kind == "outlet"
        and any(entity.id in (s.source, *s.via) for s in reading.statements)
    }
    own = (reading.page.outlet or "").casefold()
    assert set(label.outlets_credited) <= {i for i, name in outlets.items() if name != own}
    if not own:
        assert set(label.outlets_credited) == set(outlets)
    assert len(label.outlets_credited) == len(set(label.outlets_credited))
    counted = label.events
    assert counted.happened + counted.not_happened + counted.unsettled == len(reading.events)
