"""What the base form of an English word may be, irregular verbs and nouns included."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sayso.reader.vocabulary.cue_words import lemmas

_IRREGULAR_VERBS: Final = (
    "arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became|"
    "begin began begun|bend bent|bind bound|bleed bled|blow blew blown|break broke broken|"
    "bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|come came|"
    "deal dealt|die dying|dig dug|do did done does|draw drew drawn|drive drove driven|"
    "eat ate eaten|fall fell fallen|fight fought|find found|flee fled|fly flew flown flies|"
    "forbid forbade forbidden|forgive forgave forgiven|forgo forwent forgone|freeze froze frozen|"
    "get got gotten|give gave given|go went gone goes|grow grew grown|hang hung|have had has|"
    "hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|leave left|"
    "lend lent|let|lie lay lain lying|lose lost|make made|meet met|mislead misled|mow mown|"
    "overcome overcame|overrun overran|oversee oversaw overseen|overthrow overthrew overthrown|"
    "pay paid|ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|"
    "seek sought|sell sold|send sent|shake shook shaken|shoot shot|sit sat|slay slew slain|"
    "speak spoke spoken|spend spent|spread|stab stabbed stabbing|stand stood|steal stole stolen|"
    "stick stuck|strike struck stricken|swear swore sworn|sweep swept|take took taken|"
    "tear tore torn|tell told|think thought|throw threw thrown|undergo underwent undergone|"
    "undertake undertook undertaken|uphold upheld|win won|withdraw withdrew withdrawn|"
    "withhold withheld|wound|write wrote written"
)
_IRREGULAR_NOUNS: Final = (
    "man men|woman women|child children|person people|crisis crises|wife wives"
)


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    lines = f"{_IRREGULAR_VERBS}|{_IRREGULAR_NOUNS}".split("|")
    return {form: base for base, *forms in map(str.split, lines) for form in forms}


@lru_cache(maxsize=8192)
def base_forms(word: str) -> tuple[str, ...]:
    """Candidates for the base form of `word` (lower case), the word itself first.

    "wounded" may come from "wound" and from "wounde": the caller looks which of them it knows.
    """
    found = list(lemmas(word))
    base = _irregular().get(word)
    if base is not None and base not in found:
        found.append(base)
    for ending in ("man", "men"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            found.append(f"{stem}man")
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def base_form(word: str) -> str:
    """One form for all forms of a word, fit for comparing words and not for showing them.

    It is the shortest candidate and need not be English: "killed", "kills" and "killing" share one,
    and so do "bombing" and "bomb".
    """
    word = _irregular().get(word, word)
    stem = min(lemmas(word), key=lambda form: (len(form), form))
    # "seize" and "seizing", "deny" and "denied", "stab" and "stabbed" part in their last letters.
    if len(stem) > 2:
        stem = stem.removesuffix("e")
    if stem.endswith("y"):
        stem = f"{stem[:-1]}i"
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
