"""What somebody types to search with → what is looked for.

Plain words are all looked for; “two words” in quotation marks stand together; `OR` between two
asks for either; `-word` is not there; `elect*` begins so. Whatever else is typed is words or
nothing: there is no input that is an error, but one that is too long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.errors import OptionError

MOST_WORDS: Final = 64
"""More are no question, but a text; SQLite would take minutes over some thousands."""

SHORTEST_PREFIX: Final = 3
"""Letters before `*`. The words that begin with fewer are most of what there is, and merging where
they stand takes seconds; a shorter one is looked for as a word."""

_QUOTES: Final = '"“”„‟«»'
_PIECE: Final = re.compile(
    rf"(?P<without>-?)(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}](?P<begun>\*?)"
    rf"|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that stand together; as a `prefix`, what the last begins with."""

    words: str
    prefix: bool = False

    @property
    def quoted(self) -> str:
        """The term for FTS5, whose only special character between quotation marks doubles."""
        doubled = self.words.replace('"', '""')
        return f'"{doubled}" *' if self.prefix else f'"{doubled}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: of each of `groups` one term at least, and nothing of `without`."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def side_by_side(self) -> Term | None:
        """The plain words as they stand side by side, where they are several."""
        terms = [group[0] for group in self.groups if len(group) == 1]
        if len(terms) < 2 or len(terms) < len(self.groups):
            return None
        return Term(" ".join(term.words for term in terms), prefix=terms[-1].prefix)


def wanted(typed: str) -> Wanted:
    """What `typed` asks for; nothing at all where there is no word in it.

    Raises `OptionError` for more than `MOST_WORDS` words.

    >>> wanted('bridge OR ferry "six weeks" -strike')
    Wanted(groups=((Term(words='bridge', prefix=False), Term(words='ferry', prefix=False)), \
(Term(words='six weeks', prefix=False),)), without=(Term(words='strike', prefix=False),))
    """
    groups: list[list[Term]] = []
    without: list[Term] = []
    joins = False
    for piece in _PIECE.finditer(_plain(typed)):
        if piece["word"] == "OR" and not piece["without"]:
            joins = bool(groups)
            continue
        term = _term(piece)
        if term is None:
            continue
        if piece["without"]:
            without.append(term)
        elif joins:
            groups[-1].append(term)
        else:
            groups.append([term])
        joins = False
    terms = [*without, *(term for group in groups for term in group)]
    count = sum(len(term.words.split()) for term in terms)
    if count > MOST_WORDS:
        raise OptionError(
            f"there are {count} words to search for",
            choices=f"at most {MOST_WORDS}",
            step="leave out those that matter least",
        )
    return Wanted(groups=tuple(map(tuple, groups)), without=tuple(without))


def match(
    groups: Iterable[Sequence[Term]], without: Iterable[Term] = (), *, column: str | None = None
) -> str:
    """The query for FTS5; there must be a group. Of `column` alone, where one is named."""
    where = f"{{{column}}} : " if column else ""
    said = " AND ".join(f"({_either(group)})" for group in groups)
    query = f"{where}({said})"
    if unwanted := _either(without):
        query = f"{query} NOT {where}({unwanted})"
    return query


def _either(terms: Iterable[Term]) -> str:
    return " OR ".join(term.quoted for term in terms)


def _term(piece: re.Match[str]) -> Term | None:
    words, begun = piece["phrase"], bool(piece["begun"])
    if words is None:
        words = piece["word"].rstrip("*")
        begun = words != piece["word"]
    words = " ".join(words.split())
    # What has no letter or digit in it is no word to FTS5 either, and would be found nowhere.
    if not any(map(str.isalnum, words)):
        return None
    last = re.split(r"\W+", words)[-1]
    return Term(words, prefix=begun and len(last) >= SHORTEST_PREFIX)


def _plain(typed: str) -> str:
    """`typed` in what UTF-8 has bytes for, without NUL, at which SQLite would stop."""
    return typed.encode("utf-8", "replace").decode().replace("\0", " ")
