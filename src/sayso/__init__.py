"""Who says it, on what footing: every statement in a news page, exact to the character.

    >>> import sayso
    >>> reading = sayso.read("story.html")
    >>> for statement in reading.statements:
    ...     print(statement.form, statement.source, statement.content_spans)

Importing this package is cheap: whatever is slow to import (the model's engine, the HTML parser,
the JSON codec) is imported by the first call that needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.api import read, read_all, read_text
from sayso.reading import (
    Block,
    Dispute,
    Entity,
    Event,
    Label,
    Mention,
    Page,
    Published,
    Quantity,
    Reading,
    Span,
    Statement,
    Time,
    json_schema,
)

if TYPE_CHECKING:
    from sayso.archive import Archive
    from sayso.collect import Added, add
    from sayso.errors import SaysoError
    from sayso.pages import PageOptions, Problem, open_pages
    from sayso.reader.reader import Reader

    __version__: str

__all__ = [
    "Added",
    "Archive",
    "Block",
    "Dispute",
    "Entity",
    "Event",
    "Label",
    "Mention",
    "Page",
    "PageOptions",
    "Problem",
    "Published",
    "Quantity",
    "Reader",
    "Reading",
    "SaysoError",
    "Span",
    "Statement",
    "Time",
    "__version__",
    "add",
    "json_schema",
    "open_pages",
    "read",
    "read_all",
    "read_text",
]

_LAZY = {
    "Added": "sayso.collect",
    "Archive": "sayso.archive",
    "PageOptions": "sayso.pages",
    "Problem": "sayso.pages",
    "Reader": "sayso.reader.reader",
    "SaysoError": "sayso.errors",
    "add": "sayso.collect",
    "open_pages": "sayso.pages",
}
"""Public names whose modules are only imported when somebody asks for them."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("sayso")
    elif name in _LAZY:
        from importlib import import_module

        value = getattr(import_module(_LAZY[name]), name)
    else:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
