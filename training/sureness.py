"""Fits how sure it is that two units of a story are one claim: `python -m training.sureness`.

A logistic regression on the pairs of `benchmarks/claim_pairs.jsonl` that are of the pages in
`tests/stories/happenings`. Prints the numbers for `sayso.stories.claims.sureness`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.claims import DEV, PAIRS, read_happenings, read_pairs
from sayso.stories.claims.find import Story
from sayso.stories.claims.units import Unit

NAMES = ("likeness", "event", "same word", "same type", "same", "related", "unknown")


def features(story: Story, one: Unit, other: Unit) -> list[float]:
    """What the regression sees of a pair, in the order of `NAMES`."""
    likeness = min(max(story.matcher.likeness(one, other), -0.5), 1.2)
    if one.kind == "event":
        same_word = bool(one.triggers & other.triggers)
        same_type = one.type is not None and one.type == other.type
        return [likeness, 1, same_word, same_type, 0, 0, 0]
    kinship = story.names.kinship((one.page, one.source), (other.page, other.source))
    return [likeness, 0, 0, 0, *(kinship == name for name in NAMES[4:])]


def rows() -> Iterator[tuple[list[float], bool]]:
    """The pairs that the reading still has, each with whether it is one claim."""
    happenings = read_happenings(DEV[1])
    stories = {name: Story(one.readings.values()) for name, one in happenings.items()}
    for pair in read_pairs(PAIRS, DEV[1]):
        readings, story = happenings[pair.happening].readings, stories[pair.happening]
        places = {(readings[page].page.id, span) for page, span in pair.places}
        found = [
            unit
            for unit in story.units.all
            if unit.kind == pair.kind and (unit.page, unit.span) in places
        ]
        if len(found) == 2:
            yield features(story, *found), pair.same


def main() -> None:
    """Prints the weights."""
    seen, same = zip(*rows(), strict=True)
    model = LogisticRegression(C=1.0).fit(np.array(seen, np.float64), np.array(same))
    for name, weight in zip(NAMES, model.coef_[0], strict=True):
        print(f"{name}: {weight:.2f}")
    print(f"constant: {model.intercept_[0]:.2f} ({len(same)} pairs)")


if __name__ == "__main__":
    main()
