"""Who says what in a headline, whose grammar is its own: "… kills six – police", "…: report",
"…, admits boss", "…, ministry claims", "Ex-minister accused of taking bribes".

1. No role runs out of the headline into the text below.
2. What stands last, after a dash, a colon or a comma, is who says the rest of it.
3. Who is accused, told or sued says nothing, and no more does the label of a piece: "Analysis:".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.layout import Layout
from sayso.reader.sources.nouns import is_body, is_people, is_role
from sayso.reader.spans import overlap, tidy
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.nested import SAYING
from sayso.reader.vocabulary.cue_words import SPEECH, is_any, is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import DOCUMENTS
from sayso.reading import Span

_SAID: Final = (SAYING | lexicon("find show suggest")) - {"tell"}
_HEARING: Final = lexicon("hear tell")
_HEARINGS: Final = lexicon("court jury inquiry inquest trial hearing tribunal judge panel mps")
_LABELS: Final = lexicon(
    "analysis opinion comment report exclusive watch live breaking explainer video podcast review",
    "update updated editorial letters obituary profile interview listen pictures photos timeline",
    "factbox q&a column revealed",
)
_SUFFERED: Final = lexicon(
    "accused told urged warned asked ordered criticised criticized blamed sued suspended charged",
    "fined sacked banned jailed sentenced convicted cleared praised advised reminded",
)
_AFTER_PARTICIPLE: Final = frozenset("of to over with for by after in on at".split())
_LONGEST: Final = 6
"""Words that say who says a headline."""
_FEWEST: Final = 3
"""Words of what is said."""
_SURE: Final = 0.5
"""How sure a statement is that these rules alone make out."""
_QUOTES: Final = frozenset({"``", "''"})
_VERBS: Final = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VB"})


def read_headlines(words: Words, layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with those of the page's headlines put right, in text order."""
    found = list(drafts)
    titles = layout.titles
    for title in titles:
        inside = words.within(title)
        own = [d for d in found if any(overlap(span, title) for span in d.cue)]
        for draft in own:
            draft.source = _clipped(words.text, draft.source, title)
            draft.content = _clipped(words.text, draft.content, title)
        plain = _plain(words, inside) if len(inside) > _FEWEST else None
        if plain is not None and not any(_agrees(draft, plain) for draft in own):
            found = [d for d in found if not any(d is other for other in own)]
            plain.score = max([_SURE, *(draft.score for draft in own)])
            found.append(plain)
            continue
        for draft in own:
            if _only_labels(words, draft):
                found.remove(draft)
            elif _is_suffered(words, draft):
                if is_any(words.low[words.within(draft.cue[0])[0]], SPEECH):
                    if not _is_hearing(words, words.within(draft.source[-1])[-1]):
                        draft.content = tidy(words.text, [*draft.source, *draft.content])
                    draft.source, draft.nobody = [], True
                else:
                    found.remove(draft)
    if titles:
        found.sort(key=lambda d: (d.start, -d.score, d.content, d.cue, d.source))
    return found


def _agrees(one: Draft, other: Draft) -> bool:
    """Whether one draft has the other's source and cue, and something that is said before them."""
    return (
        one.cue == other.cue
        and one.source == other.source
        and bool(one.content)
        and one.content[-1].end <= min(one.cue + one.source).start
    )


def _clipped(text: str, spans: Sequence[Span], title: Span) -> list[Span]:
    within = [Span(max(s.start, title.start), min(s.end, title.end)) for s in spans]
    return tidy(text, [span for span in within if span.start < span.end])


def _plain(words: Words, inside: range) -> Draft | None:
    """The statement of a headline whose end says who says it."""
    if words.low[inside[0]] in _LABELS and words.low[inside[1]] == ":":
        inside = inside[2:]
    for mark in reversed(inside[_FEWEST:-1]):
        tail = range(mark + 1, inside.stop)
        if len(tail) > _LONGEST:
            return None
        if words.low[mark] == ",":
            return _after_comma(words, inside, mark, tail)
        if words.low[mark] in (":", "-", "–", "—"):
            spaced = words.starts[mark] > words.ends[mark - 1] or words.low[mark] == ":"
            if spaced and words.starts[tail[0]] > words.ends[mark] and _is_source(words, tail):
                return _draft(words, [mark, mark], tail, range(inside.start, mark))
            return None
    return None


def _after_comma(words: Words, inside: range, mark: int, tail: range) -> Draft | None:
    """ "…, admits boss", "…, ministry claims"; what a court hears, it does not say."""
    said = range(inside.start, mark)
    first, last = tail[0], tail[-1]
    if len(tail) < 2 or not any(words.tags[i] in _VERBS | _QUOTES for i in said):
        return None
    if _says(words, first) and _is_source(words, tail[1:]):
        return _draft(words, [first, first], tail[1:], said)  # "…, admits boss"
    if _says(words, last) and _is_source(words, tail[:-1]):
        return _draft(words, [last, last], tail[:-1], said)
    if is_any(words.low[last], _HEARING) and _is_hearing(words, last - 1):
        return _draft(words, [last, last], tail[:0], said)
    return None


def _is_hearing(words: Words, index: int) -> bool:
    return is_noun_of(words.low[index], _HEARINGS)


def _draft(words: Words, cue: Sequence[int], who: range, said: range) -> Draft:
    last = next((i - 1 for i in who[1:] if _leads_on(words, i)), who[-1] if who else 0)
    source = [words.span(who[0], last)] if who else []
    content = [words.span(said[0], said[-1])]
    return Draft([words.span(cue[0], cue[1])], source, content, _SURE, nobody=not who)


def _leads_on(words: Words, index: int) -> bool:
    """Whether a word is a preposition that tells of what: "senator on missing million"."""
    return words.tags[index] == "IN" and words.low[index] != "of"


def _says(words: Words, index: int) -> bool:
    return words.low[index][-3:] != "ing" and is_any(words.low[index], _SAID)


def _is_source(words: Words, tail: range) -> bool:
    """Whether some words are nothing but somebody or a report: "study", "fire chief Amy Dodd"."""
    if not tail or any(words.tags[i] in _VERBS | _QUOTES | {",", ":"} for i in tail):
        return False
    end = next((i for i in tail[1:] if words.tags[i] == "IN"), tail[-1] + 1)
    state = words.low[tail[0]] == "state"
    named = words.names[end - 1].endswith("-person")
    return any(
        words.tags[i][:1] == "N"
        and (
            is_role(words.low[i])
            or is_noun_of(words.low[i], DOCUMENTS)
            or is_people(words, i)
            or (is_body(words, i) and (state or words.names[i] == "O"))
        )
        for i in (range(tail[0], end) if named else (end - 1,))
    )


def _only_labels(words: Words, draft: Draft) -> bool:
    """Whether a colon follows what a piece is or is about, and not who says it."""
    if words.text[draft.cue[0].start : draft.cue[0].end] != ":" or len(draft.source) != 1:
        return False
    inner = words.within(draft.source[0])
    return len(inner) > 0 and (
        words.low[inner[-1]] in _LABELS or (len(inner) == 1 and not _may_speak(words, inner[0]))
    )


def _may_speak(words: Words, index: int) -> bool:
    kind = words.kinds[index] != "none" or words.names[index] != "O"
    return kind or is_role(words.low[index]) or is_body(words, index)


def _is_suffered(words: Words, draft: Draft) -> bool:
    """Whether a bare participle follows whom somebody else accuses, tells or sues."""
    inner = words.within(draft.cue[0])
    if not len(inner) or words.low[inner[0]] not in _SUFFERED or not draft.source:
        return False
    after = inner[0] + 1
    return (
        after < len(words)
        and words.blocks[after] == words.blocks[inner[0]]
        and words.low[after] in _AFTER_PARTICIPLE
        and draft.source[-1].end <= draft.cue[0].start
    )
