"""Which proper names of a page are one: "Marco Rubio" and "Rubio", "NATO" and its long form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sayso.reader.grammar.noun_phrases import Gender, NounPhrase
from sayso.reader.identity.first_names import gender_of
from sayso.reader.vocabulary.cue_words import plain
from sayso.reader.vocabulary.titles import ADDRESS

_SUFFIXES: Final = frozenset("jr sr ii iii iv md phd esq".split())
_SMALL: Final = frozenset("the of and for on in at de la le".split())


@lru_cache(maxsize=4096)
def name_key(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words as they are compared: folded, without titles, suffixes and points."""
    folded = [re.sub(r"[^\w'’&-]", "", plain(word)).strip("'’-") for word in name]
    kept = [word for word in folded if word and word not in _SUFFIXES]
    while len(kept) > 1 and (kept[0] in ADDRESS or kept[0] == "the"):
        kept = kept[1:]
    return tuple(kept)


def group_names(phrases: Sequence[NounPhrase]) -> dict[int, int]:
    """For each of the phrases that is a name, by its number, a number that its group shares.

    Full names come first: persons' are one when the last words agree and the first ones do not
    contradict each other. Shorter names then join the full name that ends (or, for first names,
    begins) with them; where several do, a surname joins the first of them, whom the page is about,
    and a first name the most frequent, then the nearest. Of names that are no persons', acronyms
    join their long forms, too.
    """
    keys = {
        i: key for i, phrase in enumerate(phrases) if phrase.name and (key := name_key(phrase.name))
    }
    groups: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    forms: dict[int, set[tuple[str, ...]]] = {}
    by_key: dict[tuple[str, ...], int] = {}
    by_sign: dict[str, list[tuple[str, ...]]] = {}
    people: set[int] = set()

    def join(i: int, group: int) -> None:
        groups[i] = group
        members.setdefault(group, []).append(i)
        forms.setdefault(group, set()).add(keys[i])
        if commonest[keys[i]] == "person":
            people.add(group)

    counts = Counter([(key, phrases[i].kind) for i, key in keys.items()])
    # Of kinds that are as common the last one that is written counts: the first one met.
    commonest = {key: kind for (key, kind), _ in reversed(counts.most_common())}

    def fitting(mine: tuple[str, ...]) -> set[int]:
        near: set[tuple[str, ...]] = set()
        for sign in _signs(mine):
            near.update(by_sign.get(sign, ()))
        found: set[int] = set()
        # The model's types are often wrong for a surname alone, and never mind for whose it is.
        kind = commonest[mine]
        personal = kind == "person" or (len(mine) == 1 and kind != "place")
        for key in near:
            group = by_key[key]
            if _fits(mine, key, personal and group in people) and not (
                kind == "place" and _is_only_of(mine, key)
            ):
                found.add(group)
        return found

    contested: dict[int, set[int]] = {}
    for i in sorted(keys, key=lambda i: len(keys[i]), reverse=True):
        key = keys[i]
        known = by_key.get(key)
        if known is not None:
            groups[i] = known
            members[known].append(i)
            continue
        groups_of_i = fitting(key)
        if len(groups_of_i) > 1:
            contested[i] = groups_of_i
            continue
        slip = None
        if not groups_of_i and commonest[key] == "person":
            slip = _misspelled(key, forms, people)
        group = groups_of_i.pop() if groups_of_i else i if slip is None else slip
        by_key[key] = group
        for sign in _signs(key):
            by_sign.setdefault(sign, []).append(key)
        join(i, group)
    for i, found in contested.items():
        known_genders = {g: {_gender(phrases[m]) for m in members[g]} - {""} for g in found}
        mine = phrases[i].gender
        agreeing = {g for g in found if not mine or known_genders[g] <= {mine}} or found
        if all(any(form[-1] == keys[i][-1] for form in forms[g]) for g in agreeing):
            join(i, min(agreeing, key=lambda g: members[g][0]))
        else:
            join(i, max(agreeing, key=lambda g: _claim(i, members[g], phrases)))
    return groups


def _misspelled(
    key: tuple[str, ...], forms: dict[int, set[tuple[str, ...]]], people: set[int]
) -> int | None:
    """The one full name that a surname alone may be a slip for: "Renolds" where the page has
    "Jane Reynolds"; letters are one more, one less or one other, and the first is the same.
    """
    if len(key) != 1 or len(key[0]) < _LONG:
        return None
    found = [
        group
        for group, known in forms.items()
        if group in people and any(len(form) > 1 and _one_slip(key[0], form[-1]) for form in known)
    ]
    return found[0] if len(found) == 1 else None


_LONG: Final = 5
"""Letters of a surname that may be misspelled: of shorter ones too many differ by one."""


def _one_slip(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long or short[0] != long[0] or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + 1 :] == long[at + 1 :] or short[at:] == long[at + 1 :]


def _gender(phrase: NounPhrase) -> Gender:
    """By a title, else by the first of several names."""
    key = name_key(phrase.name)
    return phrase.gender or (gender_of(key[0]) if len(key) > 1 else "")


def genders(phrases: Sequence[NounPhrase], groups: dict[int, int]) -> dict[int, Gender]:
    """The gender of each group of names: by a title, a first name, a name that stands alone."""
    found: dict[int, Gender] = {}
    people = [(i, g) for i, g in groups.items() if phrases[i].kind == "person"]
    for i, group in people:
        if phrases[i].gender:
            found.setdefault(group, phrases[i].gender)
    for least in (2, 1):
        for i, group in people:
            if group in found:
                continue
            key = name_key(phrases[i].name)
            if len(key) >= least and (gender := gender_of(key[0])):
                found[group] = gender
    return found


_NEARBY: Final = 60


def _claim(i: int, members: Sequence[int], phrases: Sequence[NounPhrase]) -> tuple[int, int, int]:
    """How strongly a group claims a first name: how often it is mentioned, how near, how early."""
    here = phrases[i].head
    near = [phrases[m].head for m in members if 0 < here - phrases[m].head < _NEARBY]
    return (len(members), max(near, default=0), -members[0])


def _fits(key: tuple[str, ...], other: tuple[str, ...], persons: bool) -> bool:
    if key == other:
        return True
    short, long = (key, other) if len(key) <= len(other) else (other, key)
    if persons:
        if short[-1] not in (long[0], long[-1]):
            return False
        if len(short) == 1:
            return short[0] == long[-1] or len(long) < 4
        if short == long[-len(short) :]:
            return True
        return short[-1] == long[-1] and any(
            a == b or (len(a) == 1 and b[0] == a) or (len(b) == 1 and a[0] == b)
            for a in short[:1]
            for b in long[:-1]
        )
    if len(short) > 1:
        return short == long[-len(short) :] or set(short) - _SMALL == set(long) - _SMALL
    if len(long) == 1:
        return False
    word = short[0]
    return (word == long[-1] and word in _PAPERS) or (
        2 <= len(word) <= 6 and word == _initials(long)
    )


def _is_only_of(place: tuple[str, ...], body: tuple[str, ...]) -> bool:
    """Whether a place is only where a body is that is called after it: South Carolina, and the
    University of South Carolina.
    """
    before = body[: -len(place)]
    return len(before) > 1 and before[-1] in ("of", "in", "at", "for")


def _signs(name: tuple[str, ...]) -> tuple[str, ...]:
    """What two names that fit have one of in common."""
    return (*name, _initials(name))


@lru_cache(maxsize=4096)
def _initials(name: tuple[str, ...]) -> str:
    return "".join(word[0] for word in name if word not in _SMALL)


_PAPERS: Final = frozenset(
    "times post journal tribune herald gazette guardian telegraph globe chronicle".split()
)
