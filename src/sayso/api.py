"""From inputs to Readings: what `import sayso` offers and the command line is a thin wrapper of."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.pages import Known, Opened, PageOptions, Problem
    from sayso.reader.reader import Reader
    from sayso.reading import Page, Reading


def read(
    source: str | Path,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    force: bool = False,
    allow_private: bool = False,
) -> Reading:
    """The Reading of one page: a path, a URL, or `-` for standard input.

    `published` (ISO 8601), `outlet` and `url` say what you know about the page and win over what it
    says itself; `force` reads a page in another language than English; `allow_private` fetches from
    addresses that are not public.

    Raises `sayso.SaysoError` when `source` cannot be read, or is a folder, glob or JSON Lines file
    of more than one page: `read_all` is for those. Text that you already hold: `read_text`.
    """
    from sayso.errors import PageError
    from sayso.pages import PageOptions, Problem, open_pages

    options = PageOptions(
        published=published, outlet=outlet, url=url, force=force, allow_private=allow_private
    )
    first_two = list(islice(open_pages([source], options=options), 2))
    if not first_two:
        raise PageError(f"{str(source)!r} holds no page")
    if len(first_two) > 1:
        raise PageError(
            f"{str(source)!r} holds more than one page",
            step="read them one by one with sayso.read_all([…])",
        )
    (item,) = first_two
    if isinstance(item, Problem):
        raise PageError(f"{item.origin!r} was not read: {item.cause.rstrip('.')}")
    return _read_page(item)


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    force: bool = False,
    origin: str = "-",
) -> Reading:
    """The Reading of a plain text; the options are those of `read`.

    `origin` is what the Reading calls its input. Raises `sayso.SaysoError` when there is nothing to
    read in `text`, or when it is in another language than English and not `force`.
    """
    from sayso.pages import PageOptions, page_from_text

    options = PageOptions(published=published, outlet=outlet, url=url, force=force)
    return _read_page(page_from_text(text, origin=origin, options=options))


def read_all(
    sources: Iterable[str | Path],
    *,
    options: PageOptions | None = None,
    threads: int | None = None,
) -> Iterator[Reading | Problem]:
    """A Reading for each page of `sources`, in their order, and a `Problem` for each that is none.

    `sources` are paths, folders, globs, URLs and `-`. Pages are opened as they are needed and no
    more of them are held than the model reads at once, so there may be any number. `threads` is
    the number of processor cores to use, by default all that this process may use.
    """
    from sayso.pages import PageOptions, Problem, open_originals

    for item in read_opened(open_originals(sources, options=options or PageOptions()), threads):
        if isinstance(item, Problem):
            yield item
        elif isinstance(item, tuple):
            yield item[1]


def read_opened(
    items: Iterable[Opened | Known | Problem], threads: int | None = None
) -> Iterator[tuple[Opened, Reading] | Known | Problem]:
    """Each opened page with its Reading; what else is among `items` passes, in its place.

    The model is loaded when the first page comes.
    """
    from sayso.pages import Opened

    items = iter(items)
    # Inputs that are all wrong should be told so at once, not after loading the model.
    for item in items:
        if isinstance(item, Opened):
            break
        yield item
    else:
        return
    # What was taken from `items` and is not yet given out; the reader is some pages behind.
    waiting: deque[Opened | Known | Problem] = deque()

    def pages() -> Iterator[Page]:
        for taken in chain([item], items):
            waiting.append(taken)
            if isinstance(taken, Opened):
                yield taken.page

    with closing(make_reader(threads)) as reader:
        for reading in reader.read_many(pages()):
            while not isinstance(first := waiting.popleft(), Opened):
                yield first
            yield first, reading
    for left in waiting:
        if isinstance(left, Opened):
            raise RuntimeError("the reader gave fewer Readings than it was given pages")
        yield left


def make_reader(threads: int | None = None) -> Reader:
    """A Reader. The one seam at which tests put another in the model's place."""
    from sayso.reader.reader import Reader

    return Reader(threads=threads)


_reading = Lock()
"""A Reader is not for several threads at once; callers of `read` may have several."""


def _read_page(page: Page) -> Reading:
    with _reading:
        return _shared_reader().read(page)


@lru_cache(maxsize=1)
def _shared_reader() -> Reader:
    """The Reader that calls of `read` share, so that the model is loaded once."""
    return make_reader()
