"""Those who relay a statement: "CNN reported that …", "officials, quoted by Reuters, said"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.reader.grammar.extents import FARTHEST, ancestors, prepositions
from sayso.reader.grammar.words import Words
from sayso.reader.sources.outlets import is_outlet, outlet_phrase
from sayso.reader.statements.telling.occasions import OCCASIONS
from sayso.reader.statements.telling.scene import Scene
from sayso.reader.vocabulary.cue_words import is_any, is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import DOCUMENTS
from sayso.reading import Span

_REPORTING: Final = lexicon(
    "report say write cite quote tell reveal disclose confirm add note describe publish claim",
    "announce state relay recount broadcast carry state acknowledge argue",
)
_CITING: Final = lexicon("cite quote attribute credit")
_QUOTE: Final = lexicon("quote")
_REPORT: Final = lexicon("report")
_QUOTING: Final = _CITING | _REPORT
_MEDIA: Final = lexicon(
    "agency television radio station channel network media paper daily press service"
)
"""Words for outlets where they quote somebody; others may be meant elsewhere."""
_BROAD: Final = lexicon("agency network service press")
"""Those of them that others are called as often: a space agency is none that reports."""
_RELAYED: Final = lexicon(
    "quote cite interview report publish obtain carry air broadcast print post release provide see",
    "review share",
)
_AIRING: Final = lexicon("carry air broadcast")
"""Those of them that only outlets do."""


_BY: Final = ("according", "per")
_SAID_UNDER: Final = frozenset({"ccomp", "parataxis", "xcomp", "dep"})
_OBLIQUE: Final = frozenset({"obl", "nmod"})
_SAID_ASIDE: Final = frozenset({"acl", "acl:relcl", "advcl", "parataxis", "dep"})


def find_relays(scene: Scene) -> list[Span]:
    """Outlets whose reports the statement stands inside of, the outermost first."""
    words = scene.words
    found: list[Span] = []
    below = scene.verb
    for above in ancestors(words, scene.verb):
        if words.blocks[above] != words.blocks[scene.verb] or abs(above - below) > FARTHEST:
            break
        linked = words.relations[below] in _SAID_UNDER
        if linked and above not in scene.content and _reports(words, above):
            subject = _subject(words, above)
            if subject is not None and is_outlet(words, subject) and subject not in scene.source:
                found.append(outlet_phrase(words, subject))
        below = above
    # "…, according to CNN": on the verb of saying or on what that hangs on; "was quoted by CNN".
    for anchor, child in scene.circumstances:
        cases = prepositions(words, child)
        if cases and (
            (cases[0] in _BY and is_outlet(words, child))
            or ("by" in cases and _quotes(words, anchor, child))
        ):
            found.append(outlet_phrase(words, child))
    found.reverse()
    return found


def find_cited(scene: Scene) -> list[int]:
    """Whom the outlet that is the source cites: "CNN reported, citing two officials".

    Where those are an outlet again that cites somebody, it comes before whom it cites.
    """
    words = scene.words
    roots = [scene.verb, *sorted(scene.cue)]
    if scene.source_head is not None:
        roots.append(scene.source_head)
    found: list[int] = []
    while (cited := _cited_by(scene, roots, found)) is not None:
        found.append(cited)
        if not is_outlet(words, cited):
            break
        roots = [cited, words.heads[cited]]
    return found


def find_relayed(scene: Scene, head: int) -> list[int]:
    """Whom the source with that head cites (`find_cited`), where it only relays them: outlets do,
    and who reports.
    """
    words = scene.words
    if is_outlet(words, head):
        return find_cited(scene)
    if not _may_relay(scene, head):
        return []
    cited = find_cited(scene)
    # Others than outlets draw conclusions of their own from what they read.
    return [] if cited and is_noun_of(words.low[cited[0]], DOCUMENTS) else cited


def _may_relay(scene: Scene, head: int) -> bool:
    words = scene.words
    reports = is_any(words.low[scene.verb], _REPORT)
    if words.names[head] == "O":
        broad = is_noun_of(words.low[head], _BROAD)
        return is_noun_of(words.low[head], _MEDIA) and (reports or not broad)
    return reports and words.names[head][2:] in ("organization", "other")


def find_citing(scene: Scene) -> Iterator[Span]:
    """Outlets that cite or quote the source, or carry what it said: "officials, quoted by Reuters",
    "in remarks aired by NBC", "a memo seen by the BBC".
    """
    words, relations, children = scene.words, scene.words.relations, scene.words.children
    roots = [*scene.anchors]
    if scene.source_head is not None:
        roots.append(scene.source_head)
    for anchor in scene.anchors:
        roots += [i for i in children[anchor] if relations[i] in _OBLIQUE and scene.is_free(i)]
    for root in dict.fromkeys(roots):
        for child in children[root]:
            linked = relations[child] in _SAID_ASIDE
            if not linked or child in scene.content or not is_any(words.low[child], _RELAYED):
                continue
            under = children[child]
            # "as CNN first reported"
            as_told = any(words.low[i] == "as" for i in under)
            for agent in under:
                tells = as_told and relations[agent] == "nsubj"
                by = words.tags[child] == "VBN" and "by" in prepositions(words, agent)
                if (tells and is_outlet(words, agent)) or (by and _carries(words, child, agent)):
                    yield outlet_phrase(words, agent)
    # The source given is the one cited: "CNN reported, citing two officials".
    head = scene.source_head
    if head is not None and words.tags[head] == "WP" and words.relations[scene.verb] == "acl:relcl":
        head = words.heads[scene.verb]  # "CNN cited an official who said that"
    if head is None or is_outlet(words, head):
        return
    citing = words.heads[head]
    if not is_any(words.low[citing], _QUOTING) or words.relations[head] not in ("obj", "obl"):
        return
    for above in (citing, *ancestors(words, citing)[:2]):
        if is_outlet(words, above):
            yield outlet_phrase(words, above)
            return
        subject = _subject(words, above)
        if subject is not None:
            if _quotes(words, citing, subject):
                yield outlet_phrase(words, subject)
            return


def find_publisher(words: Words, head: int) -> Span | None:
    """The outlet whose report the source with that head is: CNN of "a CNN report"."""
    if words.names[head] != "O" or not is_noun_of(words.low[head], OCCASIONS):
        return None
    for child in words.children[head]:
        linked = words.relations[child] in ("compound", "nmod:poss", "nmod", "amod")
        if linked and is_outlet(words, child):
            cases = prepositions(words, child)
            if not cases or cases[0] in ("in", "by", "from", "on", "of"):
                return outlet_phrase(words, child)
    return None


def _quotes(words: Words, verb: int, index: int) -> bool:
    """Whether a verb is one of quoting, and a word an outlet that may do so."""
    outlet = is_outlet(words, index) or is_noun_of(words.low[index], _MEDIA)
    if is_any(words.low[verb], _QUOTE):
        outlet = outlet or words.names[index][2:] in ("organization", "other")
    return outlet and words.tags[verb][:1] == "V" and is_any(words.low[verb], _QUOTING)


def _carries(words: Words, verb: int, index: int) -> bool:
    """Whether a word is an outlet, or what must be one by what it does: "aired by Sky TG24"."""
    if words.names[index] == "O":
        known = any(is_outlet(words, i) for i in words.children[index])
        return known or is_outlet(words, index) or is_noun_of(words.low[index], _MEDIA - _BROAD)
    named = words.names[index][2:] in ("organization", "other")
    return is_outlet(words, index) or (named and is_any(words.low[verb], _AIRING))


def _reports(words: Words, index: int) -> bool:
    return words.tags[index][:1] == "V" and is_any(words.low[index], _REPORTING)


def _subject(words: Words, verb: int) -> int | None:
    for child in words.children[verb]:
        if words.relations[child] in ("nsubj", "nsubj:pass"):
            return child
    return None


def _cited_by(scene: Scene, roots: Sequence[int], found: Sequence[int]) -> int | None:
    """The noun that a verb of citing at or under one of some words has for its object."""
    words = scene.words
    for root in roots:
        for verb in (root, *words.children[root]):
            children = words.children[verb]
            if (
                verb in scene.content
                or words.tags[verb][:1] != "V"
                or words.tags[verb] == "VBN"
                or not is_any(words.low[verb], _CITING)
                # "even the devil can quote numbers", between dashes
                or any(
                    words.relations[i].startswith("nsubj")
                    and (i < verb or words.tags[verb] != "VBG")
                    and words.tags[i] != "WDT"
                    and i != scene.source_head
                    for i in children
                )
            ):
                continue
            for noun in children:
                if (
                    noun > verb
                    and words.relations[noun] in ("obj", "obl", "dep", "nsubj")
                    and words.tags[noun][:1] in "NPC"
                    and noun not in scene.content
                    and noun not in scene.source
                    and noun not in found
                    and not prepositions(words, noun)
                ):
                    return noun
    return None
