"""What is settled of two statements or two events without weighing anything."""

from __future__ import annotations

from typing import Final

from sayso.stories.claims.features import Features
from sayso.stories.claims.units import Unit

_OPPOSED: Final = 0.6
"""Share of the words of one that the other has, from which on a "not" in one of them alone makes
them two: "one was locked", "none was locked"."""


def settled(one: Unit, other: Unit, seen: Features) -> bool | None:
    """Whether two units are one claim, None for what is to be weighed."""
    if one.kind != "statement":
        # The storm of years ago killed another number. What has no other may be told undated.
        return False if one.past != other.past and seen.other_number else None
    if seen.quotation:
        return True
    if seen.other_source or (one.polarity == "declines") != (other.polarity == "declines"):
        return False
    if seen.one_denies:
        one_is_denial = (one.polarity == "denies") != (other.polarity == "denies")
        # Nobody denies what they assert: what they deny and what they assert may be one thing in
        # two ways, "denied that it came too late" and "it came on Wednesday".
        opposed = one_is_denial and not seen.same_source
        return False if opposed or seen.covered >= _OPPOSED else None
    return None
