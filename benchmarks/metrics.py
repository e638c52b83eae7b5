"""Counts and shares, and exact-match scores for relations as agreement on PolNeAR is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

Spans = tuple[tuple[int, int], ...]


class HasSpans(Protocol):
    """A relation: spans of each role, in code points of one text."""

    @property
    def source(self) -> Sequence[tuple[int, int]]: ...
    @property
    def cue(self) -> Sequence[tuple[int, int]]: ...
    @property
    def content(self) -> Sequence[tuple[int, int]]: ...


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one comparison; `gold` and `found` are totals, `right` what both have."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.gold
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    right: int = 0
    of: int = 0

    @property
    def percent(self) -> float:
        """In per cent; 0 of nothing."""
        return round(100 * self.right / self.of, 2) if self.of else 0.0


def share(right: Iterable[bool]) -> Share:
    """How many are true."""
    listed = list(right)
    return Share(sum(listed), len(listed))


ROLES = ("cue", "source", "content", "relation")


def normal(spans: Iterable[tuple[int, int]], text: str) -> Spans:
    """The spans in order, trimmed of white space, those that only white space parts joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if joined and not text[joined[-1][1] : start].strip():
            start = joined.pop()[0]
        joined.append((start, end))
    return tuple(joined)


def strict(spans: Iterable[tuple[int, int]], _text: str) -> Spans:
    """The spans in order as they are: pieces must be cut alike to match."""
    return tuple(sorted((start, end) for start, end in spans))


def compare(
    *,
    gold: Iterable[HasSpans],
    found: Iterable[HasSpans],
    text: str,
    spans: Callable[[Iterable[tuple[int, int]], str], Spans] = normal,
) -> dict[str, Score]:
    """Exact matches by role, and of whole relations, in one text.

    A role's spans in one relation are compared as a whole; an empty role counts for nothing by
    itself but must be empty on both sides for the relation to match.
    """

    def keys(relations: Iterable[HasSpans]) -> dict[str, set[object]]:
        sets: dict[str, set[object]] = {role: set() for role in ROLES}
        for relation in relations:
            parts = {role: spans(getattr(relation, role), text) for role in ROLES[:3]}
            for role, part in parts.items():
                if part:
                    sets[role].add(part)
            sets["relation"].add(tuple(parts.values()))
        return sets

    wanted, got = keys(gold), keys(found)
    return {
        role: Score(
            right=len(wanted[role] & got[role]), found=len(got[role]), gold=len(wanted[role])
        )
        for role in ROLES
    }


def covered(*, gold: Iterable[HasSpans], found: Iterable[HasSpans], text: str) -> dict[str, Score]:
    """The same in characters: how many of each role's characters both mark."""

    def characters(relations: Iterable[HasSpans], role: str) -> set[int]:
        return {
            i
            for relation in relations
            for start, end in getattr(relation, role)
            for i in range(start, end)
            if not text[i].isspace()
        }

    gold, found = list(gold), list(found)
    scores = {}
    for role in ROLES[:3]:
        wanted, got = characters(gold, role), characters(found, role)
        scores[role] = Score(right=len(wanted & got), found=len(got), gold=len(wanted))
    return scores


def calibration_error(
    *, confidence: Sequence[float], right: Sequence[bool], bins: int = 10
) -> float:
    """Expected calibration error (Guo et al. 2017) over `bins` of equal width in [0, 1]."""
    p, hit = np.asarray(confidence, float), np.asarray(right, float)
    if not len(p):
        return 0.0
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(p[which == b].mean() - hit[which == b].mean()) * (which == b).mean()
            for b in range(bins)
            if (which == b).any()
        )
    )
