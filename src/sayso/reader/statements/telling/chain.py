"""Through whom a statement came, to whom it was made, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sayso.reader.grammar.extents import name_run
from sayso.reader.grammar.words import Words
from sayso.reader.sources.outlets import bare_name, first_outlet, is_outlet, outlet_phrase
from sayso.reader.statements.repairs.hearers import ASKED, is_spoken_to
from sayso.reader.statements.telling.addressees import (
    find_addressee,
    find_interviewer,
    find_questioner,
)
from sayso.reader.statements.telling.occasions import find_occasion
from sayso.reader.statements.telling.relays import (
    find_citing,
    find_publisher,
    find_relayed,
    find_relays,
)
from sayso.reader.statements.telling.scene import Scene
from sayso.reader.vocabulary.cue_words import is_any
from sayso.reading import Span


class Chain(NamedTuple):
    """How a statement came from its source to the page."""

    via: tuple[Span, ...] = ()
    """The noun phrases of those who relay it, the one that the page credits first."""
    addressee: Span | None = None
    """The noun phrase of whom it was said to."""
    answers: bool = False
    """Whether that one was asked, and so is who speaks next."""
    occasion: Span | None = None
    """Where it was said, with its preposition: "at a news conference"."""
    source: Span | None = None
    """The deeper source, where the one that was given only relays it; None otherwise."""


def find_chain(
    words: Words,
    cue: Sequence[Span],
    source: Sequence[Span],
    content: Sequence[Span],
) -> Chain:
    """How a statement came from its source to the page, as its sentence says.

    1. The deeper source, where the source given is an outlet that cites somebody.
    2. Relays: outlets that the statement stands under ("CNN reported that officials said"), that
       cite the source, that it was told to, and that carried the occasion.
    3. Whom it was said to, and the occasion.
    """
    scene = Scene.of(words, cue, source, content)
    if scene is None:
        return Chain()
    via = find_relays(scene)
    deeper: Span | None = None
    own = scene.source_head
    if own is not None and (cited := find_relayed(scene, own)):
        deeper = scene.phrase(cited[-1])
        via.extend(outlet_phrase(words, outlet) for outlet in (own, *cited[:-1]))
    elif own is not None and (publisher := find_publisher(words, own)) is not None:
        via.append(publisher)
    via.extend(find_citing(scene))
    addressee = find_addressee(scene) or find_questioner(scene)
    occasion = find_occasion(scene)
    for span in (addressee, occasion):
        if span is not None and (outlet := first_outlet(words, span)) is not None:
            via.append(outlet)
    if addressee is None and occasion is not None:
        addressee = find_interviewer(words, occasion)
    final = deeper or (source[0] if source else None)
    return Chain(
        via=tuple(_distinct(words, via, final)) if via else (),
        addressee=addressee,
        answers=(
            addressee is not None
            and is_any(words.low[scene.verb], ASKED)
            and is_spoken_to(words, scene.verb)
        ),
        occasion=occasion,
        source=deeper,
    )


def _distinct(words: Words, via: Iterable[Span], source: Span | None) -> Iterator[Span]:
    """Relays without those named twice, and without the source itself."""
    head = None if source is None else words.head_of(source)
    seen: set[str] = set()
    if head is not None and is_outlet(words, head):
        seen.add(bare_name(words, *name_run(words, head)))
    for span in via:
        inside = words.within(span)
        name = bare_name(words, inside[0], inside[-1])
        if name not in seen and head not in inside:
            seen.add(name)
            yield span
