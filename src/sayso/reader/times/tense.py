"""Whether a time lies ahead or behind, by the verbs and other words around it."""

from __future__ import annotations

from typing import Final, Literal

from sayso.reader.times.tokens import Tokens

Direction = Literal["past", "future", ""]

# How far the words that tell may stand, in tokens; clauses of news are shorter than that.
BEFORE, AFTER = 25, 12
# What a comma between, and standing after the time, count for beside the distance. Swept from 0 to
# 12 on the seen half of TimeBank (`benchmarks.times`): value F1 is 83.1 or 83.2 throughout.
COMMA, LATER = 5, 3

_FUTURE: Final = frozenset(
    "will would shall 'll won't would'll plans planned plan planning scheduled slated due expected"
    " expects expect expire expires expiring payable upcoming tomorrow may might could should"
    " intends intend hopes aims must set vows pledges promises begins takes until"
    " next effective mature matures maturing redeemable convertible proposed ready can"
    " future scheduled soon".split()
)
_PAST: Final = frozenset(
    "was were had did has have been said says told saw went came took made gave got found left"
    " led held met began ran won lost fell rose grew became brought bought built caught chose cut"
    " drew drove fought flew forgot hit kept knew laid paid put read sent set shot sold spent"
    " spoke stood struck taught thought threw understood wore wrote broke fled fed felt heard"
    " hurt sat slept swept swore dealt died since ago last yesterday wounded killed arrested"
    " sought bid quit sank shook shut slid split spread stole stuck swung tore woke withdrew"
    " undertook overthrew".split()
) - {"set"}
_NOT_PAST: Final = frozenset("need indeed speed feed seed breed united hundred red bed".split())


def direction_at(tokens: Tokens, first: int, last: int) -> Direction:
    """Of the time that tokens `first` to `last` say; empty where nothing in its sentence tells."""
    before = _nearest(tokens, range(first - 1, max(-1, first - 1 - BEFORE), -1))
    after = _nearest(tokens, range(last + 1, min(len(tokens), last + 1 + AFTER)))
    if before and after:
        return (before if before[0] <= after[0] + LATER else after)[1]
    nearest = before or after
    return nearest[1] if nearest else ""


def _nearest(tokens: Tokens, indices: range) -> tuple[int, Direction] | None:
    """How far the first of these tokens that tells is, and what it tells."""
    distance = 0
    for index in indices:
        if _ends_sentence(tokens, index):
            break
        distance += COMMA if tokens.kind(index) == "comma" else 1
        told = _told_by(tokens, index)
        if told:
            return distance, told
    return None


def _ends_sentence(tokens: Tokens, index: int) -> bool:
    return tokens.kind(index) == "break" or (
        tokens.kind(index) == "stop" and tokens.words[index] in ".!?;"
    )


def _told_by(tokens: Tokens, index: int) -> Direction:
    word = tokens.words[index]
    if tokens.original(index)[:1].isupper() and tokens.kind(index - 1) not in ("stop", "break"):
        return ""
    if word in _FUTURE:
        return "future"
    if word == "to" and index + 1 < len(tokens) and tokens.words[index + 1] == "be":
        return "future"
    # "will be paid", "to be completed": what stands before "be" decides.
    if index and tokens.words[index - 1] == "be":
        return ""
    if word in _PAST or (len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST):
        return "past"
    return ""
