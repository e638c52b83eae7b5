"""The archive's intake: what is read and kept, from inputs (`adding`), from feeds (`watching`), and
from the bytes that were kept before (`rereading`).
"""

from __future__ import annotations

from sayso.collect.adding import Added, add, keep_all, keep_reading
from sayso.collect.rereading import Reread, reread

__all__ = ["Added", "Reread", "add", "keep_all", "keep_reading", "reread"]
