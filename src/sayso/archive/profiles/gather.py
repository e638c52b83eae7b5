"""A page's Reading → what it gives to tell by who its entities are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.archive.index import words
from sayso.archive.packing import utc
from sayso.archive.profiles.bodies import Body, body
from sayso.archive.profiles.evidence import Evidence
from sayso.archive.profiles.lists import BODY_WORDS, PARTICLES, TITLES
from sayso.archive.profiles.names import fold
from sayso.archive.profiles.offices import role_noun, role_only
from sayso.archive.profiles.people import Person, person
from sayso.reader.places.countries import country_named, country_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Entity, EntityKind, Reading, Span

PARTIES: Final[frozenset[EntityKind]] = frozenset(
    {"person", "group", "organization", "outlet", "author"}
)
"""The kinds of entities that may be somebody of the archive; a place is where it speaks."""
_COMPANY: Final = 24
"""Entities of the page that are kept as an entity's company, those that are named most."""
_NEAR: Final = 90
"""Characters around a name in which other names are its surroundings."""
_MENTIONS: Final = 4
"""Mentions of an entity whose surroundings are looked at."""


def gather(reading: Reading) -> dict[str, Evidence]:
    """For each entity of a page that may be somebody of the archive, by its id, what the page says
    of it.
    """
    speaking = {statement.source for statement in reading.statements}
    bylines = {entity.id: entity.name for entity in reading.entities}
    called: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {}
    company: dict[str, tuple[str, int]] = {}
    for entity in reading.entities:
        if entity.naming != "named":
            continue
        kind = _kind(entity)
        names, aliases = _names(reading, entity, kind)
        if not names:
            continue
        company[entity.id] = (_company_key(names[0], kind), len(entity.mentions))
        if kind in PARTIES or (kind == "place" and entity.id in speaking):
            called[entity.id] = (kind, names, aliases)
    by_mentions = sorted(company.items(), key=lambda item: -item[1][1])
    found: dict[str, Evidence] = {}
    for entity in reading.entities:
        if entity.id not in called:
            continue
        kind, names, aliases = called[entity.id]
        own = company[entity.id][0]
        others = dict.fromkeys(key for id_, (key, _) in by_mentions if id_ != entity.id)
        others.pop(own, None)
        affiliation = bylines.get(entity.affiliation or "")
        roles = _roles(entity, names)
        found[entity.id] = Evidence(
            names=names,
            aliases=aliases,
            kind=kind,
            country=entity.country,
            roles=roles,
            ties=_ties(reading, entity, affiliation, roles),
            company=tuple(others)[:_COMPANY],
            near=_near(reading, entity, names),
            outlet=reading.page.outlet,
            published=utc(reading.page.published.value),
        )
    return found


def _kind(entity: Entity) -> str:
    """The kind of an entity; a person that is called a hospital is none."""
    if entity.kind != "person":
        return entity.kind
    words = {fold(word).strip(".,") for word in entity.name.split()[1:]}
    return "organization" if words & BODY_WORDS else "person"


_SEVERAL = re.compile(r"\w[,;]? (?:and|&) (?:[A-Z]\w+[. ]+)+|; ")
_ABBREVIATED = re.compile(r"\s?\(\s?[“\"‘']?([A-Z][A-Za-z&.-]{1,9})[”\"’']?\s?\)")


def _names(reading: Reading, entity: Entity, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of an entity that can be compared, the fullest first, and what is short for it."""
    if kind in ("group", "author") and _SEVERAL.search(f"{entity.name} "):
        return (), ()  # "Roe and Doe": two people, each somebody else
    text = reading.page.text
    mentions = [m.span for m in entity.mentions if m.form == "name"]
    given = [entity.name, *(words(text, [span]) for span in mentions)]
    written = list(dict.fromkeys(_DESCRIPTION.sub("", name) for name in given))
    if kind in ("person", "author"):
        return _names_of_person(written), ()
    known: dict[str, str] = {}
    first = body(entity.name)
    for name in written:
        parsed = body(name)
        if parsed is None or first is None or len(name.split()) > _LONGEST_BODY:
            continue
        if parsed.key != first.key and first.is_country:
            continue  # nothing is short for a country
        if parsed.key == first.key or parsed.is_short or first.is_short:
            known.setdefault(parsed.key, name)
    if reading.page.outlet and first is not None and _is_own(first, reading.page.outlet):
        known[""] = reading.page.outlet
    names = sorted(known.values(), key=lambda name: -len(name.split()))
    return tuple(names[:4]), tuple(_abbreviations(text, names, mentions))


_DESCRIPTION = re.compile(r"^(?:The|An?|His|Her|Its|Their|[a-z]+)\b[^,]*, (?=[A-Z])")
"""What stands before a name in apposition: "The operator, Tarn Leisure"."""


def _is_own(name: Body, outlet: str) -> bool:
    """Whether a page's own outlet is called so: "the Courier" in The Alder Bay Courier."""
    whole = body(outlet)
    return (
        whole is not None
        and len(name.words) < len(whole.words)
        and whole.words[-len(name.words) :] == name.words
    )


_LONGEST_BODY = 12
"""Words of a body's name; longer ones hold a clause."""


def _names_of_person(written: Sequence[str]) -> tuple[str, ...]:
    known: dict[str, str] = {}
    main: Person | None = None
    for name in written:
        parsed = person(name)
        if parsed is None or not _is_clean(name, parsed):
            continue
        main = main or parsed
        fits = parsed.core == main.core or parsed.first is None or main.first is None
        if fits:
            known.setdefault(parsed.key(), name)
    return tuple(sorted(known.values(), key=_fullness, reverse=True)[:5])


def _is_clean(name: str, parsed: Person) -> bool:
    """Whether a name is one: "Obama, who won" and "the only Republican" are not."""
    small = [word for word in name.split() if word.isalpha() and word.islower()]
    described = len(name.split()) > 1 and any(word not in _IN_NAMES for word in small)
    return len(parsed.middles) <= 3 and not described and not re.search(r"[:;!?\n]", name)


_IN_NAMES = PARTICLES | TITLES | frozenset({"y", "e", "the", "a", "an"})


def _fullness(name: str) -> tuple[bool, int, int]:
    parsed = person(name)
    assert parsed is not None
    return parsed.first is not None, len(parsed.middles), len(parsed.key())


def _abbreviations(text: str, names: Sequence[str], mentions: Sequence[Span]) -> Iterator[str]:
    """What stands in parentheses right after a name and is made of its letters, in order."""
    if not names or len(names[0].split()) < 2:
        return
    letters = fold(names[0])
    for span in mentions:
        found = _ABBREVIATED.match(text, span.end)
        if found is None:
            continue
        rest = iter(letters)
        short = fold(found.group(1)).replace(".", "")
        if short[:1] in {word[:1] for word in letters.split()} and all(c in rest for c in short):
            yield found.group(1)
            return


def _company_key(name: str, kind: str) -> str:
    if kind in ("person", "author"):
        parsed = person(name)
        if parsed is not None:
            return f"n:{parsed.first} {parsed.core}" if parsed.first else f"s:{parsed.core}"
    made = body(name)
    key = made.key if made is not None else fold(name)
    return f"l:{key}" if kind == "place" else f"b:{key}"


def _roles(entity: Entity, names: Sequence[str]) -> tuple[str, ...]:
    roles = [entity.role] if entity.role else []
    for name in names:
        parsed = person(name) if entity.kind == "person" else None
        if parsed is not None:
            roles += [title for title in parsed.titles if role_noun(title)]
    return tuple(dict.fromkeys(roles))


_PROPER = re.compile(r"[A-Z][\w'’-]+(?:\.[A-Z]\.?)*(?: (?:of |the |de )?[A-Z][\w'’-]+)*")
_DESCRIBED = re.compile(
    r",\s(?:\d{1,3},\s)?(?:(?:an?|the|who is an?)\s[^,.;:“”\"]{2,60}?\s(?:in|from|of|at|for)\s"
    r"|of\s|from\s)(?:the\s)?((?:[A-Z][\w'’-]+)(?:\s[A-Z][\w'’-]+){0,3})"
)


def _ties(
    reading: Reading, entity: Entity, affiliation: str | None, roles: Sequence[str]
) -> tuple[str, ...]:
    """Where somebody belongs, as the page says around the name and in the role."""
    text = reading.page.text
    written = [affiliation] if affiliation and affiliation[:1].isupper() else []
    for role in roles:
        written += _PROPER.findall(role)
    for mention in entity.mentions[: 2 * _MENTIONS]:
        if mention.form == "name":
            after = _DESCRIBED.match(text, mention.span.end)
            if after is not None:
                written.append(after.group(1))
    ties = (_tie(name) for name in written)
    return tuple(dict.fromkeys(tie for tie in ties if tie and not role_only(tie)))[:6]


def _tie(name: str) -> str:
    code = country_named(name)
    # The states of the USA are told apart; a country is called by its code.
    if code is not None and code != "USA":
        return fold(code)
    if code is None and len(name.split()) == 1 and (people := country_of(name)) is not None:
        return fold(people)
    parsed = body(name)
    return parsed.key if parsed is not None else ""


_EVERYDAY = lexicon(
    "the a an he she it they we i in on at but and or if when while after before as for from by",
    "to of that this these those there here his her its their our my your who what which where",
    "why how no not yes so then now monday tuesday wednesday thursday friday saturday sunday",
    "january february march april may june july august september october november december mr",
    "mrs ms dr sen rep gov president republican democrat republicans democrats democratic",
    "american americans said asked according with",
)


def _near(reading: Reading, entity: Entity, names: Sequence[str]) -> tuple[str, ...]:
    """The capitalised words around the first mentions of a name, within its lines."""
    text = reading.page.text
    own = {fold(word).strip(".,") for name in names for word in name.split()}
    found: dict[str, None] = {}
    named = [mention.span for mention in entity.mentions if mention.form == "name"]
    for span in named[:_MENTIONS]:
        start = max(text.rfind("\n", 0, span.start) + 1, span.start - _NEAR)
        end = text.find("\n", span.end)
        end = min(len(text) if end < 0 else end, span.end + _NEAR)
        for word in re.findall(r"\b[A-Z][\w’'-]{2,}", text[start:end]):
            folded = fold(word).removesuffix("’s").removesuffix("'s")
            if folded not in own and folded not in _EVERYDAY:
                found.setdefault(folded)
    return tuple(found)[:12]
