"""The words of events, by what they let be said of who takes part: small lexicons, from general
knowledge of English and of the news. Verbs and nouns stand in their base form.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sayso.reader.vocabulary.cue_words import lemmas
from sayso.reader.vocabulary.lexicon import lexicon

LIGHT_VERBS: Final = lexicon(
    "make take have do give carry conduct perform commit hold undertake launch stage wage mount",
    "impose levy inflict",
    "pay deliver offer get reach open face suffer receive sustain undergo enter put",
)
"""Verbs that with a noun of an event say no more than that it is: "carry out a strike"."""
SUFFERING: Final = lexicon("get face suffer receive sustain undergo")
"""Those of them whose subject it is done to."""
UNDER: Final = lexicon("be come go keep remain put place bring")
"""What stands before "under attack"."""
IDIOMS: Final = {
    "take": lexicon("place part effect office aim care shape hold control charge action power"),
    "set": lexicon("fire sail foot"),
    "give": lexicon("birth way"),
    "open": lexicon("fire"),
    "play": lexicon("host"),
    "lay": lexicon("siege claim"),
    "cast": lexicon("ballot vote"),
}
"""Nouns without an article that make one event with their verb, and are none by themselves."""

TOLL: Final = frozenset("dead killed injured wounded hurt missing".split())
"""What tells with a number alone what became of so many: "twelve dead"."""
COUNTING: Final = frozenset("dozens scores hundreds thousands several many".split())
"""What stands for a number."""

UNDERGOING: Final = lexicon(
    "die drown perish starve suffer undergo face receive inherit sustain collapse faint",
)
"""Verbs whose subject something happens to."""
CHANGING: Final = lexicon(
    "sink burn crash explode change break capsize grow shrink fall split derail overturn vanish",
    "disappear recover",
)
"""Verbs whose subject something happens to where they have no object: "the boat sank"."""

HAPPENING: Final = lexicon(
    "take happen occur unfold erupt begin start end break go continue resume"
)
"""Verbs that say of an event that it happens: "the meeting took place in"."""

GIVING: Final = lexicon(
    "give send sell show offer promise deliver donate lend pay surrender hand provide supply",
    "distribute transfer award grant deny withhold bring pledge return refer issue teach feed",
    "ship mail forward present owe allocate bequeath extradite lose cede",
)
"""Verbs that have a receiver with "to", and what is given for an object."""
MAKING: Final = lexicon(
    "write compose publish issue create produce draft author invent compile post print record",
    "utter release coin",
)
"""Verbs whose object comes of what is done, and is not whom or what it is done to."""
ADDRESSING: Final = lexicon(
    "speak talk appeal write apologize apologise respond reply react listen testify lie pray",
    "complain surrender defer submit yield signal",
)
"""Verbs that are directed to somebody with "to"."""
MEETING: Final = lexicon(
    "meet talk negotiate speak work cooperate collaborate clash fight agree break trade argue",
    "debate consult confer plead collide ally partner battle deal communicate correspond compete",
    "converse chat dine play split side unite merge join sign make have flirt sleep",
)
"""Verbs that say with "with" who else takes part."""
TARGETING: Final = lexicon(
    "fire shoot spy crack call prey depend rely impose strike attack open bomb",
    "trample spit cheat inflict",
)
"""Verbs that say with "on" whom they strike."""
AIMING: Final = lexicon(
    "shoot fire laugh shout aim throw yell swear scream point hurl lob jeer sneer wave smile",
)
"""Verbs that say with "at" whom they are aimed at."""
TAKING: Final = lexicon(
    "steal take buy rob borrow seize withdraw separate divorce resign defect receive get",
)
"""Verbs that say with "from" whom they take something of or leave."""
CARING: Final = {
    "vote": lexicon("for"),
    "care": lexicon("for"),
    "search": lexicon("for"),
    "campaign": lexicon("for"),
    "root": lexicon("for"),
    "take": lexicon("of"),
    "dispose": lexicon("of"),
    "crash": lexicon("into"),
    "slam": lexicon("into"),
    "plow": lexicon("into"),
    "bump": lexicon("into"),
    "set": lexicon("to"),
    "prevail": lexicon("over"),
    "win": lexicon("over"),
    "rule": lexicon("over"),
    "triumph": lexicon("over"),
    "look": lexicon("after"),
    "go": lexicon("after"),
}
"""Other verbs by the preposition that says whom they concern."""
MOVING: Final = lexicon(
    "go come travel fly drive move return walk march flee run sail ride head arrive retreat",
    "relocate emigrate immigrate send deploy deport extradite evacuate bring take transfer rush",
    "transport airlift escort fled rise",
)
"""Verbs that say with "to" and "into" where they lead."""
ENTERING: Final = lexicon(
    "enter leave reach cross exit quit depart approach flee near invade storm roam"
)
"""Verbs whose object is where they lead from or to, and no more, if it is a place."""
VISITING: Final = lexicon("visit tour invade storm raid search bomb shell strike attack hit")
"""Verbs whose object, if it is a place, is both what they concern and where they happen."""
INTRANSITIVE: Final = lexicon(
    "appear arrive come go die resign happen occur travel protest talk rise emerge vanish return",
    "disappear collapse explode erupt testify march speak",
)
"""Verbs that have no passive: "the man appeared" whatever grammar says."""

PROMISING: Final = lexicon("promise vow threaten pledge swear use take need spend have want make")
"""Verbs whose own subject does what an infinitive after their object says."""
CALLING: Final = {
    "appeal": lexicon("to"),
    "call": lexicon("on upon for"),
    "plead": lexicon("with"),
    "wait": lexicon("for"),
    "look": lexicon("to"),
    "rely": lexicon("on"),
    "pray": lexicon("for"),
    "shout": lexicon("to"),
    "vote": lexicon("for"),
    "count": lexicon("on"),
}
"""Verbs by the prepositions of the one who is to do what the infinitive says."""
TOUGH: Final = lexicon(
    "hard difficult easy tough impossible possible important necessary essential vital critical",
    "dangerous safe nice good better best wrong right simple fun painful crucial wise unwise",
)
"""Adjectives whose subject does not do what the infinitive says: "hard to convince"."""

SUFFERED: Final = lexicon(
    "death injury assassination birth defeat murder killing conviction trial appointment",
    "nomination inauguration removal ouster release imprisonment detention capture kidnapping",
    "abduction hospitalization arrest execution confirmation impeachment indictment prosecution",
    "deportation dismissal firing sentencing funeral burial collapse downfall destruction election",
    "reelection re-election promotion demotion acquittal extradition disappearance",
    "loss slaying beating torture rape humiliation rescue shooting suspension expulsion ejection",
    "overthrow ousting toppling eviction banishment",
)
"""Nouns whose possessor it is done to: "Lee's arrest"."""
DONE: Final = lexicon(
    "resignation arrival departure visit return speech statement testimony march protest retreat",
    "decision announcement intervention victory promise refusal vote escape campaign performance",
    "appearance help support threat offer surrender flight participation win triumph success",
    "attempt effort appeal request demand warning meeting gathering summit congregation migration",
    "withdrawal exodus rally admission advance rise journey trip tour apology response",
    "reaction failure reading address remark call pledge",
)
"""Nouns of which "of" names who does it: "the resignation of Lee"."""
HARMING: Final = lexicon(
    "attack strike assault raid bombing crackdown sanction tariff pressure war fire ambush siege",
    "airstrike air-strike hit embargo ban tax hack offensive restriction curb limit blockade",
    "shelling bombardment spying report vote fatwa quota incursion clampdown check levy missile",
)
"""Nouns of which "on" names who or what it strikes."""
JOINT: Final = lexicon(
    "talk meeting negotiation deal agreement war clash call conversation interview dispute battle",
    "summit trade cooperation fight pact treaty truce ceasefire collaboration quarrel",
    "debate encounter confrontation ties feud partnership alliance rendezvous discussion exchange",
    "merger marriage affair match game collision consultation session dinner lunch contact",
)
"""Nouns of which "with" and "between" name who takes part."""
GIVEN: Final = lexicon(
    "aid help offer gift donation threat response payment sale promise apology appeal damage",
    "support assistance injury warning harm delivery transfer loan grant contribution visit pledge",
    "supply concession bribe tribute blow setback protection relief shipment surrender",
)
"""Nouns of which "to" names who or what gets it."""
LED: Final = lexicon(
    "trip journey return flight tour expedition travel voyage move withdrawal migration"
)
"""Nouns of which "to" names the place where it leads."""
RULING: Final = lexicon("control rule authority power dominion victory triumph win sovereignty")
"""Nouns of which "over" names whom."""
ZERO: Final = lexicon(
    "arrest murder hack rescue search seizure capture release siege raid defeat overthrow purchase",
    "sale rape robbery theft abuse ambush abduction torture attack assault takeover pursuit",
    "slaughter massacre genocide breach betrayal burial trial closure transfer recall",
    "dismissal rejection approval removal survey defence defense rebuke snub boycott blockade",
    "death loss birth kidnap hijack study review audit probe conquest harassment collapse ouster",
)
"""Nouns of which "of" names what is done to, beside those that show it by their ending."""
DEED_ENDINGS: Final = ("ing", "tion", "sion", "ment", "ture", "ance")
POWERS: Final = lexicon(
    "police army navy military government rebel militant nato militia insurgent guerrilla",
    "coalition regime opposition taliban isis fbi cia parliament congress senate separatist",
    "jihadist gang",
)
"""Who as the first part of a compound does what the second says: "police raid"."""
POLITIES: Final = lexicon(
    "country nation state government city town village municipality kingdom republic administration"
)
"""Common nouns of places that act."""
WHERE: Final = lexicon(
    "in at near on off outside inside around across along through throughout within above"
)
"""Prepositions of the place where something happens."""
HURT: Final = lexicon(
    "dead wounded injured hurt hospitalized ill sick killed missing homeless unconscious"
)
"""Adjectives that say that something happened to somebody."""

ATTEMPTING: Final = lexicon("attempt bid effort plot plan try conspiracy scheme push campaign")
"""Nouns of what is done so that something else may be."""
LASTING: Final = lexicon(
    "sanction tariff tax ban embargo subsidy contract agreement deal treaty accord pact policy law",
    "order licence license visa rule curfew restriction debt membership lockdown quarantine",
    "programme program blockade siege occupation",
)
"""Nouns of what goes on once it is there, and may end."""

_IRREGULAR: Final = {
    "fought": "fight", "shot": "shoot", "met": "meet", "took": "take", "taken": "take",
    "made": "make", "held": "hold", "had": "have", "has": "have", "did": "do", "done": "do",
    "does": "do", "got": "get", "gotten": "get", "began": "begin", "begun": "begin",
    "broke": "break", "broken": "break", "threw": "throw", "thrown": "throw", "struck": "strike",
    "stole": "steal", "stolen": "steal", "fled": "flee", "came": "come", "drove": "drive",
    "driven": "drive", "flew": "fly", "flown": "fly", "ran": "run", "rode": "ride",
    "ridden": "ride", "sent": "send", "sold": "sell", "paid": "pay", "lost": "lose",
    "brought": "bring", "bought": "buy", "left": "leave", "kept": "keep", "sank": "sink",
    "sunk": "sink", "sunken": "sink", "fell": "fall", "fallen": "fall", "grew": "grow",
    "grown": "grow", "rose": "rise", "risen": "rise", "shrank": "shrink", "lent": "lend",
    "dealt": "deal", "fed": "feed", "lay": "lay", "laid": "lay", "was": "be", "were": "be",
    "been": "be", "is": "be", "are": "be", "am": "be", "being": "be", "won": "win",
    "slept": "sleep", "spent": "spend", "undergone": "undergo", "underwent": "undergo",
    "undertook": "undertake", "undertaken": "undertake", "overturned": "overturn",
    "overthrew": "overthrow", "burnt": "burn", "forbidden": "forbid", "lied": "lie",
    "dying": "die", "lying": "lie", "spat": "spit",
}  # fmt: skip


def base(verb: str) -> str:
    """The base form of an irregular verb (lower case), other words as they are."""
    return _IRREGULAR.get(verb, verb)


def is_form(word: str, words: frozenset[str]) -> bool:
    """Whether a word (lower case) is a form of one of a lexicon's verbs or nouns."""
    return not words.isdisjoint(_forms(word))


@lru_cache(maxsize=8192)
def _forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *lemmas(base(word)))))


@lru_cache(maxsize=8192)
def concerning(verb: str) -> frozenset[str]:
    """The prepositions by which a verb (any form, lower case) says whom it concerns, of those that
    are its own ("vote for", "dispose of").
    """
    return _of(verb, CARING)


@lru_cache(maxsize=8192)
def calling(verb: str) -> frozenset[str]:
    """The prepositions by which a verb (any form, lower case) says who is to do something."""
    return _of(verb, CALLING)


@lru_cache(maxsize=8192)
def completing(verb: str) -> frozenset[str]:
    """The nouns that make one event with a verb (any form, lower case) and are none themselves."""
    return _of(verb, IDIOMS)


def _of(verb: str, table: dict[str, frozenset[str]]) -> frozenset[str]:
    found = (table[lemma] for lemma in (base(verb), *lemmas(verb)) if lemma in table)
    return next(found, frozenset())
