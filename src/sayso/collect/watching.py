"""Feeds → the archive, as they bring pages."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from sayso import api
from sayso.archive import Archive
from sayso.archive.watched import ArchiveStore
from sayso.collect.adding import Added, added, is_kept, known
from sayso.pages import Known, Opened, PageOptions, Problem
from sayso.pages.watch import INTERVAL, FeedRead, Waiting
from sayso.pages.watch import watch as watch_feeds

if TYPE_CHECKING:
    from sayso.reader.reader import Reader


def watch(
    archive: Archive,
    feeds: Iterable[str | Path],
    *,
    options: PageOptions | None = None,
    interval: float = INTERVAL,
    once: bool = False,
    threads: int | None = None,
    stop: threading.Event | None = None,
) -> Iterator[Added | Problem | FeedRead | Waiting]:
    """Keeps the pages that `feeds` name, as they appear; see `sayso.pages.watch.watch`.

    Pages are read one by one, since nobody knows when the next one comes. Ends soon after `stop` is
    set. What feeds were last like and which pages are there stands in the archive, so another watch
    carries on.
    """
    found = watch_feeds(
        feeds,
        store=ArchiveStore(archive),
        options=options or PageOptions(),
        known=lambda digest: is_kept(archive, digest),
        interval=interval,
        once=once,
        stop=stop,
    )
    with ExitStack() as stack:
        reader: Reader | None = None
        for item in found:
            if isinstance(item, Opened):
                # The model is loaded when the first page comes.
                reader = reader or stack.enter_context(closing(api.make_reader(threads)))
                yield added(archive, item, reader.read(item.page))
            elif isinstance(item, Known):
                yield known(archive, item)
            else:
                yield item
