"""The words of saying, writing and thinking: small general lexicons by class of verb.

The classes follow Semino & Short (2004): speech, writing and thought presentation. `EVIDENCE` holds
the verbs that documents and people share (a poll shows, a senator suggests). They were written down
from general knowledge of English and looked over on the most frequent cues of PolNeAR's training
part; no item of a development part was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from sayso.reader.vocabulary.lexicon import lexicon

CueClass = Literal["speech", "writing", "thought", "evidence"]


THOUGHT: Final = lexicon(
    # belief and knowledge
    "assume believe calculate conceive consider contemplate deem envisage envision",
    "figure fathom foresee forget gather grasp guess imagine infer judge know learn misread",
    "mull perceive ponder presume realise realize reckon regard remember see sense suppose",
    "suspect think understand view visualise visualize weigh wonder",
    # will
    "aim anticipate aspire await crave decide desire expect hesitate hope intend long mean",
    "plan resolve seek strive vote want wish yearn",
    # feeling and attitude
    "admire back care despise detest disapprove disdain dislike distrust dread embrace enjoy",
    "favor favour fear feel hate like loathe love mind oppose prefer regret resent respect",
    "revile scorn support sympathise sympathize trust value worry",
    # how a mind looks from outside
    "appear look seem sound",
    # adjectives and nouns of the same kind
    "afraid ambivalent angry apprehensive averse aware certain comfortable committed",
    "concerned confident convinced determined disappointed doubtful eager enamored excited",
    "fond frustrated furious glad happy hesitant hopeful hostile inclined interested keen",
    "leery nervous opposed optimistic pessimistic pleased proud ready reluctant satisfied",
    "scared skeptical sceptical sure supportive surprised sympathetic troubled unaware uneasy",
    "unsure upset wary willing worried apparently seemingly ambition assumption attitude",
    "belief concern desire disdain enthusiasm expectation feeling goal impression intent",
    "intention interest mood opinion opposition outlook preference sentiment skepticism",
    "stance suspicion supporter backer opponent sympathy temptation thought",
)

SPEECH: Final = lexicon(
    "say tell speak talk state add continue go put utter voice mouth",
    # telling
    "acknowledge address admit advise affirm allege allude announce answer apologise",
    "apologize argue articulate assert assure attest aver boast brag brief certify cite claim",
    "clarify comment communicate compare concede concur confess confide confirm contend",
    "convey declare declaim deliver depict describe disclose discuss divulge echo elaborate",
    "emphasise emphasize enumerate explain expound express extol hint identify illustrate",
    "implicate imply inform insist interject interpret introduce intimate invoke justify",
    "label liken maintain mention name narrate note observe opine outline paint portray posit",
    "predict proclaim pronounce profess promise purport quip quote reaffirm reassert reassure",
    "recall recite recommend recount refer reference reiterate relate relay remark remind",
    "repeat reply respond restate retort reveal rejoin signal specify speculate spell",
    "stipulate stress submit summarise summarize surmise swear tease testify theorise",
    "theorize tout trumpet underline underscore unveil venture vouch vow warn caution counsel",
    "counter forecast highlight joke muse ruminate characterise characterize frame dub call",
    "lecture preach teach explain detail hail herald",
    # asking and urging
    "ask appeal beckon beg beseech bid challenge command demand direct encourage exhort goad",
    "grill implore inquire enquire instruct interrogate interview invite lobby offer order",
    "petition plead pledge pray press probe prod propose query question quiz request suggest",
    "summon threaten urge solicit nominate nudge pitch dare",
    # praise and blame
    "accuse admonish applaud assail attack attribute bash belittle bemoan berate besmirch",
    "blame blast castigate celebrate censure charge chastise chide commend complain condemn",
    "congratulate credit criticise criticize decry defend demean denigrate denounce deplore",
    "deride disparage disavow disown endorse excoriate fault gripe grouse grumble gush honor",
    "honour impugn insult knock lambast lambaste lament lampoon laud malign mock object pan",
    "praise protest rail rant rap rebuke renounce reprimand reproach repudiate ridicule rip",
    "salute scoff scold skewer slam slight smear taunt thank trash vent vilify welcome whine",
    "complaint criticism accusation",
    # agreeing and refusing
    "agree accept decline demur deny disagree dismiss dispute dissent doubt quibble rebuff",
    "rebut refuse refute reject contradict debunk",
    # manner
    "bark bellow blurt chant chime chuckle coo crack cry croak deadpan drawl exclaim fume",
    "gasp groan growl grumble holler howl huff intone laugh moan mumble murmur mutter plead",
    "rave roar scream screech shout shriek sigh sing snap snarl sneer sniff snort sob sputter",
    "stammer thunder wail whisper yell yelp",
    # nouns
    "admission allegation announcement argument assertion assurance claim denial description",
    "explanation mention pledge prediction promise proposal reference remark response",
    "suggestion testimony threat warning word speech interview debate question allegedly",
    "supposedly",
)

WRITING: Final = lexicon(
    "write tweet retweet post repost publish republish blog email e-mail mail text print pen",
    "author report headline entitle title file editorialise editorialize document inscribe",
    "type caption transcribe rule enact reportedly read sign reprint scribble scrawl draft",
)

EVIDENCE: Final = lexicon(
    "show find list include contain demonstrate prove reveal indicate suggest estimate point",
    "track project conclude detail document identify rank peg record reflect confirm",
    "illustrate imply warn note cite depict name state discover uncover determine reaffirm",
    "argue recommend describe",
)

WRITINGS: Final = lexicon(
    "statement tweet retweet letter email e-mail memo memorandum memoir book op-ed column",
    "article essay editorial blog report filing lawsuit suit affidavit document post posting",
    "message text release paper study survey poll ruling website webpage site twitter",
    "facebook instagram headline manifesto petition indictment warrant resolution advisory",
    "bulletin newsletter caption communique communiqué dispatch obituary autobiography",
    "biography diary thread weibo telegram substack questionnaire dossier cable transcript",
)
"""What is written: as (part of) a cue or a source, it makes the statement one of writing."""

_IRREGULAR: Final = {
    "said": "say", "told": "tell", "spoke": "speak", "spoken": "speak", "wrote": "write",
    "written": "write", "went": "go", "gone": "go", "thought": "think", "knew": "know",
    "known": "know", "saw": "see", "seen": "see", "felt": "feel", "found": "find", "shown": "show",
    "foresaw": "foresee", "meant": "mean", "understood": "understand", "sought": "seek",
    "forgot": "forget", "forgotten": "forget", "swore": "swear", "sworn": "swear",
    "foretold": "foretell", "gave": "give", "given": "give", "put": "put", "read": "read",
    "sang": "sing", "sung": "sing", "taught": "teach", "bade": "bid", "withdrew": "withdraw",
    "overheard": "overhear", "misspoke": "misspeak", "retold": "retell",
}  # fmt: skip


@lru_cache(maxsize=8192)
def lemmas(word: str) -> tuple[str, ...]:
    """What the base form of an English verb or noun may be; `word` itself comes first.

    Only candidates: the caller looks which of them its lexicon knows.
    """
    found = [word]
    if word in _IRREGULAR:
        found.append(_IRREGULAR[word])
    for ending in ("ing", "ed", "es", "s", "d"):
        stem = word.removesuffix(ending)
        if len(stem) < 2 or stem == word:
            continue
        found.append(stem)
        if ending in ("ing", "ed"):
            found.append(stem + "e")
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
        if stem.endswith("i"):
            found.append(stem[:-1] + "y")
    return tuple(dict.fromkeys(found))


def is_any(word: str, lexicon: frozenset[str]) -> bool:
    """Whether `word` (lower case) is a form of a word of `lexicon`."""
    return not lexicon.isdisjoint(lemmas(word))


def is_noun_of(word: str, lexicon: frozenset[str]) -> bool:
    """Whether `word` (lower case) is in `lexicon`, or the plural of a word that is."""
    return word in lexicon or word.removesuffix("s") in lexicon


_ORDER: Final[tuple[tuple[CueClass, frozenset[str]], ...]] = (
    ("writing", WRITING | WRITINGS),
    ("thought", THOUGHT),
    ("evidence", EVIDENCE),
    ("speech", SPEECH),
)


@lru_cache(maxsize=8192)
def cue_class(word: str) -> CueClass | None:
    """The class of one word of a cue (lower case), None when no lexicon has it."""
    for name, known in _ORDER:
        if word in known:
            return name
    for name, known in _ORDER:
        if is_any(word, known):
            return name
    return None


_WORD: Final = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_NOT_CONTRACTED: Final = re.compile(r"(?<=\w)n't\b")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces, and "n't" as a word of its own."""
    text = " ".join(text.replace("’", "'").lower().split())
    return _NOT_CONTRACTED.sub(" not", text) if "n't" in text else text


def words_of(text: str) -> list[str]:
    """The words of a `plain` text."""
    return [word.removesuffix("'s") for word in _WORD.findall(text)]


_PARTICLES: Final = frozenset({"back", "like", "well", "right"})
_BEFORE_VERBS: Final = lexicon(
    "to not would will could should may might can must do does did they we you i who also"
)


def first_known(words: Sequence[str]) -> tuple[int, CueClass] | None:
    """Place and class of the first word that a lexicon knows: as a rule, the head of the cue."""
    for place, word in enumerate(words):
        # "shot back", "comments like": no verbs.
        if word in _PARTICLES and place > 0 and words[place - 1] not in _BEFORE_VERBS:
            continue
        found = cue_class(word)
        if found is not None:
            return place, found
    return None
