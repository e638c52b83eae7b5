"""The entities of a page that take part in its statements: who each is, from all the page says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from sayso.reader.grammar.noun_phrases import NounPhrase, by_word, find_noun_phrases
from sayso.reader.grammar.words import Words
from sayso.reader.identity.referent import Referent
from sayso.reader.identity.resolver import Resolver
from sayso.reader.places.countries import country_of
from sayso.reader.places.lookup import REACH, country_of_place
from sayso.reader.places.peoples import BESIDE, is_adjective_of_land, is_group_before
from sayso.reader.scoring.coreference import Linker, Links, Mentions
from sayso.reader.scoring.event_scores import EventScores
from sayso.reader.sources.footing import Footing, read_footing, read_role, telling_role
from sayso.reader.sources.heads import find_source
from sayso.reader.sources.wording import Capitals, Wording, read_wording
from sayso.reader.vocabulary.source_words import GROUP_NOUNS
from sayso.reading import Entity, EntityKind, Mention, MentionForm, Span

NEARBY: Final = 80
"""Words within which who spoke last is likely to speak again."""


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What the model says of a page's words, and of which of them are one."""

    words: Words
    linker: Linker
    mentions: Mentions
    """Of which any word may be the head: `[words]`."""
    events: EventScores
    """Of each word as an event: `[words]`."""

    def links(self, heads: Sequence[int]) -> Callable[[int], list[float]]:
        """Scores of a phrase's antecedents, the nearest first, for phrases with these heads."""
        return Links(self.linker, self.mentions.at(heads)).of


@dataclass(slots=True, eq=False)
class Party:
    """A party to a statement by its words; `entity` is filled in by `identify`."""

    spans: tuple[Span, ...]
    cue: Span | None = None
    """The first cue of the statement that this is the source of."""
    speaks: bool = True
    """Whether it is somebody's source, and not only whose outlet or hearer."""
    entity: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Quote:
    """A stretch of the page in a source's own voice, where "I" is that source."""

    span: Span
    speaker: Party


def identify(
    analysis: Analysis | None,
    text: str,
    parties: Sequence[Party],
    quotes: Sequence[Quote] = (),
    *,
    byline: str | None = None,
    outlet: str | None = None,
) -> tuple[Entity, ...]:
    """The entities that `parties` name, whose `entity` is set to their ids.

    Ids N1, N2, … follow the first mention in the text. Organizations and groups that a source is
    of become entities, too. Where the analysis does not cover the words, each wording is one.
    """
    room = _Room(text, byline)
    if analysis is None or not len(analysis.words):
        for party in parties:
            room.seat(party, None)
        return room.entities(parties)
    words = analysis.words
    footings = {
        party: read_footing(words, party.spans[0], party.cue)
        for party in parties
        if party.spans and party.speaks
    }
    whole = [
        (footing, Party((span,), speaks=False))
        for footing in footings.values()
        for span in (footing.affiliation, footing.part_of)
        if span is not None
    ]
    bodies = {(footing, party.spans[0]): party for footing, party in whole}
    everyone = [*parties, *bodies.values()]
    _resolve(analysis, everyone, quotes, room, outlet)
    for party, footing in footings.items():
        room.footing(party, footing, bodies)
    return room.entities(everyone)


def _resolve(
    analysis: Analysis,
    parties: Sequence[Party],
    quotes: Sequence[Quote],
    room: _Room,
    outlet: str | None,
) -> None:
    words = analysis.words
    # Many parties have the same words: those of an event are as a rule a source's, too.
    wordings = dict.fromkeys([party.spans for party in parties])
    sources = {spans: find_source(words, spans) for spans in wordings}
    found = [source for source in sources.values() if source is not None]
    phrases = find_noun_phrases(
        words,
        {source.head for source in found},
        [source.joined for source in found if source.joined is not None],
    )
    number_of = by_word(phrases)
    numbers_of = {
        spans: None if source is None else number_of.get(source.at)
        for spans, source in sources.items()
    }
    numbers = [numbers_of[party.spans] for party in parties]
    spoken = sorted(
        [
            (phrases[number].head, number)
            for party, number in zip(parties, numbers, strict=True)
            if number is not None and party.speaks
        ]
    )
    places = [place for place, _ in spoken]

    by_party = dict(zip(parties, numbers, strict=True))
    heads = [phrase.head for phrase in phrases]
    voices = _voices(words, heads, quotes)

    def speaker_before(number: int) -> int | None:
        at = bisect_left(places, phrases[number].head) - 1
        if at < 0:
            return None
        here, there = phrases[number].head, places[at]
        near = here - there < NEARBY or words.blocks[here] == words.blocks[there]
        return spoken[at][1] if near else None

    def quoted_by(number: int) -> int | None:
        voice = voices.get(number)
        return None if voice is None else by_party.get(voice)

    resolver = Resolver(
        words,
        phrases,
        analysis.links(heads),
        speakers=speaker_before,
        voices=quoted_by,
        outlet=outlet,
    )
    resolver.resolve()
    room.meet(words, phrases)
    own_voice = {number: voice for number, voice in voices.items() if phrases[number].speaker}
    for party, number in by_party.items():
        if number is None:
            room.seat(party, None)
            continue
        referent = resolver.of[number]
        for _ in range(3):  # "I" may be quoted by somebody who says "I"
            first = referent.phrases[0]
            if not phrases[first].speaker:
                break
            speaker = own_voice.get(first)
            at = None if speaker is None else by_party.get(speaker)
            if at is None:
                room.author(referent)
                break
            referent = resolver.of[at]
        room.seat(party, referent, phrases[number])
    for number, speaker in own_voice.items():
        room.quoted(speaker, phrases[number])


def _voices(words: Words, heads: Sequence[int], quotes: Sequence[Quote]) -> dict[int, Party]:
    """For each phrase by its number, with these heads, the source of the innermost quotation that
    it stands in.
    """
    found: dict[int, Party] = {}
    starts = words.starts
    for quote in sorted(quotes, key=lambda q: q.span.start - q.span.end):
        first = bisect_left(heads, bisect_left(starts, quote.span.start))
        after = bisect_left(heads, bisect_left(starts, quote.span.end), first)
        for number in range(first, after):
            found[number] = quote.speaker
    return found


@dataclass(slots=True, eq=False)
class _Guest:
    """An entity on its way to its record."""

    mentions: list[tuple[Span, MentionForm]] = field(default_factory=list)
    proper: list[Wording] = field(default_factory=list)
    """What its proper names say."""
    described: list[tuple[tuple[Span, ...], NounPhrase | None]] = field(default_factory=list)
    """What it is called by as long as it has none, and the noun phrases of that."""
    footings: list[Footing] = field(default_factory=list)
    affiliation: Party | None = None
    part_of: Party | None = None
    speaks: bool = False
    is_author: bool = False


class _Room:
    """Entities as they come together."""

    def __init__(self, text: str, byline: str | None) -> None:
        self._text = text
        self._byline = byline
        self._capitals = Capitals(text)
        self._guests: dict[object, _Guest] = {}
        self._of: dict[Party, _Guest] = {}
        self._words: Words | None = None
        self._phrases: Sequence[NounPhrase] = ()

    def meet(self, words: Words, phrases: Sequence[NounPhrase]) -> None:
        """Takes note of the page's noun phrases."""
        self._words, self._phrases = words, phrases

    def seat(
        self, party: Party, referent: Referent | None, phrase: NounPhrase | None = None
    ) -> None:
        """Gives a party to its entity: the resolved one, or that of the same words, case apart."""
        if not party.spans:
            return
        if referent is None:
            guest = self._unresolved(party.spans)
        elif referent in self._guests:
            guest = self._guests[referent]
        else:
            guest = self._guests[referent] = _Guest()
            for number in referent.phrases:
                self._mention(guest, self._phrases[number])
        if not guest.proper:
            guest.described.append((party.spans, phrase))
        if party.speaks:
            guest.speaks = True
        self._of[party] = guest

    def _unresolved(self, spans: tuple[Span, ...]) -> _Guest:
        """The entity of the same words."""
        wording = self._read(spans, None)
        guest = self._guests.setdefault(wording.name.casefold(), _Guest())
        guest.mentions.extend([(span, wording.form) for span in spans])
        return guest

    def author(self, referent: Referent) -> None:
        """Says that an entity is whoever writes the page."""
        guest = self._guests.setdefault("author", _Guest(is_author=True))
        if referent not in self._guests:
            self._guests[referent] = guest
            for number in referent.phrases:
                self._mention(guest, self._phrases[number])

    def quoted(self, party: Party, phrase: NounPhrase) -> None:
        """Adds the "I" of a quotation to its speaker's mentions."""
        assert self._words is not None
        guest = self._of.get(party)
        if guest is not None:
            guest.mentions.append((phrase.span(self._words), "pronoun"))

    def footing(
        self, party: Party, footing: Footing, bodies: dict[tuple[Footing, Span], Party]
    ) -> None:
        """Adds what the page says of a party around its words."""
        guest = self._of.get(party)
        if guest is None:
            return
        guest.footings.append(footing)
        if footing.affiliation is not None and guest.affiliation is None:
            guest.affiliation = bodies[footing, footing.affiliation]
        if footing.part_of is not None and guest.part_of is None:
            guest.part_of = bodies[footing, footing.part_of]

    def _mention(self, guest: _Guest, phrase: NounPhrase) -> None:
        assert self._words is not None
        span = phrase.span(self._words)
        guest.mentions.append((span, phrase.form))
        proper = self._proper(phrase, span)
        if proper is not None:
            guest.proper.append(proper)
        elif not guest.proper:
            guest.described.append(((span,), phrase))

    def _proper(self, phrase: NounPhrase, span: Span) -> Wording | None:
        """What a phrase says if it is a proper name, or several."""
        assert self._words is not None
        if phrase.parts:
            named = all(self._words.tags[head] in ("NNP", "NNPS") for head in phrase.parts)
            if not named and phrase.kind != "person":
                return None
            name = " ".join(self._text[span.start : span.end].split())
            count = len(phrase.parts) if named else None
            return Wording(name, "name", "named" if named else "unnamed", "group", count)
        if phrase.kind not in ("person", "organization", "place") or not phrase.name:
            return None
        if phrase.kind == "person" and self._is_plural(phrase):
            return None
        wording = self._read((span,), phrase)
        if wording.kind == "group" and (  # but "the Dock and Quay Union" is a body
            phrase.kind != "organization" or _SMALL.isdisjoint(phrase.name)
        ):
            return None
        kind: EntityKind = wording.kind
        if phrase.kind != "person" and kind in ("person", "group"):
            kind = "place" if phrase.kind == "place" else "organization"
        number = 1 if kind == "person" else None
        return Wording(wording.name, "name", "named", kind, number)

    def _read(self, spans: tuple[Span, ...], phrase: NounPhrase | None) -> Wording:
        """What the words of a phrase say by themselves."""
        start, end = spans[0]
        text = self._text[start:end]
        for start, end in spans[1:]:
            text += f" {self._text[start:end]}"
        common = self._capitals.begin_a_sentence_only(spans[0]) and not self._is_surname(phrase)
        return read_wording(text, common=common)

    def _wording(self, guest: _Guest) -> Wording:
        """The wording that says most of an entity: of somebody who is mostly a person, as a person;
        of one that has no proper name, as a description.
        """
        proper = guest.proper
        if proper:
            people = [wording for wording in proper if wording.kind == "person"]
            mostly = people if 2 * len(people) > len(proper) else proper
        else:
            mostly = [self._described(*called) for called in dict.fromkeys(guest.described)]
        return max(mostly, key=_fullness) if len(mostly) > 1 else mostly[0]

    def _described(self, spans: tuple[Span, ...], phrase: NounPhrase | None) -> Wording:
        """A wording as a description; where it leaves the kind open, its phrase's head decides."""
        wording = self._read(spans, phrase)
        if phrase is None or self._words is None or phrase.form == "pronoun":
            return wording
        kind = wording.kind
        if phrase.parts and kind in ("organization", "person"):
            return wording._replace(kind="group", number=None)  # "the board and its owner"
        if self._words.relations[phrase.head] in BESIDE:
            if is_adjective_of_land(self._words, phrase.head):
                return wording._replace(kind="place", number=None)
            if is_group_before(self._words, phrase.head):
                return wording._replace(kind="group", naming="unnamed", number=None)
        if kind == "person" and self._is_plural(phrase):
            return wording._replace(kind="group", naming="unnamed", number=None)
        if kind == "group" and wording.number is None and phrase.kind in _THINGS:
            return wording._replace(kind="other") if self._is_of_things(phrase) else wording
        if kind == "other" and phrase.kind == "person":
            if phrase.count == "many":
                return wording._replace(kind="group", number=None)
            return wording._replace(kind="person", number=1)
        if kind == "other" and phrase.kind == "organization":
            return wording._replace(kind="organization")
        return wording

    def _is_of_things(self, phrase: NounPhrase) -> bool:
        """Whether a plural is of things, and none that people are counted in: "further tests"."""
        assert self._words is not None
        head = phrase.head
        return self._words.tags[head] == "NNS" and self._words.low[head] not in GROUP_NOUNS

    def _is_surname(self, phrase: NounPhrase | None) -> bool:
        """Whether the model takes one word for a person's name, and for no plural: "Brooks"."""
        if phrase is None or self._words is None or phrase.first != phrase.head:
            return False
        head = phrase.head
        return self._words.tags[head] == "NNP" and self._words.names[head].endswith("person")

    def _is_plural(self, phrase: NounPhrase) -> bool:
        """Whether a phrase of people has a plural for its head: "the Roes", "Chinese citizens"."""
        assert self._words is not None
        if self._words.names[phrase.head].endswith("person"):
            return phrase.count == "many"
        return self._words.tags[phrase.head] in ("NNPS", "NNS")

    def entities(self, parties: Sequence[Party]) -> tuple[Entity, ...]:
        """The records; each party gets its entity's id."""
        guests = sorted(dict.fromkeys(self._of.values()), key=lambda guest: min(guest.mentions)[0])
        ids = {guest: f"N{number}" for number, guest in enumerate(guests, 1)}
        for party in parties:
            guest = self._of.get(party)
            party.entity = None if guest is None else ids[guest]
        taken: set[Span] = set()
        return tuple([self._entity(guest, ids[guest], taken) for guest in guests])

    def _entity(self, guest: _Guest, identifier: str, taken: set[Span]) -> Entity:
        wording = self._wording(guest)
        free = [mention for mention in dict.fromkeys(guest.mentions) if mention[0] not in taken]
        free.sort(key=_SPAN)
        taken.update([span for span, _ in free])
        mentions = [Mention(span=span, form=form) for span, form in free]
        kind = wording.kind
        if kind == "place" and guest.speaks:
            kind = "organization"  # a country that says something is its government
        name, naming = wording.name, wording.naming
        if guest.is_author:
            kind = "author"
            if self._byline:
                name, naming = self._byline, "named"
        footings = guest.footings
        numbers = [footing.number for footing in footings if footing.number is not None]
        grounds = [footing.grounds for footing in footings if footing.grounds is not None]
        role = telling_role([footing.role for footing in footings])
        if role is None and kind == "person" and naming == "named":
            role = self._role_elsewhere(mentions)
        return Entity(
            id=identifier,
            name=name,
            kind=kind,
            naming=naming,
            number=1 if kind == "person" else _several(next(iter(numbers), wording.number)),
            role=role,
            affiliation=_other(guest.affiliation, identifier),
            part_of=_other(guest.part_of, identifier),
            grounds=self._text[slice(*grounds[0])] if grounds and naming == "unnamed" else None,
            country=self._country_of_place(name, mentions)
            if kind == "place"
            else _country(name, role, kind == "person" and naming == "named"),
            mentions=tuple(mentions),
        )

    def _role_elsewhere(self, mentions: Sequence[Mention]) -> str | None:
        """The role that a page gives somebody where they say nothing: "Mayor Jane Roe left"."""
        if self._words is None:
            return None
        named = (mention.span for mention in mentions if mention.form == "name")
        return telling_role(read_role(self._words, span) for span in named)

    def _country_of_place(self, name: str, mentions: Sequence[Mention]) -> str | None:
        ends = (mention.span.end for mention in mentions)
        return country_of_place(name, (self._text[end : end + REACH] for end in ends))


_SPAN: Final = itemgetter(0)
_THINGS: Final = frozenset({"abstract", "event", "object"})
_SMALL: Final = frozenset({"and", "&"})
_OFFICES: Final = frozenset(
    "president minister secretary ambassador leader senator governor king queen chancellor premier "
    "congressman congresswoman representative envoy general diplomat lawmaker official".split()
)
"""Whose holders are of the country that their title names; a "France correspondent" is not."""


def _other(party: Party | None, identifier: str) -> str | None:
    """The entity of a party, unless it is this one itself."""
    return None if party is None or party.entity == identifier else party.entity


def _several(number: int | None) -> int | None:
    """A number of people, unless it is what was said of one of them: "Roe, others" are not one."""
    return None if number == 1 else number


def _country(name: str, role: str | None, is_named_person: bool) -> str | None:
    """The country of an entity, by the title of a person who has a name."""
    if not is_named_person:
        return country_of(name)
    words = set((role or "").lower().split())
    return country_of(role) if role and words & _OFFICES else None


def _fullness(wording: Wording) -> tuple[bool, bool, bool, int]:
    told = wording.kind != "other"
    return wording.form != "pronoun", wording.naming == "named", told, len(wording.name.split())
