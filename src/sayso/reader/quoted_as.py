"""What somebody is quoted as saying: "CNN quoted a witness as saying that …", "she was quoted by
the agency as saying …". Grammar is plain about it, and it is rare: the model takes the witness for
what is said.

Where an outlet quotes, the statement of whom it quotes stands inside of its own, as the corpora
have it; in the passive there is one statement, of whom is quoted, and the outlet relays it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reader.cue_words import is_any
from sayso.reader.drafts import Draft
from sayso.reader.extents import LOOSE, name_run, reach
from sayso.reader.gaps import subject_of
from sayso.reader.grammar import Words
from sayso.reader.layout import Layout
from sayso.reader.lexicon import lexicon
from sayso.reader.nested import SAYING, TELLING
from sayso.reader.spans import overlap
from sayso.reading import Span

_QUOTING = lexicon("quote cite report")
_LEFT_OPEN = frozenset("not n't never would could should may might must can 'd".split())
_FARTHEST = 30
"""Words between a verb of quoting and "as"."""
_SHORTEST = 2
"""Words of what is said."""
_SURE = 0.7
"""How sure a statement is that grammar alone makes out."""
_NO_CONTENT = frozenset({",", ":", ".", "``", "''", ")", "("})


@dataclass(frozen=True, slots=True)
class _Quoting:
    """Words by their places: "was quoted … as saying", and who is quoted."""

    first: int
    """The first word of the verb of quoting: its auxiliary."""
    verb: int
    mark: int
    """The word "as"."""
    saying: int
    quoted: Span
    passive: bool


def quote_as(words: Words, layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with the statements of those who are quoted as saying something, in text order."""
    found = list(drafts)
    for one in _quotings(words):
        verb, saying = words.span(one.first, one.verb), words.span(one.mark, one.saying)
        both = [Span(verb.start, saying.end)] if one.mark == one.verb + 1 else [verb, saying]
        outer = next((d for d in found if any(overlap(span, verb) for span in d.cue)), None)
        said = _said(words, layout, one)
        if said is None:
            # “We are ready,” the paper quoted the general as saying.
            if outer is not None:
                outer.cue, outer.source = both, [one.quoted]
                outer.content = [s for s in outer.content if not overlap(s, one.quoted)]
            continue
        replaced = [d for d in found if any(overlap(s, c) for s in d.cue for c in (verb, saying))]
        score = max([_SURE, *(draft.score for draft in replaced)])
        found = [draft for draft in found if draft not in replaced]
        found.append(Draft(both if one.passive else [saying], [one.quoted], [said], score))
        source = [] if one.passive else _outlet(words, verb, outer)
        if source:
            found.append(Draft([verb], source, [Span(one.quoted.start, said.end)], score))
    found.sort(key=lambda d: (d.start, -d.score, d.content, d.cue, d.source))
    return found


def _outlet(words: Words, verb: Span, outer: Draft | None) -> list[Span]:
    """Who quotes, as the model has it or else grammar."""
    if outer is not None and outer.source:
        return outer.source
    subject = subject_of(words, [verb])
    return [] if subject is None else [subject]


def _quotings(words: Words) -> Iterator[_Quoting]:
    for mark, word in enumerate(words.low):
        if word != "as" or mark + 1 >= len(words):
            continue
        saying = mark + 1
        if words.low[saying] == "having" and saying + 1 < len(words):
            saying += 1
        if words.tags[saying] not in ("VBG", "VBN") or not is_any(words.low[saying], SAYING):
            continue
        verb = _verb_before(words, mark)
        if verb is None:
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
        if quoted is not None:
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
    if len([i for i in rest if words.tags[i] not in _NO_CONTENT]) < _SHORTEST:
        return None
    return words.span(rest[0], rest[-1])
