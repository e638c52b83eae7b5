"""Quantities: how many and how much, of what, and whether that is a bound.

A number is a quantity unless it is part of a time, an ordinal, a score, a telephone number, the
name of a model or a place ("F-35", "Section 230"), or the number of an item of a list.

Values of vague counts are the least that they can mean: `hundreds` is at least 100, `tens of
thousands` at least 10,000. Of a range both ends are quantities, the lower one at least, the upper
one at most; a rise "from 10 to 20" has two exact ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sayso.reader.grammar.words import Words
from sayso.reader.lists import where
from sayso.reader.spans import SpanIndex
from sayso.reader.times.tokens import Tokens, tokens_of
from sayso.reader.vocabulary.number_words import SCALES, SHORT_SCALES
from sayso.reader.vocabulary.plurals import is_plural, singular
from sayso.reader.vocabulary.quantity_words import (
    BOUNDS,
    CODES,
    CURRENCIES,
    DOLLARS,
    ENDS,
    LONGEST_BOUND,
    MEASURES,
    MONEY,
    NAMED,
    NATIONAL_DOLLARS,
    PARTS,
    UNCOUNTED,
    VAGUE,
    WHOLES,
)
from sayso.reading import Bound, Quantity, Span, Time

# How far the noun may stand from its number, in tokens: "10 advanced F-35 fighter jets".
REACH: Final = 7


_NUMBERS: Final = frozenset({"number", "year"})
_COUNTS: Final = frozenset({*VAGUE, "tens", "dozen"})
"""Words, and the classes of tokens, that a number may begin with."""


class _Number(NamedTuple):
    """A number at tokens `first` to `last`."""

    first: int
    last: int
    value: float
    bound: Bound = "exact"
    unit: str | None = None


def find_quantities(
    text: str, spans: Sequence[Span], times: Sequence[Time], *, words: Words | None = None
) -> tuple[Quantity, ...]:
    """The quantities in `spans` of `text` (code points), in text order.

    Numbers in `times` are none. `words`, where known, tell what is counted; without them it is the
    next plural.
    """
    finder = _Finder(tokens_of(text, tuple(spans)), SpanIndex((t.span, t) for t in times), words)
    return tuple(finder.quantities())


class _Finder:
    def __init__(self, tokens: Tokens, times: SpanIndex[Time], words: Words | None) -> None:
        self.tokens = tokens
        self.times = times
        self.words = words

    def quantities(self) -> list[Quantity]:
        found: list[Quantity] = []
        after = 0
        numbers = where(self.tokens.kinds, _NUMBERS)
        for index in sorted({*numbers, *where(self.tokens.words, _COUNTS)}):
            number = None if index < after else self._number_at(index)
            if number is None:
                continue
            after = number.last + 1
            upper = self._upper_end(number)
            share = self._share(number)
            if share:
                ends = [share]
            elif upper:
                after = upper.last + 1
                ends = self._range(number, upper)
            else:
                whole = self._complete(number)
                ends = [whole] if whole else []
            for one in ends:
                found.append(self._quantity(one, free=found[-1].span.end if found else 0))
                after = max(after, one.last + 1)
        return found

    # --- Numbers -----------------------------------------------------------------------------

    def _number_at(self, index: int) -> _Number | None:
        tokens = self.tokens
        kind, word = tokens.kind(index), tokens.words[index]
        if kind in _NUMBERS:
            if self._in_time(index):
                return None
            value = tokens.values[index]
            number = float(value) if isinstance(value, int | float) else 0.0
            return self._scaled(_Number(index, index, number))
        if word in VAGUE and tokens.kind(index - 1) != "number" and not self._in_time(index):
            return self._vague(index)
        if word == "tens" and tokens.words[index + 1 : index + 2] == ["of"]:
            scale = self._word(index + 2)
            if scale in VAGUE:
                return _Number(index, index + 2, 10.0 * VAGUE[scale], "at_least")
        if word == "dozen" and not self._in_time(index):
            return self._dozen(index)
        return None

    def _vague(self, index: int) -> _Number | None:
        value, last = float(VAGUE[self.tokens.words[index]]), index
        if self._word(index + 1) == "of" and self._word(index + 2) in VAGUE:
            value, last = value * VAGUE[self._word(index + 2)], index + 2
        elif self.tokens.words[index] == "scores" and self._word(index + 1) != "of":
            return None
        return _Number(index, last, value, "at_least")

    def _dozen(self, index: int) -> _Number | None:
        before = self._word(index - 1)
        if before == "a" and self._word(index - 2) == "half":
            return _Number(index - 2, index, 6.0)
        if before == "half":
            return None
        return _Number(index - 1 if before == "a" else index, index, 12.0)

    def _scaled(self, number: _Number) -> _Number:
        """With a scale after it that is no word of a number: "two dozen", "$5bn"."""
        following = self._word(number.last + 1)
        if following == "dozen":
            return _Number(number.first, number.last + 1, 12 * number.value)
        joined = self._starts(number.last + 1) == self.tokens.ends[number.last]
        scale = SHORT_SCALES.get(following)
        money = self._sign(number.first) is not None
        if scale and joined and (money or following in ("bn", "tn")):
            return _Number(number.first, number.last + 1, number.value * scale)
        return number

    def _upper_end(self, lower: _Number) -> _Number | None:
        """The number after "to", "and" or a hyphen, where the two are the ends of a range."""
        between = lower.last + 1
        word, kind = self._word(between), self.tokens.kind(between)
        after = between + 1
        if self.tokens.original(after) in CURRENCIES:
            after += 1
        if after >= len(self.tokens):
            return None
        pair = word == "and" and self._word(self._with_sign(lower) - 1) == "between"
        if word == "to" or kind == "hyphen" or pair:
            upper = self._number_at(after)
            if upper and upper.first == after and upper.bound == "exact":
                return upper
        return None

    def _with_sign(self, number: _Number) -> int:
        """The first token of a number with its sign of money."""
        sign = self._sign(number.first)
        return sign[0] if sign else number.first

    def _share(self, number: _Number) -> _Number | None:
        """ "four in 10": 40 %."""
        last = number.last + (3 if self._word(number.last + 2) == "of" else 2)
        if self._word(number.last + 1) not in ("in", "out") or last >= len(self.tokens):
            return None
        whole = self._number_at(last)
        if not whole or whole.first != last or whole.value not in WHOLES:
            return None
        if not 0 < number.value < whole.value or self._is_name(number):
            return None
        share = 100 * number.value / whole.value
        return self._bounded(_Number(number.first, last, share, number.bound, "%"))

    def _range(self, lower: _Number, upper: _Number) -> list[_Number]:
        """Both ends; none where it is a score, a telephone number or odds."""
        joined = self.tokens.kind(lower.last + 1) == "hyphen"
        first = self._with_sign(lower)
        before = self._word(first - 1)
        whole = self._complete(upper, joined=joined)
        money = self._money(lower)
        if money and not self._money(upper):  # "£5bn-10bn"
            whole = upper._replace(unit=money.unit)
        if whole is None or self._touches_name(first):
            return []
        if whole.unit is None and before not in ("between", "from"):
            return []
        # "$5 to $10 million" is a range of millions.
        scale = self._scale(upper) if self._scale(lower) == 1 else 1
        value = lower.value * scale if lower.value * scale <= upper.value else lower.value
        if value >= upper.value and joined:
            return []
        change = before == "from" or value >= upper.value
        low: Bound = "exact" if change else "at_least"
        high: Bound = "exact" if change else "at_most"
        return [
            _Number(first, lower.last, value, low, whole.unit),
            _Number(whole.first, whole.last, whole.value, high, whole.unit),
        ]

    def _scale(self, number: _Number) -> int:
        """The thousand, million, … that a number ends with; 1 where there is none."""
        *_, last = self.tokens.words[number.last].split()
        scale = SCALES.get(last, 1)
        return SHORT_SCALES.get(last, scale) if number.last > number.first else scale

    # --- What is counted ---------------------------------------------------------------------

    def _complete(self, number: _Number, *, joined: bool = False) -> _Number | None:
        """The number with its unit and its bound; None where it is no quantity.

        `joined`: a hyphen before it makes it the end of a range, and no part of a name.
        """
        money = self._money(number)
        if money:
            return self._bounded(money)
        if not joined and self._is_name(number):
            return None
        more = self._or_more(number)
        if more:
            number = more
        unit, last = self._unit(number)
        if self._word(number.first) == "one" and (
            self._word(number.last + 1) == "of" or unit in UNCOUNTED
        ):
            return None
        year = self.tokens.kind(number.first) == "year"
        if unit is None and (year or not self._may_stand_alone(number)):
            return None
        return self._bounded(_Number(number.first, last, number.value, number.bound, unit))

    def _money(self, number: _Number) -> _Number | None:
        sign = self._sign(number.first)
        if sign:
            first, unit = sign
            return _Number(first, number.last, number.value, number.bound, unit)
        before, after = (self.tokens.original(i) for i in (number.first - 1, number.last + 1))
        if before in CODES:
            return _Number(number.first - 1, number.last, number.value, number.bound, before)
        if after in CODES:
            return _Number(number.first, number.last + 1, number.value, number.bound, after)
        return None

    def _sign(self, index: int) -> tuple[int, str] | None:
        """Where a sign of money before a number begins, and which money it is."""
        tokens = self.tokens
        before = tokens.original(index - 1)
        if before not in CURRENCIES or tokens.kind(index - 1) == "break":
            return None
        letters = tokens.original(index - 2)
        if (
            before == "$"
            and letters.isupper()
            and letters.lower() in DOLLARS
            and tokens.ends[index - 2] == tokens.starts[index - 1]
        ):
            return index - 2, DOLLARS[letters.lower()]
        return index - 1, CURRENCIES[before]

    def _unit(self, number: _Number) -> tuple[str | None, int]:
        """What is counted, and the last token of it."""
        tokens, after = self.tokens, number.last + 1
        word, original = self._word(after), tokens.original(after)
        if original == "%" or word in ("percent", "pct"):
            return "%", after
        if word == "per" and self._word(after + 1) == "cent":
            return "%", after + 1
        if word == "percentage" and self._word(after + 1) in ("point", "points"):
            return "percentage point", after + 1
        if original == "°" or word in ("degree", "degrees"):
            return "degree", after
        if word in MEASURES:
            return original, after
        if tokens.kind(after) == "hyphen":
            return self._hyphened(number)
        if word == "of":
            after += 1
            if self._word(after) in ("the", "these", "those", "its", "their", "his", "her", "our"):
                after += 1
            if tokens.kind(after) in ("number", "year"):
                after += 1
            elif after == number.last + 2 and number.bound != "at_least" and number.value != 12:
                return None, number.last
        index = self._noun(after, number)
        if index is None:
            return None, number.last
        return self._named(index), self._and_others(index)

    def _and_others(self, index: int) -> int:
        """The last token of what is counted together: "4,000 sailors and Marines"."""
        words, tokens = self.words, self.tokens
        if words is None or self._word(index + 1) not in ("and", "or") or index + 2 >= len(tokens):
            return index
        nouns, others = (
            words.within(Span(tokens.starts[i], tokens.ends[i])) for i in (index, index + 2)
        )
        joined = any(
            words.relations[other] == "conj" and words.heads[other] in nouns for other in others
        )
        plural = joined and is_plural(tokens.original(index + 2))
        return index + 2 if plural and tokens.original(index + 2).isalpha() else index

    def _hyphened(self, number: _Number) -> tuple[str | None, int]:
        """Of "a 100-page report": a page."""
        noun = number.last + 2
        while (
            noun < number.last + REACH
            and self.tokens.kind(noun + 1) == "hyphen"
            and self._word(noun + 2) not in ("old", "")
        ):
            noun += 2
        word = self.tokens.original(noun)
        if not word.isalpha() or not word.islower() or word in ENDS:
            return None, number.last
        if word in ("fold", "odd", "way", "sided") or self._word(number.first) == "one":
            return None, number.last
        return singular(word), noun

    def _named(self, index: int) -> str:
        word = self.tokens.original(index)
        one = singular(word)
        low = one.lower()
        if low in MONEY:
            before = self._word(index - 1)
            return NATIONAL_DOLLARS.get(before, MONEY[low]) if low == "dollar" else MONEY[low]
        return low

    def _noun(self, first: int, number: _Number) -> int | None:
        """The token of the noun that a number before token `first` counts."""
        if self.words is not None:
            return self._noun_by_grammar(first, number, self.words)
        found = None
        for index in range(first, min(len(self.tokens), first + REACH)):
            word = self.tokens.original(index)
            if self._passes(index):
                continue
            # "us" ends it, "US" does not.
            ends = word.lower() in ENDS and not (word.isupper() and len(word) > 1)
            if not word.isalpha() or ends or self._in_time(index):
                break
            if is_plural(word):
                found = index
            elif found is not None:
                break
            elif number.value == 1 and self._word(index + 1) in ENDS | {"", ".", ","}:
                return index
        return found

    def _passes(self, index: int) -> bool:
        """Whether a mark or number is within a name before the noun: "F-35 jets", "U.S. jets"."""
        tokens = self.tokens
        if tokens.kind(index) == "hyphen":
            return True
        if tokens.kind(index) in ("number", "year"):
            return tokens.kind(index - 1) == "hyphen"
        initial = tokens.original(index - 1)
        return tokens.words[index] == "." and len(initial) == 1 and initial.isupper()

    def _noun_by_grammar(self, first: int, number: _Number, words: Words) -> int | None:
        """The last noun of the run of nouns and adjectives, or the one its grammar gives it."""
        tokens = self.tokens
        end = min(len(tokens), first + REACH)
        if first >= end:
            return None
        span = Span(tokens.starts[first], tokens.ends[end - 1])
        numbers = words.within(Span(tokens.starts[number.first], tokens.ends[number.last]))
        heads = {words.heads[i] for i in numbers if words.relations[i] in ("nummod", "compound")}
        block = words.blocks[numbers[0]] if numbers else None
        found = None
        plural = None
        for word in words.within(span):
            tag = words.tags[word]
            if words.starts[word] < span.start or words.blocks[word] != block:
                continue
            if tag.startswith("NN"):
                found = word
                if tag.endswith("S") or is_plural(words.written[word]):
                    plural = word
                if word in heads:
                    break
            elif not (
                tag.startswith("JJ")
                or tag in ("HYPH", "VBN", "VBG", "CD")
                or words.written[word] == "-"
            ) or (tag in ("VBN", "VBG") and found is not None):
                break
        if number.value != 1:
            found = plural
        if found is None or (number.value == 1 and words.tags[found].startswith("NNP")):
            return None
        starts = [i for i in range(first, end) if tokens.starts[i] <= words.starts[found]]
        return starts[-1] if starts and tokens.original(starts[-1]).isalpha() else None

    # --- Numbers that count nothing ----------------------------------------------------------

    def _is_name(self, number: _Number) -> bool:
        """Whether a number is part of a name, a telephone number, a score or a list's marking."""
        tokens, first, last = self.tokens, number.first, number.last
        before, after = tokens.original(first - 1), tokens.original(last + 1)
        if self._touches_name(first) or before == "#" or (before == "(" and after == ")"):
            return True
        following = self._starts(last + 1) == tokens.ends[last]
        if following and (
            after in ("/", ":", "'", "’") or (after[:1].isalpha() and len(after) < 3)
        ):
            return after.lower() not in MEASURES
        if after == "-" and following:
            part = tokens.kind(last + 2) in ("number", "year", "ordinal")
            if part or self._word(last + 2) in PARTS:
                return True
        if tokens.kind(first - 1) == "break" and after in (".", ")", ":"):
            return True
        named = before.lower() in NAMED or (
            before == "." and self._word(first - 2) in ("no", "nos", "art", "sec", "ch", "p", "pp")
        )
        return named and not (before.islower() and before.lower() in ("top", "group", "line"))

    def _touches_name(self, first: int) -> bool:
        """Whether a sign or a letter right before a number makes it part of something else."""
        tokens = self.tokens
        before = tokens.original(first - 1)
        if not before or tokens.ends[first - 1] != tokens.starts[first]:
            return False
        return before in "-–/:.#@_+*=" or before[-1].isalnum()

    def _may_stand_alone(self, number: _Number) -> bool:
        """Whether a number is a quantity although nothing says of what: "the toll rose to 45"."""
        tokens = self.tokens
        after = tokens.original(number.last + 1)
        if number.bound != "exact" or self._bound_before(number.first):
            return True
        if (
            not tokens.original(number.first)[:1].isdigit()
            or tokens.kind(number.last + 1) == "hyphen"
        ):
            return False
        before = tokens.original(number.first - 1)
        return not after[:1].isupper() and before.islower() and number.value > 1

    def _bounded(self, number: _Number) -> _Number:
        bound = self._bound_before(number.first)
        first, last, said = number.first, number.last, number.bound
        if bound:
            first, said = bound
        else:
            more = self._or_more(number)
            if more:
                last, said = more.last, more.bound
        return _Number(first, last, number.value, said, number.unit)

    def _or_more(self, number: _Number) -> _Number | None:
        """With words after a number that make it a bound: "20 or more", "50+", "100-plus"."""
        after = number.last + 1
        last: int | None = None
        bound: Bound = "at_least"
        if self._word(after) == "or" and self._word(after + 1) in ("more", "fewer", "less"):
            last, bound = after + 1, "at_least" if self._word(after + 1) == "more" else "at_most"
        elif self._word(after) == "+" and self._starts(after) == self.tokens.ends[number.last]:
            last = after
        elif self.tokens.kind(after) == "hyphen" and self._word(after + 1) == "plus":
            last = after + 1
        if last is None:
            return None
        return _Number(number.first, last, number.value, bound, number.unit)

    def _bound_before(self, first: int) -> tuple[int, Bound] | None:
        words = [self._word(i) for i in range(first - LONGEST_BOUND, first)]
        for length in range(LONGEST_BOUND, 0, -1):
            bound = BOUNDS.get(tuple(words[-length:]))
            if bound and not self._in_time(first - length):
                return first - length, bound
        return None

    # --- Words ---------------------------------------------------------------------------------

    def _word(self, index: int) -> str:
        """A word in lower case; empty where there is none or a block ends."""
        tokens = self.tokens
        inside = 0 <= index < len(tokens.kinds) and tokens.kinds[index] != "break"
        return tokens.words[index] if inside else ""

    def _starts(self, index: int) -> int:
        return self.tokens.starts[index] if index < len(self.tokens) else -1

    def _in_time(self, index: int) -> bool:
        tokens = self.tokens
        span = Span(tokens.starts[index], tokens.ends[index])
        return bool(self.times.touching(span))

    def _quantity(self, number: _Number, free: int) -> Quantity:
        tokens = self.tokens
        first = number.first
        while tokens.starts[first] < free:
            first += 1
        return Quantity(
            span=Span(tokens.starts[first], tokens.ends[number.last]),
            value=number.value,
            unit=number.unit,
            bound=number.bound,
        )
