"""A page written for the tests, and by hand the Reading that it should get."""

from __future__ import annotations

from hashlib import sha256

from sayso.reading import (
    Block,
    BlockRole,
    Entity,
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


def sample() -> Reading:
    """The Reading of the page: each form, mode and polarity, a statement in another, each link."""
    text, blocks = _text()
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


def _text() -> tuple[str, tuple[Block, ...]]:
    text = ""
    blocks = []
    for role, words in BLOCKS:
        blocks.append(Block(span=Span(len(text), len(text) + len(words)), role=role))
        text += words + "\n\n"
    return text.rstrip() + "\n", tuple(blocks)


def _find(text: str, words: str, after: str = "") -> Span:
    start = text.index(words, text.index(after) + len(after))
    return Span(start, start + len(words))
