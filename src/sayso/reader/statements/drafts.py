"""Relations on their way to becoming statements, and which of two gets words that both claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reader.scoring.relation import Relation
from sayso.reader.spans import has_word, inside, tidy, without
from sayso.reading import Span


@dataclass(slots=True, eq=False)
class Draft:
    """A relation on its way to becoming a statement."""

    cue: list[Span]
    source: list[Span]
    content: list[Span]
    score: float
    nobody: bool = False
    """Whether the page plainly does not tell who says it, so that nobody is to be looked for."""

    def spans(self) -> list[Span]:
        """The spans of all roles."""
        return self.cue + self.source + self.content

    @property
    def start(self) -> int:
        """Where the first of its words stands."""
        return min(self.spans()).start


def draft_relations(text: str, relations: Sequence[Relation]) -> list[Draft]:
    """Drafts with tidy spans; no word has two roles in one; relations without words are left out.

    In text order, the surer of two that begin alike first.
    """
    drafts: list[Draft] = []
    for relation in relations:
        cue = tidy(text, relation.cue)
        source = less(text, tidy(text, relation.source), cue)
        content = less(text, tidy(text, relation.content), cue + source)
        if cue or content:
            drafts.append(Draft(cue, source, content, relation.score))
    drafts.sort(key=lambda d: (d.start, -d.score, d.content, d.cue, d.source))
    return drafts


def less(text: str, spans: list[Span], taken: Sequence[Span]) -> list[Span]:
    """`spans`, which are tidy, less what is taken; as a rule that is nothing of them."""
    for start, end in spans:
        for begin, after in taken:
            if start < after and begin < end:
                return without(text, spans, sorted(taken))
    return spans


def part_claims(text: str, drafts: list[Draft]) -> list[Draft]:
    """Let no two drafts claim the same words, unless one stands inside the other's content.

    The less sure one loses them; it goes when it has no words left.
    """
    pairs = _claiming_alike(drafts)
    if not pairs:
        return drafts
    gone: set[int] = set()

    def rank(i: int) -> tuple[float, int]:
        return (-drafts[i].score, i)

    for i, j in sorted(pairs, key=lambda pair: (min(map(rank, pair)), max(map(rank, pair)))):
        winner, loser = sorted((i, j), key=rank)
        if winner in gone or loser in gone:
            continue
        one, other = drafts[winner], drafts[loser]
        if stands_inside(one, other) or stands_inside(other, one):
            continue
        left = without(text, other.content, one.content)
        if any(has_word(text, *span) for span in left):
            other.content = left
        else:
            gone.add(loser)
    return [draft for i, draft in enumerate(drafts) if i not in gone]


def _claiming_alike(drafts: Sequence[Draft]) -> set[tuple[int, int]]:
    """The pairs of drafts whose contents share words."""
    claims = sorted((span, i) for i, draft in enumerate(drafts) for span in draft.content)
    pairs = set()
    for place, (span, i) in enumerate(claims):
        for after in range(place + 1, len(claims)):
            other, j = claims[after]
            if other.start >= span.end:
                break
            if i != j:
                pairs.add((min(i, j), max(i, j)))
    return pairs


def stands_inside(inner: Draft, outer: Draft) -> bool:
    """Whether cue and content of `inner` lie in the content of `outer`, who quotes it."""
    parts = inner.cue + inner.content
    return bool(parts) and all(any(inside(p, span) for span in outer.content) for p in parts)
