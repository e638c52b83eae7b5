"""A page written for the tests, and by hand the Reading that it should get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from sayso.reading import (
    Block,
    BlockRole,
    Dispute,
    Entity,
    Event,
    EventCounts,
    Label,
    Mention,
    Page,
    Published,
    Reading,
    Span,
    Statement,
    Time,
)

TITLE = "Harbour Bridge Will Close for Repairs, Mayor Says"
LEAD = (
    "PORT ELLERY — The harbour bridge will close for six weeks from Monday, Mayor Dana Whitlock "
    "said on Thursday, after an inspection found cracks in two of its piers."
)
RUNS_ON = (
    "“We looked at every other way,” Whitlock said. “But there is none that I would send a school "
    "bus over."
)
UNNAMED = (
    "Three people briefed on the inspection told The Ellery Courier that the cracks had been known "
    "since spring. One of the people said an engineer had warned of “a real danger to barges” in a "
    "letter in April."
)
DENIAL = (
    "The council declined to comment. A spokesman for Castellan Works, which built the bridge, "
    "denied that its concrete was to blame."
)
ASKED = (
    "It was reported in June that the ferry would run again. Asked whether it would, Whitlock "
    "said: “Ask me on Monday.”"
)
RELAYED = (
    "Coast Radio reported that the state would pay for half of it, citing two aides to the "
    "governor who asked not to be named because the budget is not public."
)
SORRY = (
    "At a news conference she told reporters on Thursday: “I am sorry for every hour that this "
    "costs you.”"
)
BLOCKS: list[tuple[BlockRole, str]] = [
    ("title", TITLE),
    ("title", TITLE),
    ("byline", "By Ines Okoro"),
    ("paragraph", LEAD),
    ("paragraph", RUNS_ON),
    ("paragraph", "“So the bridge will close, and it will open again when it is sound.”"),
    ("subhead", "‘Nobody told us’"),
    ("paragraph", UNNAMED),
    ("paragraph", DENIAL),
    ("paragraph", ASKED),
    ("paragraph", RELAYED),
    ("paragraph", SORRY),
    ("list_item", "The closure begins at 6 a.m."),
    ("list_item", "Buses will go by Tanner Street, according to the transit office."),
    ("caption", "The bridge on Thursday. Photograph: Ines Okoro"),
    ("furniture", "Sign up for our morning newsletter"),
    ("teaser", "Ferry Captain Says He Is Ready to Sail Again"),
    ("teaser", "Five Walks Along the Old Canal"),
]

MARCH = (
    "On 9 March some forty residents marched on the town hall. The police arrested two of them "
    "that night, the Residents’ League said."
)
NO_ARREST = (
    "The police denied that anyone had been arrested, and put the number of marchers at fifteen."
)


def sample(parts: Sequence[tuple[BlockRole, str]] = BLOCKS) -> Reading:
    """The Reading of the page: each form, mode and polarity, a statement in another, each link."""
    text, blocks = _text(parts)
    entities = (
        Entity(
            id="N1",
            name="Dana Whitlock",
            kind="person",
            naming="named",
            number=1,
            role="Mayor",
            affiliation="N10",
            country="USA",
            mentions=(Mention(span=_find(text, "Mayor Dana Whitlock"), form="name"),),
        ),
        Entity(
            id="N2",
            name="Three people briefed on the inspection",
            kind="group",
            number=3,
            grounds="briefed on the inspection",
        ),
        Entity(id="N3", name="an engineer", kind="person", number=1, role="engineer"),
        Entity(id="N4", name="The council", kind="organization", naming="named"),
        Entity(
            id="N5",
            name="A spokesman for Castellan Works",
            kind="person",
            number=1,
            role="spokesman",
            affiliation="N11",
        ),
        Entity(id="N6", name="the transit office", kind="organization", naming="named"),
        Entity(id="N7", name="One of the people", kind="person", number=1, part_of="N2"),
        Entity(
            id="N8",
            name="aides to the governor",
            kind="group",
            number=2,
            grounds="asked not to be named because the budget is not public",
            affiliation="N13",
        ),
        Entity(id="N9", name="Coast Radio", kind="outlet", naming="named"),
        Entity(id="N10", name="PORT ELLERY", kind="place", naming="named"),
        Entity(id="N11", name="Castellan Works", kind="organization", naming="named"),
        Entity(id="N12", name="The Ellery Courier", kind="outlet", naming="named"),
        Entity(id="N13", name="the state", kind="organization", naming="named"),
        Entity(id="N14", name="reporters", kind="group"),
    )
    statements = (
        Statement(
            id="Q1",
            form="indirect",
            mode="speech",
            source="N1",
            source_spans=(_find(text, "Mayor Dana Whitlock"),),
            cue_spans=(_find(text, "said on Thursday"),),
            content_spans=(_find(text, "The harbour bridge will close for six weeks from Monday"),),
            confidence=0.91,
        ),
        Statement(
            id="Q2",
            form="direct",
            mode="speech",
            source="N1",
            source_spans=(_find(text, "Whitlock", after="other way,”"),),
            cue_spans=(_find(text, "said", after="other way,”"),),
            content_spans=(
                _find(text, "“We looked at every other way,”"),
                _find(text, "“But there is none that I would send a school bus over."),
                _find(text, "“So the bridge will close, and it will open again when it is sound.”"),
            ),
            confidence=0.88,
        ),
        Statement(
            id="Q3",
            form="indirect",
            mode="speech",
            source="N2",
            source_spans=(_find(text, "Three people briefed on the inspection"),),
            cue_spans=(_find(text, "told", after="briefed on the inspection"),),
            content_spans=(_find(text, "that the cracks had been known since spring"),),
            addressee="N12",
            confidence=0.84,
        ),
        Statement(
            id="Q4",
            form="mixed",
            mode="speech",
            source="N7",
            source_spans=(_find(text, "One of the people"),),
            cue_spans=(_find(text, "said", after="One of the people"),),
            content_spans=(
                _find(
                    text,
                    "an engineer had warned of “a real danger to barges” in a letter in April",
                ),
            ),
            confidence=0.71,
        ),
        Statement(
            id="Q5",
            form="mixed",
            mode="writing",
            source="N3",
            source_spans=(_find(text, "an engineer"),),
            cue_spans=(_find(text, "had warned of"), _find(text, "in a letter")),
            content_spans=(_find(text, "“a real danger to barges”"),),
            within="Q4",
            confidence=0.33,
        ),
        Statement(
            id="Q6",
            form="indirect",
            mode="speech",
            source="N4",
            source_spans=(_find(text, "The council"),),
            cue_spans=(_find(text, "declined to comment"),),
            polarity="declines",
            confidence=0.8,
        ),
        Statement(
            id="Q7",
            form="indirect",
            mode="speech",
            source="N5",
            source_spans=(_find(text, "A spokesman for Castellan Works, which built the bridge,"),),
            cue_spans=(_find(text, "denied"),),
            content_spans=(_find(text, "that its concrete was to blame"),),
            polarity="denies",
            confidence=0.77,
        ),
        Statement(
            id="Q8",
            form="indirect",
            mode="speech",
            cue_spans=(_find(text, "It was reported"),),
            content_spans=(_find(text, "that the ferry would run again"),),
            confidence=0.62,
        ),
        Statement(
            id="Q9",
            form="direct",
            mode="speech",
            source="N1",
            source_spans=(_find(text, "Whitlock", after="Asked whether"),),
            cue_spans=(_find(text, "said", after="Asked whether"),),
            content_spans=(_find(text, "“Ask me on Monday.”"),),
            confidence=0.93,
        ),
        Statement(
            id="Q10",
            form="indirect",
            mode="speech",
            source="N8",
            source_spans=(
                _find(
                    text,
                    "two aides to the governor who asked not to be named because the budget is "
                    "not public",
                ),
            ),
            cue_spans=(_find(text, "citing"),),
            content_spans=(_find(text, "that the state would pay for half of it"),),
            via=("N9",),
            confidence=0.79,
        ),
        Statement(
            id="Q11",
            form="direct",
            mode="speech",
            source="N1",
            source_spans=(_find(text, "she", after="At a news conference"),),
            cue_spans=(_find(text, "told", after="At a news conference"),),
            content_spans=(_find(text, "“I am sorry for every hour that this costs you.”"),),
            addressee="N14",
            occasion=_find(text, "At a news conference"),
            time="T1",
            confidence=0.9,
        ),
        Statement(
            id="Q12",
            form="indirect",
            mode="speech",
            source="N6",
            source_spans=(_find(text, "the transit office"),),
            cue_spans=(_find(text, "according to"),),
            content_spans=(_find(text, "Buses will go by Tanner Street"),),
            confidence=0.9,
        ),
    )
    return Reading(
        page=Page(
            id=sha256(text.encode()).hexdigest(),
            origin="bridge.txt",
            outlet="The Ellery Courier",
            title=TITLE,
            byline="Ines Okoro",
            published=Published(value="2026-03-12", basis="text"),
            text=text,
            blocks=blocks,
        ),
        entities=entities,
        statements=statements,
        times=(
            Time(
                id="T1",
                span=_find(text, "on Thursday", after="she told"),
                type="DATE",
                value="2026-03-12",
            ),
        ),
        label=Label(
            statements=12,
            direct=3,
            indirect=7,
            mixed=2,
            sources=8,
            named_sources=3,
            unnamed_sources=5,
            statements_by_unnamed=5,
            outlets_credited=("N9",),
        ),
    )


def eventful() -> Reading:
    """The same page with two paragraphs more, its events of every class and two disputes."""
    more: list[tuple[BlockRole, str]] = [("paragraph", MARCH), ("paragraph", NO_ARREST)]
    reading = sample([*BLOCKS[:12], *more, *BLOCKS[12:]])
    text = reading.page.text
    entities = (
        Entity(id="N15", name="the Residents’ League", kind="organization", naming="named"),
        Entity(id="N16", name="some forty residents", kind="group", number=40),
        Entity(id="N17", name="the town hall", kind="place"),
        Entity(id="N18", name="the police", kind="organization", country="USA"),
        Entity(id="N19", name="two of them", kind="group", number=2, part_of="N16"),
        Entity(id="N20", name="The harbour bridge", kind="other", naming="named"),
    )
    statements = (
        Statement(
            id="Q13",
            form="indirect",
            mode="speech",
            source="N15",
            source_spans=(_find(text, "the Residents’ League"),),
            cue_spans=(_find(text, "said", after="the Residents’ League"),),
            content_spans=(_find(text, "The police arrested two of them that night"),),
            confidence=0.9,
        ),
        Statement(
            id="Q14",
            form="indirect",
            mode="speech",
            source="N18",
            source_spans=(_find(text, "The police", after="League said."),),
            cue_spans=(_find(text, "denied", after="League said."),),
            content_spans=(_find(text, "that anyone had been arrested"),),
            polarity="denies",
            confidence=0.9,
        ),
        Statement(
            id="Q15",
            form="indirect",
            mode="speech",
            source="N18",
            source_spans=(_find(text, "The police", after="League said."),),
            cue_spans=(_find(text, "put", after="League said."),),
            content_spans=(_find(text, "the number of marchers at fifteen"),),
            confidence=0.6,
        ),
    )
    times = (
        Time(id="T2", span=_find(text, "from Monday"), type="DATE", value="2026-03-16"),
        Time(id="T3", span=_find(text, "On 9 March"), type="DATE", value="2026-03-09"),
        Time(id="T4", span=_find(text, "that night"), type="TIME", value="2026-03-09TNI"),
        Time(id="T5", span=_find(text, "in June"), type="DATE", value="XXXX-06"),
        Time(id="T6", span=_find(text, "in April"), type="DATE", value="2025-04"),
        Time(id="T7", span=_find(text, "for six weeks"), type="DURATION", value="P6W"),
    )
    events = (
        Event(
            id="V1",
            trigger=_find(text, "close", after="The harbour bridge will"),
            actors=("N20",),
            place="N10",
            time="T2",
            factuality=0.8,
            settled="unsettled",
            according_to="Q1",
        ),
        Event(
            id="V2",
            trigger=_find(text, "inspection", after=" after an"),
            factuality=2.7,
            settled="happened",
        ),
        Event(
            id="V3",
            trigger=_find(text, "warned"),
            type="THREATEN",
            actors=("N3",),
            time="T6",
            factuality=2.1,
            settled="happened",
            according_to="Q4",
        ),
        Event(
            id="V4",
            trigger=_find(text, "run again"),
            time="T5",
            factuality=-0.2,
            settled="unsettled",
            according_to="Q8",
        ),
        Event(
            id="V5",
            trigger=_find(text, "marched"),
            type="PROTEST",
            mode="demo",
            actors=("N16",),
            recipients=("N17",),
            place="N10",
            time="T3",
            factuality=2.9,
            settled="happened",
        ),
        Event(
            id="V6",
            trigger=_find(text, "arrested"),
            type="COERCE",
            mode="arrest",
            actors=("N18",),
            recipients=("N19", "N16"),
            time="T4",
            factuality=1.4,
            settled="unsettled",
            according_to="Q13",
        ),
        Event(
            id="V7",
            trigger=_find(text, "arrested", after="anyone had been"),
            type="COERCE",
            mode="arrest",
            factuality=-2.4,
            settled="not_happened",
            according_to="Q14",
        ),
    )
    return replace(
        reading,
        entities=(*reading.entities, *entities),
        statements=(*reading.statements, *statements),
        times=(*reading.times, *times),
        events=events,
        disputes=(
            Dispute(between=("V6", "V7"), about="happened"),
            Dispute(between=("V5", "Q15"), about="quantity"),
        ),
        label=replace(
            reading.label,
            statements=15,
            indirect=10,
            sources=10,
            named_sources=4,
            unnamed_sources=6,
            statements_by_unnamed=7,
            events=EventCounts(happened=3, not_happened=1, unsettled=3),
            events_in_own_voice=2,
        ),
    )


def _text(parts: Sequence[tuple[BlockRole, str]]) -> tuple[str, tuple[Block, ...]]:
    text = ""
    blocks = []
    for role, words in parts:
        blocks.append(Block(span=Span(len(text), len(text) + len(words)), role=role))
        text += words + "\n\n"
    return text.rstrip() + "\n", tuple(blocks)


def _find(text: str, words: str, after: str = "") -> Span:
    start = text.index(words, text.index(after) + len(after))
    return Span(start, start + len(words))
