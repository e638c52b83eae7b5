"""What the words that name a source say of it: form, naming, kind and number, by simple rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase
from typing import Final, NamedTuple

from sayso.reader.grammar.noun_phrases import singular
from sayso.reader.vocabulary.cue_words import is_any, is_noun_of, plain, words_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import (
    CALENDAR,
    COLLECTIVES,
    DETERMINERS,
    DOCUMENTS,
    GROUP_NOUNS,
    INDEFINITE,
    MANY,
    NAME_PARTICLES,
    NUMBERS,
    ONE,
    ONE_PERSON,
    ORGANIZATION_NOUNS,
    ORGANIZATION_SIGNS,
    OUTLET_NOUNS,
    OUTLET_SIGNS,
    PERSON_NOUNS,
    PERSONAL,
    PRONOUNS,
    STATES,
    SURNAMES,
)
from sayso.reading import EntityKind, MentionForm, Naming, Span

# Where the head of a noun phrase is over and what is said about it begins.
_AFTER_HEAD: Final = re.compile(
    r",(?!\d)|\((?![A-Z]{2,6}\) \w+$)|\s[-–—]+\s|--|;|:"
    r"|\s(?:this|last|next)\s|\s(?:today|yesterday|\w+day)\b"
    r"|\s(?:released|taken|conducted|published|obtained|posted|filed|being|issued|reported|provided|"
    r"sent|written|representing|reviewed|seen|commissioned|compiled|prepared)\b"
    r"|\s(?:of|for|at|from|in|on|with|to|by|about|who|whom|whose|which|that|familiar|close|involved|"
    r"briefed|speaking|including|inside|within|near|against|under|among|than|as|here|and|or)\b"
)
_CAPITALISED: Final = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w.'’/-]*|[a-z]+[A-Z][\w.'’/-]*)$")
_OFFICES_IN_CAPITALS: Final = lexicon("ceo cfo coo cto cmo mp mep msp")
"""What somebody is, and no name: "the CEO"."""
_JOINED: Final = re.compile(r",? and (\w+)")
_OF_THEM: Final = re.compile(r" of (?:(?:the|these|those|his|her) )?(.+)")
_OF: Final = re.compile(r" (?:of|for|on)\b")
_BY: Final = re.compile(r"[Bb]y (?=\w)")
_OWNER: Final = re.compile(r"['’]s? (?=[A-ZÀ-ÖØ-Þ])")
_RELATIVE: Final = re.compile(r"(?<=\w), (?:who|whom|whose|which)\b.*")
_OUTER: Final = " \t\n,;:-–—"


class Wording(NamedTuple):
    """What simple rules see in the words that name a source."""

    name: str
    form: MentionForm
    naming: Naming
    kind: EntityKind
    number: int | None


@lru_cache(maxsize=4096)
def read_wording(words: str, *, common: bool = False) -> Wording:
    """Form, naming, kind and number of one source's wording.

    `common` says that its first word has a capital only because a sentence begins with it.
    """
    wording = _read(words[:1].lower() + words[1:] if common else words)
    name = _name(words) if common else wording.name
    if ", wh" in name:
        name = _RELATIVE.sub("", name)
    return wording if name == wording.name else wording._replace(name=name)


def _name(words: str) -> str:
    name = _bare(" ".join(words.split()).strip(_OUTER)) or words.strip()
    by = _BY.match(name)  # "asked by a reporter"
    return name if by is None else name[by.end() :]


def _bare(name: str) -> str:
    """A name without the ending that says that something is its own."""
    if name.endswith(("'s", "’s")):
        return name[:-2]
    return name[:-1] if name.endswith(("'", "’")) else name


def _read(words: str) -> Wording:
    name = _name(words)
    low = words_of(plain(name))
    if not low:
        return Wording(name, "nominal", "unnamed", "other", None)
    if PRONOUNS.issuperset(low):
        number = 1 if low[0] in ONE_PERSON else None
        person = number == 1
        many = low[0] in {"they", "we", "them", "us", "their", "our"}
        kind: EntityKind = "person" if person else "group" if many else "other"
        return Wording(name, "pronoun", "unnamed", kind, number)

    core, rest = _split(name)
    tokens = core.split()
    head = _bare(tokens[-1]) if tokens else ""
    first = low[0]
    named_head = bool(_CAPITALISED.match(head)) and not _common_at_start(tokens, first)
    modifier = any(_CAPITALISED.match(token) for token in tokens[1:-1]) or (
        len(tokens) > 1
        and first not in DETERMINERS
        and bool(_CAPITALISED.match(tokens[0]))
        and not named_head
    )
    head_low = plain(head)
    if head_low in _OFFICES_IN_CAPITALS and len(tokens) > 1:
        named_head = False
    if is_noun_of(head_low, DOCUMENTS) and not named_head:
        proper = (modifier or _has_name(rest)) and len(tokens) + len(rest.split()) > 1
        proper = proper and singular(head_low) == head_low
        return Wording(name, "nominal", "named" if proper else "unnamed", "document", None)
    if named_head and first not in INDEFINITE:
        kind = _kind_of_name(core)
        if kind == "person" and rest.startswith(", which "):
            kind = "organization"
        if kind == "group":
            return Wording(name, "nominal", "unnamed", "group", None)
        joined = _JOINED.match(rest)
        if joined and kind == "person":
            proper = bool(_CAPITALISED.match(joined[1]))
            if not proper and len(tokens) == 1:
                return Wording(name, "nominal", "unnamed", "group", None)
            if proper:
                return Wording(name, "name", "named", "group", 2)
        return Wording(name, "name", "named", kind, 1 if kind == "person" else None)
    if _apposed_name(rest) and (first in ONE or first not in INDEFINITE):
        return Wording(name, "name", "named", "person", 1)
    if head_low in OUTLET_NOUNS and first not in INDEFINITE:
        return Wording(name, "nominal", "named" if modifier else "unnamed", "outlet", None)
    organization = is_any(head_low, ORGANIZATION_NOUNS)
    if organization and (modifier or first == "the") and first not in INDEFINITE:
        naming: Naming = "named" if modifier else "unnamed"
        return Wording(name, "nominal", naming, "organization", None)
    number = NUMBERS.get(first)
    digits = tokens[0].replace(",", "") if tokens else ""
    if digits.isascii() and digits.isdigit() and len(digits) < 10 and low[1:2] != ["percent"]:
        number = int(digits)
    if organization and not head_low.endswith("s"):
        return Wording(name, "nominal", "unnamed", "organization", None)
    if head_low in COLLECTIVES and rest.lstrip().startswith("of "):
        return Wording(name, "nominal", "unnamed", "group", None)
    if len(tokens) == 1 and number == 1 and (of := _OF_THEM.match(rest)):
        # "one of the officials"
        last = plain(_split(of[1])[0]).split()[-1]
        kind = "person" if last in GROUP_NOUNS | PERSON_NOUNS | PERSONAL else "other"
        return Wording(name, "nominal", "unnamed", kind, 1)
    if head_low in GROUP_NOUNS or (number or 0) > 1 or any(word in GROUP_NOUNS for word in low[:1]):
        return Wording(name, "nominal", "unnamed", "group", number if number != 1 else None)
    if head_low in PERSON_NOUNS or (number == 1 and head_low == "source"):
        return Wording(name, "nominal", "unnamed", "person", 1)
    if number == 1 and named_head:  # "one Republican"
        return Wording(name, "nominal", "unnamed", "person", 1)
    plural = head_low.endswith("s") and not head_low.endswith(("ss", "is", "us", "ics"))
    kind = "group" if plural or first in MANY else "other"
    return Wording(name, "nominal", "unnamed", kind, number if kind == "other" else None)


class Capitals:
    """Which words of a page have a capital of their own, and which a sentence's beginning."""

    def __init__(self, text: str) -> None:
        self._text = text

    def begin_a_sentence_only(self, span: Span) -> bool:
        """Whether `span` begins with a noun that has its capital from a sentence's beginning:
        "Ranchers who came said", but not "Sanders said" on a page that has "Bernie Sanders"; and
        "Ministry denies report" on a page that has "the ministry".
        """
        text = self._text
        start, end = span
        if text[start : start + 1].islower():
            return False
        before = text[start - 4 if start > 4 else 0 : start].rstrip(" \t\"“‘'(")
        if before and before[-1] not in ".!?…:”’\"'\n—–-":
            return False
        words = text[start:end].split(maxsplit=2)
        word = words[0].rstrip(",") if words else ""
        plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
        if not (word.isalpha() and word[:1].isupper() and word[1:].islower()):
            return False
        if not (plural or self._is_common(word.lower())):
            return False
        if word.lower() in STATES or OUTLET_SIGNS.fullmatch(word):
            return False
        if len(words) > 1 and words[1][:1].isupper():
            return False
        return not self._is_proper(word)

    def _is_common(self, word: str) -> bool:
        """Whether a word for a body or a person stands in small letters elsewhere on the page."""
        known = word in ORGANIZATION_NOUNS or word in PERSON_NOUNS
        return known and any(True for _ in self._places(word))

    def _is_proper(self, word: str) -> bool:
        """Whether a capitalised word stands after a small letter or a comma on the page."""
        text = self._text
        return word.isascii() and any(
            at > 1 and text[at - 1] == " " and text[at - 2] in _BEFORE_PROPER
            for at in self._places(word)
        )

    def _places(self, word: str) -> Iterator[int]:
        """Where a word of letters alone stands on the page."""
        text = self._text
        end = 0
        while (at := text.find(word, end)) >= 0:
            end = at + len(word)
            around = text[max(at - 1, 0) : at] + text[end : end + 1]
            if not any(c.isalnum() or c == "_" for c in around):
                yield at


_BEFORE_PROPER: Final = frozenset(ascii_lowercase + ",")


def _split(name: str) -> tuple[str, str]:
    """The noun phrase up to its head, and what follows."""
    for found in _AFTER_HEAD.finditer(name, 1):
        before, after = name[: found.start()].split(), name[found.end() :].split()
        # "Secretary of State Jane Roe", "the House of Commons": still the same name.
        within_name = found.group().strip() == "of" and before and after
        if not (within_name and _CAPITALISED.match(before[-1]) and _CAPITALISED.match(after[0])):
            return name[: found.start()], name[found.start() :]
    return name, ""


def _common_at_start(tokens: list[str], first: str) -> bool:
    """Whether a lone capital is only the beginning of a sentence: "Officials", "Several"."""
    if len(tokens) != 1:
        return False
    low = plain(tokens[0])
    return (
        first in DETERMINERS
        or low in GROUP_NOUNS
        or (low in PERSON_NOUNS and low not in SURNAMES)
        or is_noun_of(low, DOCUMENTS)
        or (low.endswith("s") and low.removesuffix("s") in PERSON_NOUNS)
    )


def _has_name(rest: str) -> bool:
    tokens = (token.strip("(,.") for token in rest.split())
    return any(_CAPITALISED.match(token) and token.lower() not in CALENDAR for token in tokens)


def _apposed_name(rest: str) -> bool:
    """Whether a name stands right after the first comma: "his lawyer, Jane Roe,"."""
    if "," not in rest:
        return False
    tokens = rest.split(",", 1)[1].split(",")[0].split()
    names = [token for token in tokens if token.lower() not in NAME_PARTICLES]
    return 2 <= len(names) <= 5 and all(_CAPITALISED.match(token) for token in names)


def _kind_of_name(core: str) -> EntityKind:
    core = _OWNER.split(core)[-1]  # "The Guardian's Jane Roe" is Jane Roe
    sign = OUTLET_SIGNS.search(core)
    # "The New York Times", but neither "Michael Bloomberg" nor "the Post's Jane Roe".
    if sign and sign.end() == len(core) and not (sign.start() and sign.group() == "Bloomberg"):
        return "outlet"
    last = core.split()[-1]
    signed = any(
        sign.end() == len(core) or _OF.match(core, sign.end())
        for sign in ORGANIZATION_SIGNS.finditer(core)
    )
    if signed and not _is_titled(core):
        return "organization"
    # A longer word in capitals is a name in a headline or a transcript.
    letters = last.replace(".", "")
    if letters.isupper() and 1 < len(letters) < 6 and not _is_titled(core):
        return "organization"
    folded = core.casefold()
    if folded.removeprefix("the ") in STATES:
        return "organization"
    if plain(last) in GROUP_NOUNS:
        return "group"
    return "organization" if folded.startswith("the ") else "person"


def _is_titled(name: str) -> bool:
    """Whether a title stands before a name: "Department of Correction spokesman John Roe"."""
    return _PERSON_TITLE.match(name) is not None or any(
        token.lower() in PERSON_NOUNS for token in name.split()[:-1]
    )


_PERSON_TITLE: Final = re.compile(
    r"(?:(?:Former|Ex|Late|Acting|Republican|Democratic|U\.?S\.?)\s+)*"
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Adm|Prof|Rev|Sir|Senator|Representative|"
    r"Governor|President|Secretary|Justice|Judge|Speaker|Mayor|Chairman|Chairwoman|General|Pope|"
    r"House Speaker|Attorney|Prime Minister|Minister|Chancellor|King|Queen|Prince|Rabbi|Pastor)\b",
    re.IGNORECASE,
)
