"""How often Python looks for garbage while pages are read."""

from __future__ import annotations

import gc
from typing import Final

RARELY: Final = 20_000
"""Objects made and not yet gone at which it looks. Reading a page leaves nothing in a circle that
it could find, and at Python's own 700 looking takes 3.6 of the 36 ms that Python works on a page of
800 words; at 20,000 it takes 0.1, and the peak of memory is the same.
"""


def collect_rarely() -> None:
    """Has this process look rarely. For programs that read, not for who imports sayso."""
    gc.set_threshold(RARELY)
