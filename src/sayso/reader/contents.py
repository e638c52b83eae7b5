"""What a statement's content is, once quotation marks and neighbours are taken into account.

The model tags words; here its pieces are fitted to the quotations of the page. Every step is
conservative: it changes a content only where a reader would plainly agree.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reader.cue_words import plain
from sayso.reader.quotation import Quotation, find_paragraphs
from sayso.reader.relation import Relation
from sayso.reader.spans import SpanIndex, has_word, inside, overlap, tidy, without
from sayso.reading import Block, BlockRole, Span


@dataclass(slots=True, eq=False)
class Draft:
    """A relation on its way to becoming a statement."""

    cue: list[Span]
    source: list[Span]
    content: list[Span]
    score: float

    def spans(self) -> Iterator[Span]:
        """The spans of all roles."""
        yield from self.cue
        yield from self.source
        yield from self.content

    @property
    def start(self) -> int:
        """Where the first of its words stands."""
        return min(span.start for span in self.spans())


def draft_relations(text: str, relations: Sequence[Relation]) -> list[Draft]:
    """Drafts with tidy spans; no word has two roles in one; relations without words are left out.

    In text order, the surer of two that begin alike first.
    """
    drafts: list[Draft] = []
    for relation in relations:
        cue = tidy(text, relation.cue)
        source = without(text, tidy(text, relation.source), cue)
        content = without(text, tidy(text, relation.content), sorted(cue + source))
        if cue or content:
            drafts.append(Draft(cue, source, content, relation.score))
    drafts.sort(key=lambda d: (d.start, -d.score, d.content, d.cue, d.source))
    return drafts


def part_claims(text: str, drafts: list[Draft]) -> list[Draft]:
    """Let no two drafts claim the same words, unless one stands inside the other's content.

    The less sure one loses them; it goes when it has no words left.
    """
    index = SpanIndex((span, i) for i, draft in enumerate(drafts) for span in draft.content)
    pairs = {
        (min(i, j), max(i, j))
        for i, draft in enumerate(drafts)
        for span in draft.content
        for _, j in index.touching(span)
        if i != j
    }
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


def stands_inside(inner: Draft, outer: Draft) -> bool:
    """Whether cue and content of `inner` lie in the content of `outer`, who quotes it."""
    parts = inner.cue + inner.content
    return bool(parts) and all(any(inside(p, span) for span in outer.content) for p in parts)


class ContentMender:
    """Fits contents to the quotations of one page."""

    def __init__(
        self, text: str, quotations: Sequence[Quotation], blocks: Sequence[Block] = ()
    ) -> None:
        self.text = text
        self.quotations = SpanIndex((quotation.span, quotation) for quotation in quotations)
        self.outermost = [quotation for quotation in quotations if quotation.depth == 1]
        self.paragraphs = list(find_paragraphs(text, 0, len(text)))
        self._paragraph_starts = [span.start for span in self.paragraphs]
        self._sentence_ends = [found.end() for found in _SENTENCE_ENDS.finditer(text)]
        self.blocks = blocks
        self._block_starts = [block.span.start for block in blocks]

    # --- one draft at a time -----------------------------------------------------------------

    def confine(self, draft: Draft) -> None:
        """Leave out headings, other paragraphs' words and what the source was asked; take
        quotations whole.
        """
        parts = [part for piece in draft.content for part in self._without_headings(piece, draft)]
        parts = self._without_question(self._at_home(parts, draft), draft)
        draft.content = tidy(self.text, [*parts, *self._mostly_covered(parts, draft)])

    def mend(self, draft: Draft) -> None:
        """Give quotations their marks, and join pieces that belong together."""
        pieces = [self._with_marks(part, draft) for part in draft.content]
        pieces = without(self.text, tidy(self.text, pieces), sorted(draft.cue + draft.source))
        draft.content = self._joined(pieces)

    def _without_headings(self, piece: Span, draft: Draft) -> list[Span]:
        """What is left of a piece that runs over a heading, or from one into a paragraph."""
        first = max(bisect_right(self._block_starts, piece.start) - 1, 0)
        last = bisect_left(self._block_starts, piece.end)
        met = [b for b in self.blocks[first:last] if overlap(b.span, piece)]
        if len(met) < 2 or all(block.role not in _PROSE for block in met):
            return [piece]
        headings = [
            block.span
            for block in met
            if block.role not in _PROSE and not any(overlap(cue, block.span) for cue in draft.cue)
        ]
        return without(self.text, [piece], headings)

    def _at_home(self, parts: list[Span], draft: Draft) -> list[Span]:
        """Leave out what runs over from the paragraph of the cue into others without being quoted.

        A list that a colon opens may run over. Of 19,800 gold relations in PolNeAR's training part
        19 break this rule, most of them lists and transcripts.
        """
        if not draft.cue:
            return parts
        home = self.paragraph_of(draft.cue[0].start)
        if all(inside(part, home) for part in parts):
            return parts
        split = [cut for part in parts for cut in self._by_paragraph(part)]
        own = [part for part in split if inside(part, home)]
        colon = any(self.text[spans[-1].end - 1] == ":" for spans in (own, draft.cue) if spans)
        if not own or colon:
            return parts
        return [part for part in split if inside(part, home) or self._may_run_over(part)]

    def _by_paragraph(self, part: Span) -> list[Span]:
        first, last = self._paragraph_number(part.start), self._paragraph_number(part.end - 1)
        return [
            Span(max(part.start, paragraph.start), min(part.end, paragraph.end))
            for paragraph in self.paragraphs[first : last + 1]
            if overlap(part, paragraph)
        ]

    def _may_run_over(self, part: Span) -> bool:
        """Whether all words are quoted, and not by an attribution there: “…,” said another."""
        marks = sorted(q.span for _, q in self.quotations.touching(part) if q.depth == 1)
        if any(has_word(self.text, *span) for span in without(self.text, [part], marks)):
            return False
        attributed = self.text[part.start : part.end].rstrip("”“\"'’‘»").endswith(",")
        return not (attributed and has_word(self.text, part.end, self.paragraph_of(part.start).end))

    def _mostly_covered(self, parts: list[Span], draft: Draft) -> list[Span]:
        """Outermost closed quotations, with no part of the attribution inside, of which `parts`
        cover half of the words or more.

        In PolNeAR's training part 99 in 100 quotations that a content touches are in it wholly.
        """
        quotations = {q.span: q for part in parts for _, q in self.quotations.touching(part)}
        attribution = draft.cue + draft.source
        return [
            span
            for span, quotation in quotations.items()
            if quotation.depth == 1
            and quotation.closed
            and not any(inside(span, part) for part in parts)
            and not any(overlap(span, other) for other in attribution)
            and 2 * self._words(without(self.text, [span], parts)) <= self._words([span])
        ]

    def _words(self, spans: list[Span]) -> int:
        return sum(len(self.text[span.start : span.end].split()) for span in spans)

    def _with_marks(self, piece: Span, draft: Draft) -> Span:
        """`piece` with the marks of a quotation that it lacks no word of at that end."""
        start, end = piece
        for span, quotation in self.quotations.touching(piece):
            if any(inside(cue, span) for cue in draft.cue):
                continue  # this quotation is of somebody who speaks of the statement
            if span.start < start <= span.end and not has_word(self.text, span.start, start):
                start = span.start
            if span.start <= end < span.end and not has_word(self.text, end, span.end):
                end = span.end if quotation.closed else end
        return Span(start, end)

    def _joined(self, pieces: list[Span]) -> list[Span]:
        """Pieces that only white space parts, within a line, as one."""
        joined: list[Span] = []
        for piece in pieces:
            if joined:
                gap = self.text[joined[-1].end : piece.start]
                if "\n" not in gap and (not gap or gap.isspace()):
                    joined[-1] = Span(joined[-1].start, piece.end)
                    continue
            joined.append(piece)
        return joined

    def _without_question(self, pieces: list[Span], draft: Draft) -> list[Span]:
        """Leave out what the source was asked: "Asked whether …, X said …".

        Not when that is all there is: "Asked whether …, X declined to say".
        """
        if len(pieces) < 2 or not draft.cue:
            return pieces
        cue = draft.cue[0]
        if _ASKING_CUE.search(plain(self.text[cue.start : draft.cue[-1].end][:200])):
            return pieces
        kept = [piece for piece in pieces if piece.end > cue.start or not self._is_asked(piece)]
        return kept or pieces

    def _is_asked(self, piece: Span) -> bool:
        begin = self.sentence_start(piece.start)
        head = self.text[begin : piece.start]
        if not has_word(head, 0, len(head)):
            return _ASKED.match(self.text, piece.start, piece.end) is not None
        return _ASKED.match(head) is not None

    def fill_questions(self, drafts: list[Draft]) -> None:
        """Give "Asked by Y if …, X said" its question where the relation came without one.

        Only a clause that nobody claims, that its own word opens, and after whose comma another
        statement's source or cue stands.
        """
        lacking = [draft for draft in drafts if draft.cue and not draft.content]
        if not lacking:
            return
        everything = SpanIndex((span, draft) for draft in drafts for span in draft.spans())
        for draft in lacking:
            words = plain(self.text[draft.cue[0].start : draft.cue[-1].end][:200])
            if not _ASKING_CUE.search(words):
                continue
            start = max(span.end for span in draft.spans())
            sentence = Span(start, self.sentence_end(start))
            answers = [
                span
                for span, other in everything.touching(sentence)
                if other is not draft and span not in other.content
            ]
            if not answers:
                continue
            end = min(answers).start
            clause = _ASKED_CLAUSE.search(self.text, max(start, end - _LONGEST_ATTRIBUTION), end)
            if clause is not None:
                question = Span(clause.start(1), clause.end(1))
                if not any(everything.touching(question)):
                    draft.content = [question]

    # --- quotations that nobody claims -------------------------------------------------------

    def attach_quotations(self, drafts: list[Draft]) -> None:
        """Give quotations that plainly go on with a statement to that statement.

        1. “Yes,” he said. “But …”: one that runs on after the attribution in its paragraph.
        2. One that was left open in the paragraph before and goes on in this one.
        3. A paragraph that is one quotation, right after a paragraph that quotes its speaker.
        4. The other way round: one left open that the next paragraph's statement goes on with.
        """
        content = SpanIndex((span, draft) for draft in drafts for span in draft.content)
        everything = SpanIndex((span, draft) for draft in drafts for span in draft.spans())
        owners = [self._owners(quotation, content, everything) for quotation in self.outermost]
        for i in range(1, len(self.outermost)):
            if owners[i] != [] or len(previous := owners[i - 1] or []) != 1:
                continue
            draft, last, this = previous[0], self.outermost[i - 1], self.outermost[i]
            if (
                self._goes_on(last, this, draft)
                or self._runs_on(last, this, draft, everything)
                or self._floats(last, this, draft, everything)
            ):
                self._attach(this, draft)
                owners[i] = [draft]
        for i in range(len(self.outermost) - 2, -1, -1):
            following = owners[i + 1] or []
            this, after = self.outermost[i], self.outermost[i + 1]
            if owners[i] != [] or len(following) != 1 or this.closed or not after.continues:
                continue
            if self._covers(following[0], after) and self._is_prose(this.span):
                self._attach(this, following[0])
                owners[i] = following

    def _owners(
        self, quotation: Quotation, content: SpanIndex[Draft], everything: SpanIndex[Draft]
    ) -> list[Draft] | None:
        """The drafts that claim words of a quotation; None when it is part of an attribution."""
        owners: list[Draft] = []
        for _, draft in content.touching(quotation.span):
            if draft not in owners and not any(inside(cue, quotation.span) for cue in draft.cue):
                owners.append(draft)
        if not owners:
            for _, draft in everything.touching(quotation.span):
                if not all(inside(span, quotation.span) for span in draft.spans()):
                    return None
        return owners

    def _covers(self, draft: Draft, quotation: Quotation) -> bool:
        return any(inside(quotation.span, span) for span in draft.content)

    def _attach(self, quotation: Quotation, draft: Draft) -> None:
        draft.content = self._joined(tidy(self.text, [*draft.content, quotation.span]))

    def _goes_on(self, last: Quotation, this: Quotation, draft: Draft) -> bool:
        going = this.continues and not last.closed
        return going and self._covers(draft, last) and self._is_prose(this.span)

    def _runs_on(
        self, last: Quotation, this: Quotation, draft: Draft, everything: SpanIndex[Draft]
    ) -> bool:
        gap = Span(last.span.end, this.span.start)
        paragraph = self.paragraph_of(this.span.start)
        if not inside(last.span, paragraph) or gap.end - gap.start > _LONGEST_ATTRIBUTION:
            return False
        if not self._covers(draft, last):
            return False
        if any(other is not draft for _, other in everything.touching(gap)):
            return False
        attribution = sorted([*draft.cue, *draft.source])
        rest = without(self.text, [gap], attribution)
        between = self.text[gap.start : gap.end]
        if not any(overlap(span, gap) for span in attribution):
            return False
        bare = not any(has_word(self.text, *span) for span in rest)
        if bare and between.rstrip().endswith((",", ":", "—", "–", "-")):
            return True  # “Yes,” he said, “but …”
        if not self._is_whole(this) or _SENTENCE_END.search(between.rstrip()) is None:
            return False
        return len(_SENTENCE_ENDS.findall(between)) <= 1

    def _floats(
        self, last: Quotation, this: Quotation, draft: Draft, everything: SpanIndex[Draft]
    ) -> bool:
        place = self._paragraph_number(this.span.start)
        if place == 0 or not self._is_whole(this):
            return False
        paragraph, before = self.paragraphs[place], self.paragraphs[place - 1]
        # A pull quote repeats what the text says, often within other marks.
        opening = self.text[this.inner.start : this.inner.start + 30].rstrip()
        if self.text[this.span.start] != self.text[last.span.start] or any(
            opening in self.text[span.start : span.end] for span in draft.content
        ):
            return False
        if not inside(last.span, before) or not last.closed:
            return False
        text = self.text
        if has_word(text, paragraph.start, this.span.start):
            return False
        if has_word(text, this.span.end, paragraph.end) or not self._is_prose(paragraph):
            return False
        if len(text[this.inner.start : this.inner.end].split()) < _SHORTEST_FLOATING:
            return False
        if not self._covers(draft, last):
            return False
        # No other speaker, and at most the attribution itself, after the quotation before.
        tail = Span(last.span.end, before.end)
        if any(other is not draft for _, other in everything.touching(tail)):
            return False
        if not self._is_whole(last) and not any(overlap(span, tail) for span in draft.cue):
            return False
        return len(_SENTENCE_ENDS.findall(text[tail.start : tail.end] + " ")) <= 1

    def _is_whole(self, quotation: Quotation) -> bool:
        """Whether a quotation is of whole sentences: it begins with a capital and ends as one."""
        words = self.text[quotation.inner.start : quotation.inner.end].strip()
        after = self.text[quotation.span.end : quotation.span.end + 1]
        begins = _LOWER_START.match(words) is None
        return begins and (
            not quotation.closed or words.endswith(_TERMINALS) or after in _TERMINALS[:4]
        )

    def _is_prose(self, span: Span) -> bool:
        """Whether `span` begins in the running text, as far as the page's blocks tell."""
        place = bisect_right(self._block_starts, span.start) - 1
        if place < 0 or not overlap(self.blocks[place].span, span):
            return True
        return self.blocks[place].role in _PROSE

    # --- places ------------------------------------------------------------------------------

    def _paragraph_number(self, position: int) -> int:
        return max(bisect_right(self._paragraph_starts, position) - 1, 0)

    def paragraph_of(self, position: int) -> Span:
        """The paragraph that `position` stands in (or after)."""
        return self.paragraphs[self._paragraph_number(position)]

    def sentence_start(self, position: int) -> int:
        """Where the sentence of `position` begins."""
        before = bisect_right(self._sentence_ends, position) - 1
        end = self._sentence_ends[before] if before >= 0 else 0
        return min(max(self.paragraph_of(position).start, end), position)

    def sentence_end(self, position: int) -> int:
        """Where the sentence of `position` ends."""
        limit = max(self.paragraph_of(position).end, position)
        after = bisect_left(self._sentence_ends, position)
        return min([*self._sentence_ends[after : after + 1], limit])


_PROSE: frozenset[BlockRole] = frozenset({"paragraph", "list_item"})
_LONGEST_ATTRIBUTION = 400
_SHORTEST_FLOATING = 6  # words; shorter ones are as often a chant, a title or another speaker
_TERMINALS = (".", "!", "?", "…", "—", "–", "-")
_SENTENCE_END = re.compile(r"[.!?…:][\"”’'»)\]]*\Z")
# The abbreviations of titles, initials and "U.S." end no sentence.
_SENTENCE_ENDS = re.compile(
    r"[.!?…](?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)"
    r"(?<!\bGen\.)(?<!\bLt\.)(?<!\bCol\.)(?<!\bSgt\.)(?<!\bSt\.)(?<!\bJr\.)(?<!\bSr\.)(?<!\bNo\.)"
    r"(?<!\b[A-Z]\.)(?<!\.[A-Za-z]\.)[\"”’'»)\]]*(?=\s)"
)
_LOWER_START = re.compile(r"\W*[a-zß-öø-ÿ]")
_ASKED = re.compile(
    r"[\"“'‘(\s]*(?:(?:and|but|so|then|also|later)\s+)?"
    r"(?:when\s+|after\s+being\s+|being\s+|having\s+been\s+)?"
    r"(?:asked|pressed|questioned|quizzed|queried)\b",
    re.IGNORECASE,
)
_ASKED_CLAUSE = re.compile(
    r"\b((?:if|whether|about|why|what|when|where|how|who)\b[^\"“”‘]+),\s\Z", re.IGNORECASE
)
_ASKING_CUE = re.compile(r"\b(?:ask|question|quiz|press|quer|wonder|inquir)\w*")
