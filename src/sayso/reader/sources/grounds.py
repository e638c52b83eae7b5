"""Why a page trusts a source that it does not name: "briefed on the plans"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sayso.reader.grammar.extents import case_of, reach
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.cue_words import is_any
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

_FOOTED: Final = lexicon(
    "brief inform involve familiarise familiarize acquaint authorise authorize permit allow grant",
    "attend witness hear review view participate listen overhear discuss know apprise",
)
_HIDDEN: Final = lexicon(
    "speak talk ask request insist decline refuse prefer want wish demand agree"
)
"""What those do who are not to be named."""
_BARE: Final = lexicon("familiar close privy aware knowledgeable present informed briefed involved")
_ANONYMITY: Final = lexicon(
    "anonymity anonymously anonymous unnamed unidentified named identified quoted"
)
_NOTED: Final = lexicon("knowledge access familiarity insight ties")
_AFTER_BARE: Final = lexicon("with to on in about of by at")
_HIDING: Final = lexicon("who speaking requesting asking insisting")
_BEGINNING: Final = _BARE | _HIDING | {"with"}
_FINITE: Final = ("VBD", "VBZ", "VBP", "MD")
_FARTHEST: Final = 30
"""Words in which grounds end; longer ones run on into what is said."""


def find_grounds(words: Words, head: int, cue: Span | None) -> Span | None:
    """Why the page trusts the people that a word is the head of, as it says; None if it does not.

    1. Clauses and phrases on the head or on its apposition, as the grammar has them.
    2. What hangs on the word of saying (`cue`): "…, speaking on condition of anonymity".
    3. Where that finds nothing, phrases of that kind by their words, right after the head and in
       the sentence of the cue: it is in long sentences that the grammar is wrong.
    """
    limit = cue.start if cue is not None and cue.start > words.starts[head] else None
    after = (child for child in words.children[head] if child > head)
    apposed = [child for child in after if words.relations[child] == "appos"]
    found = [
        _clause(words, top, child, limit)
        for top in (head, *apposed)
        for child in words.children[top]
        if child > top and _is_grounds(words, top, child)
    ]
    found = [(first, last) for first, last in found if last > first]
    if cue is not None:
        found.extend(_of_cue(words, cue))
    if not found:
        plain = _right_after(words, head, limit) or (cue and _in_sentence(words, head, cue))
        return words.span(*plain) if plain else None
    found.sort()
    first, last = found[0]
    for start, end in found[1:]:
        between = words.text[words.ends[last] : words.starts[start]] if start > last else ""
        if re.fullmatch(r"[\s,]*(?:and\s+)?", between):
            last = max(last, end)
    return words.span(first, last)


def _is_grounds(words: Words, head: int, child: int) -> bool:
    relation, word = words.relations[child], words.low[child]
    if relation in ("acl:relcl", "acl"):
        return _says_how(words, head, child) or (
            relation == "acl:relcl"
            and any(
                words.relations[i] == "conj" and _says_how(words, head, i)
                for i in words.children[child]
            )
        )
    if relation in ("amod", "appos", "dep"):
        return word in _BARE and any(i > child for i in words.children[child])
    if relation == "nmod":
        case = case_of(words, child)
        if case == "with":
            return is_any(word, _NOTED)
        return case == "on" and _has(words, child, _ANONYMITY)
    return False


def _says_how(words: Words, head: int, verb: int) -> bool:
    """Whether a clause about a head says how it knows, or that it is not to be named."""
    word = words.low[verb]
    subjects = {
        words.low[i] for i in words.children[verb] if words.relations[i].startswith("nsubj")
    }
    if subjects - {"who", "that"} or words.tags[verb][0] not in "VJN":
        return False
    if is_any(word, _HIDDEN) and _has(words, verb, _ANONYMITY):
        return True
    if words.relations[verb] == "acl" and words.tags[verb] == "VBG":
        return False  # "opponents of allowing …"
    knows = is_any(word, _FOOTED) and word != "known"  # "known as Bob"
    knows = knows or word in _BARE or _has_noted(words, verb)
    return knows and words.low[head] not in ("anyone", "everyone", "anybody", "everybody")


def _has_noted(words: Words, verb: int) -> bool:
    """Whether a verb's object is knowledge: "who has knowledge of the talks"."""
    return any(words.relations[i] == "obj" and words.low[i] in _NOTED for i in words.children[verb])


def _has(words: Words, head: int, wanted: frozenset[str]) -> bool:
    first, last = reach(words, head, frozenset())
    return any(words.low[i] in wanted for i in range(max(first, head - 4), last + 1))


def _clause(words: Words, head: int, child: int, limit: int | None) -> tuple[int, int]:
    """The words of a clause or phrase that says something of a head before it."""
    first, last = reach(words, child, ("parataxis",))
    for i in words.children[child]:
        if head < i < first and words.relations[i] in ("case", "mark"):
            first = i
    first = max(first, head + 1)
    while first < child and words.tags[first] in (",", ":", "("):
        first += 1
    return first, _before_limit(words, first, last, limit)


def _before_limit(words: Words, first: int, last: int, limit: int | None) -> int:
    """The last word of grounds that end before the word of saying at `limit`."""
    if limit is not None:
        while last > first and words.ends[last] > limit:
            last -= 1
        while last > first and words.tags[last] in (",", ":", "(", ")", "IN", "TO"):
            last -= 1
    return last


def _of_cue(words: Words, cue: Span) -> Iterator[tuple[int, int]]:
    """What hangs on the word of saying: "speaking on condition of anonymity"."""
    verb = words.head_of(cue)
    if verb is None:
        return
    for child in words.children[verb]:
        if words.relations[child] == "obl" and case_of(words, child) == "on":
            if words.low[child] in ("condition", "conditions") and _has(words, child, _ANONYMITY):
                on = next(i for i in words.children[child] if words.relations[i] == "case")
                yield min(on, child), _clause(words, verb, child, None)[1]
        elif (
            child > verb
            and words.relations[child] in ("advcl", "acl", "ccomp", "xcomp", "dep")
            and words.tags[child] in ("VBG", "VBN")
            and is_any(words.low[child], _HIDDEN | {"grant", "cite"})
            and _has(words, child, _ANONYMITY)
        ):
            yield _clause(words, verb, child, None)


def _ahead(words: Words, start: int) -> Iterator[int]:
    """The words from one on in its sentence, up to a quotation mark."""
    for index in range(start, min(start + _FARTHEST, len(words))):
        ends = words.tags[index] in (".", "``", "''") or words.written[index][0] in '“”"‘'
        if ends or words.blocks[index] != words.blocks[start]:
            return
        yield index


def _right_after(words: Words, head: int, limit: int | None) -> tuple[int, int] | None:
    """Grounds by their words right after a head: "people briefed on the plans"."""
    start = head + 1
    if start + 2 >= len(words):
        return None
    if words.written[start] == ",":
        start += 1
    if words.low[start] not in _BEGINNING:
        return None
    near = [words.low[i] for i in _ahead(words, start)]
    if len(near) < 3:
        return None
    bare = near[0] in _BARE and near[1] in _AFTER_BARE
    noted = near[0] == "with" and any(word in _NOTED for word in near[1:5])
    hidden = near[0] in _HIDING and any(word in ("anonymity", "anonymously") for word in near[1:18])
    if not (bare or noted or hidden):
        return None
    last = start
    seen = not hidden
    for index in _ahead(words, start):
        if limit is not None and words.starts[index] >= limit:
            break
        comma = words.written[index] in ",;:"
        finite = not hidden and words.tags[index] in _FINITE and index > start + 1
        if seen and (comma or finite):
            break
        seen = seen or words.low[index] in ("anonymity", "anonymously")
        last = index
    last = _before_limit(words, start, last, limit)
    return (start, last) if last > start + 1 else None


def _in_sentence(words: Words, head: int, cue: Span) -> tuple[int, int] | None:
    """The condition of anonymity by its words in the rest of the cue's sentence.

    Unless another "who" stands between: then it is somebody else who is not named.
    """
    verb = words.head_of(cue)
    if verb is None:
        return None
    start = min(head, verb)
    if "anonymity" not in words.low[start : start + _FARTHEST]:
        return None
    for index in _ahead(words, start):
        if words.low[index] == "anonymity" and words.low[index - 1] == "of" and index >= 3:
            on = next((i for i in range(index - 2, index - 6, -1) if words.low[i] == "on"), None)
            if on is None or on <= start:
                return None
            first = on - 1 if words.low[on - 1] in ("speaking", "talking") else on
            if any(words.low[i] in ("who", "whom") for i in range(head + 3, first)):
                return None
            last = index
            for after in _ahead(words, index + 1) if index + 1 < len(words) else ():
                if words.written[after] in ",;:" or words.starts[after] == cue.start:
                    break
                last = after
            return first, _before_limit(
                words, first, last, cue.start if words.starts[first] < cue.start else None
            )
    return None
