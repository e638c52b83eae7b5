"""The command line: thin commands that parse, call what the packages offer, and say how it went.
Results go to stdout, messages to stderr.
"""

from __future__ import annotations

# A command is there once its module is imported; the order is that of the help.
from sayso.cli import (  # isort: skip
    reading,
    archive,
    asking,
    people,
    stories,
    export,
    serve,
    batch,
)
from sayso.cli.app import Exit, app, main

__all__ = [
    "Exit",
    "app",
    "archive",
    "asking",
    "batch",
    "export",
    "main",
    "people",
    "reading",
    "serve",
    "stories",
]
