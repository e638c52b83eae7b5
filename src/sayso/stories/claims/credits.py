"""Whom a page credits: for all of it, and for what stands in some stretch of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sayso.reader.vocabulary.source_words import ORGANIZATION_SIGNS
from sayso.reading import Block, Entity, Reading, Span, Statement
from sayso.stories.claims.outlets import (
    PLAIN_SIGN_WORDS,
    Named,
    Outlets,
    is_persons_name,
    is_wire,
    looks_like_outlet,
    unique,
)
from sayso.stories.claims.sentences import QUOTED, paragraphs_of, sentence_at, sentences_of

_NAME: Final = r"(?:[A-Z0-9][\w’'&-]*\.?)(?: (?:of |and |the |for )?[A-Z0-9][\w’'&-]*){0,4}"
_ADVERBS: Final = r"(?:(?:has|had|have|also|first|later|earlier|previously|originally|then)\s+)*"
_BEFORE: Final = re.compile(
    r"(?:\baccording to|\bciting|\b(?:reported|published|disclosed|revealed|broadcast|aired"
    r"|obtained|seen|reviewed|quoted|cited|carried|posted|shared|told|interviewed|uncovered"
    r"|unearthed|exposed)"
    r"(?: \w+){0,2} (?:by|in|on|to)"
    r"|\btold|\btells|\btelling|\bassured|\binformed"
    r"|\bspeaking to|\bspoke to|\bspoke with|\bspeaking with"
    r"|\b(?:interview|statement|comments?|remarks|email|letter)s? (?:with|to|by|for|in|on)"
    r"|\b(?:reports?|reporting|article|story|account|investigation) (?:in|by|from|on|of)"
    r"|\bconfirmed to|\bsaid to|\bsaid on|\bsays in|\bin|\bgave|\bgiven|\bshown|\bshowed|\bvia"
    r"|\bfrom|\bby|\bto|\bwith)\s+(?:the\s+)?(?:website |newspaper "
    r"|broadcaster |magazine |news agency |agency )?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    rf"(?:,? (?:which|who|that) )?[,\s]*{_ADVERBS}(?:alleged|alleges|claimed|claims"
    rf"|found|reported|reports|said|says|wrote|writes|revealed"
    rf"|reveals|disclosed|quoted|quotes|cited|cites|published|broadcast|learned|learnt|understands"
    rf"|obtained|reviewed|saw|seen|confirmed|carried|told|broke)\b"
    rf"|\s+(?:was|is|were) (?:the )?first to\b"
    rf"|['’]s? (?:\w+ )?(?:report|story|article|account|investigation)"
    rf"|\s+(?:report|story|investigation)\b"
)
_FIRST: Final = re.compile(
    r"\bfirst (?:reported|published|revealed|disclosed|broadcast|told|to report|to reveal)\b",
    re.IGNORECASE,
)
_AS: Final = re.compile(r"\b[Aa]s (?:\w+ )?(?:reported|told)\b|\b[Aa]s (?:the |The )?[A-Z]")
_AS_BEFORE: Final = re.compile(r"\b[Aa]s (?:the |The )?$")
_REPORT_BEFORE: Final = re.compile(
    r"\b(?:reports?|reporting|article|story|account|investigation) (?:in|by|from|on|of) (?:the )?$",
    re.IGNORECASE,
)
_REPORT_AFTER: Final = re.compile(r"(?:['’]s?)?(?: \w+)? (?:report|story|article|account)\b")
_SINCE: Final = re.compile(
    r"\b(?:after|since|before|when|until|once|following|despite)\b", re.IGNORECASE
)
_DENIES: Final = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|comment on|dismiss\w*|disput\w+)\b", re.IGNORECASE
)
_AGAIN: Final = re.compile(
    r"\b[Tt]he (?:newspaper|paper|news agency|agency|broadcaster|station|magazine|website|outlet"
    r"|wire service|wire|news service|news site|site|radio station)\b"
)
"""How a page calls an outlet again that it has named."""
_TOLD_US: Final = re.compile(
    r"\b(?:told|tells|telling|informed|assured|(?:spoke|speaking|confirmed|said|wrote|admitted) to"
    r"|interview with) "
    r"(?:us|me|(?:this|our) (?:newspaper|paper|station|website|magazine|reporter|programme|program"
    r"|correspondent|agency|news agency|channel|site|column|journal|weekly|broadcaster))\b"
)
_NEAR: Final = 700
"""Characters back to the outlet that is called so."""
_CREDIT: Final = re.compile(
    rf"(?:\b(?:first|originally) reported by|\breported by|\bas reported in|\btold|\bciting"
    rf"|\baccording to|\breports? (?:in|by)|\binterview with) (?:the |The )?({_NAME})"
    rf"|\b(?:statement|comments?|remarks) to (?:the |The )?({_NAME})"
    rf"|\b[Tt]he ({_NAME})(?: newspaper| news agency| website| magazine)?,? "
    rf"{_ADVERBS}(?:reported|revealed|reports)\b"
    rf"|(?<=, )({_NAME}) {_ADVERBS}(?:reported|revealed|reports)\b"
    rf"|(?:^|(?<=[.”\"] ))({_NAME}) {_ADVERBS}(?:reported|revealed|reports) (?:on \w+ )?that\b"
)
_KIND: Final = (
    r"(?:newspaper|weekly|daily|magazine|paper|tabloid|broadcaster|station|channel|website"
    r"|news site|news agency|wire service|newswire|blog|podcast|network)"
)
_CALLED: Final = re.compile(
    rf"\b{_KIND} (?:The |the )?({_NAME})"
    rf"|({_NAME}), (?:the|a|an|its|our) (?:[\w’'-]+ ){{0,3}}{_KIND}\b"
    rf"|\b(?:reports?|article|story|interview) (?:in|by|with) The ({_NAME})"
    rf"|\b(?:first reported|published) (?:\w+ ){{0,2}}(?:by|in) (?:The |the )?({_NAME})"
    rf"|\b(?:The|the) ({_NAME}) (?:first )?reported (?:on \w+ )?that\b"
)
"""What is said to be an outlet, whatever its name."""
_SIGNED: Final = re.compile(
    r"\b((?:[A-Z][\w’'-]+ ){1,3}"
    rf"(?:{'|'.join(word.capitalize() for word in sorted(PLAIN_SIGN_WORDS))}))\b"
)
_DATELINE: Final = re.compile(r"^\s*[^()\n]{0,60}\(([^()\n]{2,40})\)\s*(?:[—–:-]|$)")
_WHOLE_LINE: Final = re.compile(
    rf"^\W*(?:(?:this (?:story|article|report|piece) (?:was |is )?)?(?:first|originally) "
    rf"(?:published|appeared|reported) (?:by|in|on|at)|(?:this (?:story|article|report) )?(?:was )?"
    rf"(?:provided|supplied|distributed|written) by|reprinted (?:from|with permission of)"
    rf"|republished (?:from|with permission from)|source|credit|via|text|story|report|©|copyright"
    rf"|\(c\)|this (?:story|article|report) is by)[:\s]+(?:\d{{4}} )?(?:the |The )?({_NAME})\W*$",
    re.IGNORECASE,
)
_PART_LINE: Final = re.compile(
    rf"^\W*(?:with |additional |some |extra |further )+(?:reporting |material |information )?"
    rf"(?:files )?(?:by|from) (?:the |The )?({_NAME})\W*$"
    rf"|^\W*(?:the |The )?({_NAME}) contributed to this (?:report|story|article)\W*$",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(rf"^[\s(—–-]*(?:the |The )?({_NAME})[\s).]*$")
_BY: Final = re.compile(r"^\s*(?:by|from|story by|words by)\s+", re.IGNORECASE)
_JOINED: Final = re.compile(r"\s+and\s+|\s+with\s+|\s*[&;+]\s*|\s*/\s*")
_AFFILIATED: Final = re.compile(r"\s*,\s*|\s+for\s+|\s+of\s+|\s*\|\s*|\s+[-–—]\s+|\s*\(|\)\s*")
_OWN_STAFF: Final = re.compile(
    r"\b(?:staff|newsroom|reporters?|correspondents?|desk|team|editors?)\b", re.IGNORECASE
)
_LAST: Final = 3
"""Blocks at the foot of a page that may say where it is from."""
_LONGEST_LINE: Final = 160


class Scope(NamedTuple):
    """A stretch of a page that it credits to outlets, or says that its own outlet was told."""

    span: Span
    chain: tuple[str, ...]
    """The outlet that is credited, then the one which that one credits."""
    first: bool = False
    """Whether the page says that the outlet told it first."""
    aside: bool = False
    """Whether it only tells whose report something is about: "denied it, as the Gazette reported",
    "denied a report in the Gazette"."""


@dataclass(slots=True, kw_only=True)
class Credits:
    """What a page credits. `whole` and `part` are of the page as such."""

    own: str | None
    whole: tuple[str, ...] = ()
    """Outlets whose all of it is."""
    part: tuple[str, ...] = ()
    """Outlets whose some of it is, it does not say what."""
    scopes: list[Scope] = field(default_factory=list)
    own_scopes: list[Span] = field(default_factory=list)
    """What was told to its own outlet."""

    def at(self, start: int, end: int) -> Scope | None:
        """The narrowest credit that a stretch stands under, None where it stands under none or was
        told to the page's own outlet."""
        over = [one for one in self.scopes if one.span.start <= start and end <= one.span.end]
        if not over or self.is_own(start, end):
            return None
        narrowest = min(over, key=lambda one: one.span.end - one.span.start)
        same = [one for one in over if not set(one.chain).isdisjoint(narrowest.chain)]
        return narrowest._replace(
            first=any(one.first for one in same), aside=any(one.aside for one in same)
        )

    def is_own(self, start: int, end: int) -> bool:
        """Whether a stretch is what the page's own outlet was told or saw."""
        return any(span.start <= start and end <= span.end for span in self.own_scopes)


def find_outlets(readings: Sequence[Reading]) -> Outlets:
    """The outlets of a story: its pages' own and those that are plainly credited."""
    outlets = Outlets(readings)
    for reading in readings:
        page = reading.page
        for entity in reading.entities:
            if entity.kind == "outlet" and entity.naming == "named" and entity.name[:1].isupper():
                outlets.add(entity.name)
        for start, end in sentences_of(page):
            for found in _CREDIT.finditer(page.text, start, end):
                name = next(group for group in found.groups() if group)
                if looks_like_outlet(name):
                    outlets.add(name)
            sentence = page.text[start:end]
            for found in (*_CALLED.finditer(sentence), *_SIGNED.finditer(sentence)):
                name = next(group for group in found.groups() if group)
                if not _is_body(name, reading):
                    outlets.add(name)
        own = outlets.of_page(page.id)
        for name in _page_names(page.text, page.blocks, page.byline):
            # "(CNS)" in the dateline of the Continental News Service is no other outlet.
            if outlets.resolve(name) is None and name != own:
                outlets.add(name)
    return outlets


def _is_body(name: str, reading: Reading) -> bool:
    """Whether a name is somebody's, or a body's that is no outlet."""
    if ORGANIZATION_SIGNS.search(name) is not None:
        return not looks_like_outlet(name)
    return any(
        entity.kind in ("person", "place") and name in entity.name for entity in reading.entities
    )


def _page_names(text: str, blocks: Sequence[Block], byline: str | None) -> Iterator[str]:
    if (dateline := _dateline(text, blocks)) is not None:
        yield dateline
    for line in _bylines(text, blocks, byline):
        for part in _JOINED.split(line):
            for piece in _AFFILIATED.split(part):
                if (
                    looks_like_outlet(piece)
                    and not _OWN_STAFF.search(piece)
                    and not is_persons_name(piece)
                ):
                    yield piece.strip()
    for line in _foot(text, blocks):
        if found := _WHOLE_LINE.match(line) or _PART_LINE.match(line):
            name = next(group for group in found.groups() if group)
            if looks_like_outlet(name):
                yield name


def find_credits(reading: Reading, outlets: Outlets) -> Credits:
    """What the page of `reading` credits to whom."""
    page = reading.page
    found = Credits(own=outlets.of_page(page.id))
    found.whole, found.part = _of_page(reading, outlets, found.own)
    entities = {entity.id: entity for entity in reading.entities}
    marked: list[Span] = []
    for scope, words in _read_scopes(reading, entities, outlets):
        marked.append(words)
        _add(found, scope)
    for scope, words in _written_scopes(reading, outlets, found.own):
        # What the reader has a statement for, it knows the extent of.
        if not any(one.start <= words.start < one.end for one in marked):
            _add(found, scope)
    found.own_scopes.extend(_told_us(reading))
    for scope in _inherited(reading, found):
        _add(found, scope)
    return found


def _add(found: Credits, scope: Scope) -> None:
    chain = tuple(outlet for outlet in scope.chain if outlet != found.own)
    if chain:
        found.scopes.append(scope._replace(chain=chain))
    elif scope.chain:
        found.own_scopes.append(scope.span)


# --- The page as such --------------------------------------------------------------------------


def _of_page(
    reading: Reading, outlets: Outlets, own: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    page = reading.page
    places = {entity.name for entity in reading.entities if entity.kind == "place"}
    whole: list[str] = []
    part: list[str] = []
    if (name := _dateline(page.text, page.blocks)) and (outlet := outlets.resolve(name)):
        whole.append(outlet)
    for line in _bylines(page.text, page.blocks, page.byline):
        credited, others = [], 0
        for piece in _JOINED.split(line):
            known = [
                outlet
                for name in _AFFILIATED.split(piece)
                # "Jane Roe, Vestby" is where she wrote it, though there is a Vestby Times.
                if name.strip()
                and name.strip() not in places
                and (outlet := outlets.resolve(name)) is not None
            ]
            if known and known[-1] != own and not _OWN_STAFF.search(piece):
                credited.append(known[-1])
            else:
                others += 1
        (part if others else whole).extend(credited)
    for line in _foot(page.text, page.blocks):
        if found := _WHOLE_LINE.match(line) or _ALONE.match(line):
            if outlet := outlets.resolve(found[1]):
                whole.append(outlet)
        elif (found := _PART_LINE.match(line)) and (
            outlet := outlets.resolve(found[1] or found[2])
        ):
            part.append(outlet)
    return (
        unique(outlet for outlet in whole if outlet != own),
        unique(outlet for outlet in part if outlet != own and outlet not in whole),
    )


def _dateline(text: str, blocks: Sequence[Block]) -> str | None:
    """The agency in a dateline: NPA of "VESTBY, May 20 (NPA) —"."""
    for block in blocks:
        if block.role in ("dateline", "paragraph"):
            found = _DATELINE.match(text[slice(*block.span)])
            if found is None:
                return None
            name = found[1].strip()
            return name if looks_like_outlet(name) or is_wire(name) else None
    return None


def _bylines(text: str, blocks: Sequence[Block], byline: str | None) -> Iterator[str]:
    lines = [text[slice(*block.span)] for block in blocks if block.role == "byline"]
    seen: set[str] = set()
    for line in (*lines, byline or ""):
        line = " ".join(_BY.sub("", line).split())
        if line and line not in seen and len(line) <= _LONGEST_LINE:
            seen.add(line)
            yield line


def _foot(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks[-_LAST:]:
        line = " ".join(text[slice(*block.span)].split())
        if block.role != "title" and len(line) <= _LONGEST_LINE:
            yield line


# --- Stretches of it ---------------------------------------------------------------------------


def _read_scopes(
    reading: Reading, entities: dict[str, Entity], outlets: Outlets
) -> Iterator[tuple[Scope, Span]]:
    """The statements that came through outlets, with the words that the statement is made of."""
    text = reading.page.text
    sentences = sentences_of(reading.page)

    def outlet_of(identity: str | None) -> str | None:
        entity = entities.get(identity or "")
        if entity is None or entity.naming != "named":
            return None
        if entity.kind in ("person", "place", "group"):
            return None
        return outlets.resolve(entity.name)

    for statement in reading.statements:
        chain = [name for one in statement.via if (name := outlet_of(one)) is not None]
        if (name := outlet_of(statement.source)) is not None and _is_full(
            name, statement, text, outlets
        ):
            chain.append(name)
        if (name := outlet_of(statement.addressee)) is not None:
            chain.append(name)
        spans = [*statement.content_spans, *statement.cue_spans, *statement.source_spans]
        if not chain or not spans:
            continue
        words = Span(min(s.start for s in spans), max(s.end for s in spans))
        sentence = sentence_at(sentences, words.start) or words
        around = text[slice(*sentence)]
        first = _FIRST.search(text[slice(*words)]) is not None
        aside = first or _AS.search(around) is not None
        reach = sentence if first else words
        yield Scope(reach, unique(chain), first, aside), words


def _is_full(name: str, statement: Statement, text: str, outlets: Outlets) -> bool:
    """Whether the words of a source are an outlet's and no other body's of a like name."""
    words = " ".join(text[slice(*span)] for span in statement.source_spans)
    return outlets.resolve(words) == name or _AGAIN.search(words) is not None or not words


def _written_scopes(
    reading: Reading, outlets: Outlets, own: str | None
) -> Iterator[tuple[Scope, Span]]:
    """Sentences that credit an outlet in plain words, with the words that name it."""
    page = reading.page
    text = page.text
    last: tuple[int, str] | None = None
    for start, end in sentences_of(page):
        named = list(outlets.find(text, start, end))
        if last is not None:
            taken = [one.span for one in named]
            for again in _AGAIN.finditer(text, start, end):
                near = again.start() - last[0] <= _NEAR
                inside = any(s.start <= again.start() < s.end for s in taken)
                fits = again[0].split()[-1] not in ("agency", "service", "wire") or is_wire(last[1])
                if near and fits and not inside and not _names_on(text, again.end()):
                    named.append(Named(Span(*again.span()), last[1]))
        for one in sorted(named):
            before, after = text[start : one.span.start], text[one.span.end : end]
            parenthesis = before.rstrip().endswith("(") and after.lstrip().startswith(")")
            ahead = _AFTER.match(after) is not None
            if _BEFORE.search(before) or ahead or parenthesis:
                first = bool(
                    _FIRST.search(text[max(start, one.span.start - 40) : one.span.end + 30])
                )
                first_word = start
                since = list(_SINCE.finditer(before))
                if since and ahead:
                    # "resigned a day after the Ledger reported that …" credits it with the latter.
                    first_word = start + since[-1].start()
                aside = first or any(p.search(before) for p in (_AS_BEFORE, _REPORT_BEFORE))
                aside = aside or _REPORT_AFTER.match(after) is not None
                yield Scope(Span(first_word, end), (one.outlet,), first, aside), one.span
            last = (one.span.start, one.outlet)


def _told_us(reading: Reading) -> Iterator[Span]:
    """Sentences that say, outside of quotation marks, that the page's own outlet was told."""
    text = reading.page.text
    for sentence in sentences_of(reading.page):
        words = QUOTED.sub(lambda found: " " * len(found[0]), text[slice(*sentence)])
        if _TOLD_US.search(words):
            yield sentence


def _names_on(text: str, position: int) -> bool:
    """Whether a name follows: "the newspaper Vestby Times"."""
    return re.match(r"\s+[A-Z]", text[position : position + 3]) is not None


def _inherited(reading: Reading, found: Credits) -> Iterator[Scope]:
    """What a source goes on to say, in the same paragraph or the next, after it told an outlet."""
    text = reading.page.text
    paragraphs = paragraphs_of(reading.page)

    def paragraph(position: int) -> int:
        return sum(1 for one in paragraphs if one.start <= position)

    told: dict[str, tuple[int, tuple[str, ...]]] = {}
    for statement in sorted(reading.statements, key=lambda one: one.content_spans):
        if statement.source is None or not statement.content_spans:
            continue
        start, end = statement.content_spans[0].start, statement.content_spans[-1].end
        place = paragraph(start)
        credit = found.at(start, end)
        if credit is not None:
            told[statement.source] = (place, credit.chain)
        elif found.is_own(start, end):
            told[statement.source] = (place, (found.own or "",))
        elif statement.source in told:
            before, chain = told[statement.source]
            apart = statement.occasion is not None or statement.addressee is not None
            if place - before <= 1 and not apart and not _DENIES.search(text[start:end]):
                told[statement.source] = (place, chain)
                yield Scope(Span(start, end), chain)
            else:
                del told[statement.source]
