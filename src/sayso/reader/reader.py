"""Page → Reading: the stages in order.

1. quotation marks are paired (`quotation`);
2. the blocks that are read become tokens and windows (`scoring.tokens`, `scoring.windows`);
3. the engine scores every window (`scoring.engine`);
4. scores become relations (`scoring.attribution`);
5. scores become words with their grammar (`parse`);
6. relations become statements, and who takes part in them or in events entities (`statements`);
7. times and quantities are read off the text (`times`, `quantities`), and statements dated;
8. events are written down (`events`), and who contradicts whom (`disputes`);
9. the page is counted (`label`).

Stages 3 and 4 run for windows of many pages together, so that the engine is never idle while Python
works; the others run for one page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from sayso.models import SHIPPED
from sayso.reader.disputes.find import find_disputes
from sayso.reader.events.build import draft_events, write_events
from sayso.reader.identity.entities import Analysis
from sayso.reader.label import build_label
from sayso.reader.parse import analyse
from sayso.reader.quantities import find_quantities
from sayso.reader.quotation import Quotation, find_quotations
from sayso.reader.scoring.attribution import Scorer, Scores, decode
from sayso.reader.scoring.coreference import Linker
from sayso.reader.scoring.engine import Engine
from sayso.reader.scoring.relation import Relation
from sayso.reader.scoring.tokens import Tokens, load_tokenizer, tokenize
from sayso.reader.scoring.windows import Window, cut_windows
from sayso.reader.statements.build import build_statements
from sayso.reader.statements.telling.dates import date_statements
from sayso.reader.times import find_times
from sayso.reading import READ_ROLES, Dispute, Event, Page, Reading

GROUP: Final = 48
"""Windows handed to the engine together, of which it makes requests of windows of like length, and
decoded together: the decoder's loop over tokens costs the same for one as for many.
"""


@dataclass(slots=True)
class _Draft:
    """A page on its way."""

    page: Page
    quotations: list[Quotation]
    tokens: Tokens
    waiting: int
    relations: list[Relation] = field(default_factory=list)
    scored: list[tuple[Window, Scores]] = field(default_factory=list)


_Opened = tuple[_Draft, Window]
"""A page and one of its windows."""
_Running = list[tuple[_Opened, "Future[Scores]"]]
"""A group of windows that the engine scores."""


class Reader:
    """Reads pages. Costs about a second to make and can be used again; not for several threads."""

    def __init__(
        self,
        *,
        threads: int | None = None,
        model: Path = SHIPPED,
        sources: bool = True,
        engine: Engine | None = None,
    ) -> None:
        """Loads a model. `threads` defaults to the processors this process may use, and `engine`
        to one of the model with so many.

        Without `sources` nobody is asked who is who: each wording is an entity of its own, which is
        what reading cost before, and no statement has relays, a hearer or an occasion.
        """
        self._sources = sources
        self._tokenizer = load_tokenizer(model)
        self._scorer = Scorer.load(model)
        self._linker = Linker.load(model)
        self._engine = engine or Engine(model, threads=threads)

    def read(self, page: Page) -> Reading:
        """The Reading of one page."""
        return next(self.read_many((page,)))

    def read_many(self, pages: Iterable[Page]) -> Iterator[Reading]:
        """The Reading of each page, in order; pages are taken as they are needed."""
        drafts: deque[_Draft] = deque()
        windows: list[_Opened] = []
        running: _Running = []
        for page in pages:
            draft, cut = self._open(page)
            drafts.append(draft)
            windows.extend((draft, window) for window in cut)
            while len(windows) >= GROUP:
                # The engine has the next group before this one is decoded.
                before, running = running, self._start(windows[:GROUP])
                del windows[:GROUP]
                self._decode(before)
            while drafts and not drafts[0].waiting:
                yield self._finish(drafts.popleft())
        for group in (running, self._start(windows)):
            self._decode(group)
            while drafts and not drafts[0].waiting:
                yield self._finish(drafts.popleft())

    def analyse(self, page: Page) -> Analysis | None:
        """What the model says of a page's words; None for a page without any."""
        draft, windows = self._open(page)
        futures = self._engine.submit_all([(draft.tokens, window) for window in windows])
        scored = [(w, f.result()) for w, f in zip(windows, futures, strict=True)]
        return analyse(page.text, draft.tokens, scored, self._linker)

    def close(self) -> None:
        """Ends the engine's threads."""
        self._engine.close()

    def _open(self, page: Page) -> tuple[_Draft, list[Window]]:
        quotations = find_quotations(page.text)
        spans = [block.span for block in page.blocks if block.role in READ_ROLES]
        tokens = tokenize(page.text, spans, quotations, self._tokenizer)
        windows = cut_windows(tokens)
        return _Draft(page, quotations, tokens, len(windows)), windows

    def _start(self, windows: Sequence[_Opened]) -> _Running:
        futures = self._engine.submit_all([(draft.tokens, window) for draft, window in windows])
        return list(zip(windows, futures, strict=True))

    def _decode(self, group: _Running) -> None:
        batch = [(draft.tokens, window, future.result()) for (draft, window), future in group]
        for ((draft, window), _), (_, _, scores), relations in zip(
            group, batch, decode(self._scorer, batch), strict=True
        ):
            draft.relations.extend(relations)
            draft.scored.append((window, scores))
            draft.waiting -= 1

    def _finish(self, draft: _Draft) -> Reading:
        page = draft.page
        analysis = None
        if self._sources:
            analysis = analyse(page.text, draft.tokens, draft.scored, self._linker)
        happening = [] if analysis is None else draft_events(analysis)
        entities, statements = build_statements(
            page,
            draft.relations,
            draft.quotations,
            analysis,
            [party for event in happening for party in event.parties()],
        )
        spans = [block.span for block in page.blocks if block.role in READ_ROLES]
        times = find_times(page.text, spans, _day(page))
        words = None if analysis is None else analysis.words
        statements = date_statements(page.text, statements, times)
        quantities = find_quantities(page.text, spans, times, words=words)
        events: tuple[Event, ...] = ()
        disputes: tuple[Dispute, ...] = ()
        if words is not None:
            events = write_events(words, happening, statements, times)
            disputes = find_disputes(words, statements, events, entities, quantities, times)
        return Reading(
            page=page,
            entities=entities,
            statements=statements,
            events=events,
            times=times,
            quantities=quantities,
            disputes=disputes,
            label=build_label(statements, entities, events, outlet=page.outlet),
        )


def _day(page: Page) -> date | None:
    """The day the page was published, if that is known."""
    return date.fromisoformat(page.published.value[:10]) if page.published.value else None
