"""Page → Reading: the stages in order.

1. quotation marks are paired (`quotation`);
2. the blocks that are read become tokens and windows (`tokens`, `windows`);
3. the engine scores every window (`engine`);
4. scores become relations (`attribution`);
5. relations become statements and their sources (`statements`);
6. the page is counted (`label`).

Stages 1, 2, 5 and 6 run for one page; 3 and 4 for windows of many pages together, so that the
engine is never idle while Python works.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from sayso.models import SHIPPED
from sayso.reader.attribution import Scorer, Scores, decode
from sayso.reader.engine import Engine
from sayso.reader.label import build_label
from sayso.reader.quotation import Quotation, find_quotations
from sayso.reader.relation import Relation
from sayso.reader.statements import build_statements
from sayso.reader.tokens import Tokens, load_tokenizer, tokenize
from sayso.reader.windows import Window, cut_windows
from sayso.reading import READ_ROLES, Page, Reading

GROUP = 24
"""Windows decoded together: the decoder's loop over tokens costs the same for one as for many."""
AHEAD = 24
"""Windows handed to the engine beyond the group that is awaited."""


@dataclass(slots=True)
class _Draft:
    """A page on its way."""

    page: Page
    quotations: list[Quotation]
    tokens: Tokens
    waiting: int
    relations: list[Relation] = field(default_factory=list)


class Reader:
    """Reads pages. Costs about a second to make and can be used again; not for several threads."""

    def __init__(self, *, threads: int | None = None, model: Path = SHIPPED) -> None:
        """Loads a model. `threads` defaults to the processors this process may use."""
        self._tokenizer = load_tokenizer(model)
        self._scorer = Scorer.load(model)
        self._engine = Engine(model, threads=threads)

    def read(self, page: Page) -> Reading:
        """The Reading of one page."""
        return next(self.read_many((page,)))

    def read_many(self, pages: Iterable[Page]) -> Iterator[Reading]:
        """The Reading of each page, in order; pages are taken as they are needed."""
        drafts: deque[_Draft] = deque()
        windows: deque[tuple[_Draft, Window, Future[Scores]]] = deque()
        for page in pages:
            draft, cut = self._open(page)
            drafts.append(draft)
            for window in cut:
                windows.append((draft, window, self._engine.submit(draft.tokens, window)))
                if len(windows) >= GROUP + AHEAD:
                    self._decode(windows)
            while drafts and not drafts[0].waiting:
                yield _finish(drafts.popleft())
        while drafts:
            while drafts[0].waiting:
                self._decode(windows)
            yield _finish(drafts.popleft())

    def close(self) -> None:
        """Ends the engine's threads."""
        self._engine.close()

    def _open(self, page: Page) -> tuple[_Draft, list[Window]]:
        quotations = find_quotations(page.text)
        spans = [block.span for block in page.blocks if block.role in READ_ROLES]
        tokens = tokenize(page.text, spans, quotations, self._tokenizer)
        windows = cut_windows(tokens)
        return _Draft(page, quotations, tokens, len(windows)), windows

    def _decode(self, windows: deque[tuple[_Draft, Window, Future[Scores]]]) -> None:
        group = [windows.popleft() for _ in range(min(GROUP, len(windows)))]
        batch = [(draft.tokens, window, future.result()) for draft, window, future in group]
        for (draft, _, _), relations in zip(group, decode(self._scorer, batch), strict=True):
            draft.relations.extend(relations)
            draft.waiting -= 1


def _finish(draft: _Draft) -> Reading:
    page = draft.page
    entities, statements = build_statements(page, draft.relations, draft.quotations)
    return Reading(
        page=page,
        entities=entities,
        statements=statements,
        label=build_label(statements, entities, outlet=page.outlet),
    )
