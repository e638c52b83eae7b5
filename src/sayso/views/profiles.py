"""Who is who across pages, on the terminal: profiles, why, and what people have changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from sayso.archive.profiles import Change, Explanation, Profile
from sayso.views.lines import MEASURE, hanging, one_line
from sayso.views.outline import plural, unique

PAGES_SHOWN = 12
"""Of the pages of a profile, the newest so many; `--json` has all."""


def print_profiles(profiles: Sequence[Profile], console: Console) -> None:
    """Print those whom a name may mean, a line each."""
    for profile in profiles:
        _print([_headline(profile)], console, indent=8)


def print_explanation(found: Explanation, console: Console) -> None:
    """Print who somebody is, what pages call them, and why each page is taken to mean them."""
    _print(_explained(found), console, indent=8)


def print_change(change: Change, console: Console) -> None:
    """Print what was done, and how it is taken back."""
    lines = [_change(change)]
    if change.kind != "undo":
        lines.append(Text(f"Taken back by: sayso undo {change.change_id}"))
    _print(lines, console)


def _explained(found: Explanation) -> Iterable[Text]:
    yield _headline(found.profile)
    if found.names:
        names = (f"{one_line(name)} ({pages})" for name, pages in found.names)
        yield Text(f"  called: {', '.join(names)}")
    if found.roles:
        roles = (f"{one_line(told.role)} ({told.pages})" for told in found.roles)
        yield Text(f"  roles: {', '.join(roles)}")
    yield Text()
    for decision in found.decisions[:PAGES_SHOWN]:
        day = decision.published and decision.published[:10]
        place = " · ".join(unique([day, decision.outlet and one_line(decision.outlet)]))
        line = Text(f"  page {decision.page_id} ", style="dim")
        line.append(one_line(decision.name), style="bold")
        line.append(f" · {place}: " if place else ": ")
        line.append(one_line(decision.words))
        yield line
    if len(found.decisions) > PAGES_SHOWN:
        yield Text(f"  … and {plural(len(found.decisions) - PAGES_SHOWN, 'page')} before")
    for change in found.changes:
        yield Text()
        yield _change(change)


def _headline(profile: Profile) -> Text:
    kind = one_line(profile.role) if profile.role else profile.kind
    traits = unique([kind, profile.country, "not known for sure" if profile.ambiguous else None])
    counts = f"{plural(profile.statements, 'statement')} on {plural(profile.pages, 'page')}"
    line = Text(f"{profile.profile_id:>6}  ", style="dim")
    line.append(one_line(profile.name), style="bold")
    return line.append(f", {', '.join(traits)}: {counts}")


def _change(change: Change) -> Text:
    deeds = {
        "merge": f"{change.other} was made one with {change.kept}",
        "split": f"{change.other} was split from {change.kept}",
        "undo": f"{change.other} and {change.kept} are as before",
    }
    who = "by hand" if change.by_hand else f"because page {change.page_id} showed it"
    undone = ", taken back since" if change.undone else ""
    return Text(
        f"Change {change.change_id}, {change.made[:10]}: {deeds[change.kind]} {who} "
        f"({plural(change.entities, 'name')} moved){undone}: {one_line(change.why)}"
    )


def _print(texts: Iterable[Text], console: Console, indent: int = 2) -> None:
    width = min(console.width, MEASURE)
    for text in texts:
        for line in hanging(text, console, width, indent) or [Text()]:
            console.print(line, soft_wrap=True)
