"""Where the words stand that a repair begins at."""

from __future__ import annotations

from sayso.reader.grammar.words import Words


def places_of(words: Words, forms: frozenset[str]) -> list[int]:
    """The words that are one of some forms (lower case), in text order.

    Most pages have few of them or none: those are found at once, without a look at each word.
    """
    low = words.low
    found: list[int] = []
    for form in forms.intersection(low):
        place = -1
        for _ in range(low.count(form)):
            place = low.index(form, place + 1)
            found.append(place)
    found.sort()
    return found
