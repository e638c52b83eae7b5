"""Readings kept and searched: one SQLite file."""

from __future__ import annotations

from sayso.archive.archive import Archive

__all__ = ["Archive"]
