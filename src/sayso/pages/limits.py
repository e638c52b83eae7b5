"""How much of one input is taken; see `docs/` for what users are told."""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

MAX_PAGE_BYTES: Final = 16 * MIB
"""Largest page, after unpacking. The longest news pages are a few hundred kB of text or a few MB of
HTML; sixteen MiB of text take the model minutes, so more is most likely not a page."""

MAX_ROW_BYTES: Final = MAX_PAGE_BYTES + MIB
"""Longest line of a JSON Lines file: a page and its other fields."""

MAX_PARAGRAPHS: Final = 50_000
"""More lines than this and it is data, not a page."""

LANGUAGE_SAMPLE: Final = 2_000
"""Characters looked at to recognise the language."""
