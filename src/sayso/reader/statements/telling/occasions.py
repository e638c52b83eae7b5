"""Where a statement was made: "at a news conference", "in a post on Truth Social"."""

from __future__ import annotations

import re
from typing import Final

from sayso.reader.grammar.extents import name_run
from sayso.reader.grammar.words import Words
from sayso.reader.sources.outlets import bare_name, is_outlet
from sayso.reader.statements.telling.scene import Scene
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reading import Span

OCCASIONS: Final = lexicon(
    "conference briefing interview statement filing post posting tweet thread op-ed editorial",
    "column letter memo memorandum email e-mail rally speech address debate hearing testimony",
    "meeting",
    "hall call conversation appearance segment podcast show broadcast summit convention ceremony",
    "remark",
    "remarks video message text blog article book lawsuit complaint brief affidavit report release",
    "gaggle forum fundraiser dinner breakfast luncheon lunch session panel deposition documents",
    "document webcast livestream vigil sermon lecture talk keynote commencement roundtable",
    "teleconference memoir essay motion petition declaration court radio tv television news",
    "program programme commentary discussion exchange announcement note telegram communique caucus",
    "press parade hustings phone telephone telecast townhall event stop stump gathering reception",
    "keynote trial arraignment ad advertisement eulogy website page account paper",
)
_AIRED: Final = lexicon(
    "call podcast show broadcast program programme segment radio tv television phone telephone",
    "website page account blog stump trail site webcast livestream panel",
)
"""What one speaks on; "on those reports" is what one speaks about."""
_PLATFORMS: Final = re.compile(
    r"(?:Twitter|Facebook|Instagram|Truth Social|Telegram|YouTube|TikTok|Weibo|Threads|Snapchat|"
    r"Reddit|Substack|Medium|LinkedIn|WhatsApp|Mastodon|Bluesky|Periscope|Tumblr|X)"
)
_PROGRAMMES: Final = re.compile(
    r"\b(?:Fox|MSNBC|CNN|NBC|ABC|CBS|BBC|NPR|PBS|C-SPAN|Bloomberg|Sky|Newsmax|Al Jazeera|"
    r"Meet the Press|Face the Nation|State of the Union|This Week|Good Morning America|Today|"
    r"Fox & Friends|Morning Joe|60 Minutes|Nightline|Hardball)\b"
)
_PLACING: Final = frozenset({"in", "at", "on", "during", "via", "through", "over", "from", "to"})
_NOT_AFTER_TO: Final = frozenset({"from", "to"})
_NOUN_TAGS: Final = ("NN", "NNS", "NNP", "NNPS")
_HANGING: Final = frozenset({"obl", "nmod", "obj", "dep", "obl:unmarked"})


def find_occasion(scene: Scene) -> Span | None:
    """Where it was said, with the preposition; None if the sentence does not say."""
    words = scene.words
    candidates = [
        (abs(child - anchor), preposition, child)
        for anchor, child in scene.circumstances
        if words.relations[child] in _HANGING
        for preposition in words.children[child]
        if words.relations[preposition] == "case"
        and words.low[preposition] in _PLACING
        and preposition < child
        and preposition not in scene.content
        and _is_occasion(words, preposition, child)
    ]
    # Wherever it hangs, a phrase that the model took into the cue is about the telling.
    for preposition in scene.cue:
        if words.tags[preposition] == "IN" and words.low[preposition] in _PLACING:
            noun = _noun_after(words, preposition)
            if noun is None or noun in scene.source:
                continue  # "in a report, the bank says", with the report as the source
            if _is_occasion(words, preposition, noun):
                candidates.append((0, preposition, noun))
    for _, preposition, noun in sorted(candidates):
        span = scene.phrase(noun)
        last = words.within(span)[-1]
        if last >= noun > preposition:
            return words.span(preposition, _carried(scene, last))
    return None


def _carried(scene: Scene, last: int) -> int:
    """The end of an occasion with its outlet or programme that the grammar hung elsewhere."""
    words = scene.words
    after = last + 1
    if after + 1 >= len(words) or after in scene.content:
        return last
    if words.tags[after] == "POS":  # "on ABC’s “This Week”"
        end = after + 1
        if words.tags[end] == "``":
            closing = range(end, min(end + 9, len(words)))
            end = next((i for i in closing if words.tags[i] == "''"), last)
        else:
            while end < len(words) and words.tags[end].startswith("NNP"):
                end += 1
            end = end - 1 if end > after + 1 else last
        return last if any(i in scene.content for i in range(after, end + 1)) else end
    if words.low[after] in ("with", "on", "to", "by", "in"):
        noun = after + 2 if words.tags[after + 1] == "DT" else after + 1
        if noun < len(words) and is_outlet(words, noun) and noun not in scene.content:
            end = name_run(words, noun)[1]
            return last if end in scene.content else end
    return last


def _noun_after(words: Words, preposition: int) -> int | None:
    index = preposition + 1
    while index < len(words) and index - preposition < 10:
        tag = words.tags[index]
        if not (tag[:2] in ("NN", "JJ") or tag in ("DT", "PRP$", "POS", "CD", "HYPH", "VBG")):
            break
        index += 1
    noun = index - 1
    return noun if noun > preposition and words.tags[noun] in _NOUN_TAGS else None


def _is_occasion(words: Words, preposition: int, noun: int) -> bool:
    by, word = words.low[preposition], words.low[noun]
    if words.tags[noun] not in _NOUN_TAGS:
        return False
    if words.names[noun] == "O" or word in ("debate", "convention", "conference", "summit"):
        if by in _NOT_AFTER_TO or (by == "on" and not is_noun_of(word, _AIRED)):
            return False
        if word == "event" and words.low[noun - 1] in ("unlikely", "the", "any", "either"):
            return False
        return is_noun_of(word, OCCASIONS) or _PLATFORMS.fullmatch(words.written[noun]) is not None
    if by not in ("on", "in", "via"):
        return False
    if by == "in":
        return is_outlet(words, noun)
    name = bare_name(words, *name_run(words, noun))
    return bool(_PLATFORMS.fullmatch(name) or _PROGRAMMES.search(name)) or is_outlet(words, noun)
