"""Inputs → pages: plain text, HTML, JSON Lines and WARC, from paths, globs, stdin and URLs."""

from __future__ import annotations

from sayso.pages.fields import FieldNames, field_names
from sayso.pages.inputs import count_pages, open_originals, open_pages
from sayso.pages.options import PageOptions, Problem
from sayso.pages.original import IsKnown, Known, Opened, Original, page_of
from sayso.pages.page import page_from_bytes, page_from_html, page_from_text

__all__ = [
    "FieldNames",
    "IsKnown",
    "Known",
    "Opened",
    "Original",
    "PageOptions",
    "Problem",
    "count_pages",
    "field_names",
    "open_originals",
    "open_pages",
    "page_from_bytes",
    "page_from_html",
    "page_from_text",
    "page_of",
]
