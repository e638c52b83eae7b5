"""Rebuilds the shipped model: `python -m training ../corpora --out src/sayso/models`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    corpora: Annotated[Path, typer.Argument(help="Folder that holds polnear/train.jsonl.gz.")],
    out: Annotated[Path, typer.Option(help="Folder for the model.")] = Path("runs/model"),
    checkpoint: Annotated[
        Path, typer.Option(help="Kept after every epoch; an interrupted fit carries on from it.")
    ] = Path("runs/checkpoint.pt"),
    events_of: Annotated[
        Path | None,
        typer.Option(help="Model folder to which only events are taught, anew."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.")] = 13,
    threads: Annotated[int, typer.Option(help="For PyTorch; 0 leaves it to decide.")] = 0,
) -> None:
    """Fit, export, quantise, calibrate and describe the model."""
    import torch

    from training.build import build, teach_events
    from training.fit import Recipe
    from training.fit_events import EventRecipe

    if threads:
        torch.set_num_threads(threads)
    if events_of is not None:
        teach_events(corpora, events_of, out, recipe=EventRecipe(seed=seed))
        return
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    build(
        corpora,
        out,
        recipe=Recipe(seed=seed),
        event_recipe=EventRecipe(seed=seed),
        checkpoint=checkpoint,
    )


if __name__ == "__main__":
    app()
