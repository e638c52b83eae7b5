"""From the model's relations to statements: who says what, in what form, mode and polarity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.identity.entities import Analysis, Party, identify
from sayso.reader.layout import Layout
from sayso.reader.quotation import Quotation
from sayso.reader.scoring.relation import Relation
from sayso.reader.spans import SpanIndex
from sayso.reader.statements.contents import confine, mend, unite
from sayso.reader.statements.drafts import Draft, draft_relations, part_claims, stands_inside
from sayso.reader.statements.form import find_form
from sayso.reader.statements.gaps import fill_contents, fill_sources, one_source, trim_sources
from sayso.reader.statements.mode import find_mode
from sayso.reader.statements.polarity import find_polarity
from sayso.reader.statements.questions import fill_questions
from sayso.reader.statements.repairs.asides import fit_asides
from sayso.reader.statements.repairs.citing import part_citing
from sayso.reader.statements.repairs.coordinated import part_cues
from sayso.reader.statements.repairs.cue_repairs import repair_cues
from sayso.reader.statements.repairs.headlines import read_headlines
from sayso.reader.statements.repairs.hearers import withdraw_hearers
from sayso.reader.statements.repairs.idioms import add_idioms
from sayso.reader.statements.repairs.noun_cues import add_nouns, part_nouns
from sayso.reader.statements.repairs.own_acts import without_acts
from sayso.reader.statements.repairs.passives import name_agents
from sayso.reader.statements.repairs.quoted_as import quote_as
from sayso.reader.statements.repairs.relatives import fill_relatives
from sayso.reader.statements.repairs.signed import add_signed
from sayso.reader.statements.repairs.targets import part_targets
from sayso.reader.statements.run_on import attach_quotations
from sayso.reader.statements.telling.parts import Telling, nested_drafts
from sayso.reader.statements.turns import find_turns, without_turns
from sayso.reading import Entity, Page, Span, Statement

_NEIGHBOURHOOD: Final = 200  # how far from a cue its sentence is read, in characters


def build_statements(
    page: Page,
    relations: Sequence[Relation],
    quotations: Sequence[Quotation],
    analysis: Analysis | None = None,
    others: Sequence[Party] = (),
) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    """The entities and statements of a page.

    `relations` may come in any order and with any spans; `quotations` are those of the page's text
    (`find_quotations`); `others` are those who take part in events, who become entities, too. The
    result depends on nothing else: the same input gives the same records.

    1. Spans are tidied, and contents confined to what can be theirs; words that two relations claim
       are given to one of them. Turns of transcripts take their place (`turns`).
    2. Contents are fitted to the quotations of the page (`contents`, `questions`, `run_on`).
    3. Statements that stand inside others are added (`nested`), and everyone who takes part in
       a statement becomes an entity (`telling`, `identity`); without an `analysis` of the
       page's words each wording is one.
    4. Form, mode, polarity and nesting are read off. An assertion of nothing is no statement
       (“as he often said”); a refusal or a denial without words still is one.
    """
    text = page.text
    layout = Layout(page, quotations)
    turns = find_turns(layout)
    drafts = without_turns(draft_relations(text, relations), turns)
    if analysis is not None:
        drafts = _by_grammar(analysis.words, layout, drafts)
    for draft in drafts:
        confine(layout, draft)
    drafts = part_claims(text, drafts)
    for draft in drafts:
        mend(layout, draft)
    unite(layout, drafts)
    fill_questions(layout, drafts)
    attach_quotations(layout, drafts)
    drafts = without_turns(drafts, turns) + turns
    if analysis is not None:
        fill_sources(analysis.words, drafts)
        one_source(analysis.words, drafts)
        withdraw_hearers(analysis.words, drafts)
        trim_sources(analysis.words, drafts)
        fill_contents(analysis.words, layout, drafts)
        drafts = without_acts(analysis.words, layout, drafts)
    drafts = [draft for draft in drafts if draft.content or _says_without_words(layout, draft)]
    if analysis is not None:
        drafts.extend(nested_drafts(analysis.words, layout, drafts))
    drafts.sort(key=lambda draft: (draft.start, draft.content, draft.cue, draft.source))
    told = [Telling.of(layout, draft, analysis) for draft in drafts]
    entities = identify(
        analysis,
        text,
        [*(party for telling in told for party in telling.parties()), *others],
        [quote for telling in told for quote in telling.quotes],
        byline=page.byline,
        outlet=page.outlet,
    )
    kinds = {entity.id: entity.kind for entity in entities}
    outer = _outer_drafts(drafts)
    statements: list[Statement] = []
    for number, draft in enumerate(drafts):
        telling = told[number]
        source = telling.source.entity
        form = find_form(text, draft.content, draft.cue, telling.marked)
        cue = _text(text, draft.cue)
        kind = kinds[source] if source is not None else "other"
        outside = outer[number]
        statements.append(
            Statement(
                id=f"Q{number + 1}",
                form=form,
                mode=find_mode(cue, _around(layout, draft), kind, form),
                source=source,
                source_spans=tuple(draft.source),
                cue_spans=tuple(draft.cue),
                content_spans=tuple(draft.content),
                polarity=find_polarity(
                    cue,
                    _before(layout, draft),
                    [text[span.start : span.end] for span in draft.content],
                    form,
                    _text(text, draft.source),
                ),
                via=telling.relays(),
                addressee=None if telling.addressee is None else telling.addressee.entity,
                occasion=telling.occasion,
                within=None if outside is None else f"Q{outside + 1}",
                confidence=min(max(draft.score, 0.0), 1.0),
            )
        )
    return entities, tuple(statements)


def _by_grammar(words: Words, layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """Drafts as grammar has them where it is plain about what the model gets wrong."""
    drafts = read_headlines(words, layout, drafts)
    name_agents(words, drafts)
    part_nouns(words, drafts)
    drafts = add_idioms(words, layout, drafts)
    fit_asides(words, drafts)
    part_cues(words, drafts)
    drafts = part_citing(words, quote_as(words, layout, drafts))
    repair_cues(words, drafts)
    part_targets(words, drafts)
    fill_relatives(words, drafts)
    add_nouns(words, drafts)
    add_signed(words, layout, drafts)
    return drafts


def _text(text: str, spans: Sequence[Span]) -> str:
    return " ".join([text[span.start : span.end] for span in spans])


def _says_without_words(layout: Layout, draft: Draft) -> bool:
    """Whether a draft without content is a statement still: "A spokesman declined."."""
    cue = _text(layout.text, draft.cue)
    return find_polarity(cue, _before(layout, draft), [], "indirect") != "asserts"


def _around(layout: Layout, draft: Draft) -> Iterator[str]:
    """The stretches of the cue's sentence that belong to none of its roles."""
    if not draft.cue:
        return
    first, last = draft.cue[0].start, draft.cue[-1].end
    start = max(layout.sentence_start(first), first - _NEIGHBOURHOOD)
    end = min(layout.sentence_end(last), last + _NEIGHBOURHOOD)
    for begin, after in sorted(draft.spans()):
        if begin >= end:
            break
        if start < begin:
            yield layout.text[start:begin]
        if start < after:
            start = after
    if start < end:
        yield layout.text[start:end]


def _before(layout: Layout, draft: Draft) -> str:
    """What stands right before the cue and is not the source's or the content's: "did not"."""
    if not draft.cue:
        return ""
    end = draft.cue[0].start
    start = max(layout.sentence_start(end), end - 40)
    for begin, after in draft.spans():
        if begin < end and start < after:
            start = min(after, end)
    return layout.text[start:end]


def _outer_drafts(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the smallest other one whose content holds its cue and content."""
    index = SpanIndex((span, i) for i, draft in enumerate(drafts) for span in draft.content)
    outer: list[int | None] = []
    for i, draft in enumerate(drafts):
        anchor = (draft.cue or draft.content)[0]
        holders = [
            (_size(drafts[j]), j)
            for _, j in index.touching(anchor)
            if j != i and stands_inside(draft, drafts[j])
        ]
        size = _size(draft) if holders else 0
        outer.append(min([j for j in holders if j[0] > size], default=(0, None))[1])
    return outer


def _size(draft: Draft) -> int:
    """The characters of what is said."""
    return sum([span.end - span.start for span in draft.content])
