"""The command that opens the reading room: `serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.app import app
from sayso.cli.options import ARCHIVE, ArchivePath, Quiet
from sayso.cli.output import ending_well


@app.command(short_help="Open an archive in the browser.")
def serve(
    archive: ArchivePath = ARCHIVE,
    host: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0 is the whole network."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port.")] = 8765,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="HOST",
            help="A name that the room is reached by, such as sayso.example.org; * for any.",
        ),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            metavar="TOKEN",
            envvar="SAYSO_TOKEN",
            help="What one must show to add pages; without one nobody may. Better in SAYSO_TOKEN: "
            "a command line is seen by all.",
        ),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nobody adds pages, whatever they show.")
    ] = False,
    title: Annotated[str, typer.Option(metavar="WORDS", help="What the room is called.")] = "sayso",
    views: Annotated[
        int, typer.Option(metavar="N", min=0, help="Answers a minute for one client; 0: any.")
    ] = 600,
    reads: Annotated[
        int, typer.Option(metavar="N", min=0, help="Pages read a minute for one client; 0: any.")
    ] = 20,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS", help="A proxy that is believed when it says for whom it asks."
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Open an archive in the browser: what was said, how stories are sourced, and any page that you
    paste. It is for this machine alone unless --host says otherwise. Ctrl-C closes it.

    Everything in it is there as JSON, too: see /api. Without an archive pages can be read, and the
    room says how to make one.

    \b
    Examples:
      sayso serve
      sayso serve --archive campaign.db --port 8000
      SAYSO_TOKEN=… sayso serve --host 0.0.0.0 --name sayso.example.org
    """
    from sayso.errors import OptionError
    from sayso.web import Settings
    from sayso.web.serve import hosts_of, is_loopback
    from sayso.web.serve import serve as open_room

    try:
        settings = Settings(
            token=token,
            read_only=read_only,
            hosts=hosts_of(host, name or ()),
            title=title,
            views_per_minute=views,
            reads_per_minute=reads,
        )
    except OptionError as error:
        raise typer.BadParameter(str(error)) from None

    def opened(address: str) -> None:
        if not quiet:
            typer.echo(f"The room is open at {address} (Ctrl-C closes it)", err=True)
            if not is_loopback(host):
                typer.echo("Whoever reaches this machine may read the archive.", err=True)

    proxies = proxy or ["127.0.0.1", "::1"]
    with ending_well():
        try:
            open_room(
                archive, settings=settings, host=host, port=port, proxies=proxies, opened=opened
            )
        except OSError as error:
            raise typer.BadParameter(
                f"{host}:{port} cannot be listened at: {error.strerror or error}.",
                param_hint="'--host' / '--port'",
            ) from None
