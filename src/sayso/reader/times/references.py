"""Words for now, before and to come that name no date."""

from __future__ import annotations

from typing import Final

from sayso.reader.times.grammar import Match, Meant, Rules, as_date

RULES: Final = Rules()


@RULES.add(
    "reference",
    "right reference",
    "current >other",
    "recent >other",
    "future >other",
    "the past >!unit",
    "the recent past",
    "the near|immediate|distant|foreseeable? future",
    "this time",
)
def _reference(match: Match) -> Meant | None:
    for kind in ("reference", "current", "recent", "past", "future"):
        if match.has(kind):
            break
    else:
        return None
    if kind == "reference":
        written = match.tokens.original(match.last)
        if match.word(-1) in ("as", "so", "too") or written == "previously":
            return None
        return as_date(str(match.values("reference")[0]))
    value = {
        "current": "PRESENT_REF",
        "recent": "PAST_REF",
        "past": "PAST_REF",
        "future": "FUTURE_REF",
    }
    return as_date(value[kind])


@RULES.add("these units >!of")
def _these_days(match: Match) -> Meant | None:
    return as_date("PRESENT_REF") if match.unit() == "D" else None
