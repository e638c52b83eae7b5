"""What is known of one: of an entity by its page, or of a profile by all of its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from sayso.archive.profiles.bodies import Body, body
from sayso.archive.profiles.evidence import Evidence
from sayso.archive.profiles.offices import profession, role_noun, seats
from sayso.archive.profiles.people import Person, person


class Known:
    """What an entity's page gives, or what the pages of a profile give together: its names and
    roles by all of them, what stands around it by the newest.
    """

    def __init__(
        self,
        evidence: Sequence[Evidence] | Callable[[], Sequence[Evidence]],
        *,
        is_person: bool | None = None,
        names: Iterable[str] = (),
        roles: Iterable[str] = (),
        has_all_names: bool = False,
    ) -> None:
        """`evidence` may be called for when it is needed: where the names say that two are not one,
        it never is. `has_all_names`: it has no name that is not among `names`.
        """
        self._evidence = evidence
        if is_person is None:
            is_person = 2 * sum(one.is_person for one in self.evidence) >= len(self.evidence)
        self.is_person = is_person
        self._names = tuple(names)
        self._roles = tuple(roles)
        self._has_all_names = has_all_names

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What pages give, the newest first."""
        return tuple(self._evidence() if callable(self._evidence) else self._evidence)

    def _called(self) -> list[str]:
        """Its names as they are written, and what pages give as short for them."""
        if self._has_all_names:
            return list(self._names)
        given = (n for one in self.evidence for n in (*one.names, *one.aliases))
        return list(dict.fromkeys([*self._names, *given]))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Its names, if it is a person."""
        if not self.is_person:
            return ()
        people = map(person, self._called())
        return tuple(dict.fromkeys(name for name in people if name is not None))

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Its names, if it is a body."""
        if self.is_person:
            return ()
        bodies = map(body, self._called())
        return tuple(dict.fromkeys(name for name in bodies if name is not None))

    @cached_property
    def is_partial(self) -> bool:
        """Whether no page gives more than a part of a name."""
        if self.is_person:
            return all(name.first is None for name in self.people)
        return all(name.is_short for name in self.bodies)

    @cached_property
    def is_common(self) -> bool:
        """Whether it is a person whose surname many bear."""
        return any(name.is_common for name in self.people)

    @cached_property
    def aliases(self) -> frozenset[str]:
        """What pages give as short for it."""
        return frozenset(b.words[0] for b in self.bodies if b.is_short and len(self.bodies) > 1)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Its roles in the words of its pages."""
        written = (*self._roles, *(role for one in self.evidence for role in one.roles))
        return tuple(dict.fromkeys(written))

    @cached_property
    def offices(self) -> frozenset[str]:
        """The nouns of its roles."""
        return frozenset(noun for noun in map(role_noun, self.roles) if noun is not None)

    @cached_property
    def professions(self) -> frozenset[str]:
        """The lines of work of its roles."""
        found = map(profession, self.roles)
        return frozenset(field for field in found if field is not None)

    @cached_property
    def seats(self) -> frozenset[str]:
        """Where its offices are."""
        return frozenset(seat for role in self.roles for seat in seats(role))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that pages give it."""
        return frozenset(one.country for one in self.evidence if one.country)

    @cached_property
    def ties(self) -> frozenset[str]:
        """The bodies and places that it belongs to."""
        return frozenset(tie for one in self.evidence for tie in one.ties)

    @cached_property
    def company(self) -> frozenset[str]:
        """Those that pages name beside it."""
        return frozenset(key for one in self.evidence for key in one.company)

    @cached_property
    def near(self) -> frozenset[str]:
        """The capitalised words around its name."""
        return frozenset(word for one in self.evidence for word in one.near)

    @cached_property
    def genders(self) -> frozenset[str]:
        """By titles and first names."""
        return frozenset(name.gender for name in self.people) - {""}

    @cached_property
    def courtesies(self) -> frozenset[str]:
        """By titles alone."""
        return frozenset(name.courtesy for name in self.people) - {""}
