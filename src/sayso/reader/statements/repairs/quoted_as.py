"""What somebody is quoted as saying: "CNN quoted a witness as saying that …", "CNN quoted a
witness: “…”", "she was quoted by the agency as saying …". Grammar is plain about it, and it is
rare: the model takes the witness for what is said.

Where an outlet quotes, the statement of whom it quotes stands inside of its own, as the corpora
have it; in the passive there is one statement, of whom is quoted, and the outlet relays it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.reader.grammar.extents import LOOSE, ancestors, name_run, reach
from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.lists import where
from sayso.reader.spans import overlap
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.gaps import subject_of
from sayso.reader.statements.nested import CITING, SAYING, TELLING, is_somebody
from sayso.reader.vocabulary.cue_words import is_any
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_QUOTING: Final = lexicon("quote cite report")
_QUOTING_FORMS: Final = lexicon(
    "quote quotes quoted quoting cite cites cited citing report reports reported reporting"
)
_LEFT_OPEN: Final = frozenset("not n't never would could should may might must can 'd".split())
_FARTHEST: Final = 30
"""Words between a verb of quoting and "as"."""
_SHORTEST: Final = 2
"""Words of what is said."""
_SURE: Final = 0.7
"""How sure a statement is that grammar alone makes out."""
_NO_CONTENT: Final = frozenset({",", ":", ".", "``", "''", ")", "("})


@dataclass(frozen=True, slots=True)
class _Quoting:
    """Words by their places: "was quoted … as saying", and who is quoted."""

    first: int
    """The first word of the verb of quoting: its auxiliary."""
    verb: int
    mark: int
    """The word "as", or `saying` itself where there is none: "quoted him saying"."""
    saying: int
    quoted: Span
    passive: bool


def quote_as(words: Words, layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with the statements of those who are quoted as saying something, in text order."""
    found = list(drafts)
    verbs = where(words.low, _QUOTING_FORMS)
    after = {i for verb in verbs for i in range(verb + 1, min(verb + _FARTHEST, len(words)))}
    marks = sorted(after)
    for one in _quotings(words, marks):
        verb, saying = words.span(one.first, one.verb), words.span(one.mark, one.saying)
        both = [Span(verb.start, saying.end)] if one.mark == one.verb + 1 else [verb, saying]
        outer = next((d for d in found if any(overlap(span, verb) for span in d.cue)), None)
        said = _said(words, layout, one)
        if said is None:
            # “We are ready,” the paper quoted the general as saying.
            left = [] if outer is None else outer.content
            left = [span for span in left if not overlap(span, one.quoted)]
            before = None if left else _said_before(words, layout, one)
            content = left if before is None else [before]
            if outer is not None:
                outer.cue, outer.source, outer.content = both, [one.quoted], content
            elif content:
                found.append(Draft(both, [one.quoted], content, _SURE))
            continue
        replaced = [d for d in found if any(overlap(s, c) for s in d.cue for c in (verb, saying))]
        score = max([_SURE, *(draft.score for draft in replaced)])
        found = [draft for draft in found if draft not in replaced]
        found.append(Draft(both if one.passive else [saying], [one.quoted], [said], score))
        source = [] if one.passive else _outlet(words, verb, outer)
        if source:
            cue = [verb] if outer is None else outer.cue
            cue = [verb] if any(overlap(span, saying) for span in cue) else cue
            found.append(Draft(cue, source, [Span(one.quoted.start, said.end)], score))
    for verb, colon, quoted, quotation in _quoted_outright(words, layout, marks):
        whole = Span(quoted.start, quotation.end)
        outer = next((d for d in found if any(overlap(span, verb) for span in d.cue)), None)
        if (
            outer is not None
            and any(overlap(span, whole) for span in outer.content)
            and not any(overlap(span, quoted) for draft in found for span in draft.source)
        ):
            outer.content = [*(s for s in outer.content if not overlap(s, whole)), whole]
            found.append(Draft([colon], [quoted], [quotation], max(_SURE, outer.score)))
    found.sort(key=lambda d: (d.start, -d.score, d.content, d.cue, d.source))
    return found


def _outlet(words: Words, verb: Span, outer: Draft | None) -> list[Span]:
    """Who quotes, as the model has it or else grammar."""
    if outer is not None and outer.source:
        return outer.source
    subject = subject_of(words, [verb])
    return [] if subject is None else [subject]


def _quotings(words: Words, marks: Sequence[int]) -> Iterator[_Quoting]:
    """Who is quoted as saying something, by "as" or the verb of saying at one of `marks`."""
    for mark in marks:
        if words.low[mark] == "as" and mark + 1 < len(words):
            saying = mark + 1
            if words.low[saying] == "having" and saying + 1 < len(words):
                saying += 1
            if words.tags[saying] not in ("VBG", "VBN"):
                continue
        elif words.tags[mark] == "VBG" and words.low[mark - 1] not in ("as", "having"):
            saying = mark
        else:
            continue
        says = is_any(words.low[saying], SAYING)
        if not says and (saying == mark or words.tags[saying] != "VBG"):
            continue
        verb = _verb_before(words, mark)
        if verb is None:
            continue
        if not says or saying == mark:
            # "quoted her as calling it a farce", "quoted her saying that it was one"
            above = (words.heads[saying], *ancestors(words, saying)[:2])
            if verb not in above or not is_any(words.low[verb], CITING):
                continue
        first = verb
        while first > 0 and words.heads[first - 1] == verb and (
            words.relations[first - 1] in ("aux", "aux:pass")
        ):  # fmt: skip
            first -= 1
        near = range(max(first - 2, 0), verb)
        if any(words.low[i] in _LEFT_OPEN and words.heads[i] == verb for i in near):
            continue
        passive = words.tags[verb] == "VBN" and not _is_active(words, verb)
        quoted = _quoted(words, verb, mark, passive)
        if quoted is None:
            continue
        if not says or saying == mark:
            head = words.head_of(quoted)
            if head is None or (passive and words.low[verb] != "quoted"):
                continue
            if not is_somebody(words, head) and words.tags[head] != "PRP":
                continue
            if saying == mark and words.within(quoted)[-1] != mark - 1:
                continue
        yield _Quoting(first, verb, mark, saying, quoted, passive)


def _verb_before(words: Words, mark: int) -> int | None:
    """The verb of quoting that "as saying" belongs to, in its sentence."""
    for verb in range(mark - 1, max(mark - _FARTHEST, -1), -1):
        if words.blocks[verb] != words.blocks[mark] or words.tags[verb] == ".":
            return None
        if words.tags[verb][:2] == "VB" and is_any(words.low[verb], _QUOTING):
            return verb
    return None


def _is_active(words: Words, verb: int) -> bool:
    children = words.children[verb]
    if any(words.relations[i] in ("aux:pass", "nsubj:pass") for i in children):
        return False
    return any(words.relations[i] == "aux" for i in children)


def _quoted(words: Words, verb: int, mark: int, passive: bool) -> Span | None:
    """The words for who is quoted."""
    children = words.children[verb]
    if passive:
        heads = [i for i in children if words.relations[i] in ("nsubj:pass", "nsubj") and i < verb]
        if not heads and words.relations[verb] == "acl":
            heads = [words.heads[verb]]  # "the minister, quoted by the agency as saying"
    else:
        heads = [i for i in children if words.relations[i] == "obj" and verb < i < mark]
    if len(heads) != 1 or words.tags[heads[0]][:1] not in "NPCD":
        return None
    head = heads[0]
    first, last = reach(words, head, LOOSE)
    run = name_run(words, head)
    first, last = min(first, run[0]), max(last, run[1])
    if head < verb:
        last = min(last, verb - 1)
    else:
        first, last = max(first, verb + 1), min(last, mark - 1)
    return words.span(first, last)


def _quoted_outright(
    words: Words, layout: Layout, marks: Sequence[int]
) -> Iterator[tuple[Span, Span, Span, Span]]:
    """Verbs of quoting whose object a colon and a quotation follow, with these three."""
    for colon in marks:
        if words.low[colon] != ":" or colon + 1 >= len(words) or words.tags[colon + 1] != "``":
            continue
        verb = _verb_before(words, colon)
        if verb is None or not is_any(words.low[verb], CITING):
            continue
        if words.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN") or (
            words.tags[verb] == "VBN" and not _is_active(words, verb)
        ):
            continue
        heads = [i for i in words.children[verb] if words.relations[i] == "obj" and i > verb]
        if len(heads) != 1 or not verb < heads[0] < colon or not is_somebody(words, heads[0]):
            continue
        first, last = reach(words, heads[0], LOOSE - {"appos"})
        run = name_run(words, heads[0])
        first, last = max(min(first, run[0]), verb + 1), min(max(last, run[1]), colon - 1)
        start = words.starts[colon + 1]
        for span, quotation in layout.quotations.touching(Span(start, start + 1)):
            if span.start == start and quotation.closed:
                cues = (words.span(verb, verb), words.span(colon, colon))
                yield (*cues, words.span(first, last), span)
                break


def _said_before(words: Words, layout: Layout, one: _Quoting) -> Span | None:
    """The clause before who quotes, with the whole of its quotation."""
    children = words.children[one.verb]
    nearest = max(
        (i for i in children if words.relations[i] == "nsubj" and i < one.verb), default=0
    )
    if one.passive or not nearest:
        return None
    subject = min(reach(words, nearest)[0], name_run(words, nearest)[0])
    end = words.starts[subject]
    begin = Span(layout.sentence_start(end), end)
    if begin.start >= end:
        return None
    marked = [q for q, _ in layout.quotations.touching(begin) if q.end <= end]
    clause = [i for i in children if words.relations[i] in ("ccomp", "parataxis")]
    if not marked and not any(words.starts[i] < end for i in clause):
        return None
    rest = list(words.within(Span(min([begin.start, *(q.start for q in marked)]), end)))
    while rest and words.tags[rest[-1]] in (",", ":"):
        rest.pop()
    return _span_of(words, rest, _SHORTEST)


def _said(words: Words, layout: Layout, one: _Quoting) -> Span | None:
    """The rest of the sentence, without whom it is told."""
    start = words.ends[one.saying]
    rest = list(words.within(Span(start, max(start, layout.sentence_end(start)))))
    rest = [i for i in rest if i > one.saying and words.blocks[i] == words.blocks[one.mark]]
    if is_any(words.low[one.saying], TELLING):
        hearers = [i for i in rest if words.heads[i] == one.saying and words.relations[i] == "obj"]
        if hearers:
            rest = [i for i in rest if i > reach(words, hearers[0])[1]]
    while rest and words.tags[rest[0]] in (",", ":"):
        rest = rest[1:]
    while rest and words.tags[rest[-1]] in (".", ",", ":"):
        rest = rest[:-1]
    return _span_of(words, rest, _SHORTEST if is_any(words.low[one.saying], SAYING) else 1)


def _span_of(words: Words, run: list[int], shortest: int) -> Span | None:
    if len([i for i in run if words.tags[i] not in _NO_CONTENT]) < shortest:
        return None
    return words.span(run[0], run[-1])
