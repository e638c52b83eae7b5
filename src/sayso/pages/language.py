"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from sayso.pages.limits import LANGUAGE_SAMPLE

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ_LANGUAGES: Final = frozenset({"en", "und"})
"""What is read without being forced; short texts (`und`) get the benefit of the doubt."""

_WORD: Final = re.compile(r"[^\W\d_]+")

# Loading the recogniser takes 0.75 s and 100 MB, and most pages are plainly English: these words
# make up 26 to 45 % of nearly all news in English (PolNeAR, 918 articles: one in a hundred is below
# 26 %, none with the variety asked for below 18 %), and the few that other languages share ("in",
# "was", "for") stay under 10 % there. Everything else goes to the library.
_ENGLISH: Final = frozenset(
    [
        "the",
        "of",
        "to",
        "and",
        "a",
        "in",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "at",
        "from",
        "it",
        "he",
        "his",
        "be",
        "are",
        "this",
        "have",
        "had",
        "has",
        "but",
        "not",
        "they",
        "were",
        "who",
        "which",
        "their",
        "will",
        "would",
        "an",
        "its",
        "said",
        "been",
        "or",
        "she",
        "her",
        "when",
    ]
)
_ENGLISH_SHARE: Final = 0.18
_ENGLISH_VARIETY: Final = 10
_MIN_WORDS: Final = 12
_LONG: Final = 40
"""Shorter texts need a "the" as well: a Dutch sentence may well have "in", "is", "was" and "of"."""
_MIN_LETTERS: Final = 60
_MIN_CONFIDENCE: Final = 0.5


def recognise(text: str) -> str:
    """The ISO 639-1 code of the language of `text`, `und` when it is too short or unclear.

    Looks at a sample from the start, and at one from the middle when the text is long (the start of
    a page may be a menu).
    """
    sample = text[:LANGUAGE_SAMPLE]
    words = _WORD.findall(sample.lower())
    if len(words) >= _MIN_WORDS:
        common = [word for word in words if word in _ENGLISH]
        if (
            ("the" in common or len(words) >= _LONG)
            and len(common) >= _ENGLISH_SHARE * len(words)
            and len(set(common)) >= min(_ENGLISH_VARIETY, len(words) // 3)
        ):
            return "en"
    if len(text) > 3 * LANGUAGE_SAMPLE:
        middle = len(text) // 2
        sample += "\n" + text[middle : middle + LANGUAGE_SAMPLE]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS and not _has_full_script(sample):
        return "und"
    language, confidence = _identifier().classify(sample)
    # zxx is the library's word for what is no language at all.
    return str(language) if confidence >= _MIN_CONFIDENCE and language != "zxx" else "und"


def _has_full_script(sample: str) -> bool:
    """Scripts that say a word per character or two make short texts of many words."""
    return sum(char >= "\u2e80" for char in sample) >= _MIN_LETTERS // 3


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
