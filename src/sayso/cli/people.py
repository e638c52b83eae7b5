"""Commands on who is who across pages: `who`, `merge`, `split`, `undo`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import app
from sayso.cli.options import ARCHIVE, ArchivePath
from sayso.cli.output import asked, ending_well

if TYPE_CHECKING:
    from sayso.archive.profiles import Change

Why = Annotated[
    str, typer.Option("--why", metavar="WORDS", help="Why, for whoever looks at it later.")
]
Number = Annotated[
    int, typer.Argument(metavar="PROFILE", help="Number of a profile.", show_default=False)
]


@app.command(short_help="Show whom a name means across pages, and why.")
def who(
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME", help="A name, or the number of a profile.", show_default=False
        ),
    ],
    archive: ArchivePath = ARCHIVE,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines, UTF-8.")] = False,
) -> None:
    """Show whom a name may mean, each with a number; of one, or by number, also what pages call
    them, and for each page why it is taken to mean them.

    \b
    Examples:
      sayso who Whitlock
      sayso who 17
    """
    from json import dumps

    from sayso.archive.profiles import explain, find_profiles
    from sayso.views.found import record_of
    from sayso.views.lines import console_for
    from sayso.views.profiles import print_explanation, print_profiles

    whom = " ".join(name)
    with asked(archive) as connection:
        if whom.isdecimal():
            numbers = [int(whom)]
        else:
            found = find_profiles(connection, whom)
            numbers = [profile.profile_id for profile in found]
        if len(numbers) == 1:
            explanation = explain(connection, numbers[0])
            if json:
                typer.echo(dumps(record_of(explanation), ensure_ascii=False))
            else:
                print_explanation(explanation, console_for(sys.stdout))
        elif json:
            for profile in found:
                typer.echo(dumps(record_of(profile), ensure_ascii=False))
        elif found:
            print_profiles(found, console_for(sys.stdout))
        else:
            typer.echo(f"Nobody with a name is called {whom!r}.", err=True)


@app.command(short_help="Say that two are one.")
def merge(
    one: Number,
    other: Number,
    why: Why,
    archive: ArchivePath = ARCHIVE,
) -> None:
    """Say that two profiles are one person or body. Pages that come later do not overturn it.

    \b
    Example:
      sayso merge 17 204 --why "married name, see page 31"
    """
    from sayso.archive import Archive
    from sayso.archive.profiles import merge as merge_profiles

    with ending_well(), Archive(archive) as kept:
        with kept.writing() as connection:
            change = merge_profiles(connection, one, other, why=why)
        _tell(change)


@app.command(short_help="Say that one is two.")
def split(
    profile: Number,
    why: Why,
    page: Annotated[
        list[int] | None,
        typer.Option(
            "--page", metavar="N", help="Whom this page means; may be given several times."
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whom the pages of this outlet mean.")
    ] = None,
    role: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Whom pages give this role.")
    ] = None,
    archive: ArchivePath = ARCHIVE,
) -> None:
    """Say that some of a profile's pages mean somebody else, who gets a number of their own. Pages
    that come later do not overturn it.

    \b
    Examples:
      sayso split 17 --page 31 --page 40 --why "the nurse, not the governor"
      sayso split 17 --role nurse --why "two of one name"
    """
    from sayso.archive import Archive
    from sayso.archive.profiles import split as split_profile

    with ending_well(), Archive(archive) as kept:
        with kept.writing() as connection:
            change = split_profile(
                connection, profile, why=why, pages=page, outlet=outlet, role=role
            )
        _tell(change)


@app.command(short_help="Take a merge or a split back.")
def undo(
    change: Annotated[
        int,
        typer.Argument(metavar="CHANGE", help="Number of a change, as `who` shows it."),
    ],
    archive: ArchivePath = ARCHIVE,
) -> None:
    """Take back that two were made one, or one two, whether by hand or because a page showed it.

    \b
    Example:
      sayso undo 3
    """
    from sayso.archive import Archive
    from sayso.archive.profiles import undo as undo_change

    with ending_well(), Archive(archive) as kept:
        with kept.writing() as connection:
            done = undo_change(connection, change)
        _tell(done)


def _tell(change: Change) -> None:
    from sayso.views.lines import console_for
    from sayso.views.profiles import print_change

    print_change(change, console_for(sys.stdout))
