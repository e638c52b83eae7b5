"""Words as claims are compared by: one form for those of much the same meaning, and weights."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from sayso.reader.disputes.sides import EMPTY_FORMS
from sayso.reader.vocabulary.base_forms import base_form
from sayso.reader.vocabulary.lexicon import lexicon
from sayso.reader.vocabulary.number_words import TENS, UNITS

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FUNCTION = lexicon(
    "a an the this that these those i you he she it we they me him her us them my your his its our",
    "their mine yours hers ours theirs myself himself herself itself themselves who whom whose",
    "which what where when why how and or but nor so yet for of in on at by to from with without",
    "into onto upon about above after against along among around as because before behind below",
    "beneath beside besides between beyond despite down during except if inside near off out",
    "outside over past per since than then though although through throughout till toward towards",
    "under unless until up via while within am is are was were be been being do does did done have",
    "has had having will would shall should can could may might must ought not no none never any",
    "all both each either every few many more most much neither other others several some such",
    "only own same too very just also even still again further once here there now ever always",
    "often already almost quite rather really according s t re ve ll d m mr mrs ms dr sir",
)
_NEGATED = re.compile(
    r"\b(?:not|none|never|nobody|nothing|neither|nor|without|cannot|no|false|untrue|nonsense"
    r"|baseless|groundless|unfounded|fabrications?|fabricated|wrong|incorrect|inaccurate|mistaken"
    r"|a lie|rubbish|fiction|fantasy|invention|invented|absurd|ridiculous|preposterous)\b|n['’]t\b"
)
_ENDINGS = (
    ("ization", "iz"), ("isation", "iz"), ("ation", ""), ("ition", ""), ("ment", ""), ("ance", ""),
    ("ence", ""), ("ness", ""), ("ure", ""), ("ion", ""), ("ist", ""), ("al", ""), ("er", ""),
    ("or", ""), ("at", ""), ("it", ""), ("is", "iz"), ("i", ""), ("e", ""),
)  # fmt: skip
"""Of nouns that tell of what verbs do: "resignation", "refusal", "closure"."""
_LEAST_STEM = 4
_NUMBERS = UNITS | TENS | {"dozen": 12}


class Token(NamedTuple):
    """A word that says something, in the one form of its like, and where it stands."""

    form: str
    start: int
    end: int


def tokens_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words of `text` between two offsets, without those that say nothing by themselves."""
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = found[0].replace("’", "'").casefold().removesuffix("'s")
        if word in _FUNCTION:
            continue
        form = form_of(word)
        if form:
            yield Token(form, found.start(), found.end())


@lru_cache(maxsize=16384)
def form_of(word: str) -> str:
    """One form for the forms of a word and for its near words; empty where it says too little.

    `word` is in lower case. "hurt", "injured" and "injuries" have one form, and so have "resigned"
    and "resignation".
    """
    if word[0].isdigit():
        return word.replace(",", "").removesuffix(".0")
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    tens, hyphen, units = word.partition("-")
    if hyphen and tens in TENS and units in UNITS:
        return str(TENS[tens] + UNITS[units])
    base = base_form(word)
    if base in EMPTY_FORMS:
        return ""
    stem = stem_of(word)
    return near_words().get(stem, stem)


def trigger_form(word: str) -> str:
    """The form of a word that tells of an event; of one that says little ("put") marked as such."""
    stem = stem_of(word)
    near = near_words().get(stem)
    if near is not None:
        return near
    return f"={stem}" if base_form(word) in EMPTY_FORMS else stem


@lru_cache(maxsize=16384)
def stem_of(word: str) -> str:
    """The stem of a word and of the nouns made from it; for comparing, not for showing."""
    base = base_form(word)
    for ending, instead in _ENDINGS:
        cut = base.removesuffix(ending)
        if cut != base and len(cut) + len(instead) >= _LEAST_STEM:
            base = cut + instead
            break
    return base[:-1] if len(base) > _LEAST_STEM and base[-1] == base[-2] else base


@lru_cache(maxsize=1)
def near_words() -> dict[str, str]:
    """Stem → the first word of its line in `near_words.txt`; of two lines, of the first.

    A verb with its particle is "step_down", the verb by its stem.
    """
    found: dict[str, str] = {}
    text = (files("sayso.stories.claims") / "near_words.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        words = [] if line.startswith("#") else line.split()
        for word in words:
            verb, joint, particle = word.partition("_")
            found.setdefault(stem_of(verb) + joint + particle, f"~{words[0]}")
    return found


def is_negated(text: str) -> bool:
    """Whether some words deny, by an odd number of words that do."""
    return len(_NEGATED.findall(text.casefold())) % 2 == 1


class Weights:
    """How much each form tells of what a sentence of a story is about: the rarer, the more."""

    def __init__(self, sentences: Iterable[Iterable[str]]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for sentence in sentences:
            counts.update(set(sentence))
            total += 1
        self._top = math.log(total + 1.0)
        self._weights = {form: math.log((total + 1) / n) for form, n in counts.items()}

    def __getitem__(self, form: str) -> float:
        return self._weights.get(form, self._top)
