"""Names of outlets, however they are written: "The Kestrel Post", "kestrelpost.com"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from sayso.reader.identity.first_names import gender_of
from sayso.reader.places.lookup import country_of_place
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import OUTLET_SIGNS
from sayso.reading import Reading, Span

_WORD: Final = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_HOST: Final = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/.*)?", re.IGNORECASE
)
_FULL_STOP: Final = re.compile(r"(?<=[a-z]{2})\.$")
_BETWEEN: Final = r"[\W_]{1,3}"
_ACRONYM: Final = re.compile(r"[A-Z][A-Z&-]{1,5}")
_SMALL: Final = lexicon("the of and for a an")
_GENERIC: Final = lexicon(
    "news newspaper newspapers online website site digital newsroom network media magazine radio",
    "tv television agency service com org net co uk international group press daily weekly wire",
    "newswire",
)
"""Words that an outlet's name may have or leave out."""
SIGN_WORDS: Final = lexicon(
    "times post journal tribune herald gazette guardian telegraph observer chronicle globe news",
    "newswire wire press radio tv television broadcasting broadcaster agency service today mail",
    "ledger mirror echo argus mercury record bulletin reporter star sun independent express",
    "standard dispatch advertiser messenger leader advocate citizen review magazine media channel",
    "network fm daily weekly courier examiner register sentinel inquirer monitor beacon enquirer",
    "despatch banner clarion voice newspaper wires intelligencer recorder",
)
"""Words that tell a name for an outlet's where it is credited."""
WIRE_WORDS: Final = lexicon("wire newswire agency service press wires association")


_SURNAMES: Final = lexicon("post star sun banner mail")
"""Those of `SIGN_WORDS` that are family names, too."""


_NEWS_WORDS: Final = lexicon(
    "news press wire newswire wires telegraph telegraphic media information"
)
PLAIN_SIGN_WORDS: Final = lexicon(
    "times post journal tribune herald gazette telegraph observer chronicle globe ledger argus",
    "mercury bulletin dispatch despatch advertiser courier examiner sentinel inquirer enquirer",
    "clarion newswire",
)
"""Those of `SIGN_WORDS` that tell a name of several words for an outlet's wherever it stands."""


class Named(NamedTuple):
    """A place where a text names an outlet."""

    span: Span
    outlet: str


class Outlets:
    """The outlets of a story: those of its pages, and others that its pages credit.

    An outlet's name is that which its first page gives it, in whichever form others write it.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._names: list[str] = []
        self._of_page: dict[str, str] = {}
        self._paged: set[str] = set()
        self._resolved: dict[str, str | None] = {}
        for reading in readings:
            page = reading.page
            name = page.outlet or _host_of(page.url)
            if name is None:
                continue
            known = self._equal(name)
            if known is None:
                known = " ".join(name.split())
                self._names.append(known)
            self._of_page[page.id] = known
            self._paged.add(known)

    @property
    def names(self) -> tuple[str, ...]:
        """All that are known."""
        return tuple(self._names)

    def of_page(self, page: str) -> str | None:
        """The outlet of a page."""
        return self._of_page.get(page)

    def has_page(self, outlet: str) -> bool:
        """Whether an outlet has a page in the story."""
        return outlet in self._paged

    def resolve(self, name: str) -> str | None:
        """The outlet that a name is of; None where no known one is, or several may be."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> str | None:
        words = _words(name)
        if not words:
            return None
        known = self._equal(name)
        if known is not None:
            return known
        # "the Post" for the Kestrel Post
        short = [one for one in self._names if _shortens(words, _words(one))]
        return short[0] if len(short) == 1 else None

    def add(self, name: str) -> str:
        """The outlet with a name, a new one where none has it."""
        known = self.resolve(name)
        if known is None:
            known = re.sub(r"^the\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
            known = _FULL_STOP.sub("", known)
            self._names.append(known)
            self._resolved.clear()
        return known

    def find(self, text: str, start: int, end: int) -> Iterator[Named]:
        """Where a stretch of text names known outlets, by their full or their short names."""
        taken = start
        found = sorted(self._matches(text, start, end), key=lambda n: (n.span.start, -n.span.end))
        for named in found:
            if named.span.start >= taken:
                taken = named.span.end
                yield named

    def _equal(self, name: str) -> str | None:
        return next((one for one in self._names if is_same_outlet(name, one)), None)

    def _matches(self, text: str, start: int, end: int) -> Iterator[Named]:
        for outlet in self._names:
            for pattern in self._patterns(outlet):
                for found in pattern.finditer(text, start, end):
                    yield Named(Span(*found.span()), outlet)

    def _patterns(self, outlet: str) -> Iterator[re.Pattern[str]]:
        words = _words(outlet)
        if _HOST.fullmatch(outlet):
            yield re.compile(rf"\b{re.escape(outlet)}\b", re.IGNORECASE)
        parts = [re.escape(word) for word in _WORD.findall(outlet)]
        if parts and parts[0].casefold() == "the" and len(parts) > 1:
            del parts[0]
        joined = _BETWEEN.join(parts)
        yield re.compile(rf"\b(?:[Tt]he )?{joined}\b")
        if len(words) > 1:
            squeezed = re.escape("".join(words))
            yield re.compile(rf"\b{squeezed}(?:\.[a-z]+)+\b", re.IGNORECASE)
            initials = "".join(word[0] for word in words).upper()
            if len(initials) > 2:
                yield re.compile(rf"\b{initials}\b")
            for last in {words[-1], words[0]} & SIGN_WORDS:
                if self.resolve(last) == outlet:
                    yield re.compile(rf"\b[Tt]he {re.escape(last.capitalize())}\b(?!\s+[A-Z])")
            # "told the Miner" for the Mount Tarra Miner: of words that may be any word, only so
            if (word := outlet_word(words[-1], outlet)) and word[:1].isupper():
                named = rf"[Tt]he {re.escape(word)}\b(?!\s+[A-Z])"
                yield re.compile(rf"(?:(?<=\btold )|(?<=\baccording to )){named}")
            # "Harbour Gazette" for the Ennis Harbour Gazette, "SBC" for SBC News
            for short in (words[1:], words[:-1]):
                name = outlet_like(short, outlet)
                if name and self.resolve(name) == outlet:
                    yield re.compile(rf"\b(?:[Tt]he )?{re.escape(name)}\b")


def outlet_like(words: Sequence[str], outlet: str) -> str | None:
    """Some words of an outlet's name as it writes them; None for one that may be any word."""
    written = {word.casefold(): word for word in _WORD.findall(outlet)}
    found = [written.get(word, word) for word in words]
    if len(found) > 1:
        return " ".join(found)
    return found[0] if found and _ACRONYM.fullmatch(found[0]) else None


def outlet_word(word: str, outlet: str) -> str | None:
    """A word of an outlet's name as it writes it."""
    return next((one for one in _WORD.findall(outlet) if one.casefold() == word), None)


def is_same_outlet(one: str, other: str) -> bool:
    """Whether two names are of one outlet, but for article, case, generic words, or initials."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return False
    if "".join(mine) == "".join(theirs):
        return True
    if len(mine) != len(theirs):
        short, full = sorted((mine, theirs), key=len)
        left_out = set(full) - set(short)
        if set(short) < set(full) and left_out <= _GENERIC and not set(short) <= _GENERIC:
            return True
    return _is_initials(one, theirs) or _is_initials(other, mine)


def looks_like_outlet(name: str) -> bool:
    """Whether a name alone tells that it is an outlet's."""
    words = _words(name)
    if OUTLET_SIGNS.search(name) is not None or _HOST.fullmatch(name.strip()) is not None:
        return True
    if len(words) > 1 and words[-1] in WIRE_WORDS:
        # Not the Health Protection Agency.
        return not _NEWS_WORDS.isdisjoint(words)
    return len(words) > 1 and not SIGN_WORDS.isdisjoint({words[-1], words[0]})


def is_persons_name(name: str) -> bool:
    """Whether a name that ends as outlets' do is a person's: Emily Post, but not Denver Post."""
    first, *others = name.split() or [""]
    if len(others) != 1 or others[0].casefold() not in _SURNAMES:
        return False
    return gender_of(first) != "" and country_of_place(first) is None


def is_wire(name: str) -> bool:
    """Whether a name is that of an agency that others print."""
    words = _words(name)
    return bool(words) and (words[-1] in WIRE_WORDS or _ACRONYM.fullmatch(name.strip()) is not None)


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    host = _HOST.fullmatch(name.strip())
    if host is not None and " " not in name.strip():
        labels = host[1].casefold().split(".")
        return tuple(labels[-2 if len(labels) < 3 or len(labels[-2]) > 3 else -3].split("-"))
    found = (word.casefold() for word in _WORD.findall(re.sub(r"['’]s\b", "", name)))
    return tuple(word for word in found if word not in _SMALL)


def _is_initials(name: str, words: Sequence[str]) -> bool:
    short = name.strip().removeprefix("the ").removeprefix("The ").replace(".", "")
    if _ACRONYM.fullmatch(short) is None or len(words) < 2:
        return False
    return short.casefold() == "".join(word[0] for word in words)


def _shortens(words: Sequence[str], full: Sequence[str]) -> bool:
    if not words or len(words) >= len(full) or SIGN_WORDS.isdisjoint(words):
        return False  # "Lowmoor" is the town and not the Lowmoor Evening News
    return tuple(full[-len(words) :]) == tuple(words) or tuple(full[: len(words)]) == tuple(words)


def _host_of(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Names, each once, in order."""
    return tuple(dict.fromkeys(names))
