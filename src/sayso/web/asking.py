"""What is asked of the archive in an address → filters, the same for the room and the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field

from sayso.archive.filters import Filters
from sayso.archive.search import Ranking
from sayso.reading import Naming, Polarity, StatementForm, StatementMode
from sayso.web.listing import HIGHEST

_WORDS = 500
_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search as it stands in an address. Empty values, as forms send them, ask for nothing."""

    q: str
    source: str
    profile: int | None
    outlet: tuple[str, ...]
    since: str
    until: str
    form: str
    naming: str
    mode: str
    polarity: str
    order: Ranking | Literal[""]

    @property
    def filters(self) -> Filters:
        """The filters. Raises `OptionError` for a value that is none."""
        return Filters(
            source=self.source or None,
            profile=self.profile,
            outlets=self.outlet,
            since=self.since or None,
            until=self.until or None,
            form=self.form or None,  # type: ignore[arg-type]  # checked by `Filters`
            naming=self.naming or None,  # type: ignore[arg-type]
            mode=self.mode or None,  # type: ignore[arg-type]
            polarity=self.polarity or None,  # type: ignore[arg-type]
        )

    @property
    def ranking(self) -> Ranking:
        """What comes first."""
        return self.order or "best"

    @property
    def narrowed(self) -> bool:
        """Whether more is asked for than words."""
        return bool(
            self.source
            or self.profile
            or self.outlet
            or self.since
            or self.until
            or self.form
            or self.naming
            or self.mode
            or self.polarity
        )

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.q.strip() or self.narrowed)


_Date = Annotated[str, Query(max_length=10, description="A day, month or year: 2026-03-12.")]


def asked(
    *,
    q: Annotated[
        str,
        Query(
            max_length=_WORDS,
            description="Words, all of them; “phrases” in quotation marks, OR, -without, begin*.",
        ),
    ] = "",
    source: Annotated[
        str, Query(max_length=_NAME, description="Words of the source's name or description.")
    ] = "",
    profile: Annotated[
        Annotated[int, Field(ge=1, le=HIGHEST)] | Literal[""],
        Query(description="The number of a source."),
    ] = "",
    outlet: Annotated[
        list[str] | None,
        Query(description="An outlet's name, or words of it; any of several.", max_length=50),
    ] = None,
    since: _Date = "",
    until: _Date = "",
    form: Annotated[StatementForm | Literal[""], Query()] = "",
    naming: Annotated[Naming | Literal[""], Query()] = "",
    mode: Annotated[StatementMode | Literal[""], Query()] = "",
    polarity: Annotated[Polarity | Literal[""], Query()] = "",
    order: Annotated[Ranking | Literal[""], Query(description="What comes first.")] = "",
) -> Asked:
    """The search that an address asks for."""
    return Asked(
        q=q,
        source=source.strip(),
        profile=profile or None,
        outlet=tuple(name.strip()[:_NAME] for name in outlet or () if name.strip()),
        since=since.strip(),
        until=until.strip(),
        form=form,
        naming=naming,
        mode=mode,
        polarity=polarity,
        order=order,
    )
