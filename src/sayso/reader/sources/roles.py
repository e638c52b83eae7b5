"""What somebody is, in the page's words: "chairman of Acme Bank"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sayso.reader.grammar.extents import ENDS, LOOSE, clip, prepositions, reach, text_of
from sayso.reader.grammar.words import Words
from sayso.reader.sources.nouns import is_role
from sayso.reader.vocabulary.cue_words import is_any
from sayso.reader.vocabulary.source_words import CALENDAR
from sayso.reader.vocabulary.titles import COURTESY, TITLES

_IN_TITLES: Final = ("NN", "NNP", "NNPS", "JJ", "HYPH", "VBN")
_BEFORE_ROLES: Final = ("DT", "PDT", "CD", "RB", ",", "WP", "PRP$", "POS", "WP$")


def own_role(words: Words, head: int) -> str | None:
    """The role that an unnamed source is described by; None for "a source", "two people"."""
    if is_role(words.low[head]):
        return role_phrase(words, head) or None
    for child in words.children[head]:
        if words.relations[child] == "appos" and child > head and is_role(words.low[child]):
            return role_phrase(words, child) or None
    return None


_CLAUSAL: Final = LOOSE | {"cop", "nsubj", "nsubj:pass", "aux", "mark", "advmod", "obl", "xcomp"}


def role_phrase(words: Words, head: int) -> str:
    """The words of a role's noun phrase up to what is said about it, without its article."""
    first, last = reach(words, head, _CLAUSAL)
    last = _before_aside(words, head, clip(words, head, last, ENDS))
    while first < head and words.tags[first] in _BEFORE_ROLES:
        first += 1
    if words.tags[last] in ("IN", "TO", "DT", "CC"):
        last = max(head, last - 1)
    return text_of(words, first, last)


def role_heads(words: Words, run: tuple[int, int], head: int) -> Iterator[int]:
    """The nouns that say who a named person is, in apposition or in a clause with "who"."""
    first, last = run
    seen: set[int] = set()
    waiting = [*range(first, last + 1), *([] if first <= head <= last else [head])]
    if not first <= head <= last and is_role(words.low[head]):
        yield head
    while waiting:
        current = waiting.pop(0)
        seen.add(current)
        if first <= current <= last and words.relations[current] == "appos":
            other = words.heads[current]
            if other < first and words.names[other] == "O" and is_role(words.low[other]):
                yield other
        for child in words.children[current]:
            if child in seen or child <= last or child - last > 30:
                continue
            relation = words.relations[child]
            if words.blocks[child] != words.blocks[last]:
                continue
            if relation in ("appos", "dep", "nummod") and words.tags[child] == "CD":
                waiting.append(child)
            elif relation == "appos" and words.tags[child][0] == "N":
                named = words.names[child].endswith(("-person", "-place"))
                if not named and len(words.written[child]) > 2:  # "(D)" is a party
                    yield child
            elif relation in ("acl:relcl", "acl"):
                yield from _said_to_be(words, child)
    yield from _apposed_by_commas(words, last)


def role_before(words: Words, first: int, own: int) -> tuple[int, int]:
    """First and last word of the role right before a name; the first after the last if none.

    Titles from word `own` on are part of the name as the grammar has it.
    """
    end = first - 1
    while end >= 0 and words.low[end] in COURTESY and words.blocks[end] == words.blocks[first]:
        end -= 1
    start = end + 1
    while start > 0 and first - start < 12 and words.blocks[start - 1] == words.blocks[first]:
        index = start - 1
        word = words.low[index]
        linking = word in ("of", "for", "and", "the") and start <= end
        if linking:
            if not _titled_to_the_left(words, index, word):
                break
        elif word in CALENDAR or not (
            words.tags[index] in _IN_TITLES or (words.tags[index] == "NNS" and start <= end)
        ):
            break
        elif words.names[index].endswith("-person") and start > end and index < own:
            break  # but "Doe campaign manager Jane Roe" has a name inside of the role
        start = index
    while start <= end and words.tags[start] in ("HYPH", "VBN", "POS", "CC", "DT", "IN"):
        start += 1
    if start > end:
        return start, end
    common = words.tags[end] == "NN" and words.relations[end] in ("compound", "amod", "nmod")
    if common and (start == 0 or words.tags[start - 1] != "TO"):
        return start, end
    words_in = words.low[start : end + 1]
    known = "of" in words_in or any(is_role(part) for part in words_in[-1].split("-"))
    if known and any(is_role(word) or word in TITLES for word in words_in):
        return start, end
    return end + 1, end


def _titled_to_the_left(words: Words, index: int, word: str) -> bool:
    """Whether "of" or "and" at a word continues a capitalised title: "Secretary of State"."""
    before = index - 1
    if word == "the" and before >= 0 and words.low[before] in ("of", "for"):
        before -= 1
    if before < 0:
        return False
    title = words.low[before]
    return words.tags[before].startswith("NN") and (title in TITLES or title.endswith("director"))


def _said_to_be(words: Words, verb: int) -> Iterator[int]:
    """The noun of "who is the chairman", "who serves as chairman"."""
    children = words.children[verb]
    relative = any(words.low[child] == "who" for child in children)
    if not relative:
        return
    if words.tags[verb][0] == "N" and any(words.relations[c] == "cop" for c in children):
        yield verb
    elif is_any(words.low[verb], frozenset({"serve", "work", "act"})):
        for child in children:
            if words.tags[child][0] == "N" and "as" in prepositions(words, child):
                yield child


def _apposed_by_commas(words: Words, last: int) -> Iterator[int]:
    """The noun of ", 45, a plumber from Ohio," right after a name, where the grammar missed it."""
    index = last + 1
    if index >= len(words) or words.written[index] != ",":
        return
    index += 1
    if index + 1 < len(words) and words.tags[index] == "CD" and words.written[index + 1] == ",":
        index += 2
    opening = index
    while index < len(words) and index - opening < 10 and words.blocks[index] == words.blocks[last]:
        tag = words.tags[index]
        if not (tag[:2] in ("NN", "JJ") or tag in ("DT", "PRP$", "POS", "HYPH", "VBN", "CD")):
            break
        index += 1
    noun = index - 1
    if noun <= opening or not words.tags[noun].startswith("NN"):
        return
    opens = words.tags[opening] in ("DT", "PRP$") or words.low[opening] == "former"
    if opens and is_role(words.low[noun]) and index < len(words):
        follows = words.low[index]
        if follows in (",", "of", "for", "at", "from", "in", "with", "who", "and"):
            yield noun


def _before_aside(words: Words, head: int, last: int) -> int:
    """The last word of a role before an example, another role or what else is said of it."""
    for index in range(head + 1, last + 1):
        example = words.low[index] in ("like", "including", "such")
        another = words.tags[index] == "CC" and words.tags[min(index + 1, last)] in ("DT", "PRP$")
        said_of_it = words.heads[index] == head and words.relations[index] == "amod"
        if example or another or said_of_it:
            return index - 1
    return last
