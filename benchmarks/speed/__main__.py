"""How fast sayso reads: `python -m benchmarks.speed FOLDER`.

In one run, on the pages of FOLDER, which are plain text:

- pages a second of the bare encoder on the same windows (graph cut before the heads and the layers
  of events, same engine settings), of the same in windows that overlap by a quarter, as encoders
  are commonly run, of the whole graph, of statements only, of everything, and with HTML in front:
  the pages of `--html`, or the texts put into pages like a site's;
- what each stage of reading takes;
- pages a second of one and two processes of one thread;
- what processors that can do less get, as far as this one can be held to that;
- latency of single pages, cold start and peak memory.

All rates stand by the clock and by the processor. Where others use the machine, too, only the
latter mean something.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.speed.alone import alone
from benchmarks.speed.processes import lesser, processor, with_processes
from benchmarks.speed.rates import Rate, pages_of, rates, write_html
from benchmarks.speed.stages import stages
from sayso.reader.garbage import collect_rarely
from sayso.reader.identity import resolver as rules
from sayso.reader.scoring.engine import available_threads

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """All figures; times in seconds a page, memory in MB."""

    processor: str
    capabilities: list[str]
    threads: int
    compiled: bool
    """Whether the rules are compiled to C."""
    pages: int
    words_per_page: float
    rates: dict[str, Rate]
    stages: dict[str, float]
    processes: dict[str, Rate]
    lesser: dict[str, Rate | None]
    alone: dict[str, float]


def measure(folder: Path, site: Path | None, threads: int) -> Speed:
    """All figures of the pages in `folder`, and of HTML in `site`."""
    pages = pages_of(folder)
    if not pages:
        raise typer.BadParameter(f"{folder} holds no page that can be read")
    words = sum(len(page.text.split()) for page in pages)
    single = alone(pages, folder, threads)
    with tempfile.TemporaryDirectory() as made:
        if site is None:
            write_html(pages, Path(made))
        found = rates(pages, site or Path(made), threads)
    name, flags = processor()
    return Speed(
        processor=name,
        capabilities=sorted(flags),
        threads=threads,
        compiled=not str(rules.__file__).endswith(".py"),
        pages=len(pages),
        words_per_page=words / len(pages),
        rates=found,
        stages=stages(pages, threads),
        processes={f"{count} of one thread": with_processes(pages, count) for count in (1, 2)},
        lesser=lesser(folder),
        alone=single,
    )


def rates_table(title: str, rates: Mapping[str, Rate | None], than: Rate | None = None) -> Table:
    """Pages a second, what a page costs, and how many times what it costs at another rate."""
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for heading in ("pages/s", "ms of clock", "ms of processor", "times"):
        table.add_column(heading, justify="right")
    for name, rate in rates.items():
        if rate is None:
            table.add_row(name, "cannot be measured here")
            continue
        times = "" if than is None else f"{rate.processor / than.processor:.2f}"
        clock, processor = f"{1e3 * rate.clock:.1f}", f"{1e3 * rate.processor:.1f}"
        table.add_row(name, f"{1 / rate.clock:.1f}", clock, processor, times)
    return table


def stages_table(spent: Mapping[str, float]) -> Table:
    """The processor's time for each stage and its share."""
    table = Table(title="Stages", title_justify="left")
    table.add_column("")
    for heading in ("ms of processor", "%"):
        table.add_column(heading, justify="right")
    whole = sum(spent.values())
    for stage, seconds in spent.items():
        table.add_row(stage, f"{1e3 * seconds:.1f}", f"{100 * seconds / whole:.0f}")
    return table


def show(speed: Speed, console: Console) -> None:
    """Prints all figures."""
    console.print(
        f"{speed.processor} ({', '.join(speed.capabilities)}), {speed.threads} threads; "
        f"rules {'compiled' if speed.compiled else 'in Python'}; "
        f"{speed.pages} pages of {speed.words_per_page:.0f} words"
    )
    encoder = next(iter(speed.rates.values()))
    this = next(iter(speed.lesser.values()))
    console.print(rates_table("A page", speed.rates, encoder))
    console.print(stages_table(speed.stages))
    console.print(rates_table("Processes", speed.processes, next(iter(speed.processes.values()))))
    console.print(rates_table("Everything, on one thread of lesser processors", speed.lesser, this))
    for name, value in speed.alone.items():
        console.print(f"{name}: {value:.2f}")


@app.command()
def main(
    folder: Annotated[Path, typer.Argument(help="Folder of pages, plain text for the floors.")],
    html: Annotated[Path | None, typer.Option(help="Folder of pages in HTML.")] = None,
    threads: Annotated[int, typer.Option(help="Processors to use; 0 for all.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print what a page costs, whole and by stages, here and on lesser processors."""
    collect_rarely()  # as the command does
    speed = measure(folder, html, threads or available_threads())
    if as_json:
        typer.echo(json.dumps(asdict(speed)))
    else:
        show(speed, Console())


if __name__ == "__main__":
    app()
