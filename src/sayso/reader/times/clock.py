"""Hours and parts of the day. Those without a day of their own are joined with one later."""

from __future__ import annotations

from typing import Final

from sayso.reader.times.days import day_word, weekday
from sayso.reader.times.grammar import Match, Meant, Rules
from sayso.reader.times.values import day_value, unit_value
from sayso.reader.times.vocabulary import SETS

RULES: Final = Rules()


@RULES.add("weekday day_part", "day_word day_part", "LAST|NEXT weekday day_part")
def _part_of_day(match: Match) -> Meant | None:
    day = day_word(match) if match.has("day_word") else weekday(match)
    return Meant("TIME", f"{day.value}T{match.values('day_part')[0]}") if day else None


@RULES.add("THIS|LAST|NEXT|that day_part", "tonight", "the previous|following day_part")
def _this_morning(match: Match) -> Meant:
    part = match.values("day_part")[0] if match.has("day_part") else "NI"
    if match.has("that"):
        day = day_value(match.focus.day())
    else:
        day = unit_value("D", match.step() or 0, match.anchor())
    return Meant("TIME", f"{day}T{part}")


@RULES.add("the day_part", "<by|at|until|before|after day_part")
def _morning(match: Match) -> Meant | None:
    prepositions = (*SETS["PREPOSITION"].split(), "to", "at", "early", "late")
    if match.kind(-1) not in prepositions and match.word(1) != "of":
        return None
    if match.tokens.words[match.last] == "overnight":
        return None
    return Meant("TIME", f"XXXX-XX-XXT{match.values('day_part')[0]}")


@RULES.add(
    "clock",
    "clock zone",
    "clock local? time",
    "number zone",
    "year zone",
    "hour",
    "hour zone",
    "hour local? time",
    "number o possessive clock_word",
)
def _clock(match: Match) -> Meant | None:
    zone = str(match.values("zone")[0]) if match.has("zone") else ""
    if match.has("clock_word"):
        # Which half of the day it is stays open.
        return Meant("TIME", "XXXX-XX-XXTXX:00")
    if match.has("number", "year"):
        written = match.tokens.original(match.first)
        if len(written) != 4 or not written.isdecimal() or written[:2] > "23" or written[2:] > "59":
            return None
        clock = f"T{written[:2]}:{written[2:]}"
    else:
        clock = str(match.values("clock", "hour")[0])
    plain = match.has("clock") and "m" not in match.tokens.words[match.first]
    if not clock or (plain and not match.has("zone", "time") and not _is_clock(match)):
        return None
    return Meant("TIME", f"XXXX-XX-XX{clock}{zone}")


_BEFORE_CLOCK: Final = frozenset("at by until till from around about before after to".split())


def _is_clock(match: Match) -> bool:
    """Whether "10:30" is a time, and no score."""
    return match.word(-1) in _BEFORE_CLOCK
