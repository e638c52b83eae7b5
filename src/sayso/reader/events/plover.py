"""Which of PLOVER's event types a trigger's words speak for, and in which mode it was done.

PLOVER is the Political Language Ontology for Verifiable Event Records (Open Event Data Alliance
2022; Halterman et al. 2023). `plover.tsv` holds the words of its 16 types as rules over a trigger
and its grammar, `plover_modes.tsv` those of the modes.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final

from sayso.reader.grammar.words import Words
from sayso.reader.vocabulary.base_forms import base_forms

TYPE_LABELS: Final = (
    "none",
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
)
"""PLOVER's event types, after none of them."""

_DEEPEST: Final = 2
"""Nouns whose type decides that of the verb above them: "launch a campaign of bombing"."""
_FARTHEST: Final = 7
"""Arcs from a trigger to a word that tells its mode; farther words tell of something else."""

_COOPERATIVE: Final = frozenset({"AID", "CONCEDE", "COOPERATE", "RETREAT", "SUPPORT"})
_HOSTILE: Final = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_FUTURE: Final = frozenset({"will", "would", "'ll", "wo", "shall"})
_OBLIGATION: Final = frozenset({"must", "should"})
_NEGATIONS: Final = frozenset({"not", "never", " not", "n't"})
_NO_TRIGGER: Final = frozenset(
    {"B-person", "I-person", "B-organization", "I-organization", "B-place"}
)
_RELATIVE: Final = frozenset({"who", "whom", "which", "that"})
# What only counts or groups those who come after "of".
_COUNTS: Final = frozenset(
    "dozens hundreds thousands scores tens number numbers some all many most several members "
    "group groups part parts majority hundred thousand million millions dozen few one two three "
    "amount couple series wave flood range".split()
)
_SCORE: Final = re.compile(r"\d{1,3}[-–]\d{1,3}")
_PARTICLES: Final = frozenset(
    "out back down up off over in away aside apart ablaze hostage on through".split()
)
# A noun that stands before one of these is what happened: "protest march", "attack victims".
_EVENTFUL: Final = frozenset(
    "action attack campaign operation wave effort process series attempt case victim march death "
    "toll plan talk call agreement deal accord decision announcement policy mission raid "
    "casualty spree bid rally crime allegation charge conviction warning demand".split()
)


@dataclass(frozen=True, slots=True)
class _Condition:
    key: str
    wanted: bool
    forms: frozenset[str]
    kinds: tuple[str, ...]
    types: tuple[str, ...]
    any: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    type: str
    conditions: tuple[_Condition, ...]


def type_hint(words: Words, head: int, depth: int = 0) -> str | None:
    """The PLOVER type that a trigger plainly speaks for by its word and grammar; None for others.

    `head` is the index of the trigger, and `depth` counts the words above whose type it decides.
    None means that no word speaks, not that there is no event.
    """
    kind = words.tags[head][0]
    if kind == "N" and words.written[head].endswith("ing"):
        kind = _GERUND
    rules = _rules_for(words.plain[head], kind)
    if not rules or words.names[head] in _NO_TRIGGER or _is_modifier(words, head):
        return None
    place = _Place(words, head, depth)
    for rule in rules:
        if all(map(place.fits, rule.conditions)):
            if rule.type == "obj":
                return place.type_of_object()
            return None if rule.type == "none" else _intended(words, head, rule.type)
    return None


def _intended(words: Words, head: int, type_: str) -> str:
    """The type of an act that is only to come: of a cooperative one an agreement to it or a
    refusal, of a hostile one a threat; and of one that somebody must do a request.

    The codebook takes all that is "reported in future tense" for an intention.
    """
    beside = {words.plain[child] for child in words.children[head] if child < head}
    refused = not beside.isdisjoint(_NEGATIONS)
    if type_ in _COOPERATIVE and not beside.isdisjoint(_OBLIGATION):
        return type_ if refused else "REQUEST"
    if beside.isdisjoint(_FUTURE):
        return type_
    if type_ in _COOPERATIVE:
        return "REJECT" if refused else "AGREE"
    subjects = _subjects(words, head)
    announced = bool(subjects) and not any(_is_kind(words, one, "thing") for one in subjects)
    return "THREATEN" if type_ in _HOSTILE and announced and not refused else type_


_GERUND: Final = "N-ing"
_PARTS_OF_SPEECH: Final = {"V": ("v",), "N": ("n",), _GERUND: ("n", "v"), "J": ("a", "v")}
"""Those that the rules may have a word under, by the first letter of its tag."""


@lru_cache(maxsize=8192)
def _rules_for(word: str, kind: str) -> tuple[_Rule, ...]:
    """The rules for a word (as `Words.plain` has it) of a kind of `_PARTS_OF_SPEECH`, those to be
    tried first in front.
    """
    known, forms, parts = _rules(), base_forms(word), _PARTS_OF_SPEECH.get(kind, ())
    return tuple(rule for part in parts for form in forms for rule in known.get((part, form), ()))


def _is_modifier(words: Words, head: int) -> bool:
    """Whether a word only tells apart the noun after it: "support group", "marching orders"."""
    if words.relations[head] == "amod" and words.tags[head] == "VBG":
        return True
    if words.relations[head] != "compound" or words.tags[head][0] != "N":
        return False
    return _EVENTFUL.isdisjoint(base_forms(words.plain[words.heads[head]]))


class _Place:
    """A trigger in its sentence, asked whether conditions hold there."""

    def __init__(self, words: Words, head: int, depth: int) -> None:
        self._words = words
        self._head = head
        self._depth = depth
        self._found: dict[str, list[int]] = {}
        self._near: set[str] | None = None

    def fits(self, condition: _Condition) -> bool:
        """Whether it is with a condition as its rule wants it."""
        if condition.key == "near":
            holds = not condition.forms.isdisjoint(self._sentence_forms())
        else:
            members = self._of(condition.key)
            holds = bool(members) and (condition.any or self._has_one(members, condition))
        return holds == condition.wanted

    def type_of_object(self) -> str | None:
        for index in self._of("obj"):
            hint = type_hint(self._words, index, self._depth + 1)
            if hint is not None:
                return hint
        return None

    def _has_one(self, members: Sequence[int], condition: _Condition) -> bool:
        words, forms, types = self._words, condition.forms, condition.types
        for index in members:
            if not forms.isdisjoint(base_forms(words.plain[index])):
                return True
            for kind in condition.kinds:
                if _is_kind(words, index, kind):
                    return True
            if types and self._depth < _DEEPEST and words.tags[index][0] in ("N", "V"):
                hint = type_hint(words, index, self._depth + 1)
                if hint is not None and (hint in types or "*" in types):
                    return True
        return False

    def _sentence_forms(self) -> set[str]:
        if self._near is None:
            words, head = self._words, self._head
            sentence = words.sentences[head]
            around = words.plain[sentence.start : head] + words.plain[head + 1 : sentence.stop]
            self._near = set().union(*map(base_forms, around))
            start, end = words.starts[sentence.start], words.ends[sentence.stop - 1]
            if _has_score(words.text[start:end], self._near):
                self._near.add("0-0")
        return self._near

    def _of(self, key: str) -> list[int]:
        found = self._found.get(key)
        if found is None:
            find = _FINDERS.get(key)
            if find is None:
                found = _after_preposition(self._words, self._head, key)
            else:
                found = find(self._words, self._head)
            self._found[key] = found
        return found


def _has_score(text: str, forms: Iterable[str]) -> bool:
    """Whether one of the forms of a text's words is a score. Few texts have the dash of one."""
    if ("-" in text or "–" in text) and _SCORE.search(text):
        return any(map(_SCORE.fullmatch, forms))
    return False


def sentence_around(words: Words, index: int) -> range:
    """The words of the sentence that a word stands in."""
    return words.sentences[index]


def _is_kind(words: Words, index: int, kind: str) -> bool:
    """`who`: people, bodies, places, other names; `thing`: other nouns; `place`; `org`."""
    name, mention = words.names[index], words.kinds[index]
    if kind == "place":
        return mention == "place" or name.endswith("place")
    if kind == "org":
        return mention == "organization" or name.endswith("organization")
    tag = words.tags[index]
    if tag in ("PRP", "PRP$", "WP"):
        return kind == "who" and words.plain[index] not in ("it", "its", "what")
    who = mention in ("person", "organization", "place") or name != "O" or tag[:3] == "NNP"
    return who if kind == "who" else not who and tag[:1] == "N"


def _with_conjuncts(words: Words, found: list[int]) -> list[int]:
    """The words, those joined to them, and who relative pronouns stand for."""
    whole: list[int] = []
    for index in found:
        word = words.plain[index]
        if word in _COUNTS:
            whole += _after_preposition(words, index, "of")
        if word in _RELATIVE:
            clause = words.heads[index]
            if words.relations[clause] == "acl:relcl":
                index = words.heads[clause]
        whole.append(index)
        for child in words.children[index]:
            if words.relations[child] == "conj":
                whole.append(child)
    return whole


_PASSIVE: Final = frozenset({"nsubj:pass", "aux:pass"})


def _is_passive(words: Words, head: int) -> bool:
    return not _PASSIVE.isdisjoint(words.relations_below(head))


def _objects(words: Words, head: int) -> list[int]:
    if words.tags[head][0] == "N":
        return _modifiers(words, head) + _after_preposition(words, head, "of")
    found = _below(words, head, ("obj", "nsubj:pass")) or _shared_objects(words, head)
    return _with_conjuncts(words, found)


def _below(words: Words, head: int, relations: Container[str]) -> list[int]:
    """The words that depend on another one by one of some relations."""
    return [child for child in words.children[head] if words.relations[child] in relations]


def _shared_objects(words: Words, head: int) -> list[int]:
    """The objects that a verb without one has from the words around it."""
    above, relation = words.heads[head], words.relations[head]
    if relation == "acl" and words.tags[head] == "VBN":
        return [above]
    if relation == "amod" and words.tags[head] in ("JJ", "VBN"):
        return [above]
    if relation == "acl:relcl":
        # "the troops that the government deployed"
        subjects = _below(words, head, ("nsubj",))
        if subjects and words.plain[subjects[0]] not in _RELATIVE:
            return [above]
    found: list[int] = []
    if "conj" in words.relations_below(head):
        # "arrested and jailed two activists"
        for joined in _below(words, head, ("conj",)):
            found += _below(words, joined, ("obj",))
    if not found and relation == "conj" and _is_passive(words, above):
        # "were arrested and jailed"
        return _below(words, above, ("nsubj:pass",))
    return found


def _subjects(words: Words, head: int) -> list[int]:
    if words.tags[head][0] == "N":
        return _below(words, head, ("nmod:poss",)) + _after_preposition(words, head, "by")
    found = _after_preposition(words, head, "by") if _is_passive(words, head) else []
    current = head
    for _ in range(_DEEPEST):
        found = found or _below(words, current, ("nsubj",))
        if found or _is_passive(words, current):
            break
        above = words.heads[current]
        if words.relations[current] in ("conj", "xcomp", "advcl"):
            current = above
        elif words.relations[current] == "acl" and words.tags[current] == "VBG":
            found = [above]
        elif words.relations[current] == "acl" and words.tags[current] == "VBN":
            return _after_preposition(words, head, "by")
        else:
            break
    return _with_conjuncts(words, found)


def _modifiers(words: Words, head: int) -> list[int]:
    return [
        child
        for child in words.children[head]
        if child < head and words.relations[child] in ("compound", "amod", "nmod:poss", "nmod")
    ]


def _governors(words: Words, head: int) -> list[int]:
    current = head
    if words.relations[current] == "conj":
        current = words.heads[current]
    return [words.heads[current]] if words.heads[current] != head else []


def _particles(words: Words, head: int) -> list[int]:
    found = [
        child
        for child in words.children[head]
        if words.relations[child] in ("compound:prt", "advmod", "xcomp", "obl")
        and words.plain[child] in _PARTICLES
    ]
    following = head + 1
    if following < len(words) and words.tags[following] in ("RP", "IN", "RB"):
        found.append(following)
    return found


def _complements(words: Words, head: int) -> list[int]:
    """Verbs in the infinitive below a word, and what stands after its "to"."""
    found = []
    for child in words.children[head]:
        relation = words.relations[child]
        if relation == "xcomp" or (
            relation in ("ccomp", "advcl", "acl") and _has(words, child, "mark", "to")
        ):
            found.append(child)
    return _with_conjuncts(words, found) + _after_preposition(words, head, "to")


def _clauses(words: Words, head: int) -> list[int]:
    return _below(words, head, ("ccomp",))


def _after_preposition(words: Words, head: int, preposition: str) -> list[int]:
    found = []
    for child in words.children[head]:
        relation = words.relations[child]
        if relation in _PREPOSITIONAL and _has(words, child, "case mark", preposition):
            found.append(child)
    return _with_conjuncts(words, found) if found else found


_PREPOSITIONAL: Final = ("obl", "nmod", "advcl", "acl", "xcomp")


def _has(words: Words, index: int, relations: str, word: str) -> bool:
    for child in words.children[index]:
        if words.plain[child] == word and words.relations[child] in relations:
            return True
    return False


_FINDERS: Final[Mapping[str, Callable[[Words, int], list[int]]]] = {
    "obj": _objects,
    "subj": _subjects,
    "mod": _modifiers,
    "gov": _governors,
    "prt": _particles,
    "to": _complements,
    "that": _clauses,
}


def _lines(name: str) -> Iterator[list[str]]:
    table = (files("sayso.reader.events") / name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=1)
def _rules() -> dict[tuple[str, str], list[_Rule]]:
    """The rules for each part of speech and base form, those to be tried first in front."""
    lines = list(_lines("plover.tsv"))
    classes = {cells[0]: cells[1].split() for cells in lines if cells[0].startswith("@")}
    known: dict[tuple[str, str], list[_Rule]] = {}
    for type_, part, *rest in (cells for cells in lines if not cells[0].startswith("@")):
        if type_ != "obj" and type_ not in TYPE_LABELS:
            raise ValueError(f"plover.tsv names no type of PLOVER: {type_!r}.")
        conditions = [_condition(text, classes) for text in " ".join(rest[1:]).split()]
        # What asks for all words of a sentence is asked last.
        conditions.sort(key=lambda condition: condition.key == "near")
        for form in rest[0].split():
            known.setdefault((part, form), []).append(_Rule(type_, tuple(conditions)))
    for rules in known.values():
        rules.sort(key=_urgency)
    return known


def _urgency(rule: _Rule) -> tuple[int, int]:
    """Other senses come first, light verbs last, and more conditions before fewer."""
    rank = {"none": 0, "obj": 2}.get(rule.type, 1)
    return rank, -sum(condition.wanted for condition in rule.conditions)


def _condition(text: str, classes: Mapping[str, list[str]]) -> _Condition:
    key, _, value = text.removeprefix("!").partition("=")
    values = value.split("|")
    forms: list[str] = []
    for item in values:
        if item.startswith("@"):
            forms += classes[item]
        elif item[:1] not in "#^*":
            forms.append(item)
    return _Condition(
        key=key,
        wanted=not text.startswith("!"),
        forms=frozenset(forms),
        kinds=tuple(item[1:] for item in values if item.startswith("#")),
        types=tuple(item[1:] for item in values if item.startswith("^")),
        any="*" in values,
    )


def mode_of(words: Words, head: int, type: str) -> str | None:  # noqa: A002
    """The mode of an event of a PLOVER type, as the codebook spells it; None if no word tells.

    What stands before a trigger noun tells first ("air strike"), then the trigger itself, then the
    word nearest to it in the grammar of its sentence.
    """
    modes = _modes().get(type)
    if modes is None:
        return None
    own, near = modes
    if words.tags[head][0] == "N":
        for index in _modifiers(words, head):
            mode = _first_known(words, index, near)
            if mode is not None:
                return mode
    return _first_known(words, head, own) or _mode_beside(words, head, near)


def _mode_beside(words: Words, head: int, near: Mapping[str, str]) -> str | None:
    """The mode that the word nearest to a trigger in its sentence tells, of those that tell one."""
    inside = words.sentences[head]
    forms = map(base_forms, words.plain[inside.start : inside.stop])
    if near.keys().isdisjoint(chain.from_iterable(forms)):
        return None
    told = {i: mode for i in inside if (mode := _first_known(words, i, near)) and i != head}
    return _nearest(words, head, inside, told) if told else None


def _nearest(words: Words, head: int, inside: range, told: Mapping[int, str]) -> str | None:
    """What is told by the word nearest to another in the grammar of their sentence."""
    seen = {head}
    waiting = deque([(head, 0)])
    while waiting:
        index, steps = waiting.popleft()
        if index in told:
            return told[index]
        if steps == _FARTHEST:
            continue
        for other in (*words.children[index], words.heads[index]):
            if other in inside and other not in seen:
                seen.add(other)
                waiting.append((other, steps + 1))
    return None


def _first_known(words: Words, index: int, known: Mapping[str, str]) -> str | None:
    for form in base_forms(words.plain[index]):
        if form in known:
            return known[form]
    return None


@lru_cache(maxsize=1)
def _modes() -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """For each type the mode that a trigger tells, and that a word beside it tells."""
    known: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for type_, mode, where, forms in _lines("plover_modes.tsv"):
        own, near = known.setdefault(type_, ({}, {}))
        for form in forms.split():
            if where != "near":
                own.setdefault(form, mode)
            if where != "trigger":
                near.setdefault(form, mode)
    return known
