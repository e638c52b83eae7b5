"""The best of the statements or pages that have the words, best first."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.archive.search_records import CLOSE, OPEN

IN_SOURCE: Final = 0.5
"""What a word counts in the name of a source: it is there every time that the source speaks."""
IN_TITLE: Final = 4.0
"""What a word counts in a title."""
_TOGETHER: Final = 0.5
"""What two of the words right beside one another add, up to three times."""

_K1: Final = 1.2
_B: Final = 0.75
"""BM25's, with their usual values: how fast more of the same counts less, and length counts."""

_FOUND: Final = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_SIDE_BY_SIDE: Final = re.compile(rf"{CLOSE}\W{{1,3}}{OPEN}")
_STEM: Final = 5
"""Letters by which two words that were found are taken for forms of one, so that “strike” and
“strikes” are not two words of which having both is better. Nothing else rests on it."""


@dataclass(slots=True)
class _Candidate:
    key: int
    counts: dict[str, float]
    """How often each of the words stands there, weighted by where."""
    together: int
    length: int


def ranked(rows: Mapping[int, tuple[str | None, str]], first_column: float) -> list[int]:
    """The keys of `rows`, whose columns are `highlighted`, best first, and of two alike the one
    that comes first.

    By BM25, as if there were no other rows but these, the words of the first column counting
    `first_column` times those of the second.
    """
    candidates = [_candidate(key, *row, first_column) for key, row in rows.items()]
    if not candidates:
        return []
    mean = sum(candidate.length for candidate in candidates) / len(candidates)
    having = Counter(stem for candidate in candidates for stem in candidate.counts)
    # Never nothing: what all of them have still says which has it more often.
    weights = {stem: math.log(1 + len(candidates) / count) for stem, count in having.items()}

    def score(candidate: _Candidate) -> float:
        room = _K1 * (1 - _B + _B * candidate.length / mean)
        words = sum(
            weights[stem] * count * (_K1 + 1) / (count + room)
            for stem, count in candidate.counts.items()
        )
        return words + _TOGETHER * min(candidate.together, 3)

    return [candidate.key for candidate in sorted(candidates, key=score, reverse=True)]


def _candidate(key: int, first: str | None, second: str, weight: float) -> _Candidate:
    columns: Sequence[tuple[str, float]] = ((first or "", weight), (second, 1.0))
    counts: dict[str, float] = {}
    for words, each in columns:
        for found in _FOUND.findall(words):
            stem = found.casefold()[:_STEM]
            counts[stem] = counts.get(stem, 0) + each
    return _Candidate(
        key=key,
        counts=counts,
        together=sum(len(_SIDE_BY_SIDE.findall(words)) for words, _ in columns),
        length=second.count(" ") + 1,
    )
