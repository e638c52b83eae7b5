"""Small pages for the cases of `benchmarks.profiles`: Readings without a reader.

A case's page is told in few words: the outlet, the day, and who is on it. A name's other forms, its
role, what it belongs to stand beside it, as a Reading would have them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.pages import Opened, Original, PageOptions
from sayso.reading import (
    Block,
    Entity,
    Mention,
    Page,
    Published,
    Reading,
    Span,
    Statement,
)


def page_of_case(
    entities: Sequence[Mapping[str, Any]],
    *,
    outlet: str | None = None,
    published: str | None = None,
    name: str = "",
) -> tuple[Opened, Reading]:
    """A page that says of each of `entities` that it said something.

    An entity has a `name`, and may have `kind` ("person"), `role`, `of` (the name of what it
    belongs to), `country`, `also` (other names of it on the page) and `after` (words right after
    its name: " (FSA)", ", a nurse in Leeds,"). With `silent` it says nothing.
    """
    text = ""
    mentions: list[list[Mention]] = []
    places: list[tuple[int, Span, Span, Span]] = []
    for number, entity in enumerate(entities):
        mentions.append([])
        for form in (entity["name"], *entity.get("also", ())):
            start = len(text)
            text += form
            span = Span(start, len(text))
            mentions[number].append(Mention(span=span, form="name"))
            text += entity.get("after", "") if form == entity["name"] else ""
            if entity.get("silent"):
                text += " stood by.\n"
                continue
            cue = Span(len(text) + 1, len(text) + 5)
            text += " said it would rain.\n"
            places.append((number, span, cue, Span(cue.end + 1, len(text) - 2)))
    bodies = [entity["of"] for entity in entities if entity.get("of")]
    ids = {entity["name"]: f"N{number}" for number, entity in enumerate(entities, 1)}
    for body in bodies:
        ids.setdefault(body, f"N{len(ids) + 1}")
    made = [
        Entity(
            id=ids[entity["name"]],
            name=entity["name"],
            kind=entity.get("kind", "person"),
            naming=entity.get("naming", "named"),
            role=entity.get("role"),
            affiliation=ids[entity["of"]] if entity.get("of") else None,
            country=entity.get("country"),
            mentions=tuple(mentions[number]),
        )
        for number, entity in enumerate(entities)
    ]
    known = {entity.name for entity in made}
    made += [
        Entity(id=ids[body], name=body, kind="organization", naming="named")
        for body in dict.fromkeys(bodies)
        if body not in known
    ]
    statements = tuple(
        Statement(
            id=f"Q{index}",
            form="indirect",
            mode="speech",
            source=made[number].id,
            source_spans=(source,),
            cue_spans=(cue,),
            content_spans=(content,),
            confidence=0.9,
        )
        for index, (number, source, cue, content) in enumerate(places, 1)
    )
    digest = hashlib.sha256(f"{name}\n{outlet}\n{published}\n{text}".encode()).hexdigest()
    page = Page(
        id=digest,
        origin=name or digest[:8],
        outlet=outlet,
        published=Published(value=published, basis="given" if published else "unknown"),
        text=text,
        blocks=(Block(span=Span(0, len(text)), role="paragraph"),),
    )
    reading = Reading(page=page, entities=tuple(made), statements=statements)
    opened = Opened(
        page=page,
        original=Original(data=text.encode(), html=False),
        options=PageOptions(outlet=outlet, published=published),
    )
    return opened, reading
