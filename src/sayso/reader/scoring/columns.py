"""How the graph's output divides: one row a token, one stretch of columns a head."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Final

from sayso.reader.scoring.attribution import FEATURES, TAGS
from sayso.reader.scoring.coreference import LINK, MENTION_LABELS
from sayso.reader.scoring.event_scores import FACTUALITY_LABELS, TRIGGER_LABELS
from sayso.reader.scoring.syntax import ARC, NAME_LABELS, RELATION_LABELS, TAG_LABELS

_WIDTHS: Final = {
    "roles": TAGS,
    "features": FEATURES,
    "tags": len(TAG_LABELS),
    "names": len(NAME_LABELS),
    "relations": len(RELATION_LABELS),
    "dependents": ARC,
    "heads": ARC,
    "mentions": len(MENTION_LABELS),
    "anaphors": 2 * LINK,
    "antecedents": 2 * LINK,
    "triggers": len(TRIGGER_LABELS),
    "factuality": len(FACTUALITY_LABELS),
}
COLUMNS: Final = {
    name: slice(*ends)
    for name, ends in zip(_WIDTHS, pairwise(accumulate(_WIDTHS.values(), initial=0)), strict=True)
}
"""The columns of each head."""
