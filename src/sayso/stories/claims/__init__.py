"""Claims: what several pages of a story tell, who told it first, and who has it from whom."""

from sayso.stories.claims.find import find_claims
from sayso.stories.claims.records import Claim, ClaimKind, Conflict, Edge, Figure, Telling, Why
from sayso.stories.claims.story import (
    Moment,
    Rest,
    Said,
    StoryPage,
    StorySource,
    StoryTelling,
    tell,
)
from sayso.stories.claims.sureness import SURE

__all__ = [
    "SURE",
    "Claim",
    "ClaimKind",
    "Conflict",
    "Edge",
    "Figure",
    "Moment",
    "Rest",
    "Said",
    "StoryPage",
    "StorySource",
    "StoryTelling",
    "Telling",
    "Why",
    "find_claims",
    "tell",
]
