"""What a statement's content is, once quotation marks and paragraphs are taken into account.

The model tags words; here its pieces are fitted to the page. Every step is conservative: it changes
a content only where a reader would plainly agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reader.layout import PROSE, Layout
from sayso.reader.spans import SpanIndex, has_word, inside, overlap, tidy, without
from sayso.reader.statements.drafts import Draft, less
from sayso.reader.statements.questions import without_question
from sayso.reading import Span


def confine(layout: Layout, draft: Draft) -> None:
    """Keep of a source and a content what can be its own, and take quotations whole.

    Left out are sources of other paragraphs where the cue's own names one, and of contents
    headings, unquoted words of other paragraphs, and what the source was asked.
    """
    if draft.cue and len(draft.source) > 1:
        home = layout.paragraph_of(draft.cue[0].start)
        draft.source = [span for span in draft.source if overlap(span, home)] or draft.source
    parts = [part for piece in draft.content for part in _without_headings(layout, piece, draft)]
    parts = without_question(layout, _at_home(layout, parts, draft), draft)
    draft.content = tidy(layout.text, [*parts, *_mostly_covered(layout, parts, draft)])


def mend(layout: Layout, draft: Draft) -> None:
    """Give quotations their marks, and join pieces that belong together."""
    pieces = [_with_marks(layout, piece, draft) for piece in draft.content]
    if pieces != draft.content:
        pieces = tidy(layout.text, pieces)
    draft.content = joined(layout.text, less(layout.text, pieces, draft.cue + draft.source))


def unite(layout: Layout, drafts: Sequence[Draft]) -> None:
    """Give a quotation that several relations of one speaker share to the surest, whole.

    X said more, saying, “This. That,” X added: nobody says half a quotation.
    """
    content = SpanIndex((span, draft) for draft in drafts for span in draft.content)
    for quotation in layout.outermost:
        sharers = list(dict.fromkeys(draft for _, draft in content.touching(quotation.span)))
        if len(sharers) < 2 or not quotation.closed:
            continue
        parts = sorted(span for draft in sharers for span in draft.content)
        speakers = {tuple(map(layout.words, draft.source)) for draft in sharers}
        attributions = [span for draft in sharers for span in (*draft.cue, *draft.source)]
        if (
            len(speakers) > 1
            or () in speakers
            or any(overlap(span, quotation.span) for span in attributions)
            or any(has_word(layout.text, *s) for s in without(layout.text, [quotation.span], parts))
        ):
            continue
        surest = max(sharers, key=lambda draft: draft.score)
        for draft in sharers:
            draft.content = without(layout.text, draft.content, [quotation.span])
        surest.content = joined(layout.text, tidy(layout.text, [*surest.content, quotation.span]))


def joined(text: str, pieces: Sequence[Span]) -> list[Span]:
    """Pieces that only white space parts, within a line, as one."""
    found: list[Span] = []
    for piece in pieces:
        if found:
            gap = text[found[-1].end : piece.start]
            if "\n" not in gap and (not gap or gap.isspace()):
                found[-1] = Span(found[-1].start, piece.end)
                continue
        found.append(piece)
    return found


def _without_headings(layout: Layout, piece: Span, draft: Draft) -> list[Span]:
    """What is left of a piece that runs over a heading, or from one into a paragraph."""
    met = layout.blocks_of(piece)
    if len(met) < 2 or all(block.role not in PROSE for block in met):
        return [piece]
    headings = [
        block.span
        for block in met
        if block.role not in PROSE and not any(overlap(cue, block.span) for cue in draft.cue)
    ]
    return without(layout.text, [piece], headings)


def _at_home(layout: Layout, parts: list[Span], draft: Draft) -> list[Span]:
    """Leave out what runs over from the paragraph of the cue into others without being quoted.

    A list that a colon opens may run over, but nothing out of a heading or a caption. Of 19,800
    gold relations in PolNeAR's training part 19 break this rule, most of them lists and
    transcripts.
    """
    if not draft.cue:
        return parts
    home = layout.paragraph_of(draft.cue[0].start)
    if all(inside(part, home) for part in parts):
        return parts
    split = [cut for part in parts for cut in layout.by_paragraph(part)]
    own = [part for part in split if inside(part, home)]
    if not layout.is_prose(draft.cue[0]):
        return own  # a heading's words and a caption's are of nobody else's text
    colon = any(layout.text[spans[-1].end - 1] == ":" for spans in (own, draft.cue) if spans)
    if not own or colon:
        return parts
    return [part for part in split if inside(part, home) or _may_run_over(layout, part)]


def _may_run_over(layout: Layout, part: Span) -> bool:
    """Whether all words are quoted, and not by an attribution there: “…,” said another."""
    marks = sorted(q.span for _, q in layout.quotations.touching(part) if q.depth == 1)
    if any(has_word(layout.text, *span) for span in without(layout.text, [part], marks)):
        return False
    attributed = layout.words(part).rstrip("”“\"'’‘»").endswith(",")
    end = layout.paragraph_of(part.start).end
    return not (attributed and has_word(layout.text, part.end, end))


def _mostly_covered(layout: Layout, parts: list[Span], draft: Draft) -> list[Span]:
    """Outermost closed quotations, with no part of the attribution inside, of which `parts` cover
    half of the words or more.

    In PolNeAR's training part 99 in 100 quotations that a content touches are in it wholly.
    """
    quotations = {q.span: q for part in parts for _, q in layout.quotations.touching(part)}
    if not quotations:
        return []
    attribution = draft.cue + draft.source

    def count(spans: Sequence[Span]) -> int:
        return sum(len(layout.words(span).split()) for span in spans)

    return [
        span
        for span, quotation in quotations.items()
        if quotation.depth == 1
        and quotation.closed
        and not any(inside(span, part) for part in parts)
        and not any(overlap(span, other) for other in attribution)
        and 2 * count(without(layout.text, [span], parts)) <= count([span])
    ]


def _with_marks(layout: Layout, piece: Span, draft: Draft) -> Span:
    """`piece` with the marks of a quotation that it lacks no word of at that end."""
    start, end = piece
    for span, quotation in layout.quotations.touching(piece):
        if any(inside(cue, span) for cue in draft.cue):
            continue  # this quotation is of somebody who speaks of the statement
        if span.start < start <= span.end and not has_word(layout.text, span.start, start):
            start = span.start
        lacks = span.start <= end < span.end and not has_word(layout.text, end, span.end)
        if quotation.closed and lacks:
            end = span.end
    return Span(start, end)
