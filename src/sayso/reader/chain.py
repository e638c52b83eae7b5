"""Through whom a statement came, to whom it was made, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.reader.cue_words import is_any, is_noun_of
from sayso.reader.extents import FARTHEST, ancestors, clip, low, name_run, prepositions, reach
from sayso.reader.footing import is_role
from sayso.reader.grammar import Words
from sayso.reader.layout import Layout
from sayso.reader.lexicon import lexicon
from sayso.reader.source_words import (
    CALENDAR,
    GROUP_NOUNS,
    ORGANIZATION_NOUNS,
    OUTLET_NOUNS,
    OUTLET_SIGNS,
    PERSON_NOUNS,
    PRONOUNS,
)
from sayso.reading import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """How a statement came from its source to the page."""

    via: tuple[Span, ...] = ()
    """The noun phrases of those who relay it, the one that the page credits first."""
    addressee: Span | None = None
    """The noun phrase of whom it was said to."""
    occasion: Span | None = None
    """Where it was said, with its preposition: "at a news conference"."""
    source: Span | None = None
    """The deeper source, where the one that was given only relays it; None otherwise."""


_TELLING = lexicon(
    "tell ask inform assure remind warn notify advise reassure persuade convince urge order",
    "instruct brief alert text email implore beg beseech caution query",
)
_TALKING = lexicon(
    "say speak talk complain explain confirm write testify admit confess add respond reply",
    "suggest announce boast lie comment disclose reveal confide vow promise swear insist mention",
    "describe express apologise apologize address appear lament joke whisper read",
)
_REPORTING = lexicon(
    "report say write cite quote tell reveal disclose confirm add note describe publish claim",
    "announce state relay recount broadcast carry state acknowledge argue",
)
_CITING = lexicon("cite quote attribute credit")
_RELAYED = lexicon(
    "quote cite interview report publish obtain carry air broadcast print post release provide",
)

OCCASIONS = lexicon(
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
_EXCHANGES = lexicon(
    "interview conversation call letter email e-mail message memo memorandum text note talk",
    "meeting exchange discussion petition remark testimony",
)
_AIRED = lexicon(
    "call podcast show broadcast program programme segment radio tv television phone telephone",
    "website page account blog stump trail site webcast livestream panel",
)
"""What one speaks on; "on those reports" is what one speaks about."""
_PLATFORMS = re.compile(
    r"(?:Twitter|Facebook|Instagram|Truth Social|Telegram|YouTube|TikTok|Weibo|Threads|Snapchat|"
    r"Reddit|Substack|Medium|LinkedIn|WhatsApp|Mastodon|Bluesky|Periscope|Tumblr|X)"
)
_PROGRAMMES = re.compile(
    r"\b(?:Fox|MSNBC|CNN|NBC|ABC|CBS|BBC|NPR|PBS|C-SPAN|Bloomberg|Sky|Newsmax|Al Jazeera|"
    r"Meet the Press|Face the Nation|State of the Union|This Week|Good Morning America|Today|"
    r"Fox & Friends|Morning Joe|60 Minutes|Nightline|Hardball)\b"
)
_OUTLET_NAME = re.compile(
    r"\b(?:News|Magazine|Radio|TV|Television|Network|Newspaper|Newspapers|Newswire|Review|Weekly|"
    r"Press|Dispatch|Inquirer|Examiner|Register|Sentinel|Courier|Star-Ledger|Bee|Monitor|Standard)$"
)
_HEARERS = GROUP_NOUNS | PERSON_NOUNS | ORGANIZATION_NOUNS | {"audience", "rally", "press", "crowd"}
_MORE_OUTLETS = re.compile(
    r"\b(?:Yahoo|CBN|ITV|Variety|Rolling Stone|Vanity Fair|GQ|Esquire|TIME|Forbes|Fortune|Wired|"
    r"VICE|Mother Jones|Roll Call|The Intercept|ProPublica|Quartz|The Verge|TechCrunch|Salon|"
    r"The Nation|The New Republic|New Yorker|Drudge Report|Univision|Telemundo|SiriusXM|Kyodo|"
    r"Yonhap|Nikkei|Interfax|RIA Novosti|Al Arabiya|Al-Jazeera|ANSA|NHK|CBC|CTV|RTE|RTÉ|ZDF|ARD|"
    r"LBC|France 24|Le Figaro|Libération|Bild|Die Welt|Die Zeit|Süddeutsche Zeitung|La Repubblica|"
    r"Corriere della Sera|El Mundo|O Globo|Clarín|La Nación|KCNA|IRNA|Tasnim|Fars|Anadolu|"
    r"[WK][A-Z]{3}(?:-(?:TV|FM|AM))?)(?![\w])"
)
_PLACING = frozenset({"in", "at", "on", "during", "via", "through", "over", "from", "to"})
_NOT_AFTER_TO = frozenset({"from", "to"})
_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")


def is_outlet(words: Words, index: int) -> bool:
    """Whether a word is part of an outlet's name, or heads the description of one."""
    if words.tags[index][:1] != "N":
        return False
    if words.names[index] == "O":
        word = low(words, index)
        alone = OUTLET_SIGNS.fullmatch(words.word(index)) or _MORE_OUTLETS.fullmatch(
            words.word(index)
        )
        return (alone is not None and words.tags[index].startswith("NNP")) or is_noun_of(
            word, OUTLET_NOUNS
        )
    if words.names[index].endswith("-person"):
        return False
    name = _text(words, *name_run(words, index))
    return any(signs.search(name) for signs in (OUTLET_SIGNS, _MORE_OUTLETS, _OUTLET_NAME))


def find_chain(
    words: Words,
    layout: Layout,
    cue: Sequence[Span],
    source: Sequence[Span],
    content: Sequence[Span],
) -> Chain:
    """How a statement came from its source to the page, as its sentence says.

    1. The deeper source, where the source given is an outlet that cites somebody.
    2. Relays: outlets that the statement stands under ("CNN reported that officials said"), that
       cite the source, that it was told to, and that carried the occasion.
    3. Whom it was said to, and the occasion.
    """
    scene = _Scene(words, layout, cue, source, content)
    if scene.verb is None:
        return Chain()
    via: list[Span] = []
    deeper: Span | None = None
    own = scene.source_head
    via.extend(scene.relays_above())
    cited = scene.cited()
    if own is not None and is_outlet(words, own) and cited:
        deeper = scene.phrase(cited[-1])
        via.extend(scene.outlet_of(outlet) for outlet in (own, *cited[:-1]))
    elif own is not None and (relay := scene.outlet_of_document(own)) is not None:
        via.append(relay)
    via.extend(scene.quoting())
    addressee = scene.addressee()
    occasion = scene.occasion()
    if addressee is not None:
        via.extend(scene.outlets_in(addressee))
    if occasion is not None:
        via.extend(scene.outlets_in(occasion))
        if addressee is None:
            addressee = scene.interviewer(occasion)
    final = deeper or (source[0] if source else None)
    return Chain(
        via=tuple(_distinct(words, via, final)),
        addressee=addressee,
        occasion=occasion,
        source=deeper,
    )


def _distinct(words: Words, via: Iterable[Span], source: Span | None) -> Iterator[Span]:
    """Relays without those named twice, and without the source itself."""
    head = None if source is None else words.head_of(source)
    seen: set[str] = set()
    if head is not None and is_outlet(words, head):
        seen.add(_text(words, *name_run(words, head)))
    for span in via:
        inside = words.within(span)
        name = _text(words, inside[0], inside[-1])
        if name not in seen and head not in inside:
            seen.add(name)
            yield span


def _text(words: Words, first: int, last: int) -> str:
    start, end = words.span(first, last)
    return " ".join(words.text[start:end].split()).removeprefix("The ").removeprefix("the ")


class _Scene:
    """One statement's words, and what hangs together with its word of saying."""

    def __init__(
        self,
        words: Words,
        layout: Layout,
        cue: Sequence[Span],
        source: Sequence[Span],
        content: Sequence[Span],
    ) -> None:
        self.words = words
        self.layout = layout
        self.cue = {i for span in cue for i in words.within(span)}
        self.content = {i for span in content for i in words.within(span)}
        self.source = {i for span in source for i in words.within(span)} - self.content
        self.source_head = words.head_of(source[0]) if source else None
        heads = (words.head_of(span) for span in cue)
        self.verb: int | None = next((head for head in heads if head is not None), None)
        according = self.verb is not None and low(words, self.verb) in ("according", "to")
        if according and self.source_head is not None:
            # "according to CNN": what the cue depends on is the source.
            self.verb = self.source_head
        self.anchors = self._anchors()

    def _anchors(self) -> list[int]:
        """The words that what is said about the telling may hang on."""
        words, verb = self.words, self.verb
        if verb is None:
            return []
        anchors = [verb, *sorted(self.cue - {verb})]
        for anchor in tuple(anchors):
            # "…, speaking at a rally", "in speaking to CNN".
            anchors.extend(child for child in words.children(anchor) if self._speaks(child))
        if self.source_head is not None:
            children = words.children(self.source_head)
            anchors.extend(child for child in children if self._speaks(child))
        head = words.heads[verb]
        joined = words.relations[verb] in ("advcl", "xcomp", "conj")
        if joined and self._tells(head) and words.blocks[head] == words.blocks[verb]:
            anchors.append(head)
        return list(dict.fromkeys(a for a in anchors if a not in self.content))

    def _tells(self, index: int) -> bool:
        word = low(self.words, index)
        return self.words.tags[index][:1] == "V" and (
            is_any(word, _TELLING) or is_any(word, _TALKING)
        )

    def _speaks(self, index: int) -> bool:
        linked = self.words.relations[index] in (
            ("advcl", "acl", "acl:relcl", "obl", "nmod", "xcomp", "ccomp")
        )
        return linked and self.words.tags[index] == "VBG" and self._tells(index)

    # Relays

    def relays_above(self) -> list[Span]:
        """Outlets whose reports the statement stands inside of, the outermost first."""
        words = self.words
        assert self.verb is not None
        found: list[Span] = []
        below = self.verb
        for above in ancestors(words, self.verb):
            if words.blocks[above] != words.blocks[self.verb] or abs(above - below) > FARTHEST:
                break
            linked = words.relations[below] in ("ccomp", "parataxis", "xcomp", "dep")
            if linked and above not in self.content and self._reports(above):
                subject = self._subject(above)
                if subject is not None and is_outlet(words, subject) and subject not in self.source:
                    found.append(self.outlet_of(subject))
            below = above
        # "…, according to CNN": on the verb of saying or on what that hangs on.
        found.extend(
            self.outlet_of(child)
            for anchor in self.anchors
            for child in words.children(anchor)
            if self._is_free(child)
            and child not in self.source
            and is_outlet(words, child)
            and "according" in prepositions(words, child)
        )
        found.reverse()
        return found

    def _reports(self, index: int) -> bool:
        return self.words.tags[index][:1] == "V" and is_any(low(self.words, index), _REPORTING)

    def _subject(self, verb: int) -> int | None:
        for child in self.words.children(verb):
            if self.words.relations[child] in ("nsubj", "nsubj:pass"):
                return child
        return None

    def cited(self) -> list[int]:
        """Whom the outlet that is the source cites: "CNN reported, citing two officials".

        Where those are an outlet again that cites somebody, it comes before whom it cites.
        """
        assert self.verb is not None
        roots = [self.verb, *sorted(self.cue)]
        if self.source_head is not None:
            roots.append(self.source_head)
        found: list[int] = []
        while (cited := self._cited_by(roots, found)) is not None:
            found.append(cited)
            if not is_outlet(self.words, cited):
                break
            roots = [cited, self.words.heads[cited]]
        return found

    def _cited_by(self, roots: Sequence[int], found: Sequence[int]) -> int | None:
        """The noun that a verb of citing at or under one of some words has for its object."""
        words = self.words
        for root in roots:
            for verb in (root, *words.children(root)):
                children = words.children(verb)
                subjects = [i for i in children if words.relations[i].startswith("nsubj")]
                if (
                    verb in self.content
                    or words.tags[verb][:1] != "V"
                    or words.tags[verb] == "VBN"
                    or not is_any(low(words, verb), _CITING)
                    # "even the devil can quote numbers", between dashes
                    or any(words.tags[i] != "WDT" and i != self.source_head for i in subjects)
                ):
                    continue
                for noun in children:
                    if (
                        noun > verb
                        and words.relations[noun] in ("obj", "obl", "dep")
                        and words.tags[noun][:1] in "NPC"
                        and noun not in self.content
                        and noun not in self.source
                        and noun not in found
                        and not prepositions(words, noun)
                    ):
                        return noun
        return None

    def quoting(self) -> Iterator[Span]:
        """Outlets that cite or quote the source: "officials, quoted by Reuters,"."""
        words = self.words
        roots = [*self.anchors, *([] if self.source_head is None else [self.source_head])]
        for root in dict.fromkeys(roots):
            for child in words.children(root):
                if child in self.content or words.relations[child] not in (
                    "acl",
                    "acl:relcl",
                    "advcl",
                    "parataxis",
                    "dep",
                ):
                    continue
                if not is_any(low(words, child), _RELAYED):
                    continue
                under = words.children(child)
                # "as CNN first reported"
                as_told = any(low(words, i) == "as" for i in under)
                for agent in under:
                    tells = as_told and words.relations[agent] == "nsubj"
                    by = words.tags[child] == "VBN" and "by" in prepositions(words, agent)
                    if (tells or by) and is_outlet(words, agent):
                        yield self.outlet_of(agent)
        # The source given is the one cited: "CNN reported, citing two officials".
        head = self.source_head
        if head is None or is_outlet(words, head):
            return
        citing = words.heads[head]
        if not is_any(low(words, citing), _CITING) or words.relations[head] not in ("obj", "obl"):
            return
        for above in (citing, *ancestors(words, citing)[:2]):
            if is_outlet(words, above):
                yield self.outlet_of(above)
                return
            subject = self._subject(above)
            if subject is not None:
                if is_outlet(words, subject):
                    yield self.outlet_of(subject)
                return

    def outlet_of_document(self, head: int) -> Span | None:
        """The outlet whose report is the source: CNN of "a CNN report"."""
        words = self.words
        if words.names[head] != "O" or not is_noun_of(low(words, head), OCCASIONS):
            return None
        for child in words.children(head):
            if is_outlet(words, child) and words.relations[child] in (
                "compound",
                "nmod:poss",
                "nmod",
                "amod",
            ):
                cases = prepositions(words, child)
                if not cases or cases[0] in ("in", "by", "from", "on", "of"):
                    return self.outlet_of(child)
        return None

    def outlet_of(self, index: int) -> Span:
        """The noun phrase of an outlet that a word is part of."""
        words = self.words
        first, last = name_run(words, index)
        if words.names[index] == "O":
            first, last = reach(words, index)
            last = max(index, clip(words, index, last, (",", ":")))
        elif (
            first > 0
            and words.word(first - 1).lower() == "the"
            and (words.heads[first - 1] in range(first, last + 1))
        ):
            first -= 1
        return words.span(first, last)

    def outlets_in(self, span: Span) -> Iterator[Span]:
        """The first outlet named in a phrase, if any."""
        for index in self.words.within(span):
            if is_outlet(self.words, index) and self.words.word(index)[0].isupper():
                yield self.outlet_of(index)
                return

    # Whom and where

    def _is_free(self, index: int) -> bool:
        words = self.words
        return (
            index not in self.content
            and self.verb is not None
            and words.blocks[index] == words.blocks[self.verb]
            and abs(index - self.verb) <= 2 * FARTHEST
        )

    def phrase(self, head: int) -> Span:
        """A noun phrase, cut where the content or the next part of the sentence begins."""
        words = self.words
        first, last = reach(words, head)
        if (
            first > 0
            and words.names[first] == "O"
            and words.tags[first - 1] == "DT"
            and (words.heads[first - 1] == head)
        ):
            first -= 1
        last = max(head, clip(words, head, last, (",", ":", "(", ")", "VBD", "VBZ", "VBP", "MD")))
        last = self._untimed(head, last)
        while last > head and last in self.content:
            last -= 1
        while first < head and (first in self.content or first in self.source):
            first += 1
        return words.span(first, last)

    def _untimed(self, head: int, last: int) -> int:
        """The last word before "on Monday" and the like."""
        words = self.words
        for index in range(head + 1, last + 1):
            timed = low(words, index) in CALENDAR | {"yesterday", "today", "tomorrow", "week"}
            if timed and words.tags[index] != "POS":
                cut = index - 1
                while cut > head and words.tags[cut] in ("IN", "DT", "JJ", "TO", "CD"):
                    cut -= 1
                return cut
        return last

    def addressee(self) -> Span | None:
        """Whom it was said to."""
        words = self.words
        for anchor in self.anchors:
            if words.tags[anchor][:1] != "V":
                continue
            word = low(words, anchor)
            passive = any(words.relations[c] == "aux:pass" for c in words.children(anchor))
            for child in words.children(anchor):
                if not self._is_free(child) or child in self.source or child in self.cue & {anchor}:
                    continue
                if words.tags[child][:1] not in "NP" or words.tags[child] in ("POS", "PDT"):
                    continue
                relation, cases = words.relations[child], prepositions(words, child)
                told = is_any(word, _TELLING) and relation in ("obj", "iobj") and child > anchor
                asked = is_any(word, _TELLING) and passive and relation == "nsubj:pass"
                spoken = cases in (["to"], ["with"]) and relation in ("obl", "nmod")
                spoken = spoken and (is_any(word, _TALKING) or is_any(word, _TELLING))
                if spoken and cases == ["with"]:
                    spoken = is_any(word, frozenset({"speak", "talk"}))
                if (told or asked or spoken) and self._is_hearer(child):
                    return self.phrase(child)
        return None

    def _is_hearer(self, index: int) -> bool:
        words = self.words
        word = low(words, index)
        if words.names[index] != "O":
            return True
        if words.tags[index] == "PRP":
            return word in PRONOUNS - {"it"}
        if words.kinds[index] in ("person", "organization"):
            return True
        return is_noun_of(word, _HEARERS) or is_role(word)

    def interviewer(self, occasion: Span) -> Span | None:
        """Whom an interview was with, a letter went to."""
        words = self.words
        inside = words.within(occasion)
        if not any(is_noun_of(low(words, i), _EXCHANGES) for i in inside):
            return None
        for index in inside:
            cases = prepositions(words, index)
            if cases in (["with"], ["to"]) and index != inside[0] and self._is_hearer(index):
                first, last = reach(words, index)
                return words.span(max(first, inside[0]), min(last, inside[-1]))
        return None

    def occasion(self) -> Span | None:
        """Where it was said, with the preposition."""
        words = self.words
        candidates = [
            (abs(child - anchor), preposition, child)
            for anchor in self.anchors
            for child in words.children(anchor)
            if self._is_free(child)
            and child not in self.source
            and words.relations[child] in ("obl", "nmod", "obj", "dep", "obl:unmarked")
            for preposition in words.children(child)
            if words.relations[preposition] == "case"
            and low(words, preposition) in _PLACING
            and preposition < child
            and preposition not in self.content
            and self._is_occasion(preposition, child)
        ]
        # Wherever it hangs, a phrase that the model took into the cue is about the telling.
        for preposition in sorted(self.cue):
            if words.tags[preposition] == "IN" and low(words, preposition) in _PLACING:
                noun = self._noun_after(preposition)
                if noun is None or noun in self.source:
                    continue  # "in a report, the bank says", with the report as the source
                if self._is_occasion(preposition, noun):
                    candidates.append((0, preposition, noun))
        for _, preposition, noun in sorted(candidates):
            span = self.phrase(noun)
            last = words.within(span)[-1]
            if last >= noun > preposition:
                return words.span(preposition, self._carried(last))
        return None

    def _carried(self, last: int) -> int:
        """The end of an occasion with its outlet or programme that the grammar hung elsewhere."""
        words = self.words
        after = last + 1
        if after + 1 >= len(words) or after in self.content:
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
            return last if any(i in self.content for i in range(after, end + 1)) else end
        if low(words, after) in ("with", "on", "to", "by", "in"):
            noun = after + 2 if words.tags[after + 1] == "DT" else after + 1
            if noun < len(words) and is_outlet(words, noun) and noun not in self.content:
                end = name_run(words, noun)[1]
                return last if end in self.content else end
        return last

    def _noun_after(self, preposition: int) -> int | None:
        words = self.words
        index = preposition + 1
        while index < len(words) and index - preposition < 10:
            tag = words.tags[index]
            if not (tag[:2] in ("NN", "JJ") or tag in ("DT", "PRP$", "POS", "CD", "HYPH", "VBG")):
                break
            index += 1
        noun = index - 1
        return noun if noun > preposition and words.tags[noun] in _NOUN_TAGS else None

    def _is_occasion(self, preposition: int, noun: int) -> bool:
        words = self.words
        by, word = low(words, preposition), low(words, noun)
        if words.tags[noun] not in _NOUN_TAGS:
            return False
        if words.names[noun] == "O" or word in ("debate", "convention", "conference", "summit"):
            if by in _NOT_AFTER_TO or (by == "on" and not is_noun_of(word, _AIRED)):
                return False
            if word == "event" and low(words, noun - 1) in ("unlikely", "the", "any", "either"):
                return False
            return is_noun_of(word, OCCASIONS) or _PLATFORMS.fullmatch(words.word(noun)) is not None
        if by not in ("on", "in", "via"):
            return False
        name = _text(words, *name_run(words, noun))
        if by == "in":
            return is_outlet(words, noun)
        return bool(_PLATFORMS.fullmatch(name) or _PROGRAMMES.search(name)) or is_outlet(
            words, noun
        )
