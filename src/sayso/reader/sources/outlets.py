"""The outlets that a sentence names or describes: "CNN", "the newspaper"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sayso.reader.grammar.extents import clip, name_run, reach, text_of
from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.cue_words import is_noun_of
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.source_words import OUTLET_NOUNS, OUTLET_SIGNS
from sayso.reading import Span

_OUTLET_NAME: Final = re.compile(
    r"\b(?:News|Magazine|Radio|TV|Television|Network|Newspaper|Newspapers|Newswire|Review|Weekly|"
    r"Press|Dispatch|Inquirer|Examiner|Register|Sentinel|Courier|Ledger|Bee|Monitor|Standard|Echo|"
    r"Mirror|Mercury|Bulletin|Advertiser|Mail|Wire|Daily|[A-Z]{0,3}TV ?\d{0,2})$"
    r"|^(?:Radio (?!Shack\b|City\b)\w+|Channel (?!Islands?\b|Tunnel\b)\w+)$"
)
_MORE_OUTLETS: Final = re.compile(
    r"\b(?:Yahoo|CBN|ITV|Variety|Rolling Stone|Vanity Fair|GQ|Esquire|TIME|Forbes|Fortune|Wired|"
    r"VICE|Mother Jones|Roll Call|The Intercept|ProPublica|Quartz|The Verge|TechCrunch|Salon|"
    r"The Nation|The New Republic|New Yorker|Drudge Report|Univision|Telemundo|SiriusXM|Kyodo|"
    r"Yonhap|Nikkei|Interfax|RIA Novosti|Al Arabiya|Al-Jazeera|ANSA|NHK|CBC|CTV|RTE|RTÉ|ZDF|ARD|"
    r"LBC|France 24|Le Figaro|Libération|Bild|Die Welt|Die Zeit|Süddeutsche Zeitung|La Repubblica|"
    r"Corriere della Sera|El Mundo|O Globo|Clarín|La Nación|KCNA|IRNA|Tasnim|Fars|Anadolu|"
    r"[WK][A-Z]{3}(?:-(?:TV|FM|AM))?)(?![\w])"
)


_NO_PEOPLE: Final = lexicon("Jazeera Spiegel Figaro Monde Zeit Repubblica Stampa Mundo Shimbun")
"""Last words of outlets' names that look like a person's; "Post" and "Fox" may be one's."""


def is_outlet(words: Words, index: int) -> bool:
    """Whether a word is part of an outlet's name, or heads the description of one."""
    tag = words.tags[index]
    if tag[0] != "N":
        return False
    label = words.names[index]
    if label == "O":
        if is_noun_of(words.low[index], OUTLET_NOUNS):
            return True
        if not tag.startswith("NNP"):
            return False
        word = words.written[index]
        return bool(OUTLET_SIGNS.fullmatch(word) or _MORE_OUTLETS.fullmatch(word))
    if label.endswith("-person") and words.written[index] not in _NO_PEOPLE:
        return False
    name = bare_name(words, *name_run(words, index))
    return _is_signed(name) or _is_called_outlet(words, index)


def _is_called_outlet(words: Words, index: int) -> bool:
    """Whether a noun beside a name says what it is: "broadcaster NTV", "the daily Posten"."""
    return any(
        words.low[child] in OUTLET_NOUNS or words.low[child] in ("daily", "weekly")
        for child in words.children[index]
        if child < index
        and words.names[child] == "O"
        and words.relations[child] in ("compound", "amod", "appos", "nmod")
    )


@lru_cache(maxsize=4096)
def _is_signed(name: str) -> bool:
    """Whether a name has words that outlets' names have."""
    return any(signs.search(name) for signs in (OUTLET_SIGNS, _MORE_OUTLETS, _OUTLET_NAME))


def outlet_phrase(words: Words, index: int) -> Span:
    """The noun phrase of an outlet that a word is part of."""
    first, last = name_run(words, index)
    if words.names[index] == "O":
        first, last = reach(words, index)
        last = clip(words, index, last, (",", ":"))
    elif (
        first > 0
        and words.written[first - 1].lower() == "the"
        and words.heads[first - 1] in range(first, last + 1)
    ):
        first -= 1
    return words.span(first, last)


def first_outlet(words: Words, span: Span) -> Span | None:
    """The noun phrase of the first outlet named in a phrase; None if it names none."""
    for index in words.within(span):
        if is_outlet(words, index) and words.written[index][0].isupper():
            return outlet_phrase(words, index)
    return None


def bare_name(words: Words, first: int, last: int) -> str:
    """The name of words `first` to `last` without its article: "Times" of "the Times"."""
    return text_of(words, first, last).removeprefix("The ").removeprefix("the ")
