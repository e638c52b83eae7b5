"""The lines that say how a command goes on."""

from __future__ import annotations

import pytest

from sayso.pages.watch import FeedRead
from sayso.views.report import watching_line


@pytest.mark.parametrize(
    ("entries", "line"),
    [
        (0, "The Courier: 0 entries, 0 new"),
        (1, "The Courier: 1 entry, 0 new"),
        (2, "The Courier: 2 entries, 0 new"),
    ],
)
def test_a_feed_that_was_read(entries: int, line: str) -> None:
    read = FeedRead(
        url="https://courier.test/feed", title="The Courier", entries=entries, next_due=0
    )
    assert watching_line(read) == line
