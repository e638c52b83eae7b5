"""The command line: thin commands that parse, call what the packages offer, and say how it went.
Results go to stdout, messages to stderr.
"""

from __future__ import annotations

from sayso.cli import reading
from sayso.cli.app import Exit, app, main

__all__ = ["Exit", "app", "main", "reading"]
