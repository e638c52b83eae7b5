"""Texts with the grammar of their words, and in GUM with their coreference."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.reader.scoring.coreference import MENTION_LABELS
from sayso.reader.scoring.syntax import RELATION_LABELS
from sayso.reading import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `head` is an index into the text's words, a root's its own."""

    span: Span
    tag: str
    head: int
    relation: str
    name: str | None
    """Type of the name it is part of, `O` for none; None where nobody looked."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention by its head word: what kind of thing it is, and which."""

    head: int
    kind: str
    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its words and, where annotated, its mentions in order of their heads."""

    id: str
    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...] | None = None
    """One for each head."""
    annotated: tuple[Mention, ...] | None = None
    """All of them, also those that share a head: "Ann and Bo" beside "Ann"."""


_NAMES = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}
_TAGS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "(", "-RSB-": ")", "AFX": "JJ", "NFP": ":"}
_RELATIONS = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "nsubj:outer": "nsubj",
    "csubjpass": "csubj",
    "csubj:pass": "csubj",
    "csubj:outer": "csubj",
    "auxpass": "aux:pass",
    "neg": "advmod",
    "mwe": "fixed",
    "nmod:tmod": "obl:unmarked",
    "nmod:npmod": "obl:unmarked",
    "nmod:unmarked": "obl:unmarked",
    "nmod:desc": "compound",
    "flat": "compound",
    "obl:agent": "obl",
    "advcl:relcl": "advcl",
    "det:predet": "det",
    "cc:preconj": "cc",
    "list": "parataxis",
    "vocative": "discourse",
}
_VERBAL = ("V", "J", "R")


def _relation(label: str, tag_of_head: str) -> str:
    if label == "nmod" and tag_of_head.startswith(_VERBAL):
        return "obl"
    label = _RELATIONS.get(label, label)
    return label if label in RELATION_LABELS else "dep"


def read_corenlp(corpora: Path, split: str) -> dict[str, Text]:
    """CoreNLP's analysis of PolNeAR's articles by their ids (silver). Their `text` is empty."""
    with gzip.open(corpora / "polnear" / f"{split}.corenlp.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: Text(row["id"], "", tuple(_silver(row["sentences"]))) for row in rows}


def _silver(sentences: list[list[list[int | str]]]) -> Iterator[Word]:
    base = 0
    for sentence in sentences:
        for index, (start, end, tag, name, head, label) in enumerate(sentence):
            root = int(head) < 0
            above = index if root else int(head)
            yield Word(
                Span(int(start), int(end)),
                _TAGS.get(str(tag), str(tag)),
                base + above,
                "root" if root else _relation(str(label), str(sentence[above][2])),
                _NAMES.get(str(name), "O"),
            )
        base += len(sentence)


NON_COMMERCIAL = ("essay", "fiction", "letter", "podcast", "whow")
"""GUM's genres whose texts may not be used commercially."""


def read_gum(corpora: Path, split: str) -> list[Text]:
    """GUM's documents, but for the non-commercial genres."""
    with gzip.open(corpora / "gum" / f"{split}.conllu.gz", "rt", encoding="utf-8") as lines:
        documents = lines.read().split("# newdoc id = ")[1:]
    return [
        _gum(document) for document in documents if document.split("_", 2)[1] not in NON_COMMERCIAL
    ]


@dataclass(slots=True)
class _Row:
    form: str
    tag: str
    head: int
    relation: str
    misc: dict[str, str]


def _gum(document: str) -> Text:
    text, words, spans = "", list[_Row](), list[Span]()
    base = 0
    joined: tuple[int, str, bool] | None = None
    space = ""
    for line in document.splitlines():
        if line.startswith("# newpar"):
            space = "\n" if text else ""
        elif line.startswith("# sent_id"):
            base = len(words)
            space = space or (" " if text else "")
        columns = line.split("\t")
        if len(columns) != 10 or "." in columns[0]:
            continue
        misc = dict(part.partition("=")[::2] for part in columns[9].split("|"))
        if "-" in columns[0]:
            joined = (int(columns[0].split("-")[1]), columns[1], misc.get("SpaceAfter") == "No")
            continue
        number, form = int(columns[0]), columns[1]
        text += space
        spans.append(Span(len(text), len(text) + len(form)))
        text += form
        space = "" if misc.get("SpaceAfter") == "No" else " "
        if joined is not None:
            last, _, tight = joined
            space = "" if number < last or tight else " "
            if number == last:
                joined = None
        head = int(columns[6])
        row = _Row(form, columns[4], base + (head or number) - 1, columns[7], misc)
        words.append(row)
    _right_head(words)
    made = tuple(
        Word(
            span,
            _TAGS.get(row.tag, row.tag),
            row.head,
            "root" if row.head == index else _relation(row.relation, words[row.head].tag),
            None,
        )
        for index, (row, span) in enumerate(zip(words, spans, strict=True))
    )
    annotated = tuple(_annotated(words, made))
    return Text(
        document.split(maxsplit=1)[0], text, made, tuple(_one_per_head(annotated, made)), annotated
    )


def _right_head(words: list[_Row]) -> None:
    """Makes the last part of a `flat` name its head, as in compounds."""
    parts: dict[int, list[int]] = {}
    for index, row in enumerate(words):
        if row.relation.startswith("flat"):
            parts.setdefault(row.head, []).append(index)
    for first, later in parts.items():
        last = later[-1]
        above = words[first].head
        words[last].head = last if above == first else above
        words[last].relation = words[first].relation
        for index, row in enumerate(words):
            if row.head == first and index != last and abs(index - first) < 200:
                row.head = last
        words[first].head, words[first].relation = last, "flat"


_KINDS = {"animal": "object", "plant": "object", "substance": "object"}


def _annotated(rows: list[_Row], words: tuple[Word, ...]) -> Iterator[Mention]:
    for first, last, kind, entity in _bracketed(rows):
        inside = range(first, last + 1)
        head = next((i for i in inside if words[i].head not in inside or words[i].head == i), first)
        kind = _KINDS.get(kind, kind)
        if kind not in MENTION_LABELS:
            raise ValueError(f"unknown entity type: {kind}")
        yield Mention(head, kind, entity, Span(words[first].span.start, words[last].span.end))


def _bracketed(rows: list[_Row]) -> Iterator[tuple[int, int, str, str]]:
    """First and last word, kind and entity of each mention, in order of their last words."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for index, row in enumerate(rows):
        code = row.misc.get("Entity", "")
        position = 0
        while position < len(code):
            if code[position] == "(":
                end = position + 1
                while end < len(code) and code[end] not in "()":
                    end += 1
                entity, kind = code[position + 1 : end].split("-")[:2]
                if end < len(code) and code[end] == ")":
                    yield index, index, kind, entity
                    end += 1
                else:
                    opened.setdefault(entity, []).append((index, kind))
                position = end
            else:
                end = code.index(")", position)
                start, kind = opened[code[position:end]].pop()
                yield start, index, kind, code[position:end]
                position = end + 1


def _one_per_head(mentions: tuple[Mention, ...], words: tuple[Word, ...]) -> Iterator[Mention]:
    starts = {word.span.start: index for index, word in enumerate(words)}
    ends = {word.span.end: index for index, word in enumerate(words)}
    heads: dict[int, tuple[int, Mention]] = {}
    for mention in mentions:
        head, first, last = mention.head, starts[mention.span.start], ends[mention.span.end]
        coordinated = any(
            words[i].relation == "conj" and words[i].head == head for i in range(first, last + 1)
        )
        # Of two mentions with one head the longer is the noun phrase, unless it is a coordination.
        rank = -1 if coordinated else last - first
        if head not in heads or heads[head][0] < rank:
            heads[head] = (rank, mention)
    yield from (mention for _, (_, mention) in sorted(heads.items()))


def sentences(text: str, words: Sequence[Word]) -> list[str]:
    """The sentences of a text: of words that follow each other, those below one root."""
    runs = list[Span]()
    before = -1
    for index, word in enumerate(words):
        root = index
        while words[root].head != root:
            root = words[root].head
        start = runs.pop().start if root == before else word.span.start
        runs.append(Span(start, word.span.end))
        before = root
    return [text[slice(*run)].replace("\n", " ") for run in runs]
