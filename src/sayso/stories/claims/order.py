"""In which order the pages of a story told it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sayso.reading import Page, Reading
from sayso.stories.claims.credits import Credits
from sayso.stories.claims.outlets import Outlets

_UNKNOWN = datetime.max.replace(tzinfo=UTC)


def in_order(
    readings: Sequence[Reading],
    outlets: Outlets,
    found: Mapping[str, Credits],
    copies: Mapping[str, str],
) -> list[Reading]:
    """Readings by when their pages were published, those of unknown time last.

    Of pages for which the order is not known (only the day is, and it is the same) those come first
    that others of them rest on; then the order is that of their ids, so that it is the same
    whatever the order they are given in.
    """

    def rests(reading: Reading) -> int:
        """How many of the story's outlets a page rests on."""
        page = reading.page.id
        mine = found[page]
        credited = {*mine.whole, *mine.part, *(o for scope in mine.scopes for o in scope.chain)}
        weight = 10 * (page in copies) + 5 * bool(mine.whole) + 2 * bool(mine.part)
        return weight + sum(1 for outlet in credited if outlets.has_page(outlet))

    dated = [(moment_of(reading.page), reading) for reading in readings]
    ordered = sorted(dated, key=lambda one: (one[0], rests(one[1]), one[1].page.id))
    return [reading for _, reading in ordered]


def moment_of(page: Page) -> datetime:
    """When a page was published: of a day without an hour its noon, so that it stands between those
    of its morning and those of its evening."""
    value = page.published.value
    if value is None:
        return _UNKNOWN
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return _UNKNOWN
    if len(value) == 10:
        moment += timedelta(hours=12)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
