"""Tokens of a treebank to text as people write it, and where in that text each token stands.

The model reads pages, not tokens: a space before a full stop or inside "don't" would be something
that it never sees elsewhere.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.reading import Span

WRITTEN = {
    "``": '"',
    "''": '"',
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
}
"""What the Penn Treebank writes otherwise than everybody."""

_LEFT = re.compile(r"[.,;:?!]+|[)\]}%>”]|…|(?:['’`](?:s|m|d|ll|ve|re)|n['’]?t)", re.IGNORECASE)
"""What no space stands before."""
_RIGHT = frozenset("( [ { < $ £ € “ ‘".split())
"""What no space stands after."""
_FUSED = frozenset({("can", "not"), ("gon", "na"), ("wan", "na"), ("got", "ta")})
"""Words that treebanks cut in two."""
_NEW_THOUGHT = frozenset(
    """i you he she it we they this that these those there who which what when where if the a an
    and but so or as because is are was were it's i'm just my his her our their""".split()
)
"""What follows a dash rather than a hyphen, which treebanks write alike."""


def join(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """The text of a sentence and the span of each token in it, in code points.

    Spans are ascending and apart, at most one space stands between two of them, and every token is
    found at its span, or what it is commonly written as (`WRITTEN`).
    """
    written = [WRITTEN.get(token, token) for token in tokens]
    openings = _openings(tokens, written)
    pieces: list[str] = []
    spans: list[Span] = []
    position = 0
    for at, token in enumerate(written):
        if at and _is_spaced(written, at, openings):
            pieces.append(" ")
            position += 1
        pieces.append(token)
        spans.append(Span(position, position + len(token)))
        position += len(token)
    return "".join(pieces), spans


def _is_spaced(tokens: Sequence[str], at: int, openings: dict[int, bool]) -> bool:
    """Whether a space stands before a token."""
    before, token = tokens[at - 1], tokens[at]
    if not openings.get(at, True) or openings.get(at - 1, False):
        return False
    if _LEFT.fullmatch(token) or before in _RIGHT:
        return False
    if token == "/" or before == "/":
        return False
    if token == "-" and _is_hyphen(tokens, at):
        return False
    if before == "-" and _is_hyphen(tokens, at - 1):
        return False
    if before == "#" and token[:1].isdigit():
        return False
    return (before.lower(), token.lower()) not in _FUSED


def _is_hyphen(tokens: Sequence[str], at: int) -> bool:
    """Whether a "-" belongs to a word or a range, and is no dash."""
    if not 0 < at < len(tokens) - 1:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if not (before[-1:].isalnum() and after[:1].isalnum()):
        return False
    if "-" in (tokens[at - 2] if at > 1 else "", tokens[at + 2] if at + 2 < len(tokens) else ""):
        return True  # state-of-the-art
    if before.isdigit() and after[:1].isupper():
        return False  # "17 - On 17 November"
    return after.lower() not in _NEW_THOUGHT


def _openings(tokens: Sequence[str], written: Sequence[str]) -> dict[int, bool]:
    """Of each straight quotation mark or lone apostrophe, whether it opens."""
    found = {at: True for at, token in enumerate(tokens) if token in ("``", "`")}
    found |= {at: False for at, token in enumerate(tokens) if token == "''"}
    for mark in ('"', "'"):
        places = [at for at, token in enumerate(tokens) if token == mark]
        is_open = False
        for number, at in enumerate(places):
            if is_open:
                is_open = False
            else:
                is_open = _opens(written, at, len(places) - number - 1, is_first=not number)
            # What was opened is closed here, however it looks.
            found[at] = is_open
    return found


def _opens(tokens: Sequence[str], at: int, later: int, *, is_first: bool) -> bool:
    """Whether a mark opens, none being open; `later` counts the marks that follow."""
    before = tokens[at - 1] if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if not after:
        return False
    if not before:
        return True
    if tokens[at] == "'":
        possessive = before[-1:] in "sS" and later % 2 == 0
        return not possessive and (later > 0 or not before[-1:].isalnum())
    # A sentence may begin inside a quotation: `…, " she said`.
    ends = before in (",", ".", "?", "!")
    return not (is_first and ends and (after[:1].islower() or _LEFT.fullmatch(after)))


@dataclass(frozen=True, slots=True)
class Event:
    """An event that annotators judged."""

    trigger: Span
    factuality: float
    """-3 (surely did not happen) … 3 (surely did)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a factuality corpus as people write it."""

    id: str
    text: str
    events: tuple[Event, ...]


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of `uds-ih2/SPLIT.jsonl.gz` or `meantime/SPLIT.jsonl.gz`.

    Ids are the folder's name and the number of the row, from 1.
    """
    sentences = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            row = json.loads(line)
            text, spans = join(row["tokens"])
            events = tuple(Event(spans[at], float(score)) for at, score in row["events"])
            sentences.append(Sentence(f"{path.parent.name} {number}", text, events))
    return sentences
