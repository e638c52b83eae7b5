"""Numbers in words and digits: "twenty-three", "two hundred and five", "4,000", "2.5 million".

Of the libraries, those that are kept up rewrite a text and give no offsets, or bring a compiled
part or megabytes of units for what these tables do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
UNITS: Final = {word: number for number, word in enumerate(_SMALL)}
TENS: Final = {word: 20 + 10 * number for number, word in enumerate(_TENS)}
SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
"""Multiply what stands before them."""
SHORT_SCALES: Final = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000} | {
    "b": 1_000_000_000,
    "tn": 1_000_000_000_000,
}
"""Scales that are written onto a number of money: "$5bn"."""
NUMBER_WORDS: Final = frozenset(UNITS) | frozenset(TENS) | frozenset(SCALES)

_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, start=1)}
ORDINALS |= {word[:-1] + "ieth": number for word, number in TENS.items()}

LONGEST: Final = 12
"""Words that one number may have; longer runs are lists."""


def number_of(words: Sequence[str]) -> float | None:
    """The number that lower-case words say, hyphens left out; None where they say none.

    `words` are number words, at most one number in digits at the beginning, and "and" after a
    scale: `["two", "hundred", "and", "five"]`, `["2.5", "million"]`.
    """
    total = 0.0
    part: float | None = None
    previous = ""
    for word in words:
        if word in SCALES:
            scale = SCALES[word]
            if scale == 100:
                if part is not None and part >= 100:
                    return None
                part = (1 if part is None else part) * 100
            else:
                if total and total < scale * 1000 and total % (scale * 1000):
                    return None
                total += (1 if part is None else part) * scale
                part = None
        elif word in TENS:
            if part is not None and part % 100:
                return None
            part = (part or 0) + TENS[word]
        elif word in UNITS:
            room = 10 if previous in TENS and UNITS[word] < 10 else 100
            if part is not None and (part % room or UNITS[word] == 0):
                return None
            part = (part or 0) + UNITS[word]
        elif word != "and" or previous not in SCALES:
            if previous:
                return None
            try:
                part = float(word.replace(",", ""))
            except ValueError:
                return None
        previous = word
    return None if not previous or previous == "and" else total + (part or 0)


def longest_number(words: Sequence[str], first: int) -> tuple[int, float] | None:
    """Of the number that begins at word `first`: the index after its last word, and its value.

    Hyphens between words are words of their own. None where no number begins.
    """
    best: tuple[int, float] | None = None
    said: list[str] = []
    for index in range(first, min(len(words), first + LONGEST)):
        word = words[index]
        if word == "-":
            if index + 1 >= len(words) or words[index + 1] not in NUMBER_WORDS:
                break
            continue
        digits = not said and word[:1].isdigit()
        if not digits and word not in NUMBER_WORDS and not (said and word == "and"):
            break
        said.append(word)
        value = number_of(said)
        if value is not None:
            best = index + 1, value
        elif word != "and":
            break
    return best
