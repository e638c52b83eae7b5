"""A page that has just been kept → its story, and the page it was made of."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Final

from sayso.reading import Page
from sayso.stories.copies import Copy
from sayso.stories.kept import place_page
from sayso.stories.kept_copies import join_page
from sayso.stories.placing import Placement

MOSTLY: Final = 0.5
"""Share of a page's wording that is another's, from which on both tell of one happening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """Where a page belongs, and what it was made of, if anything that is there."""

    placement: Placement
    copy: Copy | None


def file_page(connection: sqlite3.Connection, page_id: int, page: Page, *, retrieved: str) -> Filed:
    """Files the current version of a page, within the caller's transaction.

    Its version and its Reading must be there already. `retrieved` is when it was fetched, as `utc`
    writes it. Call it again when the page changes: its story stays, what it was made of is looked
    up again.
    """
    copy = join_page(connection, page_id, page, retrieved=retrieved)
    placement = place_page(
        connection,
        page_id,
        page,
        seen=date.fromisoformat(retrieved[:10]),
        original=copy.of if copy is not None and copy.shared >= MOSTLY else None,
    )
    return Filed(placement=placement, copy=copy)
